// The product page's own script. No embed loads it: what is here is about the page around the element. It stands
// in the page itself, and is all of that script that comes while the app is on its way, which needs the network more.

import { make } from "../element/make.js";
import { importVerified } from "../element/verified.js";
import { isGone, renew, restore } from "./renewal.js";
import { isStarted } from "./started.js";

const element = document.querySelector("plan-configurator");
const features = new URL(PAGE_FEATURES, import.meta.url).href;

/** Offers the newer page, where this one's files are there no longer. */
const offerNewer = async () => {
  if (!(await isGone(features))) return;
  const className = "button button--s button--main";
  const button = make("button", { type: "button", className, textContent: UPDATE_NOW, onclick: () => renew(element) });
  document.querySelector("#said").replaceChildren(`${UPDATE} `, button);
};

/** Says that the address lacks its last slash, so that files are looked for one folder up; false where that is not why there is no app. */
const saysNoSlash = () => {
  const { pathname, search, hash } = location;
  if (customElements.get(element.localName) || /\/$|\.\w+$/.test(pathname)) return false;
  const href = `${pathname}/${search}${hash}`;
  document.querySelector("#said").replaceChildren(`${NO_SLASH} `, make("a", { href, textContent: new URL(href, location).href }));
  return true;
};

restore(element);
element.addEventListener("plan-error", ({ detail }) => detail.reason && offerNewer());
// What opens a link has things to load, and is not to wait for the app.
if (!location.hash) await isStarted(element);
try {
  const { startPageFeatures } = await importVerified({ href: features, integrity: PAGE_FEATURES_HASH });
  await startPageFeatures(element, { isGone, renew });
} catch (error) {
  console.warn(error);
  if (!saysNoSlash()) await offerNewer();
}

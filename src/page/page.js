// The product page's own script. No embed loads it: what is here is about the page around the element. It stands
// in the page itself, and is all of that script that comes while the app is on its way, which needs the network more.

import { make } from "../loader/make.js";
import { importVerified } from "../loader/verified.js";
import { isGone, renew, restore } from "./renewal.js";
import { isStarted } from "./started.js";

const element = document.querySelector("plan-configurator");
const around = new URL(AROUND, import.meta.url).href;

/** Offers the newer page, where this one's files are there no longer. */
const offerNewer = async () => {
  if (!(await isGone(around))) return;
  const className = "button button--s button--main";
  const button = make("button", { type: "button", className, textContent: UPDATE_NOW, onclick: () => renew(element) });
  document.querySelector("#said").replaceChildren(`${UPDATE} `, button);
};

restore(element);
element.addEventListener("plan-error", ({ detail }) => detail.code === "start-failed" && offerNewer());
// What opens a link has things to load, and is not to wait for the app.
if (!location.hash) await isStarted(element);
try {
  const { startAround } = await importVerified({ href: around, integrity: AROUND_HASH });
  await startAround(element, { isGone, renew });
} catch (error) {
  console.warn(error);
  await offerNewer();
}

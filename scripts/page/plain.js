// The page without the app, where that cannot start. It opens links as far as its form can.

import { fillIn } from "../on_demand/fill_in.js";
import { greet } from "./address.js";
import { KEYS, decoded, linkIn, pairOf, withoutPerson } from "./link.js";

/** Puts the answers of the page's link, and who it was made for, into the form, once that is all there is. */
export async function followPlain(element) {
  await isPlain(element.shadowRoot);
  const { isSure, parts } = linkIn(location.hash) ?? {};
  if (!parts) return;
  const { person, text } = withoutPerson(parts);
  if (isSure) greet(element, person, text);
  fillIn(element.shadowRoot, [...(isSure ? Object.entries(person) : []), ...answersIn(linkIn(`#${text}`)?.parts ?? [])]);
}

/** Reads the answers of a link, as names and values of the form; what is added to links stands behind their ends. */
function answersIn(parts) {
  const name = (key) => (key.startsWith(WIRE_ANSWER) ? key : WIRE_ANSWER + key);
  const values = (text) => decoded(text).replace(/[^\w~-]+$/, "").split(",");
  return parts
    .map(pairOf)
    .filter(([key]) => !KEYS.includes(key))
    .flatMap(([key, value]) => values(value).map((one) => [name(key), one]));
}

/** Waits until the loader shows the page without the app, which is never where the app starts. */
function isPlain(root) {
  return new Promise((resolve) => {
    const look = () => root.querySelector(".plain-style") && resolve();
    new MutationObserver(look).observe(root, { childList: true });
    look();
  });
}

// The link as the page's script has it: the text of the address's fragment, part by part. crates/plans/src/link.rs says what it is, and
// `scripts/on_demand/export.js` reads it.

import { answerEntries, answersOf } from "../element/wire.js";

/** Keys of other things than questions. Those of a person fill the form in, and leave the address at once. */
export const KEYS = [...WIRE_PERSONAL, ...WIRE_LINK_KEYS];

/**
 * The link that opens what an element shows, as far as it is known without the catalogue; empty on a fresh page. What the answers rely
 * on is missing: that makes it whole.
 */
export function draftOf(element) {
  const answer = ([id, values]) => `${KEYS.includes(id) ? WIRE_ANSWER : ""}${id}=${values}`;
  const parts = [...Object.entries(answersOf(answerEntries(element.answers))).map(answer), element.view];
  for (const name of ["lang", "theme"]) {
    const chosen = element.getAttribute(name);
    if (chosen && chosen !== "auto") parts.push(`${name}=${chosen}`);
  }
  const link = parts.filter(Boolean).join(";");
  return link && `${WIRE_LINK_VERSION};${link}`;
}

/**
 * The link in a fragment, in parts, each with the separator before it; none where the fragment is something else, such as a place on
 * the page or what a sign-in hands back. Without a version it is a link if the catalogue knows its keys: `isSure` tells.
 */
export function linkIn(fragment) {
  let text = fragment.replace(/^([#\s]|%(25)*(23|20|0[ad]))+/i, "").replace(/&(amp;)+/gi, "&");
  const isSure = text === "" || /^v\d+(?![\w-]|\.\w)/i.test(text);
  if (!isSure && !/^[a-z\d.-]+(=|%(25)*3[dD])/.test(text)) return undefined;
  // Programs that look into links encode them, some more than once.
  for (let before; before !== text && (/^v\d+%(25)*3b/i.test(text) || !text.includes("=")); ) [before, text] = [text, decoded(text)];
  return { isSure, parts: text.split(/(?=[;&?#])/) };
}

/** Splits a part into its key and its value, also where the part was quoted for mail. */
export function pairOf(part) {
  const [key, ...value] = part.replace(/^[;&?#]/, "").split("=");
  return [key.trim(), value.join("=")];
}

/** Takes what is known of a person out of a link's parts. */
export function withoutPerson(parts) {
  // A line that is wrapped by "=" may end a question's id there, such as "company-size".
  const isPersonal = (part) => WIRE_PERSONAL.includes(pairOf(part)[0]) && !/^-[a-z\d-]*=/.test(pairOf(part)[1]);
  const others = parts.filter((part) => !isPersonal(part));
  // Quoted for mail, every "=" is "=3D".
  const isQuoted = others.some((part) => part.includes("=3D"));
  const person = parts.filter(isPersonal).map((part) => {
    const [key, value] = pairOf(part);
    // What chats and campaigns add stands behind it.
    const end = key === "email" ? /[^\p{L}\p{N}]+$/u : /[\s<>"%…/]+$/;
    return [key, decoded(isQuoted ? value.replace(/^3D/, "") : value).replace(end, "")];
  });
  return { person: Object.fromEntries(person), text: others.join("").replace(/^;/, "") };
}

/** Decodes a text's percent-encoding, as far as that can be read. */
export function decoded(text) {
  return text.replace(/(%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}

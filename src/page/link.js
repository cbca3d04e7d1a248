// The link as the page's script has it: the text of the address's fragment, part by part. crates/plans/src/link.rs says what it is, and
// the handout reads it.

/** What a link may bring of the person for whom it was made. It fills the form in, and leaves the address at once. */
export const PERSONAL = ["name", "email", "company"];

/** Keys of other things than questions. */
const KEYS = [
  ...PERSONAL,
  ..."plans only open folded severity moment zone lang theme catalog rows was".split(" "),
];

/** Answers that are no ids and no numbers. */
const WORDS = new Map([[null, "~"], [true, "yes"], [false, "no"]]);

/**
 * The link that opens what an element shows, as far as it is known without the catalogue; empty on a fresh page. What the answers rely
 * on is missing: that makes it whole.
 */
export function draftOf(element) {
  const value = (answer) => [answer].flat().map((one) => WORDS.get(one) ?? one);
  const answer = ([id, answer]) => `${KEYS.includes(id) ? "answer." : ""}${id}=${value(answer).join()}`;
  const parts = [...Object.entries(element.answers).map(answer), element.view];
  for (const name of ["lang", "theme"]) {
    const chosen = element.getAttribute(name);
    if (chosen && chosen !== "auto") parts.push(`${name}=${chosen}`);
  }
  const link = parts.filter(Boolean).join(";");
  return link && `v1;${link}`;
}

/** The parts of the link in a fragment, as key and value; none where it is something else, such as a place on the page. */
export function partsOf(fragment) {
  const text = fragment.slice(1);
  if (text && !/^v\d+(;|$)|=/.test(text)) return undefined;
  const parts = text.split(";").filter(Boolean);
  return parts.map((part) => {
    const [key, ...value] = part.split("=");
    return value.length > 0 ? [key, value.join("=")] : [key];
  });
}

/** A value without percent-encoding, where that can be read. */
export function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

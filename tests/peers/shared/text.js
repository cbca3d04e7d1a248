// The texts of a catalogue, in one language.

/** Gives a function that says a text of the catalogue: in the language asked for where the title has it, else in its own. */
export function teller({ title, language }, asked) {
  const languages = asked ? [asked, asked.split("-")[0]] : [];
  const told = languages.find((tag) => typeof title === "object" && Object.hasOwn(title, tag)) ?? language;
  const say = (text) => (typeof text === "string" ? text : (text[told] ?? text[language]));
  return { say, told };
}

/** Items as a list in a sentence: "a, b and c". */
export function list(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

// The texts of a catalogue, in one language.

/** Gives a function that says a text of the catalogue: in the language asked for where the title has it, else in its own. */
export function teller({ title, language }, asked) {
  const languages = asked ? [asked, asked.split("-")[0]] : [];
  const told = languages.find((tag) => typeof title === "object" && Object.hasOwn(title, tag)) ?? language;
  const say = (text) => (typeof text === "string" ? text : (text[told] ?? text[language]));
  return { say, told };
}

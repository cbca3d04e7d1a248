// What these scripts say, in the language that the app is shown in: that may be another one than the page is made in.

/** The texts of every language, by its tag; English first. */
const ALL = Object.entries(JSON.parse(SENDING_TEXTS));

/** The texts in a language. */
export function textsIn(lang) {
  const [base] = lang.toLowerCase().split("-");
  const [, texts] = ALL.find(([tag]) => tag.toLowerCase() === base) ?? ALL[0];
  return { ...texts, lang };
}

/** The texts in the language of an element of the app. */
export const textsAt = (element) => textsIn(element.closest("[lang]")?.lang ?? "");

/** Fills values into the places of a text. */
export const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

// What a host says by attributes: each read into a value that can be used, or refused with the rule that it breaks.

const PARTS = ["questions", "comparison", "hours", "request"];
const THEMES = ["light", "dark", "auto"];

const attempt = (read) => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

const url = (text) => {
  const address = attempt(() => new URL(text, document.baseURI));
  return address && /^https?:$/.test(address.protocol) ? address.href : undefined;
};

const oneOf = (allowed) => (text) => (allowed.includes(text) ? text : undefined);

const words = (text) => text.split(/[\s,]+/).filter(Boolean);

const language = (text) => attempt(() => Intl.getCanonicalLocales(text)[0]);

/** How each attribute is read, and its rule in words. An attribute that is not there is "". */
export const SETTINGS = {
  catalog: [url, "an http or https URL"],
  endpoint: [url, "an http or https URL"],
  lang: [language, "a language tag such as de or pt-BR"],
  theme: [oneOf(THEMES), THEMES.join(", ")],
  plans: [(text) => words(text).join(" "), "ids of the catalogue's plans, separated by spaces"],
  show: [
    (text) => (words(text).every(oneOf(PARTS)) ? words(text).join(" ") : undefined),
    `some of ${PARTS.join(", ")}, separated by spaces`,
  ],
  plan: [(text) => text.trim(), "the id of a plan of the catalogue that can be requested"],
  "time-zone": [(text) => text.trim(), "an IANA time zone such as Europe/Berlin"],
};

/** Answers as entries: question and value, a pair for each choice. Undefined where they are none. */
export function answerEntries(answers) {
  if (!isPlain(answers)) return undefined;
  const value = (answer) => (answer === null ? "not-sure" : answer === true ? "yes" : answer === false ? "no" : `${answer}`);
  const entries = [];
  for (const [question, answer] of Object.entries(answers)) {
    for (const one of Array.isArray(answer) ? answer : [answer]) {
      if (one !== null && !["string", "number", "boolean"].includes(typeof one)) return undefined;
      entries.push([question, value(one)]);
    }
  }
  return entries;
}

/** Who asks, as entries. Undefined where it is something else. */
export function prefillEntries(prefill) {
  const isField = ([name, value]) => ["name", "email", "company"].includes(name) && typeof value === "string";
  const entries = isPlain(prefill) ? Object.entries(prefill) : undefined;
  return entries?.every(isField) ? entries : undefined;
}

export const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

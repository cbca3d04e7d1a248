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
  const address = attempt(() => new URL(text, document.baseURI).href);
  return /^https?:/.test(address) ? address : undefined;
};

const oneOf = (allowed) => (text) => (allowed.includes(text) ? text : undefined);

const words = (text) => text.split(/[\s,]+/).filter(Boolean);

/** Reads a language tag, also as systems write it: `de_DE`, `en_US.UTF-8`, `sr_RS@latin`; and `C`, which names none. */
function language(text) {
  const [tag] = text.trim().replaceAll("_", "-").split(/[.@:,;]/);
  if (/^(C|POSIX)$/i.test(tag)) return "";
  const script = /@latin/.test(text) ? { script: "Latn" } : undefined;
  const read = (tag) => attempt(() => new Intl.Locale(tag, script));
  // What stands last may be a name of the system's own, as in `pt_PT_ao90`.
  const locale = read(tag) ?? read(tag.replace(/-\w+$/, ""));
  // Chinese is written as its region writes it.
  return (locale?.language === "zh" && locale.region ? locale.maximize() : locale)?.baseName;
}

/** How each attribute is read, and its rule in words. An attribute that is not there is "". */
export const SETTINGS = {
  // The id of a catalogue of the script's server holds none of these.
  catalog: [(text) => (/[/.:]/.test(text) ? url(text) : text), "a URL"],
  endpoint: [url, "a URL"],
  lang: [language, "a language tag like pt-BR"],
  theme: [oneOf(THEMES), `one of ${THEMES}`],
  plans: [(text) => words(text).join(" "), "made of plans' ids"],
  show: [
    (text) => (words(text).every(oneOf(PARTS)) ? words(text).join(" ") : undefined),
    `made of ${PARTS}`,
  ],
  plan: [(text) => text.trim(), "the id of a plan to request"],
  "current-plan": [(text) => text.trim(), "the id of a plan, or none"],
  period: [(text) => text.trim(), "the id of a period that prices are told for"],
  currency: [(text) => text.trim(), "the code of a currency that prices are told in"],
  family: [(text) => text.trim(), "the id of a family of plans"],
  campaign: [(text) => text.trim(), "a query"],
  "campaign-names": [(text) => words(text).join(" "), "made of names"],
  variant: [(text) => (text.length > 40 ? undefined : text), "of at most 40 characters"],
  "heading-level": [oneOf(["1", "2", "3", "4", "5", "6"]), "a level from 1 to 6"],
  "time-zone": [(text) => text.trim(), "a time zone like Europe/Berlin"],
};

/** Writes the person who asks as entries. Undefined where the value is something else. */
export function prefillEntries(prefill) {
  const isField = ([name, value]) => WIRE_PERSONAL.includes(name) && typeof value === "string";
  const entries = isPlain(prefill) ? Object.entries(prefill) : undefined;
  return entries?.every(isField) ? entries : undefined;
}

export const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

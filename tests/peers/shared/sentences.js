// The page's own sentences, as `locales/` has them.

/** Gives a function that says a sentence by its name, with these values in their places; where it has forms, by the count. */
export function speaker(language, sentences) {
  const rules = new Intl.PluralRules(language);
  return (name, values = {}) => {
    const found = sentences[name];
    const text = typeof found === "string" ? found : (found[rules.select(values.count)] ?? found.other);
    return text.replaceAll(/\{(\w+)\}/g, (_, place) => values[place]);
  };
}

/** Items as a list in a sentence: "a, b and c". */
export function list(t, items) {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(t("list_comma"))}${t("list_and")}${items.at(-1)}`;
}

const DAY_NAMES = ["day_mon", "day_tue", "day_wed", "day_thu", "day_fri", "day_sat", "day_sun"];

/** The name of a day, Monday first. */
export function dayName(t, day) {
  return t(DAY_NAMES[day]);
}

/** The names of the days, so short that seven fit on a phone. */
export function shortDayNames(t) {
  return t("short_days").split(" ");
}

/** Days in words, by their numbers from Monday on: "Monday to Friday", "every day". */
export function daysInWords(t, days) {
  if (days.length === 7) return t("hours_every_day");
  const names = days.map((day) => dayName(t, day));
  return isRange(days) ? t("hours_day_range", { first: names[0], last: names.at(-1) }) : list(t, names);
}

/** Days by their short names: "Mon–Fri", "Mon, Wed, Sun", "every day". */
export function shortDays(t, days) {
  if (days.length === 7) return t("hours_every_day");
  const short = shortDayNames(t);
  const names = days.map((day) => short[day]);
  return isRange(days) ? t("span_short", { opens: names[0], until: names.at(-1) }) : names.join(", ");
}

function isRange(days) {
  return days.length >= 3 && days.at(-1) === days[0] + days.length - 1;
}

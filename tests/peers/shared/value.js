// What a plan offers in one row, or what an answer asks of it. Only what the catalogue holds can be read.

import { daysInWords, shortDays } from "./sentences.js";

const A_YEAR = { year: 1, quarter: 4, month: 12, week: 52 };
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A day in minutes. */
const DAY = 24 * 60;

/**
 * Gives a function that reads values as the catalogue writes them: with the words that stand in a sentence, and as short as a
 * column is narrow. The same value is the same object each time, so that what shows it can tell by `===` that nothing changed.
 */
export function valueReader(catalog, say, t) {
  const read = new Map();
  return (written, row) => {
    const key = `${row.kind} ${row.scale ?? ""} ${written}`;
    let value = read.get(key);
    if (!value) {
      value = readValue(written, row, catalog, say, t);
      value.written = written;
      value.lower = value.words.toLowerCase();
      value.short ??= value.words;
      read.set(key, value);
    }
    return value;
  };
}

function readValue(written, row, catalog, say, t) {
  if (written === "not-included") return { kind: "none", words: t("value_not_included") };
  if (written === "included") return { kind: "included", words: t("value_included") };
  if (written === "on-request") return { kind: "on-request", words: t("value_on_request") };
  switch (row.kind) {
    case "quantity":
      if (written !== "unlimited") return quantity(written);
      return { kind: "quantity", count: Infinity, words: t("value_unlimited") };
    case "level": {
      const scale = catalog.scales[row.scale];
      const rank = scale.findIndex((level) => level.id === written);
      return { kind: "level", rank, words: say(scale[rank].name) };
    }
    case "hours":
      return readHours(written, catalog.hours?.[written], say, t);
    case "response":
      return readResponse(written, t);
    case "frequency":
      return readFrequency(written, t);
    default:
      throw new Error(`no value of the kind ${row.kind} is read`);
  }
}

/** So many of what a row counts. */
export function quantity(count) {
  return { kind: "quantity", count, written: count, words: String(count), short: String(count) };
}

/** Whether an offer is at least what is required. */
export function satisfies(offered, required) {
  if (offered.kind === "on-request") return false;
  if (required.kind === "quantity" && required.count === 0) return true;
  if (offered.kind === "none") return false;
  switch (required.kind) {
    case "included":
      return offered.count !== 0;
    case "quantity":
      return offered.count >= required.count;
    case "level":
      return offered.rank >= required.rank;
    case "hours":
      return covers(offered, required);
    case "response":
      return offered.minutes <= required.minutes && (required.working || !offered.working);
    case "frequency":
      return offered.amount === required.amount && offered.aYear >= required.aYear;
    default:
      return false;
  }
}

/** How much an offer is beside another of its row: 1 for more, -1 for less, 0 for the same; null where it is neither. */
export function compare(one, other) {
  if (one === other) return 0;
  const isEnough = (offered, required) => {
    if (required.kind === "none") return true;
    return required.kind === "on-request" ? offered.kind === "on-request" : satisfies(offered, required);
  };
  const [isMore, isLess] = [isEnough(one, other), isEnough(other, one)];
  if (isMore && isLess) return 0;
  if (!isMore && !isLess) return null;
  return isMore ? 1 : -1;
}

function readHours(written, hours, say, t) {
  if (written === "always") {
    return { kind: "hours", always: true, words: t("hours_always"), short: t("hours_always_short") };
  }
  const { weekly, holidays = [] } = hours;
  const zone = say(hours.zone_label);
  const words = weekly.map(({ days, open, close }) =>
    t("hours_opening", { open: time(open), close: time(close), zone, days: daysInWords(t, dayNumbers(days)) }),
  );
  const short = weekly.map(({ days, open, close }) =>
    t("hours_opening_short", {
      span: shortSpan(t, minuteOf(open), minuteOf(close)),
      zone,
      days: shortDays(t, dayNumbers(days)),
    }),
  );
  return {
    kind: "hours",
    always: false,
    zone: hours.zone,
    holidays,
    days: weekly.flatMap(({ days }) => dayNumbers(days)),
    spans: spansByDay(weekly),
    words: holidays.length > 0 ? t("hours_holidays", { hours: words.join("; ") }) : words.join("; "),
    short: short.join("; "),
  };
}

/** By day of the week, when it is open in minutes of that day: ascending, without what overlaps. */
function spansByDay(weekly) {
  const spans = WEEKDAYS.map(() => []);
  for (const { days, open, close } of weekly) {
    const [opens, closes] = [minuteOf(open), minuteOf(close)];
    for (const day of days.map((day) => WEEKDAYS.indexOf(day))) {
      if (closes > opens) {
        spans[day].push([opens, closes]);
      } else {
        spans[day].push([opens, 1440]);
        if (closes > 0) spans[(day + 1) % 7].push([0, closes]);
      }
    }
  }
  return spans.map((spans) => {
    const joined = [];
    for (const [opens, closes] of spans.toSorted(([one], [other]) => one - other)) {
      const last = joined.at(-1);
      if (last && opens <= last[1]) last[1] = Math.max(last[1], closes);
      else joined.push([opens, closes]);
    }
    return joined;
  });
}

/** Whether hours are open whenever others are. */
function covers(offered, required) {
  if (offered.always || required.always) return offered.always;
  if (offered.zone !== required.zone || !offered.holidays.every((date) => required.holidays.includes(date))) return false;
  return required.spans.every((needed, day) =>
    needed.every(([opens, closes]) => offered.spans[day].some((span) => span[0] <= opens && span[1] >= closes)),
  );
}

function readResponse(written, t) {
  const [, wholeHours = 0, rest = 0, isWorking] = /^(?:(\d+)h)?(?:(\d+)m)?( working)?$/.exec(written);
  const minutes = Number(wholeHours) * 60 + Number(rest);
  const working = isWorking !== undefined;
  const part = (unit, count) => t(working ? `working_${unit}` : unit, { count });
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  let words = part("hours", hours);
  if (hours === 0) words = part("minutes", left);
  else if (left > 0) words = t("duration_pair", { hours: words, minutes: part("minutes", left) });
  return { kind: "response", minutes, working, words };
}

function readFrequency(written, t) {
  const [, number, days, period] = /^(\d+)( days?)? per (\w+)$/.exec(written);
  const count = Number(number);
  const unit = days ? "days" : "times";
  const words = t(`${unit}_per`, { count, period: t(`${unit}_${period}`) });
  return { kind: "frequency", amount: unit, aYear: count * A_YEAR[period], words };
}

function minuteOf(written) {
  const [hours, minutes] = written.split(":").map(Number);
  return hours * 60 + minutes;
}

/** A time of day, by the clock of 24 hours that every time on the page is told by: "9:00", "17:30". */
function time(written) {
  return `${Number(written.slice(0, 2))}:${written.slice(3)}`;
}

function dayNumbers(days) {
  return days.map((day) => WEEKDAYS.indexOf(day));
}

/** From when until when, in minutes of a day: "9–19", "17:30–24". */
export function shortSpan(t, opens, closes) {
  return t("span_short", { opens: shortTime(opens % DAY), until: shortTime(((closes + DAY - 1) % DAY) + 1) });
}

function shortTime(minute) {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return minutes === 0 ? String(hours) : `${hours}:${String(minutes).padStart(2, "0")}`;
}

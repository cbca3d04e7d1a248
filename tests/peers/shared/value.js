// What a plan offers in one row, or what an answer asks of it. Only what the catalogue holds can be read.

import { list } from "./text.js";

const A_YEAR = { year: 1, quarter: 4, month: 12, week: 52 };
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The names of the days, Monday first. */
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The names of the days, so short that seven fit on a phone. */
export const SHORT_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A day in minutes. */
const DAY = 24 * 60;

/**
 * Gives a function that reads values as the catalogue writes them: with the words that stand in a sentence, and as short as a
 * column is narrow. The same value is the same object each time, so that what shows it can tell by `===` that nothing changed.
 */
export function valueReader(catalog, say) {
  const read = new Map();
  return (written, row) => {
    const key = `${row.kind} ${row.scale ?? ""} ${written}`;
    let value = read.get(key);
    if (!value) {
      value = readValue(written, row, catalog, say);
      value.lower = value.words.toLowerCase();
      value.short ??= value.words;
      read.set(key, value);
    }
    return value;
  };
}

function readValue(written, row, catalog, say) {
  if (written === "not-included") return { kind: "none", words: "Not included" };
  if (written === "included") return { kind: "included", words: "Included" };
  if (written === "on-request") return { kind: "on-request", words: "On request" };
  switch (row.kind) {
    case "quantity":
      return written === "unlimited" ? { kind: "quantity", count: Infinity, words: "Unlimited" } : quantity(written);
    case "level": {
      const scale = catalog.scales[row.scale];
      const rank = scale.findIndex((level) => level.id === written);
      return { kind: "level", rank, words: say(scale[rank].name) };
    }
    case "hours":
      return readHours(written, catalog.hours?.[written], say);
    case "response":
      return readResponse(written);
    case "frequency":
      return readFrequency(written);
    default:
      throw new Error(`no value of the kind ${row.kind} is read`);
  }
}

/** So many of what a row counts. */
export function quantity(count) {
  return { kind: "quantity", count, words: String(count), short: String(count) };
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

function readHours(written, hours, say) {
  if (written === "always") return { kind: "hours", always: true, words: "around the clock", short: "24/7" };
  const zoneLabel = say(hours.zone_label);
  const openings = hours.weekly.map(
    ({ days, open, close }) => `${time(open)} to ${time(close)} ${zoneLabel}, ${daysInWords(dayNumbers(days))}`,
  );
  const short = hours.weekly.map(
    ({ days, open, close }) =>
      `${shortSpan(minuteOf(open), minuteOf(close))} ${zoneLabel}, ${shortDays(dayNumbers(days))}`,
  );
  const words = openings.join("; ") + (hours.holidays?.length > 0 ? ", except holidays" : "");
  const { zone, weekly, holidays = [] } = hours;
  return {
    kind: "hours",
    always: false,
    zone,
    holidays,
    days: weekly.flatMap(({ days }) => dayNumbers(days)),
    spans: spansByDay(weekly),
    words,
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

function readResponse(written) {
  const [, hours = 0, rest = 0, working = ""] = /^(?:(\d+)h)?(?:(\d+)m)?( working)?$/.exec(written);
  const minutes = Number(hours) * 60 + Number(rest);
  const part = (count, unit) => count > 0 && `${count}${working} ${unit}${count === 1 ? "" : "s"}`;
  const words = [part(Math.floor(minutes / 60), "hour"), part(minutes % 60, "minute")];
  return { kind: "response", minutes, working: working !== "", words: words.filter(Boolean).join(" ") };
}

function readFrequency(written) {
  const [, count, days, period] = /^(\d+)( days?)? per (\w+)$/.exec(written);
  const times = count === "1" ? `Once a ${period}` : `${count} times a ${period}`;
  return {
    kind: "frequency",
    amount: days ? "days" : "times",
    aYear: count * A_YEAR[period],
    words: days ? `${count} day${count === "1" ? "" : "s"} per ${period}` : times,
  };
}

function minuteOf(written) {
  const [hours, minutes] = written.split(":").map(Number);
  return hours * 60 + minutes;
}

/** A time of day by the 12-hour clock. */
function time(written) {
  const [hours, minutes] = written.split(":").map(Number);
  if (hours % 24 === 0 && minutes === 0) return "midnight";
  return `${hours % 12 || 12}${minutes ? `:${written.slice(3)}` : ""} ${hours < 12 ? "am" : "pm"}`;
}

function dayNumbers(days) {
  return days.map((day) => WEEKDAYS.indexOf(day));
}

/** Days in words, by their numbers from Monday on: "Monday to Friday", "every day". */
export function daysInWords(days) {
  if (days.length === 7) return "every day";
  const isRange = days.length >= 3 && days.at(-1) === days[0] + days.length - 1;
  return isRange ? `${DAYS[days[0]]} to ${DAYS[days.at(-1)]}` : list(days.map((day) => DAYS[day]));
}

/** Days by their short names: "Mon–Fri", "Mon, Wed, Sun", "every day". */
export function shortDays(days) {
  if (days.length === 7) return "every day";
  const isRange = days.length >= 3 && days.at(-1) === days[0] + days.length - 1;
  return isRange ? span(SHORT_DAYS[days[0]], SHORT_DAYS[days.at(-1)]) : days.map((day) => SHORT_DAYS[day]).join(", ");
}

/** From when until when, in minutes of a day: "9–19", "17:30–24". */
export function shortSpan(opens, closes) {
  return span(shortTime(opens % DAY), shortTime(((closes + DAY - 1) % DAY) + 1));
}

/** No line ends after the dash. */
function span(from, until) {
  return `${from}–\u2060${until}`;
}

function shortTime(minute) {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return minutes === 0 ? String(hours) : `${hours}:${String(minutes).padStart(2, "0")}`;
}

// Times, weeks and deadlines in words, by the visitor's clocks, which are given in minutes since they showed 1970.

import { DAYS, daysInWords, SHORT_DAYS, shortDays, shortSpan } from "./value.js";
import { DAY } from "./zone.js";

/** A week in minutes. */
export const WEEK = 7 * DAY;

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A time as it is seen from another: "Monday 15:00"; with the date where that day is not one of the next seven. */
export function momentWords(at, from) {
  return dated(DAYS, at, from);
}

/** The same as short as a column is narrow: "Mon 15:00", "Fri, 25 Dec 07:00". */
export function shortMoment(at, from) {
  return dated(SHORT_DAYS, at, from);
}

function dated(names, at, from) {
  const day = Math.floor(at / DAY);
  const days = day - Math.floor(from / DAY);
  const time = clock(at - day * DAY);
  return days >= 0 && days < 7 ? `${names[weekday(day)]} ${time}` : `${dateWords(day)} ${time}`;
}

/** A date, as a day since 1970: "Fri, 25 Dec". */
export function dateWords(day) {
  const date = dateOf(day);
  return `${SHORT_DAYS[weekday(day)]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** Seven days from one on, each with its short name and its day of the month. */
export function daysFrom(first) {
  const day = Math.floor(first / DAY);
  return SHORT_DAYS.map((_, at) => ({ name: SHORT_DAYS[weekday(day + at)], date: dateOf(day + at).getUTCDate() }));
}

/** The day of the week, Monday first. 1970 began on a Thursday. */
function weekday(day) {
  return (((day + 3) % 7) + 7) % 7;
}

function dateOf(day) {
  return new Date(day * DAY * 60_000);
}

/** A minute of the week: "Friday 18:30". */
export function minuteOfWeek(minute) {
  return `${DAYS[Math.floor(minute / DAY)]} ${clock(minute % DAY)}`;
}

/** A span of time, in its two largest units. */
function spanWords(minutes) {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return `${days} day${days === 1 ? "" : "s"} ${hours % 24} h`;
}

/** Whether support is open, until when, or when it opens. */
export function availabilityWords({ isOpen, until, opens }, now, wall) {
  const when = (at) => momentWords(wall(at), wall(now));
  if (isOpen) {
    return until === Infinity ? "Open around the clock" : `Open until ${when(until)}, for ${spanWords(until - now)}`;
  }
  return opens === undefined ? "Not open within a year" : `Closed; opens ${when(opens)}, in ${spanWords(opens - now)}`;
}

/** The same as short as a column is narrow. */
export function shortAvailability({ isOpen, until, opens }, now, wall) {
  const when = (at) => shortMoment(wall(at), wall(now));
  if (isOpen) return until === Infinity ? "Open around the clock" : `open until ${when(until)}`;
  return opens === undefined ? "Not open within a year" : `opens ${when(opens)}`;
}

/** What a deadline promises, and from when on it counts: "4 hours, day and night", "8 working hours from Mon 14:00". */
export function dueWords({ starts }, response, moment, wall) {
  if (!response.working) return `${response.words}, day and night`;
  return starts === moment ? response.words : `${response.words} from ${shortMoment(wall(starts), wall(moment))}`;
}

/** What is open of a week, from when until when in its minutes: "15:00 to 01:00, Monday to Friday". */
export function openHours(open) {
  const all = [];
  for (const { opens, closes, days } of daily(open)) {
    const long = closes - opens;
    if (long === WEEK) return "around the clock";
    // Midnight belongs to the day that ends.
    let until = clock(((closes - 1) % DAY) + 1);
    if (long > DAY || (long === DAY && opens % DAY > 0)) {
      until = `${DAYS[Math.floor((closes - 1) / DAY) % 7]} ${until}`;
    }
    all.push(`${clock(opens % DAY)} to ${until}, ${daysInWords(days)}`);
  }
  return all.length > 0 ? all.join("; ") : "closed all week";
}

/** The same as short as a column is narrow: "your 14–24". The days are named where they are others than these. */
export function shortOpenHours(open, published) {
  const all = daily(open).map(({ opens, closes, days }) => {
    const isSaid = days.length === published.length && days.every((day, at) => day === published[at]);
    const span = shortSpan(opens, closes);
    return isSaid ? span : `${span}, ${shortDays(days)}`;
  });
  return `your ${all.join("; ")}`;
}

/** The hours of a week with the days on which they are the same. A night over the end of the week is one span. */
function daily(open) {
  const [first, last] = [open[0], open.at(-1)];
  const isNight = open.length > 1 && first[0] === 0 && last[1] === WEEK;
  const spans = isNight ? [...open.slice(1, -1), [last[0], WEEK + first[1]]] : open;
  const all = [];
  for (const [opens, closes] of spans) {
    const long = closes - opens;
    const same = all.find(
      (other) => (other.opens - opens) % DAY === 0 && other.closes - other.opens === long && long <= DAY,
    );
    const day = Math.floor(opens / DAY);
    if (same) same.days.push(day);
    else all.push({ opens, closes, days: [day] });
  }
  return all;
}

/** So many hours a week, to a tenth. */
export function hoursAWeek(minutes) {
  return `${Math.round(minutes / 6) / 10} h a week`;
}

/** A minute of the day by the 24-hour clock: "15:00", "24:00". */
function clock(minute) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

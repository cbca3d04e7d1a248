// Times, weeks and deadlines in words, by the visitor's clocks, which are given in minutes since they showed 1970.

import { dayName, daysInWords, shortDayNames, shortDays } from "./sentences.js";
import { shortSpan } from "./value.js";
import { DAY } from "./zone.js";

/** A week in minutes. */
export const WEEK = 7 * DAY;

/** A time as it is seen from another: "Monday 15:00"; with the date where that day is not one of the next seven. */
export function momentWords(t, at, from) {
  return dated(t, dayName, at, from);
}

/** The same as short as a column is narrow: "Mon 15:00", "Fri, 25 Dec 07:00". */
export function shortMoment(t, at, from) {
  return dated(t, (t, day) => shortDayNames(t)[day], at, from);
}

function dated(t, name, at, from) {
  const day = Math.floor(at / DAY);
  const days = day - Math.floor(from / DAY);
  const time = clock(at - day * DAY);
  if (days >= 0 && days < 7) return `${name(t, weekday(day))} ${time}`;
  return t("moment_dated", { date: dateWords(t, day), time });
}

/** A date, as a day since 1970: "Fri, 25 Dec". */
export function dateWords(t, day) {
  const date = dateOf(day);
  const month = t("short_months").split(" ")[date.getUTCMonth()];
  return t("date", { weekday: shortDayNames(t)[weekday(day)], day: date.getUTCDate(), month });
}

/** Seven days from one on, each with its short name and its day of the month. */
export function daysFrom(t, first) {
  const day = Math.floor(first / DAY);
  const names = shortDayNames(t);
  return names.map((_, at) => ({ name: names[weekday(day + at)], date: dateOf(day + at).getUTCDate() }));
}

/** The day of the week, Monday first. 1970 began on a Thursday. */
function weekday(day) {
  return (((day + 3) % 7) + 7) % 7;
}

function dateOf(day) {
  return new Date(day * DAY * 60_000);
}

/** A minute of the week: "Friday 18:30". */
export function minuteOfWeek(t, minute) {
  return `${dayName(t, Math.floor(minute / DAY))} ${clock(minute % DAY)}`;
}

/** A span of time, in its two largest units. */
function spanWords(t, minutes) {
  const hours = Math.floor(minutes / 60);
  const inHours = (hours) => t("span_hours", { hours });
  const inMinutes = t("span_minutes", { minutes: minutes % 60 });
  if (hours === 0) return inMinutes;
  if (hours < 24) return `${inHours(hours)} ${inMinutes}`;
  return `${t("span_days", { count: Math.floor(hours / 24) })} ${inHours(hours % 24)}`;
}

/** Whether support is open, until when, or when it opens. */
export function availabilityWords(t, { isOpen, until, opens }, now, wall) {
  const told = (name, at) => t(name, { when: momentWords(t, wall(at), wall(now)), span: spanWords(t, at - now) });
  if (isOpen) return until === Infinity ? t("open_always") : told("open_until", until);
  return opens === undefined ? t("never_open") : told("closed_until", opens);
}

/** The same as short as a column is narrow. */
export function shortAvailability(t, { isOpen, until, opens }, now, wall) {
  const when = (at) => shortMoment(t, wall(at), wall(now));
  if (isOpen) return until === Infinity ? t("open_always") : t("closes", { when: when(until) });
  return opens === undefined ? t("never_open") : t("opens", { when: when(opens) });
}

/** What a deadline promises, and from when on it counts: "4 hours, day and night", "8 working hours from Mon 14:00". */
export function dueWords(t, { starts }, response, moment, wall) {
  if (!response.working) return t("due_always", { response: response.words });
  if (starts === moment) return response.words;
  return t("due_from", { response: response.words, when: shortMoment(t, wall(starts), wall(moment)) });
}

/** What is open of a week, from when until when in its minutes: "15:00 to 01:00, Monday to Friday". */
export function openHours(t, open) {
  const all = [];
  for (const { opens, closes, days } of daily(open)) {
    const long = closes - opens;
    if (long === WEEK) return t("all_week");
    // Midnight belongs to the day that ends.
    let until = clock(((closes - 1) % DAY) + 1);
    if (long > DAY || (long === DAY && opens % DAY > 0)) {
      until = `${dayName(t, Math.floor((closes - 1) / DAY) % 7)} ${until}`;
    }
    all.push(t("daily", { opens: clock(opens % DAY), until, days: daysInWords(t, days) }));
  }
  return all.length > 0 ? all.join("; ") : t("closed_all_week");
}

/** The same as short as a column is narrow: "your 14–24". The days are named where they are others than these. */
export function shortOpenHours(t, open, published) {
  const all = daily(open).map(({ opens, closes, days }) => {
    const isSaid = days.length === published.length && days.every((day, at) => day === published[at]);
    const span = shortSpan(t, opens, closes);
    return isSaid ? span : t("your_hours_on", { span, days: shortDays(t, days) });
  });
  return t("your_hours", { hours: all.join("; ") });
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
export function hoursAWeek(t, minutes) {
  return t("hours_a_week", { hours: Math.round(minutes / 6) / 10 });
}

/** A minute of the day by the 24-hour clock: "15:00", "24:00". */
function clock(minute) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

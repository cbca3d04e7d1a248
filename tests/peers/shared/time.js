// Times, weeks and deadlines in words, by the visitor's clocks, which are given in minutes since they showed 1970.

import { DAYS, daysInWords } from "./value.js";
import { DAY } from "./zone.js";

const MONTHS =
  "January February March April May June July August September October November December".split(" ");

/** The names of the days, so short that seven fit on a phone. */
export const SHORT_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split(" ");

/** A time as it is seen from another: "Monday 15:00"; with the date where that day is not one of the next seven. */
function momentWords(at, from) {
  const date = new Date(at * 60_000);
  const time = `${DAYS[(date.getUTCDay() + 6) % 7]} ${clock(((at % DAY) + DAY) % DAY)}`;
  const days = Math.floor(at / DAY) - Math.floor(from / DAY);
  return days >= 0 && days < 7 ? time : `${time}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** A minute of the week: "Friday 18:30". */
export function minuteOfWeek(minute) {
  return `${DAYS[Math.floor(minute / DAY)]} ${clock(minute % DAY)}`;
}

/** A span of time, in its two largest units. */
function span(minutes) {
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
    return until === Infinity ? "Open around the clock" : `Open until ${when(until)}, for ${span(until - now)}`;
  }
  return opens === undefined ? "Not open within a year" : `Closed; opens ${when(opens)}, in ${span(opens - now)}`;
}

/** By when a plan answers what is reported at a moment, and how its clock runs until then. */
export function deadlineWords({ starts, due }, response, moment, wall) {
  const when = (at) => momentWords(wall(at), wall(moment));
  const stands = due - starts - response.minutes;
  let runs = "runs day and night";
  if (response.working) runs = starts === moment ? "starts at once" : `starts ${when(starts)}`;
  if (stands > 0) runs += ` and stands ${span(stands)} while support is closed`;
  return `${when(due)} your time; the clock ${runs}`;
}

/** What is open of a week, from when until when in its minutes: "15:00 to 01:00, Monday to Friday". */
export function openHours(open) {
  const all = [];
  for (const [at, [opens, closes]] of open.entries()) {
    const long = closes - opens;
    if (long === 7 * DAY) return "around the clock";
    const isSame = (other) => (other[0] - opens) % DAY === 0 && other[1] - other[0] === long && long <= DAY;
    if (open.slice(0, at).some(isSame)) continue;
    const days = [opens, ...open.slice(at + 1).filter(isSame).map(([opens]) => opens)];
    // Midnight belongs to the day that ends.
    let until = clock(((closes - 1) % DAY) + 1);
    if (long > DAY || (long === DAY && opens % DAY > 0)) until = `${DAYS[Math.floor((closes - 1) / DAY)]} ${until}`;
    const names = daysInWords(days.map((minute) => Math.floor(minute / DAY)));
    all.push(`${clock(opens % DAY)} to ${until}, ${names}`);
  }
  return all.length > 0 ? all.join("; ") : "closed all week";
}

/** So many hours a week, to a tenth. */
export function hoursAWeek(minutes) {
  return `${Math.round(minutes / 6) / 10} hours a week`;
}

/** A minute of the day by the 24-hour clock: "15:00", "24:00". */
function clock(minute) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

// When each plan's support is open for a severity, and by when it answers, by the visitor's clocks.
//
// Instants are minutes since 1970; what clocks show is counted in the same way.

import {
  availabilityWords,
  dateWords,
  dueWords,
  hoursAWeek,
  momentWords,
  openHours,
  shortAvailability,
  shortMoment,
  shortOpenHours,
  WEEK,
} from "./time.js";
import { DAY, zoneNamed } from "./zone.js";

/** How many days a search looks for an opening. */
const SEARCHED_DAYS = 366;

/** Minutes of the week that are worth a look: after its work, and in the middle of a night. */
export const PRESETS = [4 * DAY + 18 * 60 + 30, 6 * DAY + 3 * 60];

/** The moment that is now, whenever that is; and one that is yet to be written. */
export const NOW = "now";
export const OTHER = "other";

/** Whether a moment is written, or is to be. */
export const isWritten = (moment) => typeof moment === "string" && moment !== NOW;

/** When the clocks showed the begin of the week. 1970 began on a Thursday. */
function monday(wall) {
  return wall - modulo(wall + 3 * DAY, WEEK);
}

function modulo(number, by) {
  return ((number % by) + by) % by;
}

/** What is open from an instant on, one period after the other. */
function* openPeriods(hours, from) {
  if (hours.always || hours.spans.every(([span]) => span?.[0] === 0 && span[1] === DAY)) {
    if (hours.always || hours.holidays.length === 0) {
      yield { opens: from, closes: Infinity };
      return;
    }
  }
  const zone = zoneNamed(hours.zone);
  const firstDay = Math.floor(zone.wall(from) / DAY) - 1;
  let [open, isAny] = [undefined, false];
  for (let day = firstDay; isAny || day <= firstDay + SEARCHED_DAYS + 1; day += 1) {
    if (hours.holidays.includes(dateOf(day))) continue;
    for (const [start, end] of hours.spans[modulo(day + 3, 7)]) {
      const opens = Math.max(zone.shown(day * DAY + start), from);
      const closes = zone.shown(day * DAY + end, true);
      if (opens >= closes) continue;
      if (open && opens <= open.closes) {
        open.closes = Math.max(open.closes, closes);
      } else {
        if (open) yield open;
        [open, isAny] = [{ opens, closes }, true];
      }
    }
  }
  if (open) yield open;
}

function dateOf(day) {
  return new Date(day * DAY * 60_000).toISOString().slice(0, 10);
}

/** The minutes of a week that are open. */
function minutesAWeek(hours) {
  if (hours.always) return WEEK;
  return hours.spans.flat().reduce((sum, [opens, closes]) => sum + closes - opens, 0);
}

/** Whether it is open at an instant; until when, or when it opens. */
export function availabilityOf(hours, at) {
  const { value: first } = openPeriods(hours, at).next();
  if (!first) return { isOpen: false };
  if (first.opens > at) return { isOpen: false, opens: first.opens };
  return { isOpen: true, until: first.closes };
}

/** By when what is reported at an instant is answered, and when the clock starts. */
function deadlineOf(hours, response, at) {
  if (!response) return undefined;
  const counts = response.working ? hours : { always: true };
  if (!counts) return undefined;
  let [left, starts] = [response.minutes, undefined];
  for (const { opens, closes } of openPeriods(counts, at)) {
    starts ??= opens;
    if (left <= closes - opens) return { starts, due: opens + left };
    left -= closes - opens;
  }
  return undefined;
}

/** What of a plan counts for a severity: its hours and its response time, where it has some. */
export function supportOf(severity, plan) {
  const [hours, response] = [severity.hours.offers[plan], severity.response?.offers[plan]];
  return {
    hours: hours.kind === "hours" ? hours : undefined,
    response: response?.kind === "response" ? response : undefined,
  };
}

const knowsZone = (hours) => !hours || hours.always || zoneNamed(hours.zone) !== undefined;

/** The minute that it is, by whose clocks, and when they showed the begin of the week; nothing before the time is known. */
export function clockOf(now, zone) {
  return now === null || !zone ? undefined : { now, zone, monday: monday(zone.wall(now)) };
}

/**
 * How the hours are looked at: by which clock, for which severity and for when; and the first of the seven days that are
 * pictured: today, or the day of the report where that is not one of the next seven. A moment is "now", a minute of the week, or
 * a time as a field writes it.
 */
export function lookAt(clock, severity, moment) {
  if (!clock || !severity) return undefined;
  const { now, zone } = clock;
  const shown = shownAt(clock, moment);
  const reported = shown === undefined ? now : zone.shown(shown);
  const [today, day] = [now, reported].map((at) => Math.floor(zone.wall(at) / DAY) * DAY);
  const isAhead = today <= day && day < today + WEEK;
  return { ...clock, severity, moment: reported, firstDay: isAhead ? today : day };
}

function shownAt({ now, zone, monday }, moment) {
  if (moment === NOW) return undefined;
  if (typeof moment === "number") {
    const next = monday + moment;
    return next < zone.wall(now) ? next + WEEK : next;
  }
  const written = Date.parse(`${moment}Z`);
  return Number.isNaN(written) ? undefined : Math.floor(written / 60_000);
}

const weeks = new WeakMap();

/** What is open of seven days, from when until when in their minutes; worked out once for the same days. */
function openIn(hours, zone, around, first) {
  if (!weeks.has(hours)) weeks.set(hours, new Map());
  const known = weeks.get(hours);
  const key = `${zone.name} ${first}`;
  if (!known.has(key)) known.set(key, findOpen(hours, zone, around, first));
  return known.get(key);
}

function findOpen(hours, zone, around, first) {
  const open = [];
  const minute = (at) => (at === Infinity ? WEEK : Math.min(Math.max(zone.wall(at) - first, 0), WEEK));
  for (const period of openPeriods(hours, around - 8 * DAY)) {
    const [opens, closes] = [minute(period.opens), minute(period.closes)];
    if (opens === WEEK) break;
    if (opens < closes) open.push([opens, closes]);
  }
  return open;
}

/** What a plan's part of the hours shows; without a look at them, the hours as published. */
export function planHours(t, look, severity, plan) {
  const { hours, response } = supportOf(severity, plan.index);
  const published = severity.hours.offers[plan.index].words;
  if (!look || !knowsZone(hours)) return { published };
  const { now, zone, moment, firstDay } = look;
  const wall = (at) => zone.wall(at);
  const deadline = deadlineOf(hours, response, moment);
  const answer = answerOf(t, hours, response, deadline, look, wall);
  if (!hours) return { published, answer };
  const isNowAhead = firstDay <= wall(now) && wall(now) < firstDay + WEEK;
  const place = (at) => {
    const minute = wall(at) - firstDay;
    return minute >= 0 && minute < WEEK ? minute : undefined;
  };
  return {
    aWeek: hoursAWeek(t, minutesAWeek(hours)),
    now: availabilityWords(t, availabilityOf(hours, now), now, wall),
    picture: {
      blocks: openIn(hours, zone, isNowAhead ? now : moment, firstDay)
        .map(([from, until]) => `M${from} 4H${until}V20H${from}Z`)
        .join(""),
      reported: place(moment),
      due: deadline && place(deadline.due),
    },
    words: t("your_time", { hours: openHours(t, openIn(hours, zone, now, look.monday)) }),
    answer,
  };
}

/** By when a plan answers, and how that comes; where it promises nothing, when it is there. */
function answerOf(t, hours, response, deadline, { now, moment }, wall) {
  const availability = hours ? availabilityOf(hours, moment) : {};
  const answer = deadline
    ? { due: shortMoment(t, wall(deadline.due), wall(now)), how: dueWords(t, deadline, response, moment, wall) }
    : { due: t("due_none"), isNone: true, how: shortAvailability(t, availability, now, wall) };
  // Day and night there are no holidays.
  const countsOpenHours = !response || response.working;
  const until = deadline?.due ?? (availability.isOpen ? moment : (availability.opens ?? moment));
  const holiday = countsOpenHours ? holidayIn(hours, moment, until) : undefined;
  if (holiday === undefined) return answer;
  return { ...answer, how: t("holiday", { why: answer.how, date: dateWords(t, holiday) }), isReason: true };
}

/** The first holiday between two instants on which it would be open, as a day since 1970. */
function holidayIn(hours, from, until) {
  if (!hours || hours.always || hours.holidays.length === 0) return undefined;
  const zone = zoneNamed(hours.zone);
  for (let day = Math.floor(zone.wall(from) / DAY); day <= Math.floor(zone.wall(until) / DAY); day += 1) {
    if (hours.holidays.includes(dateOf(day)) && hours.days.includes(modulo(day + 3, 7))) return day;
  }
  return undefined;
}

/** The hours of a cell by the visitor's clocks; nothing where the catalogue's words say the same. */
function localHours(t, clock, hours) {
  if (!clock || hours.kind !== "hours" || hours.always || !knowsZone(hours) || readsTheSame(hours, clock)) return "";
  return shortOpenHours(t, openIn(hours, clock.zone, clock.now, clock.monday), hours.days);
}

/** By row with hours, what its cells say in the visitor's time. */
export function localHoursByRow(catalog, clock) {
  const rows = catalog.rows.filter((row) => row.severity !== undefined && row.kind === "hours");
  return new Map(rows.map((row) => [row, row.offers.map((hours) => localHours(catalog.t, clock, hours))]));
}

function readsTheSame(hours, { now, zone }) {
  const other = zoneNamed(hours.zone);
  return [now - WEEK, now, now + WEEK].every((at) => other.ahead(at) === zone.ahead(at));
}

/** The city of a zone. */
export function cityOf(zone) {
  return zone.name.split("/").at(-1).replaceAll("_", " ");
}

/** By whose clocks it is how late. */
export function hereWords(t, look) {
  if (!look) return t("zone");
  const now = look.zone.wall(look.now);
  return t("zone_here", { city: cityOf(look.zone), time: shortMoment(t, now, now) });
}

/** What the hours are shown for, once something else was asked for; and again where it was asked for again. */
export function hoursTold(t, look, changes) {
  if (!look || changes === 0) return "";
  const { zone, severity, moment, now } = look;
  const told = t("hours_told", { severity: severity.name, moment: momentWords(t, zone.wall(moment), zone.wall(now)) });
  return changes % 2 === 0 ? `${told}\u00a0` : told;
}

/** The minute that it is. */
export function thisMinute() {
  return Math.floor(Date.now() / 60_000);
}

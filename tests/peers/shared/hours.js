// When each plan's support is open for a severity, and by when it answers, by the visitor's clocks.
//
// Instants are minutes since 1970; what clocks show is counted in the same way.

import { availabilityWords, deadlineWords, hoursAWeek, openHours } from "./time.js";
import { DAY, zoneNamed } from "./zone.js";

export { DAY };

/** A week in minutes. */
export const WEEK = 7 * DAY;

/** How many days a search looks for an opening, and how many waits of a deadline are told at most. */
const SEARCHED_DAYS = 366;
const MOST_WAITS = 100;

/** How often the line of now moves on, in minutes. */
const LINE_MOVES = 15;

/** Minutes of the week that are worth a look: after its work, and in the middle of a night. */
export const PRESETS = [4 * DAY + 18 * 60 + 30, 6 * DAY + 3 * 60];

/** The moment that is now, whenever that is. */
export const NOW = "now";

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
function availabilityOf(hours, at) {
  const { value: first } = openPeriods(hours, at).next();
  if (!first) return { isOpen: false };
  if (first.opens > at) return { isOpen: false, opens: first.opens };
  return { isOpen: true, until: first.closes };
}

/** By when what is reported at an instant is answered, and while which times the clock stands. */
function deadlineOf(hours, response, at) {
  if (!response) return undefined;
  const counts = response.working ? hours : { always: true };
  if (!counts) return undefined;
  const waits = [];
  let [left, closed] = [response.minutes, at];
  for (const { opens, closes } of openPeriods(counts, at)) {
    if (closed < opens && waits.length < MOST_WAITS) waits.push({ opens: closed, closes: opens });
    if (left <= closes - opens) {
      const starts = waits[0]?.opens === at ? waits[0].closes : at;
      return { starts, due: opens + left, waits };
    }
    left -= closes - opens;
    closed = closes;
  }
  return undefined;
}

/** What of a plan counts for a severity: its hours and its response time, where it has some. */
function supportOf(severity, plan) {
  const [hours, response] = [severity.hours.offers[plan], severity.response?.offers[plan]];
  return {
    hours: hours.kind === "hours" ? hours : undefined,
    response: response?.kind === "response" ? response : undefined,
  };
}

const knowsZone = ({ hours }) => !hours || hours.always || zoneNamed(hours.zone) !== undefined;

/** The minute that it is, by whose clocks, and when they showed the begin of the week; nothing before the time is known. */
export function clockOf(now, zone) {
  return now === null || !zone ? undefined : { now, zone, monday: monday(zone.wall(now)) };
}

/**
 * How the hours are looked at: by which clock, for which severity and for when. A moment is "now", a minute of the week, or a
 * time as a field writes it.
 */
export function lookAt(catalog, clock, severity, moment) {
  if (!clock || !severity) return undefined;
  const look = { ...clock, severity, moment: clock.now, slowest: 1 };
  const shown = shownAt(look, moment);
  if (shown !== undefined) look.moment = look.zone.shown(shown);
  for (const plan of catalog.plans) {
    const support = supportOf(severity, plan.index);
    const deadline = knowsZone(support) && deadlineOf(support.hours, support.response, look.moment);
    if (deadline) look.slowest = Math.max(look.slowest, deadline.due - look.moment);
  }
  return look;
}

function shownAt(look, moment) {
  if (moment === NOW) return undefined;
  if (typeof moment === "number") {
    const next = look.monday + moment;
    return next < look.zone.wall(look.now) ? next + WEEK : next;
  }
  const written = Date.parse(`${moment}Z`);
  return Number.isNaN(written) ? undefined : Math.floor(written / 60_000);
}

const weeks = new WeakMap();

/** What is open of the week that is looked at, from when until when in its minutes; kept for as long as the week is. */
function openOf(hours, { now, zone, monday }) {
  const kept = weeks.get(hours);
  if (kept?.zone === zone && kept.monday === monday) return kept.open;
  const open = [];
  const minute = (at) => (at === Infinity ? WEEK : Math.min(Math.max(zone.wall(at) - monday, 0), WEEK));
  for (const period of openPeriods(hours, now - 8 * DAY)) {
    const [opens, closes] = [minute(period.opens), minute(period.closes)];
    if (opens === WEEK) break;
    if (opens < closes) open.push([opens, closes]);
  }
  weeks.set(hours, { zone, monday, open });
  return open;
}

/** What a plan's part of the hours shows; without a look at them, the hours as published. */
export function planHours(look, severity, plan) {
  const { hours, response } = supportOf(severity, plan.index);
  const published = severity.hours.offers[plan.index].words;
  if (!look || !knowsZone({ hours })) return { published };
  const { zone } = look;
  const wall = (at) => zone.wall(at);
  const deadline = deadlineOf(hours, response, look.moment);
  const due = deadline ? deadlineWords(deadline, response, look.moment, wall) : "no promised time";
  const answer = {
    words: `${plan.name}: ${due}`,
    course: deadline && deadline.waits.length < MOST_WAITS ? courseOf(deadline, look) : undefined,
  };
  if (!hours) return { published, answer };
  const availability = availabilityOf(hours, look.now);
  const open = openOf(hours, look);
  return {
    aWeek: hoursAWeek(minutesAWeek(hours)),
    isOpen: availability.isOpen,
    now: availabilityWords(availability, look.now, wall),
    picture: {
      viewBox: `0 0 ${WEEK} 24`,
      blocks: open.map(asBlock).join(""),
      lines: DAY_LINES,
      mark: zone.wall(look.now) - look.monday,
    },
    words: `This week in your time: ${openHours(open)}`,
    answer,
  };
}

/** The begins of the days but the first. */
const DAY_LINES = [1, 2, 3, 4, 5, 6].map((day) => `M${day * DAY} 0V24`).join("");

const asBlock = ([from, until]) => `M${from} 4H${until}V20H${from}Z`;

/** How a plan's clock runs and stands until it answers; all plans' on one scale. */
function courseOf({ waits, due }, look) {
  const place = (at) => Math.trunc(((at - look.moment) * 1000) / look.slowest);
  let [from, blocks, lines] = [0, "", ""];
  for (const wait of waits) {
    blocks += asBlock([from, place(wait.opens)]);
    from = place(wait.closes);
    lines += `M${place(wait.opens)} 12H${from}`;
  }
  blocks += asBlock([from, place(due)]);
  return { viewBox: "0 0 1000 24", blocks, lines, mark: place(due) };
}

/** The hours that count for a cell, by the catalogue's clocks, where the cell does not say them itself. */
export function publishedHours(row, plan) {
  const value = row.offers[plan];
  return row.severity && value.kind === "response" && value.working ? row.severity.hours.offers[plan].words : "";
}

/** The hours that count for a cell by the visitor's clocks; nothing where the catalogue's words say the same. */
function localHours(clock, row, plan) {
  if (!clock || !hasLocalHours(row, plan)) return "";
  const { hours } = supportOf(row.severity, plan);
  if (!hours || hours.always || !knowsZone({ hours }) || readsTheSame(hours, clock)) return "";
  return `This week in your time: ${openHours(openOf(hours, clock))}`;
}

/** By row with hours, what its cells say in the visitor's time. */
export function localHoursByRow(catalog, clock) {
  const rows = catalog.rows.filter((row) => row.severity !== undefined);
  return new Map(rows.map((row) => [row, catalog.plans.map(({ index }) => localHours(clock, row, index))]));
}

/** Whether a cell has hours that the visitor's clocks may tell otherwise. */
function hasLocalHours(row, plan) {
  const value = row.offers[plan];
  return row.severity !== undefined && (value.kind === "hours" || (value.kind === "response" && value.working));
}

function readsTheSame(hours, { now, zone }) {
  const other = zoneNamed(hours.zone);
  return [now - WEEK, now, now + WEEK].every((at) => other.ahead(at) === zone.ahead(at));
}

/** When the time is to be told next, because something shown changes then: in minutes since 1970. */
export function nextChange(catalog, look, moment) {
  let wait = LINE_MOVES - modulo(look.now, LINE_MOVES);
  for (const plan of catalog.plans) {
    const support = supportOf(look.severity, plan.index);
    if (!knowsZone(support)) continue;
    const { isOpen, until, opens } = support.hours ? availabilityOf(support.hours, look.now) : {};
    const then = isOpen ? until : opens;
    if (then !== undefined && then < Infinity) {
      // In words it is days and hours, or hours and minutes.
      const left = then - look.now;
      wait = Math.min(wait, left >= DAY ? (left % 60) + 1 : 1);
    }
    // Where the clock starts at once, the deadline moves with now.
    if (moment === NOW && deadlineOf(support.hours, support.response, look.moment)?.starts === look.now) wait = 1;
  }
  return look.now + wait;
}

/** The minute that it is. */
export function thisMinute() {
  return Math.floor(Date.now() / 60_000);
}

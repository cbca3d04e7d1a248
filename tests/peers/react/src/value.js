// What a plan offers in one row, or what an answer asks of it. Only what the catalogue holds can be read.

const A_YEAR = { year: 1, quarter: 4, month: 12, week: 52 };
const DAYS = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** Reads a value as the catalogue writes it, with the words that a cell shows. */
export function readValue(written, row, catalog) {
  if (written === "not-included") return { kind: "none", words: "Not included" };
  if (written === "included") return { kind: "included", words: "Included" };
  switch (row.kind) {
    case "quantity":
      return written === "unlimited" ? { kind: "quantity", count: Infinity, words: "Unlimited" } : quantity(written);
    case "level": {
      const scale = catalog.scales[row.scale];
      const rank = scale.findIndex((level) => level.id === written);
      return { kind: "level", rank, words: scale[rank].name };
    }
    case "hours":
      return readHours(written, catalog.hours[written]);
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
  return { kind: "quantity", count, words: String(count) };
}

/** Whether an offer is at least what is required. */
export function satisfies(offered, required) {
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

function readHours(written, hours) {
  if (written === "always") return { kind: "hours", always: true, words: "24x7x365, around the clock" };
  const openings = hours.weekly.map(
    ({ days, open, close }) => `${time(open)} to ${time(close)} ${hours.zone_label}, ${range(days)}`,
  );
  return { kind: "hours", always: false, zone: hours.zone, weekly: hours.weekly, words: openings.join("; ") };
}

/** Whether hours are open whenever others are; both within a day, as all of this catalogue's are. */
function covers(offered, required) {
  if (offered.always || required.always) return offered.always;
  if (offered.zone !== required.zone) return false;
  return required.weekly.every((needed) =>
    needed.days.every((day) =>
      offered.weekly.some(
        (opening) => opening.days.includes(day) && opening.open <= needed.open && opening.close >= needed.close,
      ),
    ),
  );
}

function readResponse(written) {
  const [, count, unit, working] = /^(\d+)([hm])( working)?$/.exec(written);
  const word = unit === "h" ? "hour" : "minute";
  return {
    kind: "response",
    minutes: unit === "h" ? count * 60 : Number(count),
    working: Boolean(working),
    words: `${count}${working ?? ""} ${word}${count === "1" ? "" : "s"}`,
  };
}

function readFrequency(written) {
  const [, count, days, period] = /^(\d+)( days?)? per (\w+)$/.exec(written);
  const times = count === "1" ? `Once a ${period}` : `${count} times a ${period}`;
  return {
    kind: "frequency",
    amount: days ? "days" : "times",
    aYear: count * A_YEAR[period],
    words: days ? written : times,
  };
}

/** A time of day by the 12-hour clock. */
function time(written) {
  const [hours, minutes] = written.split(":").map(Number);
  return `${hours % 12 || 12}${minutes ? `:${written.slice(3)}` : ""} ${hours < 12 ? "am" : "pm"}`;
}

/** Days that follow each other, as all of this catalogue's do. */
function range(days) {
  return `${DAYS[days[0]]} to ${DAYS[days.at(-1)]}`;
}

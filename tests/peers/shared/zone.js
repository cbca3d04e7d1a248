// Time zones by the browser's own database. Times are minutes since 1970, by UTC or by the clocks of a zone.

/** A day in minutes. */
export const DAY = 24 * 60;

/** Zones that browsers know but may list by other names than the tz database's own. */
const RENAMED =
  "Africa/Asmara America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba " +
  "America/Argentina/Jujuy America/Argentina/Mendoza America/Atikokan America/Indiana/Indianapolis " +
  "America/Kentucky/Louisville America/Nuuk Asia/Ho_Chi_Minh Asia/Kathmandu Asia/Kolkata Asia/Yangon Atlantic/Faroe " +
  "Europe/Kyiv Pacific/Chuuk Pacific/Kanton Pacific/Pohnpei UTC";

/** A zone, which keeps the offsets of the days that it was asked for. */
class Zone {
  #format;
  #days = new Map();

  constructor(name) {
    this.#format = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" });
    const known = this.#format.resolvedOptions().timeZone;
    this.name = name && known.toLowerCase() !== name.toLowerCase() ? name : known;
  }

  /** How many minutes its clocks are ahead of UTC. */
  ahead(at) {
    const day = this.#day(Math.floor(at / DAY));
    return at < day.change ? day.before : day.after;
  }

  /** What its clocks show. */
  wall(at) {
    return at + this.ahead(at);
  }

  /** When its clocks show something: the first time or the last, where twice; the end of the gap, where they skip it. */
  shown(wall, isLast = false) {
    const [before, after] = [this.ahead(wall - DAY), this.ahead(wall + DAY)];
    const found = [wall - before, wall - after].filter((at) => this.wall(at) === wall);
    if (found.length > 0) return isLast ? Math.max(...found) : Math.min(...found);
    const days = [wall - before, wall - after].map((at) => this.#day(Math.floor(at / DAY)));
    return (days.find((day) => day.before !== day.after) ?? days[0]).change;
  }

  /** The offsets at a day's begin and end, and when the second begins. Clocks change once a day at most. */
  #day(number) {
    let day = this.#days.get(number);
    if (!day) {
      let [low, high] = [number * DAY, (number + 1) * DAY];
      const [before, after] = [this.#ask(low), this.#ask(high)];
      while (before !== after && high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (this.#ask(middle) === before) low = middle;
        else high = middle;
      }
      day = { before, after, change: high };
      this.#days.set(number, day);
    }
    return day;
  }

  /** The offset that the browser tells: after the date, "GMT+05:30" or "GMT". */
  #ask(at) {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(this.#format.format(at * 60_000));
    const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    return sign === "-" ? -ahead : ahead;
  }
}

const known = new Map();

/** The zone of an IANA name, else the browser's own; nothing where the browser knows no such zone. */
export function zoneNamed(name) {
  const key = name ?? "";
  if (!known.has(key)) {
    try {
      known.set(key, new Zone(name));
    } catch {
      known.set(key, undefined);
    }
  }
  return known.get(key);
}

/** The names of all zones. */
export function zoneNames() {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), ...RENAMED.split(" ")])];
}

/** The zone of that name, or of a city of that name, in any case; the browser's own where nothing is written. */
export function zoneCalled(written) {
  const called = written.trim().replaceAll(" ", "_").toLowerCase();
  if (called === "") return zoneNamed();
  const name = zoneNames().find((name) => [name.toLowerCase(), name.toLowerCase().split("/").at(-1)].includes(called));
  return zoneNamed(name ?? called);
}

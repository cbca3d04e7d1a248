// The app's time zones, which are the browser's, against chrono-tz. Both run in the page; see tests/zones/.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { sharedBrowser } from "./chromium.mjs";
import { setting } from "./settings.mjs";

/** The years compared: the first, and the one after the last. */
const [FIRST, LAST] = [1996, 2026];

/** Zones whose clocks do what clocks seldom do. */
const HARD = [
  // Offsets of half and quarter hours.
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Colombo",
  "Asia/Kabul",
  "Asia/Tehran",
  "Asia/Yangon",
  "Australia/Adelaide",
  "Australia/Darwin",
  "Australia/Eucla",
  "Pacific/Chatham",
  "Pacific/Marquesas",
  "Pacific/Norfolk",
  // Changes by half an hour, by two hours, and at a minute past midnight.
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "America/St_Johns",
  // Changes at midnight, so that a day begins at one or ends twice.
  "America/Asuncion",
  "America/Havana",
  "America/Santiago",
  "America/Sao_Paulo",
  "Asia/Amman",
  "Asia/Beirut",
  "Asia/Damascus",
  "Asia/Gaza",
  "Africa/Cairo",
  "Atlantic/Azores",
  "America/Scoresbysund",
  // Dates that were left out or came twice, and offsets far from UTC.
  "Pacific/Apia",
  "Pacific/Fakaofo",
  "Pacific/Kiritimati",
  "Pacific/Kwajalein",
  "Pacific/Tongatapu",
  "Pacific/Pago_Pago",
  // Another time for the month of Ramadan, and a winter time that is behind the standard.
  "Africa/Casablanca",
  "Africa/El_Aaiun",
  "Africa/Windhoek",
  "Europe/Dublin",
  // New standard times, and changes that were put off.
  "America/Caracas",
  "Africa/Juba",
  "Africa/Monrovia",
  "Africa/Sao_Tome",
  "Asia/Pyongyang",
  "Asia/Qyzylorda",
  "Antarctica/Casey",
  "Europe/Istanbul",
  "Europe/Moscow",
  "Europe/Volgograd",
];

/** The release of the tz database in chrono-tz. */
const RELEASE = "2025b";

/** The zones whose past a later release corrects, which the browser may have, and the years of which it does. */
const CORRECTED = {
  // 2026a: Moldova's clocks have changed at the hour of the European Union's since 2022.
  "Europe/Chisinau": [2022, 2023, 2024, 2025],
  "Europe/Tiraspol": [2022, 2023, 2024, 2025],
};

let browser;
before(async () => {
  browser = await sharedBrowser();
});
after(() => browser?.close());

/** A page of a browser set to that time zone, with what tests/zones/ exports as `zones`. */
async function open(test, timezoneId = "UTC") {
  const context = await browser.newContext({ timezoneId });
  test.after(() => context.close());
  const page = await context.newPage();
  // No server: the page is empty, and the files are given to the browser as it asks for them.
  await page.route("http://zones.test/**", (route) => {
    const file = new URL(route.request().url()).pathname;
    if (file === "/") return route.fulfill({ contentType: "text/html", body: "" });
    return route.fulfill({ path: join(setting("PLAN_ZONES"), file) });
  });
  await page.goto("http://zones.test/");
  await page.evaluate(async () => {
    globalThis.zones = await import("/zone_probe.js");
    await zones.default();
  });
  return page;
}

/** What the probe's functions find: one call each, of a function's name and what it is given. */
function compare(page, calls) {
  return page.evaluate(
    (calls) =>
      calls.map(([what, ...given]) => {
        const found = zones[what](...given);
        if (!found) throw new Error(`no such zone: ${given.join(" ")}`);
        const { changes, compared, differences, years } = found;
        return { changes, compared, differences, years: [...years] };
      }),
    calls,
  );
}

/** Says how much was compared, and fails with every difference there is. */
function check(test, found) {
  const sum = (what) => found.reduce((sum, part) => sum + part[what], 0);
  const differences = found.flatMap((part) => part.differences);
  test.diagnostic(`${sum("changes")} changes, ${sum("compared")} times compared, ${differences.length} differences`);
  // Where a new browser differs in a zone or two, their past may have been corrected: CORRECTED is the place for that.
  assert.ok(differences.length === 0, `the browser's zones are not chrono-tz's:\n${differences.join("\n")}`);
}

test("every zone is chrono-tz's where its clocks change, and once a month", async (t) => {
  const page = await open(t);
  const names = await page.evaluate(() => zones.expected_names());
  assert.ok(names.length > 500, `${names.length} zones`);
  const compared = names.filter((name) => !(name in CORRECTED));
  t.diagnostic(`${compared.length} zones`);
  const calls = compared.flatMap((name) => [
    ["compare_changes", name, FIRST, LAST],
    ["compare_every", 719, name, FIRST, LAST],
  ]);
  check(t, await compare(page, calls));
});

test("zones corrected since chrono-tz's release differ in the corrected years only", async (t) => {
  const page = await open(t);
  const release = await page.evaluate(() => zones.expected_version());
  assert.equal(release, RELEASE, "chrono-tz has another release: see what CORRECTED still has to name");
  for (const [name, corrected] of Object.entries(CORRECTED)) {
    const [{ differences, years }] = await compare(page, [["compare_changes", name, FIRST, LAST]]);
    t.diagnostic(`${name}: ${differences.length} differences`);
    // A browser may be older than the correction; then it differs in no year.
    if (years.length > 0) assert.deepEqual(years, corrected, differences.join("\n"));
  }
});

test("hard zones are chrono-tz's at every seventh hour, asked in order and out of order", async (t) => {
  const page = await open(t);
  t.diagnostic(`${HARD.length} zones`);
  check(t, await compare(page, HARD.map((name) => ["compare_every", 7, name, FIRST, LAST])));
});

test("offsets of seconds, and times before 1970, are read right", async (t) => {
  const page = await open(t);
  // Liberia's clocks were 44 minutes and 30 seconds behind UTC until 1972.
  const found = await compare(page, [
    ["compare_changes", "Africa/Monrovia", 1960, 1980],
    ["compare_every", 7, "Africa/Monrovia", 1960, 1980],
  ]);
  assert.equal(found[0].changes, 1);
  check(t, found);
});

test("a zone is known by its name in any case, and by no other", async (t) => {
  const page = await open(t);
  const known = (name) => page.evaluate((name) => zones.known_name(name), name);
  assert.equal(await known("Asia/Tokyo"), "Asia/Tokyo");
  assert.equal(await known("asia/TOKYO"), "Asia/Tokyo");
  for (const name of ["", "Europe", "Europe/Atlantis", "Europe/Berlin ", "Ëurope/Berlin"]) {
    assert.equal(await known(name), undefined, `"${name}"`);
  }
});

test("the browser lists its zones, and knows each of them", async (t) => {
  const page = await open(t);
  const names = await page.evaluate(() => zones.listed_names());
  assert.ok(names.length > 300, `${names.length} names`);
  for (const name of ["Europe/Berlin", "America/New_York", "Asia/Tokyo"]) assert.ok(names.includes(name), name);
  assert.deepEqual(await page.evaluate((names) => names.map((name) => zones.known_name(name)), names), names);
});

for (const timezoneId of ["Asia/Tokyo", "Asia/Kathmandu"]) {
  test(`the visitor's own zone is the browser's: ${timezoneId}`, async (t) => {
    const page = await open(t, timezoneId);
    // A browser may call the zone by an older name; one that was asked for by a name keeps it.
    const canonical = (timeZone) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    const [own, named] = await page.evaluate((id) => [zones.own_name(), zones.known_name(id)], timezoneId);
    assert.equal(canonical(own), canonical(timezoneId));
    assert.equal(named, timezoneId);
  });
}

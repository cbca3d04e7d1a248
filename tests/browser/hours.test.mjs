// When will they answer: every plan's hours and deadlines in the visitor's own time.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { setting } from "./settings.mjs";
import { hasFocus, product } from "./support.mjs";

const world = product();

const PLANS = ["Standard Support", "MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"];
const SUNDAY_AT_THREE_IN_BERLIN = { now: "2026-11-29T02:00:00Z", timezoneId: "Europe/Berlin" };

const part = (page) => page.getByRole("region", { name: "When will they answer?" });
const plan = (page, name) => part(page).getByRole("group", { name, exact: true });
const severity = (page, number) => part(page).getByRole("radio", { name: `Severity ${number}` });

/** Waits until a plan shows a text. */
const shows = (page, name, text) => plan(page, name).getByText(text, { exact: true }).waitFor();

/** The blocks of a plan's week: from which minute of the week to which. */
async function blocks(page, name) {
  const path = await plan(page, name).locator("path").first().getAttribute("d");
  return [...path.matchAll(/M(\d+) 4H(\d+)/g)].map(([, from, until]) => [Number(from), Number(until)]);
}

async function chooseZone(page, written) {
  const field = part(page).getByLabel("Your time zone");
  await field.fill(written);
  await field.press("Enter");
}

test("a night in Berlin: what is open right now, and when each plan would answer", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await shows(page, "Standard Support", "Closed; opens Monday 16:00, in 1 day 13 h");
  await shows(page, "Standard Support", "Standard Support: no promised time");
  await shows(page, "MSA Start", "Closed; opens Monday 15:00, in 1 day 12 h");
  await shows(page, "MSA Start", "MSA Start: Monday 23:00 your time; the clock starts Monday 15:00");
  await shows(page, "MSA Plus", "Open around the clock");
  await shows(page, "MSA Plus", "MSA Plus: Sunday 07:00 your time; the clock runs day and night");
  await shows(page, "MSA Business", "MSA Business: Sunday 05:00 your time; the clock runs day and night");
  await shows(page, "MSA Enterprise", "MSA Enterprise: Sunday 03:30 your time; the clock runs day and night");
  assert.equal(await part(page).getByLabel("Your time zone").inputValue(), "Europe/Berlin");
});

test("each severity has its explanation, hours and times", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await part(page).getByText("Network-wide virus outbreak").waitFor();
  await severity(page, 3).check();
  await part(page).getByText("Business impacted or partially disabled").waitFor();
  await part(page).getByText("Network-wide virus outbreak").waitFor({ state: "hidden" });
  await shows(page, "MSA Plus", "MSA Plus: no promised time");
  // Ten hours of Monday, and two of Tuesday.
  await shows(
    page,
    "MSA Business",
    "MSA Business: Tuesday 17:00 your time; the clock starts Monday 15:00 and stands 14 h 0 min while support is closed",
  );
});

test("the week is a picture, hours a week, and a sentence that says the same", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await shows(page, "Standard Support", "35 hours a week");
  await shows(page, "MSA Start", "50 hours a week");
  await shows(page, "MSA Plus", "168 hours a week");
  await shows(page, "MSA Start", "This week in your time: 15:00 to 01:00, Monday to Friday");
  await shows(page, "MSA Plus", "This week in your time: around the clock");
  const day = 24 * 60;
  assert.deepEqual(await blocks(page, "MSA Start"), [0, 1, 2, 3, 4].map((at) => [at * day + 900, at * day + 1500]));
  assert.deepEqual(await blocks(page, "MSA Plus"), [[0, 7 * day]]);
  await chooseZone(page, "Asia/Tokyo");
  await shows(page, "MSA Start", "This week in your time: 23:00 to 09:00, Monday to Friday");
  await chooseZone(page, "Pacific/Auckland");
  await shows(page, "MSA Start", "This week in your time: 03:00 to 13:00, Tuesday to Saturday");
});

test("between the days on which two zones change their clocks, the week is another", async (t) => {
  const page = await world.open(t, { now: "2026-10-28T12:00:00Z", timezoneId: "Europe/Berlin" });
  await shows(page, "MSA Start", "This week in your time: 14:00 to 24:00, Monday to Friday");
  assert.deepEqual((await blocks(page, "MSA Start"))[0], [14 * 60, 24 * 60]);
  await shows(page, "MSA Start", "Closed; opens Wednesday 14:00, in 1 h 0 min");
});

test("what is open right now stays true, and no timer runs while the page is hidden", async (t) => {
  const page = await world.open(t, { now: "2026-11-30T13:58:00Z", timezoneId: "Europe/Berlin" });
  await shows(page, "MSA Start", "Closed; opens Monday 15:00, in 2 min");
  await page.clock.fastForward("01:00");
  await shows(page, "MSA Start", "Closed; opens Monday 15:00, in 1 min");
  await page.clock.fastForward("01:00");
  await shows(page, "MSA Start", "Open until Tuesday 01:00, for 10 h 0 min");

  const setHidden = (hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await setHidden(true);
  await page.clock.fastForward("10:00:00");
  await page.getByRole("button", { name: "Open all explanations" }).click();
  await shows(page, "MSA Start", "Open until Tuesday 01:00, for 10 h 0 min");
  await setHidden(false);
  await shows(page, "MSA Start", "Closed; opens Tuesday 15:00, in 14 h 0 min");
});

test("one timer runs, and none for longer than something shown stays the same", async (t) => {
  const context = { now: "2026-11-29T02:00:00Z", timezoneId: "Europe/Berlin" };
  const page = await world.open(t, context);
  await shows(page, "MSA Plus", "Open around the clock");
  // From here on the page's own timers are counted.
  await page.evaluate(() => {
    globalThis.waits = new Map();
    const { setTimeout, clearTimeout } = globalThis;
    globalThis.setTimeout = (call, wait, ...rest) => {
      const timer = setTimeout(() => (waits.delete(timer), call(...rest)), wait);
      waits.set(timer, wait);
      return timer;
    };
    globalThis.clearTimeout = (timer) => (waits.delete(timer), clearTimeout(timer));
  });
  // The page around the element waits for two seconds at most.
  const waits = async () =>
    (await page.evaluate(() => [...waits.values()])).filter((wait) => wait > 2000).map((wait) => Math.ceil(wait / 60_000));
  await severity(page, 2).check();
  assert.deepEqual(await waits(), [1], "deadlines move with now");
  await part(page).getByRole("radio", { name: "Friday 18:30" }).check();
  assert.deepEqual(await waits(), [1], "left are days and whole hours, of which the next minute takes one");
});

test("another moment: a preset, or any that is typed", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await part(page).getByRole("radio", { name: "Friday 18:30" }).check();
  const friday = "MSA Start: Monday 16:30 your time; the clock starts at once and stands 2 days 14 h while support is closed";
  await shows(page, "MSA Start", friday);
  await shows(page, "MSA Plus", "MSA Plus: Friday 22:30 your time; the clock runs day and night");
  await part(page).getByRole("radio", { name: "Now", exact: true }).check();
  await shows(page, "MSA Plus", "MSA Plus: Sunday 07:00 your time; the clock runs day and night");
  await part(page).getByLabel("Another time").fill("2026-12-07T10:00");
  await shows(page, "MSA Start", "MSA Start: Monday 23:00 your time; the clock starts Monday 15:00");
  assert.equal(await part(page).getByRole("radio", { name: "Now", exact: true }).isChecked(), false);
  await part(page).getByRole("radio", { name: "Sunday 03:00" }).check();
  assert.equal(await part(page).getByLabel("Another time").inputValue(), "", "the field does not say what is not asked");
  // The clocks never show this time; what comes next is taken.
  await part(page).getByLabel("Another time").fill("2027-03-28T02:30");
  await shows(page, "MSA Enterprise", "MSA Enterprise: Sunday 03:30 your time; the clock runs day and night");
});

test("waiting is told apart from when the clock starts", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await severity(page, 4).check();
  await part(page).getByLabel("Another time").fill("2026-12-03T22:00");
  await shows(
    page,
    "MSA Business",
    "MSA Business: Tuesday 16:00 your time; the clock starts at once and stands 3 days 18 h while support is closed",
  );
  await part(page).getByLabel("Another time").fill("2026-12-05T02:00");
  await shows(
    page,
    "MSA Business",
    "MSA Business: Wednesday 19:00 your time; the clock starts Monday 15:00 and stands 1 day 4 h while support is closed",
  );
});

test("any zone can be picked, and what is none is said to be and stays", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  const field = part(page).getByRole("combobox", { name: "Your time zone" });
  await field.focus();
  await page.locator("datalist option").nth(300).waitFor({ state: "attached" });
  assert.equal(await page.locator('datalist option[value="America/New_York"]').textContent(), "America/New York");
  for (const name of ["Asia/Kolkata", "Europe/Kyiv", "UTC"]) {
    assert.equal(await page.locator(`datalist option[value="${name}"]`).count(), 1, `${name}, whatever the browser calls it`);
  }
  await chooseZone(page, "america/new_york");
  await shows(page, "MSA Start", "Closed; opens Monday 09:00, in 1 day 12 h");
  assert.equal(await field.inputValue(), "America/New_York");
  await chooseZone(page, "  tokyo");
  assert.equal(await field.inputValue(), "Asia/Tokyo", "by its city");
  await chooseZone(page, "new york");
  await chooseZone(page, "Europe/Atlantis");
  await part(page).getByText("“Europe/Atlantis” is no time zone that this browser knows.").waitFor();
  assert.equal(await field.inputValue(), "Europe/Atlantis");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  await shows(page, "MSA Start", "Closed; opens Monday 09:00, in 1 day 12 h");
  await chooseZone(page, "");
  assert.equal(await field.inputValue(), "Europe/Berlin", "the browser's own");
});

test("what is being typed as a zone outlasts the minute", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await shows(page, "MSA Start", "Closed; opens Monday 15:00, in 1 day 12 h");
  const field = part(page).getByLabel("Your time zone");
  await field.fill("");
  await field.pressSequentially("asia/to");
  await page.clock.fastForward("02:00");
  await shows(page, "MSA Start", "Closed; opens Monday 15:00, in 1 day 11 h");
  assert.equal(await field.inputValue(), "asia/to");
  await field.pressSequentially("kyo");
  await field.press("Enter");
  assert.equal(await field.inputValue(), "Asia/Tokyo");
});

test("an element that is taken away leaves no timer and listens to nothing", async (t) => {
  // On a host's page, since the product's page has timers of its own.
  const html = `<!doctype html><script type="module" src="/plan-configurator.js"></script><plan-configurator></plan-configurator>`;
  const page = await world.host(t, html, SUNDAY_AT_THREE_IN_BERLIN);
  await shows(page, "MSA Plus", "Open around the clock");
  await page.evaluate(() => {
    const { setTimeout } = globalThis;
    globalThis.timers = 0;
    globalThis.setTimeout = (...wait) => ((globalThis.timers += 1), setTimeout(...wait));
  });
  /** How many timers start when the page is seen again, and in two hours. */
  const timers = async () => {
    await page.evaluate(() => {
      globalThis.timers = 0;
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await page.clock.fastForward("02:00:00");
    return page.evaluate(() => globalThis.timers);
  };
  assert.notEqual(await timers(), 0, "while it is there");
  await page.evaluate(async () => {
    document.querySelector("plan-configurator").remove();
    // What was taken away is dropped by tasks of its own.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  assert.equal(await timers(), 0);
});

test("the page is there before the first look at a time zone, and made anew it tells the time at once", async (t) => {
  const page = await world.open(t, {
    before: () => {
      const { DateTimeFormat } = Intl;
      globalThis.seen = [];
      Intl.DateTimeFormat = function (language, options) {
        globalThis.seen.push("zone");
        return new DateTimeFormat(language, options);
      };
      addEventListener("plan-ready", () => {
        globalThis.seen = ["ready"];
        requestAnimationFrame(() => globalThis.seen.push("frame"));
      });
    },
  });
  await shows(page, "MSA Plus", "Open around the clock");
  assert.deepEqual(await page.evaluate(() => seen.slice(0, 3)), ["ready", "frame", "zone"]);
  const anew = await page.evaluate(() => {
    const element = document.querySelector("plan-configurator");
    element.plans = ["business"];
    return element.shadowRoot.querySelector(".hours").textContent;
  });
  assert.match(anew, /Right nowMonTueWedThuFriSatSunMSA Business168 hours a weekOpen around the clock/);
});

test("a browser that knows no zones shows the hours as they are published", async (t) => {
  const page = await world.open(t, {
    before: () => {
      const { DateTimeFormat } = Intl;
      Intl.DateTimeFormat = function (language, options) {
        if (options?.timeZoneName) throw new RangeError("longOffset is of a newer browser");
        return new DateTimeFormat(language, options);
      };
    },
  });
  await shows(page, "MSA Start", "9 am to 7 pm ET, Monday to Friday");
  await severity(page, 2).check();
  await shows(page, "MSA Enterprise", "24x7x365, around the clock");
});

test("a cell of hours or of response times reads in both zones, and leads to its plan and severity", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  const rows = page.getByRole("table").getByRole("row", { name: /^Severity Level : 2/ });
  const hours = rows.first().getByRole("cell").nth(1);
  const response = rows.last().getByRole("cell").nth(3);
  const here = "This week in your time: 15:00 to 01:00, Monday to Friday";
  assert.equal(await hours.innerText(), `9 am to 7 pm ET, Monday to Friday\n${here}`);
  assert.equal(await response.innerText(), `8 working hours\n9 am to 7 pm ET, Monday to Friday\n${here}`);
  await hours.getByRole("link").click();
  assert.ok(await severity(page, 2).isChecked());
  await hasFocus(plan(page, "MSA Start"));
  assert.equal(await plan(page, "MSA Start").getAttribute("aria-current"), "true");
  await page.getByRole("table").getByRole("link", { name: "30 minutes" }).press("Enter");
  assert.ok(await severity(page, 1).isChecked());
  await hasFocus(plan(page, "MSA Enterprise"));
  assert.equal(await page.getByRole("table").getByRole("link").count(), 40, "8 rows of 5 plans");
  await chooseZone(page, "America/New_York");
  assert.equal((await hours.innerText()).trim(), "9 am to 7 pm ET, Monday to Friday", "there is nothing to convert");
});

test("the command line gives the same answers", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  const catalog = fileURLToPath(new URL("../../catalogs/msa.json", import.meta.url));
  const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const ids = ["standard", "start", "plus", "business", "enterprise"];
  for (const [moment, at] of [["2026-12-01T09:30", "2026-12-01T09:30:00+01:00"], ["2026-12-04T18:30", "2026-12-04T18:30:00+01:00"]]) {
    await part(page).getByLabel("Another time").fill(moment);
    for (const level of [1, 2, 3, 4]) {
      await severity(page, level).check();
      for (const [at_plan, id] of ids.entries()) {
        const args = ["deadline", catalog, "--plan", id, "--severity", String(level), "--at", at, "--zone", "Europe/Berlin"];
        const { due } = JSON.parse((await promisify(execFile)(setting("PLAN_SERVER"), args)).stdout);
        const when = due && `${days[new Date(due.slice(0, 10)).getUTCDay()]} ${due.slice(11, 16)}`;
        const words = due ? `${PLANS[at_plan]}: ${when} your time` : `${PLANS[at_plan]}: no promised time`;
        await plan(page, PLANS[at_plan]).getByText(words).waitFor();
      }
    }
  }
});

test("in forced colours the pictures can be told from their ground", async (t) => {
  const page = await world.open(t, { ...SUNDAY_AT_THREE_IN_BERLIN, width: 320, forcedColors: "active" });
  await shows(page, "MSA Start", "50 hours a week");
  const [block, ground, box] = await plan(page, "MSA Start").evaluate((week) => {
    const [picture, blocks] = [week.querySelector("svg"), week.querySelector("path")];
    return [getComputedStyle(blocks).fill, getComputedStyle(picture).backgroundColor, picture.getBoundingClientRect().width];
  });
  assert.notEqual(block, ground);
  assert.ok(box > 220, `the week is ${box} wide`);
});

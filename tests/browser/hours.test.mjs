// When will they answer: every plan's hours and deadlines in the visitor's own time.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { setting } from "./settings.mjs";
import { explainAll, hasFocus, hoursAreTold, product, zoneField } from "./support.mjs";

const world = product();

const PLANS = ["Standard Support", "MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"];
/** A time that stands still: what is shown is told to the minute, and a test may take longer. */
const SUNDAY_AT_THREE_IN_BERLIN = { fixedTime: "2026-11-29T02:00:00Z", timezoneId: "Europe/Berlin" };
const FROM_THREE_IN_BERLIN = { now: "2026-11-29T02:00:00Z", timezoneId: "Europe/Berlin" };

/** Opens the page at a time in Berlin that goes on as the test lets it, and no further: it begins an hour before, and is then stopped. */
async function openStopped(t, time) {
  const page = await world.open(t, { now: Date.parse(time) - 3_600_000, timezoneId: "Europe/Berlin" });
  await hoursAreTold(page);
  await page.clock.pauseAt(new Date(time));
  return page;
}

const part = (page) => page.getByRole("region", { name: "When will they answer?" });
const plan = (page, name) => part(page).getByRole("group", { name, exact: true });
const severity = (page, number) => part(page).getByRole("radio", { name: `Severity ${number}` });

/** Waits until a plan shows a text. */
const shows = (page, name, text) => plan(page, name).getByText(text, { exact: true }).waitFor();

/** The blocks of a plan's week: from which minute of the week to which. */
async function blocks(page, name) {
  const path = await plan(page, name).locator(".picture__blocks").getAttribute("d");
  return [...path.matchAll(/M(\d+) 4H(\d+)/g)].map(([, from, until]) => [Number(from), Number(until)]);
}

async function chooseZone(page, written) {
  const field = await zoneField(page);
  await field.fill(written);
  await field.press("Enter");
}

const moments = (page) => part(page).getByLabel("If it breaks", { exact: true });
const otherMoment = (page) => part(page).getByLabel("When it breaks");

/** Picks another moment, as a field of date and time writes it. */
async function breaksAt(page, written) {
  await moments(page).selectOption({ label: "at another time…" });
  await otherMoment(page).fill(written);
}

/** Where a plan's mark of the first answer stands, in minutes since the first day began; none where it is later. */
async function due(page, name) {
  const mark = plan(page, name).locator(".picture__due");
  if ((await mark.count()) === 0) return undefined;
  return Number((await mark.getAttribute("d")).match(/M(\d+)/)[1]);
}

test("a night in Berlin: what is open right now, and when each plan would answer", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await shows(page, "Standard Support", "Closed; opens Monday 16:00, in 1 day 13 h");
  await shows(page, "Standard Support", "no promise");
  await shows(page, "Standard Support", "opens Mon 16:00");
  await shows(page, "MSA Start", "Closed; opens Monday 15:00, in 1 day 12 h");
  await shows(page, "MSA Start", "Mon 23:00");
  await shows(page, "MSA Start", "8 working hours from Mon 15:00");
  await shows(page, "MSA Plus", "Open around the clock");
  await shows(page, "MSA Plus", "Sun 07:00");
  await shows(page, "MSA Plus", "4 hours, day and night");
  await shows(page, "MSA Business", "Sun 05:00");
  await shows(page, "MSA Business", "2 hours, day and night");
  await shows(page, "MSA Enterprise", "Sun 03:30");
  await shows(page, "MSA Enterprise", "30 minutes, day and night");
  await part(page).getByText("Your time: Berlin, now Sun 03:00").waitFor();
  assert.equal(await (await zoneField(page)).inputValue(), "Europe/Berlin");
});

test("each severity has its meaning, hours and times", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await part(page).getByText("Business or network stopped").waitFor();
  await severity(page, 3).check();
  await part(page).getByText("Business partly disabled").waitFor();
  await part(page).getByText("Business or network stopped").waitFor({ state: "hidden" });
  await shows(page, "MSA Plus", "no promise");
  // Ten hours of Monday, and two of Tuesday.
  await shows(page, "MSA Business", "Tue 17:00");
  await shows(page, "MSA Business", "12 working hours from Mon 15:00");
});

test("the week is a picture, hours a week, and a sentence that says the same", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  await shows(page, "Standard Support", "35 h a week");
  await shows(page, "MSA Start", "50 h a week");
  await shows(page, "MSA Plus", "168 h a week");
  await shows(page, "MSA Start", "This week in your time: 15:00 to 01:00, Monday to Friday");
  await shows(page, "MSA Plus", "This week in your time: around the clock");
  const day = 24 * 60;
  // The seven days begin today, on Sunday.
  assert.deepEqual(await blocks(page, "MSA Start"), [1, 2, 3, 4, 5].map((at) => [at * day + 900, at * day + 1500]));
  const days = await part(page).locator(".week--head .week__days > span").allInnerTexts();
  assert.deepEqual(days.map((text) => text.replace(/\s+/g, "")), ["Sun29", "Mon30", "Tue1", "Wed2", "Thu3", "Fri4", "Sat5"]);
  assert.deepEqual(await blocks(page, "MSA Plus"), [[0, 7 * day]]);
  await chooseZone(page, "Asia/Tokyo");
  await shows(page, "MSA Start", "This week in your time: 23:00 to 09:00, Monday to Friday");
  await chooseZone(page, "Pacific/Auckland");
  await shows(page, "MSA Start", "This week in your time: 03:00 to 13:00, Tuesday to Saturday");
});

test("between the days on which two zones change their clocks, the week is another", async (t) => {
  const page = await world.open(t, { fixedTime: "2026-10-28T12:00:00Z", timezoneId: "Europe/Berlin" });
  await shows(page, "MSA Start", "This week in your time: 14:00 to 24:00, Monday to Friday");
  assert.deepEqual((await blocks(page, "MSA Start"))[0], [14 * 60, 24 * 60]);
  await shows(page, "MSA Start", "Closed; opens Wednesday 14:00, in 1 h 0 min");
});

test("what is open right now stays true, and no timer runs while the page is hidden", async (t) => {
  const page = await openStopped(t, "2026-11-30T13:58:00Z");
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
  await explainAll(page);
  await shows(page, "MSA Start", "Open until Tuesday 01:00, for 10 h 0 min");
  await setHidden(false);
  await shows(page, "MSA Start", "Closed; opens Tuesday 15:00, in 14 h 0 min");
});

test("one timer runs, and none for longer than something shown stays the same", async (t) => {
  const page = await world.open(t, FROM_THREE_IN_BERLIN);
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
  assert.deepEqual(await waits(), [1], "the page tells the time to the minute");
  await moments(page).selectOption({ label: "Friday 18:30" });
  assert.deepEqual(await waits(), [1]);
});

test("another moment: a preset, or any that is typed, and the marks move with it", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  const day = 24 * 60;
  await shows(page, "MSA Plus", "Sun 07:00");
  assert.equal(await due(page, "MSA Plus"), 7 * 60);
  await moments(page).selectOption({ label: "Friday 18:30" });
  await shows(page, "MSA Start", "Mon, 7 Dec 16:30");
  await shows(page, "MSA Start", "8 working hours");
  await shows(page, "MSA Plus", "Fri 22:30");
  assert.equal(await due(page, "MSA Plus"), 5 * day + 22 * 60 + 30);
  assert.equal(await due(page, "MSA Start"), undefined, "it is later than the days that are shown");
  await part(page).getByText("when it breaks", { exact: true }).waitFor();
  await moments(page).selectOption({ label: "now" });
  await shows(page, "MSA Plus", "Sun 07:00");
  await breaksAt(page, "2026-12-07T10:00");
  await shows(page, "MSA Start", "Mon, 7 Dec 23:00");
  assert.equal(await due(page, "MSA Start"), 23 * 60, "the days begin with that day, which is none of the next seven");
  assert.equal(await moments(page).inputValue(), "other");
  await moments(page).selectOption({ label: "Sunday 03:00" });
  await otherMoment(page).waitFor({ state: "hidden" });
  // The clocks never show this time; what comes next is taken.
  await breaksAt(page, "2027-03-28T02:30");
  await shows(page, "MSA Enterprise", "Sun, 28 Mar 03:30");
});

test("a holiday is told as the reason", async (t) => {
  const page = await world.open(t, { now: "2026-12-24T20:00:00Z", timezoneId: "Europe/London" });
  const catalog = JSON.parse(await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8"));
  for (const hours of Object.values(catalog.hours)) if (hours.weekly) hours.holidays = ["2026-12-25"];
  await page.evaluate((catalog) => (document.querySelector("plan-configurator").catalogData = catalog), catalog);
  await severity(page, 2).check();
  await breaksAt(page, "2026-12-25T07:00");
  await shows(page, "MSA Business", "Mon 22:00");
  await shows(page, "MSA Business", "8 working hours from Mon 14:00; Fri, 25 Dec is a holiday");
});

test("another severity and another moment are each told once, and the time that goes on is not", async (t) => {
  const page = await openStopped(t, "2026-11-29T02:00:00Z");
  await shows(page, "MSA Plus", "Sun 07:00");
  const region = page.locator(".hours > [role=status]");
  assert.equal(await region.textContent(), "");
  const heard = await region.evaluateHandle((region) => {
    const heard = [];
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
    return heard;
  });
  await severity(page, 3).check();
  await region.filter({ hasText: "Severity 3, reported Sunday 03:00." }).waitFor();
  await moments(page).selectOption({ label: "Friday 18:30" });
  await region.filter({ hasText: "Severity 3, reported Friday 18:30." }).waitFor();
  await severity(page, 1).check();
  await region.filter({ hasText: "Severity 1, reported Friday 18:30." }).waitFor();
  await moments(page).selectOption({ label: "now" });
  await region.filter({ hasText: "Severity 1, reported Sunday 03:00." }).waitFor();
  await page.clock.fastForward("01:00");
  await part(page).getByText("now Sun 03:01").waitFor();
  assert.equal((await heard.jsonValue()).length, 4);
});

test("each plan's row is at most 72 pixels high", async (t) => {
  for (const width of [1280, 820, 390]) {
    const page = await world.open(t, { ...SUNDAY_AT_THREE_IN_BERLIN, width });
    await shows(page, "MSA Plus", "Sun 07:00");
    for (const name of PLANS) {
      const { height } = await plan(page, name).boundingBox();
      assert.ok(height <= 72, `${name} is ${height} high at ${width}`);
    }
  }
});

test("any zone can be picked, and what is none is said to be and stays", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  const field = await zoneField(page);
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
  const page = await openStopped(t, "2026-11-29T02:00:00Z");
  await shows(page, "MSA Start", "Closed; opens Monday 15:00, in 1 day 12 h");
  const field = await zoneField(page);
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
  const page = await world.host(t, html, FROM_THREE_IN_BERLIN);
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
  assert.match(anew, /First answer byMSA Business168 h a weekOpen around the clock/);
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
  await shows(page, "MSA Start", "9:00 to 19:00 ET, Monday to Friday");
  await severity(page, 2).check();
  await shows(page, "MSA Enterprise", "around the clock");
});

test("a cell of hours reads in both zones, and nothing where there is nothing to convert", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  const rows = page.getByRole("table").getByRole("row", { name: /^Severity Level : 2/ });
  const hours = rows.first().getByRole("cell").nth(1);
  const text = async () => (await hours.innerText()).replaceAll("\u2060", "").trim();
  await hours.getByText(/^your 15/).waitFor();
  assert.equal(await text(), "9–19 ET, Mon–Fri\nyour 15–1");
  await page.locator(".comparison > .key").getByText("your = Berlin time").waitFor();
  await chooseZone(page, "Pacific/Auckland");
  await hours.getByText(/Tue/).waitFor();
  assert.equal(await text(), "9–19 ET, Mon–Fri\nyour 3–13, Tue–Sat", "the days are told where they are others");
  await chooseZone(page, "America/New_York");
  await hours.getByText(/^your/).waitFor({ state: "detached" });
  assert.equal(await text(), "9–19 ET, Mon–Fri");
  const response = rows.last().getByRole("cell").nth(3);
  assert.equal(await response.innerText(), "8 working hours");
});

test("the command line gives the same answers", async (t) => {
  const page = await world.open(t, SUNDAY_AT_THREE_IN_BERLIN);
  const catalog = fileURLToPath(new URL("../../catalogs/msa.json", import.meta.url));
  const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const today = new Date("2026-11-29");
  const ids = ["standard", "start", "plus", "business", "enterprise"];
  for (const [moment, at] of [["2026-12-01T09:30", "2026-12-01T09:30:00+01:00"], ["2026-12-04T18:30", "2026-12-04T18:30:00+01:00"]]) {
    await breaksAt(page, moment);
    for (const level of [1, 2, 3, 4]) {
      await severity(page, level).check();
      for (const [at_plan, id] of ids.entries()) {
        const args = ["deadline", catalog, "--plan", id, "--severity", String(level), "--at", at, "--zone", "Europe/Berlin"];
        const { due } = JSON.parse((await promisify(execFile)(setting("PLAN_SERVER"), args)).stdout);
        const date = new Date(due?.slice(0, 10));
        const isNear = date - today < 7 * 24 * 60 * 60 * 1000;
        const day = isNear ? days[date.getUTCDay()] : `${days[date.getUTCDay()]}, ${date.getUTCDate()} Dec`;
        const words = due ? `${day} ${due.slice(11, 16)}` : "no promise";
        await plan(page, PLANS[at_plan]).locator(".week__due").getByText(words, { exact: true }).waitFor();
      }
    }
  }
});

test("in forced colours the pictures can be told from their ground", async (t) => {
  const page = await world.open(t, { ...SUNDAY_AT_THREE_IN_BERLIN, width: 320, forcedColors: "active" });
  await shows(page, "MSA Start", "Mon 23:00");
  const [block, ground, box] = await plan(page, "MSA Start").evaluate((week) => {
    const [picture, ground, blocks] = ["svg", ".picture__ground", ".picture__blocks"].map((part) => week.querySelector(part));
    return [getComputedStyle(blocks).fill, getComputedStyle(ground).fill, picture.getBoundingClientRect().width];
  });
  assert.notEqual(block, ground);
  assert.ok(box > 220, `the week is ${box} wide`);
});

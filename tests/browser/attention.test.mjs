// The events that follow from where somebody looks: the element was seen, and a question was left.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ATTENTION, Site, WHEN_OPEN, choices, openQuestions, product } from "./support.mjs";

const world = product();
const site = new Site();
before(() => site.listen());
after(() => site.close());

const page = (before = "", after = "") => `<!doctype html><html lang="en"><title>Host</title>
  <script type="module" src="/plan-configurator.js"></script>
  ${before}<plan-configurator></plan-configurator>${after}</html>`;

/** Opens a host page, and keeps these events alone. */
async function open(t, html, { prepare, ...options } = {}) {
  const before = (names) => {
    globalThis.seen = [];
    for (const name of names) document.addEventListener(name, ({ detail, target }) => seen.push([name, detail, target.localName]));
  };
  const page = await world.blank(t, options);
  await page.addInitScript(before, ATTENTION);
  if (prepare) await page.addInitScript(prepare);
  await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${world.server.url}/host`);
  await page.locator(".strip button:enabled").first().waitFor({ state: "attached" });
  return page;
}

const shown = (page) => page.evaluate(() => seen.filter(([name]) => name === "plan-view-shown"));
const left = (page) =>
  page.evaluate(() => seen.splice(0).flatMap(([name, { question, answered }]) => (name === "plan-question-left" ? [[question, answered]] : [])));
const isShown = (page) => page.waitForFunction(() => seen.some(([name]) => name === "plan-view-shown"));
const ours = (page) => page.getByRole("button", { name: "Ours", exact: true });
/** Lets the browser draw, and so tell what is in sight. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

test("that it was seen is told once, as soon as half a window is full of it", async (t) => {
  const tab = await open(t, page('<div style="height: 3000px">Above</div>', '<div style="height: 3000px">Below</div>'));
  await drawn(tab);
  assert.deepEqual(await shown(tab), []);
  const scrollTo = (part) =>
    tab.evaluate((part) => scrollTo(0, document.querySelector("plan-configurator").getBoundingClientRect().top + scrollY - innerHeight * part), part);
  await scrollTo(0.6);
  await drawn(tab);
  assert.deepEqual(await shown(tab), [], "less than half a window");
  await scrollTo(0.4);
  await isShown(tab);
  assert.deepEqual(await shown(tab), [["plan-view-shown", { version: 1 }, "plan-configurator"]]);
  await scrollTo(2);
  await drawn(tab);
  await scrollTo(0);
  await drawn(tab);
  assert.equal((await shown(tab)).length, 1);
  // Another catalogue, and another place, are the same element.
  await tab.evaluate(() => {
    const element = document.querySelector("plan-configurator");
    element.plans = "plus";
    document.body.prepend(element);
    scrollTo(0, 0);
  });
  await drawn(tab);
  assert.equal((await shown(tab)).length, 1);
});

test("of an element lower than half a window, half must be in sight", async (t) => {
  const tab = await open(t, page('<style>plan-configurator { display: block; height: 200px; overflow: clip }</style><div style="height: 850px">Above</div>'));
  await drawn(tab);
  assert.deepEqual(await shown(tab), [], "50 of 200 pixels");
  await tab.evaluate(() => scrollTo(0, 60));
  await isShown(tab);
});

test("what nobody sees is not told: a folded part of the page, a tab in the background", async (t) => {
  const folded = await open(t, page("<details><summary>Plans</summary>", "</details>"));
  await drawn(folded);
  assert.deepEqual(await shown(folded), []);
  await folded.getByText("Plans", { exact: true }).first().click();
  await isShown(folded);

  const prepare = () => {
    globalThis.isHidden = true;
    Object.defineProperty(document, "hidden", { get: () => globalThis.isHidden });
  };
  const hidden = await open(t, page(), { prepare });
  await drawn(hidden);
  assert.deepEqual(await shown(hidden), []);
  await hidden.evaluate(() => {
    globalThis.isHidden = false;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await isShown(hidden);
});

test("within a frame of another site, as high as all of it, it is told what is in sight of the window", async (t) => {
  const tab = await world.blank(t);
  await tab.addInitScript((names) => {
    globalThis.seen = [];
    for (const name of names) document.addEventListener(name, ({ detail }) => seen.push([name, detail]));
  }, ATTENTION);
  const frame = `<iframe title="Plans" src="${world.server.url}/embed.html?variant=b" style="width: 100%; height: 4000px"></iframe>`;
  await tab.goto(site.page(`<div style="height: 3000px">Above</div>${frame}`));
  const inside = await (await tab.locator("iframe").elementHandle()).contentFrame();
  await inside.locator(".strip button:enabled").first().waitFor({ state: "attached" });
  await drawn(tab);
  assert.deepEqual(await shown(inside), []);
  await tab.evaluate(() => scrollTo(0, 3200));
  await isShown(inside);
  assert.deepEqual(await shown(inside), [["plan-view-shown", { version: 1, variant: "b" }]]);
});

test("a question that was touched is told once it is left, with whether it was answered", async (t) => {
  const tab = await open(t, page("", "<p><button>Ours</button></p>"));
  await choices(tab, WHEN_OPEN).getByRole("radio", { name: "Around the clock" }).check();
  assert.deepEqual(await left(tab), []);
  await tab.getByRole("radio", { name: "100 to 499" }).check();
  assert.deepEqual(await left(tab), [["sev1-hours", true]]);
  await ours(tab).click();
  assert.deepEqual(await left(tab), [["company-size", true]]);
  await ours(tab).click();
  assert.deepEqual(await left(tab), [], "it is told once");
});

test("a question that is left open is told as such, by keyboard, too, and what is typed is not told", async (t) => {
  const tab = await open(t, page("", "<p><button>Ours</button></p>"));
  await openQuestions(tab);
  const people = tab.getByRole("textbox", { name: "How many people may call support?" });
  await people.focus();
  await tab.keyboard.press("Shift+Tab");
  assert.deepEqual(await left(tab), [["contacts", false]]);
  await people.fill("many");
  await ours(tab).focus();
  const told = await left(tab);
  assert.deepEqual(told.at(-1), ["contacts", false], "what cannot be read is no answer");
  await people.fill("3");
  await ours(tab).click();
  assert.deepEqual(await left(tab), [["contacts", true]]);
});

test("clicks within a question, and another window, do not leave it", async (t) => {
  const tab = await open(t, page());
  const size = choices(tab, "How many people work there?");
  await size.getByRole("radio", { name: "1 to 99", exact: true }).check();
  await size.getByRole("radio", { name: "100 to 499" }).check();
  await tab.evaluate(() => dispatchEvent(new Event("blur")));
  await size.getByRole("radio", { name: "500 to 4,999" }).check();
  assert.deepEqual(await left(tab), []);
  // Whoever leaves the page leaves the question, too.
  await tab.evaluate(() => dispatchEvent(new Event("pagehide")));
  assert.deepEqual(await left(tab), [["company-size", true]]);
});

test("nothing is told of what the host sets", async (t) => {
  const tab = await open(t, page("", "<p><button>Ours</button></p>"));
  await tab.evaluate(() => {
    const element = document.querySelector("plan-configurator");
    element.answers = { "company-size": "100-499" };
    element.currentPlan = "plus";
    element.plans = "plus,business";
  });
  await ours(tab).click();
  assert.deepEqual(await left(tab), []);
  // Another language while a question is touched is the same question.
  const hours = choices(tab, WHEN_OPEN).getByRole("radio", { name: "Around the clock" });
  await hours.check();
  await tab.evaluate(() => (document.querySelector("plan-configurator").plans = "plus"));
  await drawn(tab);
  await hours.click();
  assert.deepEqual(await left(tab), []);
});

test("each of two elements tells of its own questions", async (t) => {
  const tab = await open(t, page("", "<plan-configurator id='second'></plan-configurator>"));
  await tab.locator("#second .strip button:enabled").first().waitFor();
  await tab.evaluate(() => {
    for (const element of document.querySelectorAll("plan-configurator")) {
      element.addEventListener("plan-question-left", () => (globalThis.whose ??= []).push(element.id));
    }
  });
  const size = (at) => tab.locator("plan-configurator").nth(at).getByRole("radio", { name: "100 to 499" });
  await size(0).check();
  await size(1).check();
  assert.deepEqual(await tab.evaluate(() => globalThis.whose), [""]);
  await tab.locator("h1").first().click();
  assert.deepEqual(await tab.evaluate(() => globalThis.whose), ["", "second"]);
});

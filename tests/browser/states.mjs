// Every state of the page, for pictures: what opens it, and what is done then.

import { readFile } from "node:fs/promises";

import { fillContact, hoursAreTold, inSheet, isFollowed, isMounted, openQuestions, useTool, zoneField } from "./support.mjs";

/** A Saturday, so that pictures of one build are alike. */
const NOW = "2026-11-28T16:48:00Z";

/** What else of a browser's context pictures depend on. */
export const CONTEXT = { timezoneId: "Europe/London", locale: "en-GB", reducedMotion: "reduce" };

const MSA = await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8");
const FITS = "#v1;sev1-hours=always";
const NOTHING_FITS = `${FITS};contacts=10`;

const button = (page, name) => page.getByRole("button", { name }).filter({ visible: true }).first();

/** Opens what is beside the heading of the comparison on this width. */
const openSheet = (page) => button(page, /^(Plans|Filter)$/).click();

const openForm = (page) => button(page, "Request MSA Plus").click();

/** A catalogue of so many plans. */
function ofPlans(count) {
  const catalog = JSON.parse(MSA);
  const last = catalog.plans.at(-1);
  for (let at = catalog.plans.length; at < count; at++) {
    const id = `more-${at}`;
    catalog.plans.push({ ...last, id, name: `MSA Enterprise ${at}` });
    const rows = catalog.sections.flatMap(({ entitlements }) => entitlements);
    for (const { values } of rows) if (last.id in values) values[id] = values[last.id];
  }
  catalog.plans.length = count;
  const kept = new Set(catalog.plans.map(({ id }) => id));
  for (const { entitlements } of catalog.sections) {
    for (const row of entitlements) row.values = Object.fromEntries(Object.entries(row.values).filter(([id]) => kept.has(id)));
  }
  return catalog;
}

/** The first catalogue with every text of its own changed. */
function worded(change) {
  const TEXTS = [
    ...["title", "introduction", "ribbon", "request_plan", "learn_more", "name", "audience", "brief", "explanation"],
    ...["prompt", "help", "label", "asks_for"],
  ];
  const walk = (value, isText) =>
    typeof value === "string" ? (isText ? change(value) : value)
    : Array.isArray(value) ? value.map((one) => walk(one, isText))
    : value && typeof value === "object" ?
      Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part, TEXTS.includes(key) || (isText && key === "list"))]))
    : value;
  return walk(JSON.parse(MSA), false);
}

/** The first catalogue as one of another language, in which the app's own sentences are told where it has them. */
const GERMAN = { language: "de", title: "Welcher Supportplan passt?" };
const PERSIAN = { language: "fa", title: "کدام طرح پشتیبانی مناسب است؟" };

/** A text of which each word is longer by two fifths, as in German. */
const longer = (text) => text.replace(/\p{L}{3,}/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase());

/** Shows a catalogue, and waits until it is there. */
async function show(page, catalog) {
  await page.evaluate((catalog) => (document.querySelector("plan-configurator").catalogData = catalog), catalog);
  await page.getByRole("heading", { level: 1, name: catalog.title, exact: true }).waitFor();
  await page.getByText(catalog.plans.at(-1).name).first().waitFor({ state: "attached" });
}

/** Answers, as a host says them. */
const AROUND_THE_CLOCK = { "sev1-hours": "always" };
const TOO_MANY = { ...AROUND_THE_CLOCK, contacts: 10 };

/** Shows a catalogue with these answers. */
const shows = (catalog, answers) => async (page) => {
  await show(page, catalog);
  if (!answers) return;
  await page.evaluate((answers) => (document.querySelector("plan-configurator").answers = answers), answers);
  await page.locator(".strip :is(.is-recommended, .is-closest)").waitFor();
};

/** Presents, so many slides on. */
const presents = (slides) => async (page) => {
  // From then on the key does something.
  await isFollowed(page);
  await page.keyboard.press("F8");
  const count = page.getByRole("dialog").getByRole("status");
  await count.waitFor();
  if (slides === "End") await page.keyboard.press("End");
  for (let at = 0; at < slides; at++) await page.keyboard.press("ArrowRight");
  await page.locator(".present.is-idle").waitFor();
};

/** A page of a host's around the element, whose files are as `held` says. */
const host = (element, before) => ({
  html: `<!doctype html><html lang="en"><title>Host</title><meta name="viewport" content="width=device-width, initial-scale=1">
    <style>:root { color-scheme: light dark; } body { margin: 0; }</style>
    <script type="module" src="/plan-configurator.js"></script><main>${element}</main></html>`,
  before,
  isWindow: true,
});

const aborted = (files) => (page) => page.route(files, (route) => route.abort());
const failed = (page) => page.getByRole("alert").filter({ visible: true }).first().waitFor();

/** Sends the form, which the server answers or not. */
async function sends(page, answer) {
  await openForm(page);
  await fillContact(page);
  if (answer) await page.route("**/api/plan-requests", answer);
  await button(page, "Send request").click();
}

/** Sends a plain form of these fields, and waits for the server's page. */
const posts = (fields) => async (page) => {
  await page.evaluate((fields) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/api/plan-requests" });
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
  }, fields);
  await page.getByRole("heading", { level: 1, name: /request|Please check/ }).waitFor();
};

const REQUEST = {
  plan: "plus",
  name: "Ada Lovelace",
  company: "Analytical Engines",
  email: "ada@example.com",
  catalog_id: "msa",
  catalog_version: "2026-11",
  "answer.sev1-hours": "always",
  "answer.company-size": "not-sure",
};

/**
 * Each state: the `link` that opens it, or a host's page as `html`, or a `path` of the server's; what is done `before` it opens, what is
 * done then (`act`), and whether the picture is of the window alone (`isWindow`).
 */
export const STATES = {
  empty: {},
  fits: { link: FITS },
  "questions-open": { link: `${FITS};contacts=2`, act: openQuestions },
  "nothing-fits": { link: NOTHING_FITS },
  "by-default": { link: "#v1;sev1-hours=weekdays" },
  "card-open": { link: `${FITS};company-size=100-499`, act: (page) => page.getByText(/^Why not another/).click() },
  changed: { link: NOTHING_FITS, act: (page) => button(page, /^Try it/).click() },
  cleared: { link: NOTHING_FITS, act: (page) => button(page, "Clear all answers").click() },
  "plan-pressed": { link: FITS, act: (page) => button(page, /^MSA Start/).click(), isWindow: true },
  menu: { link: FITS, act: (page) => button(page, "Share, print, present").click(), isWindow: true },
  explained: { link: `${FITS};open=sev1-hours,technical-contacts,tam-team` },
  "two-plans": { link: `${FITS};plans=plus,business;only=differences` },
  "one-plan": { link: `${FITS};plans=plus` },
  folded: { link: `${FITS};folded=coverage` },
  holiday: { link: `${FITS};severity=2;moment=2026-12-25T03:00` },
  "wrong-number": {
    act: async (page) => {
      await openQuestions(page);
      await page.getByRole("textbox", { name: "How many people may call support?" }).fill("ten");
    },
  },
  "wrong-zone": {
    link: FITS,
    act: async (page) => {
      await (await zoneField(page)).fill("Europe/Atlantis");
      await (await zoneField(page)).press("Enter");
      await page.getByText("is no time zone").waitFor();
    },
  },
  "plans-sheet": { link: FITS, act: openSheet, isWindow: true },
  "plans-hidden": { link: FITS, act: (page) => inSheet(page, (sheet) => sheet.getByRole("checkbox").first().uncheck()) },
  search: {
    act: async (page) => {
      if (await page.getByRole("button", { name: "Filter" }).isVisible()) await openSheet(page);
      await page.getByRole("searchbox", { name: "Find a row" }).filter({ visible: true }).fill("nothing like it");
      const done = page.getByRole("button", { name: "Done" });
      if (await done.isVisible()) await done.click();
    },
  },
  many: { link: FITS, act: shows(ofPlans(14)) },
  scrolled: {
    link: FITS,
    act: (page) => {
      const row = page.getByRole("rowheader", { name: /^Severity Level : 3/ }).first();
      return row.evaluate((row) => row.scrollIntoView({ block: "center" }));
    },
    isWindow: true,
  },
  form: { link: FITS, act: openForm, isWindow: true },
  "form-errors": {
    link: FITS,
    act: async (page) => {
      await openForm(page);
      await button(page, "Send request").click();
      await page.getByText("Please fill this in.").first().waitFor();
    },
    isWindow: true,
  },
  "form-offline": {
    link: FITS,
    act: async (page) => sends(page, (route) => route.abort()).then(() => button(page, "Try again").waitFor()),
    isWindow: true,
  },
  "form-server-fails": {
    link: FITS,
    act: async (page) => sends(page, (route) => route.fulfill({ status: 503, body: "" })).then(() => button(page, "Try again").waitFor()),
    isWindow: true,
  },
  "form-foreign": {
    link: FITS,
    act: async (page) => {
      await sends(page, (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<title>Sign in</title>" }));
      await page.getByRole("link", { name: "Open in a new tab" }).waitFor();
    },
    isWindow: true,
  },
  sent: {
    link: FITS,
    act: async (page) => sends(page).then(() => page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor()),
    isWindow: true,
  },
  "sent-open": {
    link: FITS,
    act: async (page) => {
      await show(page, { ...JSON.parse(MSA), reply: "We answer within one working day.", consent: "You may write to me." });
      await openForm(page);
      await fillContact(page);
      await page.getByRole("checkbox", { name: "You may write to me." }).check();
      const opens = { 1: NOW, 2: "2026-11-30T14:00:00Z" };
      const support = Object.entries(opens).map(([severity, opens]) => ({ severity, opens }));
      const receipt = { reference: "K7QX-2M9P-4RTW", received_at: NOW, support };
      await page.route("**/api/plan-requests", (route) => route.fulfill({ status: 201, json: receipt }));
      await button(page, "Send request").click();
      await page.getByText("What was sent").click();
    },
    isWindow: true,
  },
  "old-link": {
    link: "#v1;contacts=3;plans=plus,business;catalog=2025-01;rows=00000000;was=plus,business/technical-contacts:1,4",
    act: noticed,
    isWindow: true,
  },
  "damaged-link": { link: `${FITS};company-size=huge;fax=yes;open=fax`, act: noticed, isWindow: true },
  code: { link: FITS, act: dialog("Show as QR code"), isWindow: true },
  "print-dialog": { link: FITS, act: dialog("Print or save as PDF…"), isWindow: true },
  "from-to": { link: FITS, act: dialog("From one plan to another…"), isWindow: true },
  present: { link: FITS, act: presents(0), isWindow: true },
  "present-section": { link: FITS, act: presents(2), isWindow: true },
  "present-end": { link: FITS, act: presents("End"), isWindow: true },
  loading: host("<plan-configurator></plan-configurator>", (page) => page.route("**/*.wasm*", () => {})),
  "loading-page": { before: (page) => page.route("**/*.wasm*", () => {}), isWindow: true },
  error: { link: FITS, before: aborted("**/*.wasm*"), act: failed },
  "error-host": { ...host("<plan-configurator></plan-configurator>", aborted("**/*.wasm*")), act: failed },
  "error-content": { before: aborted(/plan-configurator-content-|content-[^/]*\.txt/), act: failed, isWindow: true },
  "error-catalog": { ...host(`<plan-configurator catalog="/nothing.json"></plan-configurator>`), act: failed },
  "error-problems": {
    act: async (page) => {
      const given = `<script>document.querySelector("plan-configurator").catalogData = { id: "x", plans: [] }</script>`;
      const { html } = host(`<plan-configurator></plan-configurator>${given}`);
      await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body: html }));
      await page.goto(new URL("/host", page.url()).href);
      await failed(page);
    },
    isWindow: true,
  },
  "without-scripts": { options: { javaScriptEnabled: false } },
  "page-refused": { act: posts({ ...REQUEST, email: "ada at example", company: "", "answer.contacts": "ten" }) },
  "page-stored": { act: posts(REQUEST) },
  "page-not-found": { path: "/nowhere" },
  frame: { path: "/embed.html", act: isMounted },
  rtl: { act: shows({ ...JSON.parse(MSA), ...PERSIAN }, AROUND_THE_CLOCK) },
  "rtl-nothing-fits": { act: shows({ ...JSON.parse(MSA), ...PERSIAN }, TOO_MANY) },
  "long-words": { act: shows(worded(longer), AROUND_THE_CLOCK) },
  "long-words-nothing-fits": { act: shows(worded(longer), TOO_MANY) },
  german: { act: shows({ ...JSON.parse(MSA), ...GERMAN }, AROUND_THE_CLOCK) },
  "forced-colors": { link: FITS, options: { forcedColors: "active" } },
  "theme-warm": themed("warm"),
  "theme-slate": themed("slate"),
  "theme-contrast": themed("contrast"),
};

/** Waits for what the page says by itself. */
function noticed(page) {
  return page.getByRole("button", { name: "Close", exact: true }).filter({ visible: true }).first().waitFor();
}

/** Opens a dialog of the page's menu. */
function dialog(tool) {
  return async (page) => {
    await useTool(page, tool);
    await page.getByRole("dialog").filter({ visible: true }).waitFor();
  };
}

/** The page in a theme that comes with the product. */
function themed(name) {
  return {
    link: FITS,
    act: async (page) => {
      const sheet = await readFile(new URL(`../../style/themes/${name}.css`, import.meta.url), "utf8");
      await page.evaluate((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      }, sheet);
    },
  };
}

/** Opens a state in a new page of a context, and waits until nothing moves any more. */
export async function openState(context, url, { link = "", path = `/${link}`, html, before, act, isWindow, options = {} }) {
  const page = await context.newPage();
  page.isFolded = true;
  page.setDefaultTimeout(20_000);
  await page.clock.setFixedTime(new Date(NOW));
  await before?.(page);
  if (html) await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${url}${html ? "/host" : path}`);
  const hasScripts = options.javaScriptEnabled !== false;
  if (hasScripts && !before && !html && path === `/${link}`) {
    await isMounted(page);
    await hoursAreTold(page);
    if (link) await isFollowed(page);
  }
  await act?.(page);
  if (!isWindow) await page.evaluate(() => scrollTo(0, 0));
  if (hasScripts) await isSettled(page);
  return page;
}

/** Waits until fonts are there, and what is drawn stays as it is. */
export const isSettled = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });

// Prices: the switch of the period, totals with their sums, plans that fit equally, and plans that cannot be had.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { Server } from "./server.mjs";
import { hasFocus, openSheet, product } from "./support.mjs";

const world = product();

const FILE = new URL("../../catalogs/fernhaus.json", import.meta.url);
const FERNHAUS = JSON.parse(await readFile(FILE, "utf8"));

/** A host page that shows the catalogue, with these attributes. */
const host = (attributes = "", data = FERNHAUS) => `<!doctype html><html lang="en"><title>Host</title>
  <script type="module" src="/plan-configurator.js"></script><plan-configurator ${attributes}></plan-configurator>
  <script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(data)}</script></html>`;

/** Opens it, and answers as a host does. */
async function open(test, { answers, attributes, data, ...options } = {}) {
  const page = await world.host(test, host(attributes, data), options);
  await page.locator(".root:not([aria-busy]) button.row").first().waitFor({ state: "attached" });
  if (answers) await page.evaluate((answers) => (document.querySelector("plan-configurator").answers = answers), answers);
  return page;
}

const TWELVE = { seats: 12, storage: "500" };
const TIE = { seats: 5, storage: "500", guests: 20 };
const OWN_REGION = { seats: 12, region: "own" };

const card = (page) => page.getByRole("complementary", { name: "Recommendation" });
const strip = (page, plan) => page.getByRole("list", { name: "Plans" }).getByRole("listitem").filter({ hasText: plan });
const head = (page, plan) => page.getByRole("columnheader", { name: plan });
/** The switches that can be seen: beside the heading, and in the table's corner. */
const switches = (page) => page.getByRole("radiogroup", { name: "Billing" }).filter({ visible: true });
const period = (page, name) => switches(page).first().getByRole("radio", { name });
const totals = (page) => page.getByRole("row").filter({ has: page.getByRole("button", { name: "Total for your answers" }) });
const answersOf = (page) => page.evaluate(() => document.querySelector("plan-configurator").answers);

test("a price stands in the strip and the head, the total with its sum in the card and the first row", async (t) => {
  const page = await open(t, { answers: TWELVE });
  await card(page).getByRole("heading", { name: "Team with Extra storage" }).waitFor();
  await card(page).getByText("$106 a month").waitFor();
  await card(page).getByText("12 × $8 + Extra storage $10").waitFor();
  await strip(page, "Team").getByText("$8 per seat").waitFor();
  await strip(page, "Solo").getByText("Free", { exact: true }).waitFor();
  await strip(page, "Company").getByText("On request").waitFor();
  await head(page, "Team").getByText("$8 per seat").waitFor();
  await totals(page).getByRole("cell", { name: "$106 a month with Extra storage" }).waitFor();
  await totals(page).getByRole("cell", { name: "$168 a month" }).waitFor();
  const first = page.getByRole("table").getByRole("rowheader").first();
  assert.match(await first.innerText(), /Total for your answers/);
});

test("the sum is opened on demand, with what a year or one more seat would cost, and closed by Escape", async (t) => {
  const page = await open(t, { answers: TWELVE });
  const opener = page.getByRole("button", { name: "Total for your answers" });
  assert.equal(await opener.getAttribute("aria-expanded"), "false");
  await opener.focus();
  await page.keyboard.press("Enter");
  const sums = page.getByRole("row").filter({ hasText: "billed monthly" }).getByRole("cell");
  await sums.getByText("12 × $8 = $96 and Extra storage $10: $106 a month, billed monthly.").waitFor();
  await sums.getByText("Yearly: $84.80 a month, $1,017.60 a year").waitFor();
  await sums.getByText("With 13 seats: $114 a month").waitFor();
  await page.keyboard.press("Escape");
  await sums.first().waitFor({ state: "hidden" });
  await hasFocus(opener);
});

test("yearly is chosen by keys beside the heading, and the corner of the table says the same", async (t) => {
  const page = await open(t, { answers: TWELVE });
  assert.equal(await switches(page).count(), 2);
  await period(page, "Monthly").focus();
  await page.keyboard.press("ArrowRight");
  await hasFocus(period(page, "Yearly, save 20%"));
  await card(page).getByText("$84.80 a month").waitFor();
  await strip(page, "Team").getByText("$6.40 per seat").waitFor();
  assert.ok(await switches(page).nth(1).getByRole("radio", { name: "Yearly" }).isChecked());
  assert.deepEqual(await answersOf(page), { ...TWELVE, period: "year" });
  await switches(page).nth(1).getByRole("radio", { name: "Monthly" }).check();
  await card(page).getByText("$106 a month").waitFor();
  assert.ok(await period(page, "Monthly").isChecked());
  assert.deepEqual(await answersOf(page), TWELVE);
});

test("a host says the period by an attribute, also later, and a period that there is not is refused", async (t) => {
  const page = await open(t, { answers: TWELVE, attributes: 'period="year"' });
  await card(page).getByText("$84.80 a month").waitFor();
  const set = (value) => page.evaluate((value) => (document.querySelector("plan-configurator").period = value), value);
  await set("week");
  await card(page).getByText("$84.80 a month").waitFor();
  assert.ok((await page.evaluate(() => globalThis.events)).some(([name, { code }]) => name === "plan-error" && code === "attribute-invalid"));
  await set(null);
  await card(page).getByText("$106 a month").waitFor();
});

test("start over keeps the period", async (t) => {
  const page = await open(t, { answers: TWELVE });
  await period(page, "Yearly").check();
  await page.getByRole("button", { name: "Clear all answers" }).click();
  await page.getByRole("heading", { name: "Your plan shows here" }).waitFor();
  assert.ok(await period(page, "Yearly").isChecked());
  assert.deepEqual(await answersOf(page), { period: "year" });
});

test("on a phone the period is chosen in the sheet, and prices stand in both lists of plans", async (t) => {
  const page = await open(t, { answers: TWELVE, width: 390, height: 844 });
  await page.getByLabel("Second plan shown").locator("xpath=..").getByText("$8 per seat").waitFor();
  await openSheet(page);
  const sheet = page.getByRole("group", { name: "Filter" });
  await sheet.getByRole("radio", { name: "Yearly, save 20%" }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Recommendation" }).getByText("$84.80 a month").waitFor({ state: "attached" });
});

test("two plans that fit equally have equal buttons, and neither is marked", async (t) => {
  const page = await open(t, { answers: TIE });
  await card(page).getByRole("heading", { name: "Team or Studio" }).waitFor();
  await card(page).getByText("Two plans fit equally", { exact: true }).waitFor();
  for (const plan of ["Team", "Studio"]) {
    await card(page).getByRole("button", { name: `Request ${plan}` }).waitFor();
    await strip(page, plan).getByText("Fits equally", { exact: true }).waitFor();
    await totals(page).getByRole("cell", { name: /^\$70 a month/ }).nth(1).waitFor();
  }
  assert.equal(await page.getByText("Recommended", { exact: true }).filter({ visible: true }).count(), 0);
  const classes = (button) => button.evaluate((element) => element.className);
  const [team, studio] = ["Team", "Studio"].map((plan) => card(page).getByRole("button", { name: `Request ${plan}` }));
  assert.equal(await classes(team), await classes(studio));
  await card(page).getByText("What would decide it").click();
  await card(page).getByRole("button", { name: /^Try it: / }).first().waitFor();
  await studio.click();
  await page.getByRole("dialog", { name: "Request Studio" }).waitFor();
});

test("a plan that cannot be had says what makes it available, and cannot be requested anywhere", async (t) => {
  const page = await open(t, { answers: OWN_REGION });
  await card(page).getByText("Not available to you yet", { exact: true }).waitFor();
  await card(page).getByRole("heading", { name: "Company" }).waitFor();
  await card(page).getByRole("heading", { name: "What makes a plan available" }).waitFor();
  await strip(page, "Company").getByText("From 50 seats", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^(Request|Ask about).*Company/ }).count(), 0);
  assert.equal(await head(page, "Company").getByRole("button").count(), 0);
  await head(page, "Company").getByText("From 50 seats").waitFor();
  await page.evaluate(() => document.querySelector("plan-configurator").setAttribute("plan", "company"));
  assert.equal(await page.getByRole("dialog").filter({ visible: true }).count(), 0);
  await head(page, "Studio").getByRole("button", { name: /^Request/ }).click();
  const form = page.getByRole("dialog", { name: "Request Studio" });
  assert.ok(await form.getByRole("option", { name: "Company" }).evaluate((option) => option.disabled));
  await page.keyboard.press("Escape");
  await card(page).getByRole("button", { name: /^Try it: 50 or more seats/ }).click();
  await card(page).getByRole("button", { name: "Request Company" }).waitFor();
});

test("the form and its receipt say plan, add-ons and total, and the period is stored with the answers", async (t) => {
  const server = await Server.start(null, ["--catalog", FILE.pathname]);
  t.after(() => server.remove());
  const page = await world.open(t, { server, isFolded: true });
  await page.getByRole("textbox", { name: "How many people change things?" }).fill("12");
  await page.getByRole("radio", { name: "500 GB" }).check();
  await period(page, "Yearly").check();
  await card(page).getByRole("button", { name: "Request Team" }).click();
  const form = page.getByRole("dialog", { name: "Request Team" });
  await form.getByText(/Team with Extra storage: \$84\.80 a month, billed yearly/).waitFor();
  for (const [name, text] of [["Your name", "Ada Lovelace"], ["Company", "Analytical Engines"], ["Work email", "prices@example.com"]]) {
    await form.getByRole("textbox", { name }).fill(text);
  }
  await form.getByRole("button", { name: "Send request" }).click();
  const receipt = page.getByRole("dialog", { name: "Thank you. Your request is stored." });
  await receipt.getByText("What was sent").click();
  await receipt.getByText("Extra storage", { exact: true }).waitFor();
  await receipt.getByText(/^\$84\.80 a month, billed yearly/).waitFor();
  const [stored] = server.stored({ email: "prices@example.com" });
  assert.deepEqual(JSON.parse(stored.answers), { ...TWELVE, period: "year" });
});

test("what was written before the app is what it shows, adopted; and a period picked before it came holds", async (t) => {
  const server = await Server.start(null, ["--catalog", FILE.pathname]);
  t.after(() => server.remove());
  const page = await world.blank(t);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(server.url);
  await page.getByRole("table").waitFor();
  const PARTS = ".strip, .head, .add-ons, .table__price, .table__total td:not([colspan])";
  const texts = () => page.locator(PARTS).allInnerTexts();
  const written = await texts();
  assert.ok(written.some((text) => text.includes("$8 per seat")) && written.some((text) => text.includes("Yearly, save 20%")));
  const marked = await page.evaluate((parts) => {
    const elements = [...document.querySelector("plan-configurator").shadowRoot.querySelectorAll(parts)];
    for (const element of elements) element.isWritten = true;
    return elements.length;
  }, PARTS);
  await period(page, "Yearly").check();
  release();
  await strip(page, "Team").getByText("$6.40 per seat").waitFor();
  await period(page, "Monthly").check();
  await strip(page, "Team").getByText("$8 per seat").waitFor();
  assert.deepEqual(await texts(), written);
  const adopted = await page.evaluate((parts) => {
    const elements = [...document.querySelector("plan-configurator").shadowRoot.querySelectorAll(parts)];
    return elements.filter(({ isWritten }) => isWritten).length;
  }, PARTS);
  assert.equal(adopted, marked);
});

test("a catalogue without prices has no switch and no totals", async (t) => {
  const page = await world.open(t);
  assert.equal(await page.getByRole("radiogroup", { name: "Billing" }).count(), 0);
  assert.equal(await page.getByText("Total for your answers").count(), 0);
  assert.equal(await page.locator(".plan__cost, .table__under, .add-ons, .tabs").count(), 0);
});

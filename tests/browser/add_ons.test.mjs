// Add-ons: in the plan's name, in the cells that they change, and in the list below the table.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { product } from "./support.mjs";

const world = product();

const FERNHAUS = JSON.parse(await readFile(new URL("../../catalogs/fernhaus.json", import.meta.url), "utf8"));

const host = `<!doctype html><html lang="en"><title>Host</title>
  <script type="module" src="/plan-configurator.js"></script><plan-configurator></plan-configurator>
  <script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(FERNHAUS)}</script></html>`;

async function open(test, answers) {
  const page = await world.host(test, host);
  await page.locator(".root:not([aria-busy]) button.row").first().waitFor({ state: "attached" });
  await answer(page, answers);
  return page;
}

const answer = (page, answers) => page.evaluate((answers) => (document.querySelector("plan-configurator").answers = answers), answers);
const card = (page) => page.getByRole("complementary", { name: "Recommendation" });
const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("button", { name, exact: false }) });
const addOns = (page) => page.getByRole("region", { name: "Add-ons" });
const addOn = (page, name) => addOns(page).getByRole("listitem").filter({ hasText: name });

test("an add-on that the advice needs is in the title and in the cell that it changes, and goes with the answer", async (t) => {
  const page = await open(t, { seats: 12, storage: "500" });
  await card(page).getByRole("heading", { name: "Team with Extra storage" }).waitFor();
  const cell = row(page, /^Storage/).getByRole("cell", { name: /600 GB.*100 GB, and 500 GB from Extra storage/ });
  await cell.waitFor();
  await answer(page, { seats: 12, storage: "100" });
  await card(page).getByRole("heading", { name: "Team", exact: true }).waitFor();
  await row(page, /^Storage/).getByRole("cell", { name: "100 GB" }).waitFor();
  assert.equal(await page.getByText("from Extra storage").count(), 0);
});

test("a cell that an add-on could fill says so, with its price", async (t) => {
  const page = await open(t, { seats: 12 });
  await row(page, /^Guests/).getByRole("cell", { name: /Add-on.*\$20 a month for 20 guests/ }).waitFor();
  await answer(page, { seats: 12, guests: 20 });
  await row(page, /^Guests/).getByRole("cell", { name: /20.*with Guest rooms/ }).first().waitFor();
});

test("the list below the table says what each costs and gives, and which is in the total", async (t) => {
  const page = await open(t, { seats: 12, storage: "500" });
  await addOn(page, "Extra storage").getByText("$10 a month").waitFor();
  await addOn(page, "Extra storage").getByText("In your total").waitFor();
  await addOn(page, "Guest rooms").getByText("$20 a month").waitFor();
  assert.equal(await addOn(page, "Guest rooms").getByText("In your total").count(), 0);
  await answer(page, { seats: 12, storage: "500", period: "year" });
  await addOn(page, "Extra storage").getByText("$8 a month").waitFor();
  await answer(page, {});
  await addOn(page, "Extra storage").getByText("In your total").waitFor({ state: "detached" });
});

// Families of plans: tabs, each with a recommendation of its own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { hasFocus, product } from "./support.mjs";

const world = product();

const COPPERLEAF = JSON.parse(await readFile(new URL("../../catalogs/copperleaf.json", import.meta.url), "utf8"));

const host = (attributes = "") => `<!doctype html><html lang="en"><title>Host</title>
  <script type="module" src="/plan-configurator.js"></script><plan-configurator ${attributes}></plan-configurator>
  <script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(COPPERLEAF)}</script></html>`;

async function open(test, attributes, options) {
  const page = await world.host(test, host(attributes), options);
  await page.locator(".root:not([aria-busy]) button.row").first().waitFor({ state: "attached" });
  return page;
}

const tab = (page, name) => page.getByRole("tab", { name: new RegExp(`^${name}`) });
const names = (page) => page.getByRole("columnheader").filter({ has: page.locator(".table__plan") }).locator(".table__plan").allInnerTexts();
const view = (page) => page.evaluate(() => document.querySelector("plan-configurator").view);
const plansOf = (at) => COPPERLEAF.families[at].plans.map((id) => COPPERLEAF.plans.find((plan) => plan.id === id).name);

test("a tab shows its family's plans and nothing of the others, and the view says which", async (t) => {
  const page = await open(t);
  assert.equal(await page.getByRole("tablist").getByRole("tab").count(), 2);
  assert.deepEqual(await names(page), plansOf(0));
  assert.equal(await tab(page, "Websites").getAttribute("aria-selected"), "true");
  await tab(page, "Shops").click();
  assert.deepEqual(await names(page), plansOf(1));
  assert.equal(await tab(page, "Shops").getAttribute("aria-selected"), "true");
  assert.equal(await view(page), "family=shop");
  await page.getByRole("tabpanel", { name: /^Shops/ }).getByRole("table").waitFor();
});

test("arrows move between tabs, and the focus goes with them", async (t) => {
  const page = await open(t);
  await tab(page, "Websites").focus();
  await page.keyboard.press("ArrowRight");
  await hasFocus(tab(page, "Shops"));
  assert.deepEqual(await names(page), plansOf(1));
  await page.keyboard.press("ArrowRight");
  await hasFocus(tab(page, "Websites"));
  assert.deepEqual(await names(page), plansOf(0));
  await page.keyboard.press("End");
  await hasFocus(tab(page, "Shops"));
  await page.keyboard.press("Home");
  await hasFocus(tab(page, "Websites"));
  assert.equal(await page.locator("[role=tab][tabindex='0']").count(), 1);
});

test("each family has a recommendation of its own, and answers stay where both ask", async (t) => {
  const page = await open(t);
  await page.evaluate(() => (document.querySelector("plan-configurator").answers = { people: 2 }));
  const recommended = page.locator(".strip .is-recommended .plan__name");
  await recommended.waitFor();
  const website = await recommended.innerText();
  await tab(page, "Shops").click();
  await recommended.waitFor();
  assert.ok(plansOf(1).includes(await recommended.innerText()) && plansOf(0).includes(website));
  assert.deepEqual(await page.evaluate(() => document.querySelector("plan-configurator").answers), { people: 2 });
  assert.ok((await page.evaluate(() => globalThis.events)).some(([name]) => name === "plan-view"));
});

test("a host says the family by an attribute, and a family that there is not is refused", async (t) => {
  const page = await open(t, 'family="shop"');
  assert.deepEqual(await names(page), plansOf(1));
  await page.evaluate(() => (document.querySelector("plan-configurator").family = "mail"));
  assert.ok((await page.evaluate(() => globalThis.events)).some(([name, { code }]) => name === "plan-error" && code === "attribute-invalid"));
  await page.evaluate(() => (document.querySelector("plan-configurator").family = null));
  await tab(page, "Websites").and(page.locator("[aria-selected=true]")).waitFor();
  assert.deepEqual(await names(page), plansOf(0));
});

test("tabs have room on a small phone", async (t) => {
  const page = await open(t, "", { width: 320, height: 700 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await tab(page, "Shops").click();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

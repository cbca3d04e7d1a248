// The table: structure, explanations, summaries, and what narrow screens show.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, explainAll, hasFocus, product } from "./support.mjs";

const world = product();

test("the table has a caption, a header for every plan, and every row in its section", async (t) => {
  const page = await world.open(t);
  const table = page.getByRole("table", { name: "What each plan includes" });
  assert.equal(await table.getByRole("columnheader").count(), 1 + 5, "the rows' names have a heading, too");
  assert.equal(await table.getByRole("rowheader").count(), 19 + 5, "19 rows, and the headings of 5 sections; a section of one row of its name has none");
  assert.equal(await table.locator("tbody td .value").count(), 95);
  const hours = table.getByRole("row", { name: /^Severity Level : 1 .*10–/ }).getByRole("cell");
  assert.match(await hours.first().innerText(), /^10–\u2060?17 ET, Mon–\u2060?Fri/);
  assert.equal(await table.locator("thead th[abbr='MSA Plus']").count(), 1);
  const empty = await table.locator("tbody tr:not([hidden], .explanation)").evaluateAll((rows) => {
    const shown = rows.filter((row) => row.checkVisibility());
    return shown.filter((row) => !row.textContent.trim()).length;
  });
  assert.equal(empty, 0, "no row is empty");
});

test("an explanation opens by Enter and closes by Escape, and the focus stays with its row", async (t) => {
  const page = await world.open(t);
  const row = page.getByRole("button", { name: "Severity Level : 1" }).first();
  await row.focus();
  await page.keyboard.press("Enter");
  const item = page.getByRole("table").getByRole("listitem").filter({ hasText: "Network-wide virus outbreak" }).first();
  await item.waitFor();
  assert.equal(await row.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Escape");
  await item.waitFor({ state: "hidden" });
  assert.equal(await row.getAttribute("aria-expanded"), "false");
  await hasFocus(row);
});

test("all explanations open and close together", async (t) => {
  const page = await world.open(t);
  await explainAll(page);
  await page.waitForFunction(() => document.querySelector("plan-configurator").shadowRoot.querySelectorAll("tr.explanation:not([hidden])").length === 19);
  await explainAll(page, false);
  await page.waitForFunction(() => document.querySelector("plan-configurator").shadowRoot.querySelectorAll("tr.explanation:not([hidden])").length === 0);
});

test("what was asked stands once, under the row's name, and each cell says how it stands to it", async (t) => {
  const page = await world.open(t);
  await page.evaluate(() => (document.querySelector("plan-configurator").answers = { "sev1-hours": "always" }));
  const row = page.getByRole("row", { name: /You asked for 24\/7/ });
  await row.waitFor();
  assert.equal(await page.getByText("You asked for").filter({ visible: true }).and(page.locator(".row__asked")).count(), 1);
  const cells = await row.getByRole("cell").allInnerTexts();
  assert.deepEqual(cells.map((text) => text.split(":")[0]), [
    ...["Less than you asked for", "Less than you asked for"],
    ...["As you asked", "As you asked", "As you asked"],
  ]);
  assert.equal(await page.locator(".table a, .table td button:not(.asks, .link)").filter({ visible: true }).count(), 0, "no links in cells");
});

test("learn more opens a plan's summary, section by section", async (t) => {
  const page = await world.open(t);
  await page.getByRole("button", { name: "Learn More: MSA Start" }).click();
  await page.getByRole("heading", { name: "MSA Start in short" }).waitFor();
  await page.getByText("Premium Incidents Per Year: 6. Assigned Customer Technical Contacts: 1. Includes Break/Fix Incidents.").waitFor();
  await page.getByText("Includes TAM Team. Not included: Dedicated STAM.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "MSA Start in short" }).waitFor({ state: "hidden" });
  await hasFocus(page.getByRole("button", { name: "Learn More: MSA Start" }));
  assert.equal(await page.getByRole("button", { name: "Learn More: Standard" }).count(), 0);
});

for (const width of [320, 768, 1280]) {
  test(`at ${width} pixels nothing scrolls sideways`, async (t) => {
    const page = await world.open(t, { width });
    await answerForBusiness(page);
    await explainAll(page);
    await page.getByRole("button", { name: "Request plan: MSA Business" }).first().click();
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= view, `the page is ${content} wide in a window of ${view}`);
    for (const control of await page.locator("button, input, select, textarea").filter({ visible: true }).all()) {
      const { x, width: size } = await control.boundingBox();
      assert.ok(x >= 0 && x + size <= view, `${await control.evaluate((it) => it.outerHTML)} is cut off`);
    }
  });
}

test("at 320 pixels two plans stand below the lists that pick them", async (t) => {
  const page = await world.open(t, { width: 320 });
  await answerForBusiness(page);
  const first = page.getByLabel("First plan shown");
  const second = page.getByLabel("Second plan shown");
  const picked = () => Promise.all([first, second].map((list) => list.evaluate((list) => list.selectedOptions[0].textContent)));
  /** What the row of contacts shows, from left to right. */
  const shown = () =>
    page.locator("tr", { has: page.getByRole("button", { name: /^Assigned Customer/ }) }).first().evaluate((row) => {
      const cells = [...row.querySelectorAll("td")].filter((cell) => cell.checkVisibility());
      cells.sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left);
      return cells.map((cell) => cell.querySelector(".value").textContent);
    });
  assert.deepEqual([await picked(), await shown()], [["MSA Plus", "MSA Business"], ["2", "4"]]);
  await first.selectOption("MSA Enterprise");
  assert.deepEqual([await picked(), await shown()], [["MSA Enterprise", "MSA Business"], ["8", "4"]]);
  await page.getByRole("button", { name: "Severity Level : 4" }).first().evaluate((row) => row.scrollIntoView({ block: "center" }));
  const [list, section] = await Promise.all([first.boundingBox(), page.locator(".section").nth(1).boundingBox()]);
  assert.ok(list.y >= 0 && list.y < 16 && section.y >= list.y + list.height - 1, "the lists and the section's name stay in sight");
});

test("at 320 pixels the recommendation stays in sight, and leads to its reasons", async (t) => {
  const page = await world.open(t, { width: 320, height: 640 });
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Why?" }).click();
  const card = page.getByRole("complementary", { name: "Recommendation" });
  await hasFocus(card);
});

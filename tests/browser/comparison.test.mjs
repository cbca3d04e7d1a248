// The table: structure, explanations, summaries, and what narrow screens show.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, hasFocus, product } from "./support.mjs";

const world = product();

test("the table has a caption, a header for every plan, and every row in its section", async (t) => {
  const page = await world.open(t);
  const table = page.getByRole("table", { name: "What each plan includes" });
  assert.equal(await table.getByRole("columnheader").count(), 5);
  assert.equal(await table.getByRole("rowheader").count(), 19 + 6, "19 rows, and the headings of 6 sections");
  assert.equal(await table.locator("tbody td .value").count(), 95);
  const hours = table.getByRole("row", { name: /^Severity Level : 1 10 am/ }).getByRole("cell");
  assert.match(await hours.first().innerText(), /^10 am to 5 pm ET, Monday to Friday\n/);
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
  await page.getByRole("button", { name: "Open all explanations" }).click();
  await page.getByRole("button", { name: "Close all explanations" }).waitFor();
  assert.equal(await page.locator("tr.explanation:not([hidden])").count(), 19);
  await page.getByRole("button", { name: "Close all explanations" }).click();
  await page.getByRole("button", { name: "Open all explanations" }).waitFor();
  assert.equal(await page.locator("tr.explanation:not([hidden])").count(), 0);
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
    await page.getByRole("button", { name: "Open all explanations" }).click();
    await page.getByRole("button", { name: "Request plan: MSA Business" }).first().click();
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= view, `the page is ${content} wide in a window of ${view}`);
    for (const control of await page.locator("button, input, select, textarea").filter({ visible: true }).all()) {
      const { x, width: size } = await control.boundingBox();
      assert.ok(x >= 0 && x + size <= view, `${await control.evaluate((it) => it.outerHTML)} is cut off`);
    }
  });
}

test("at 320 pixels two plans stand side by side, and a picker changes them", async (t) => {
  const page = await world.open(t, { width: 320 });
  await answerForBusiness(page);
  const heads = async () => {
    const shown = await page.getByRole("columnheader").filter({ visible: true }).allInnerTexts();
    return shown.map((text) => text.match(/(MSA|Standard) \w+/)[0]);
  };
  assert.deepEqual(await heads(), ["MSA Plus", "MSA Business"]);
  await page.getByLabel("First plan shown").selectOption("MSA Enterprise");
  assert.deepEqual(await heads(), ["MSA Business", "MSA Enterprise"]);
  const boxes = await Promise.all(
    (await page.getByRole("columnheader").filter({ visible: true }).all()).map((head) => head.boundingBox()),
  );
  assert.equal(boxes[0].y, boxes[1].y, "side by side");
});

test("at 320 pixels the recommendation stays in sight, and leads to its reasons", async (t) => {
  const page = await world.open(t, { width: 320, height: 640 });
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Why?" }).click();
  const card = page.getByRole("complementary", { name: "Recommendation" });
  await hasFocus(card);
});

// Answers move the recommendation.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, group, hasFocus, product } from "./support.mjs";

const world = product();

const recommended = (page) => page.getByRole("complementary", { name: "Recommendation" }).getByRole("heading", { level: 2 });
const column = (page, name) => page.getByRole("columnheader", { name });

async function showsPlan(page, name) {
  await page.getByRole("heading", { name, level: 2, exact: true }).waitFor();
}

test("each answer moves the recommended plan, in the card and in the table", async (t) => {
  const page = await world.open(t);
  assert.equal(await recommended(page).innerText(), "Your plan shows here");

  await page.getByRole("radio", { name: "100 to 499" }).check();
  await showsPlan(page, "MSA Plus");
  assert.match(await column(page, "MSA Plus").innerText(), /★ Recommended/);

  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await showsPlan(page, "MSA Business");
  assert.match(await column(page, "MSA Business").innerText(), /★ Recommended/);
  assert.doesNotMatch(await column(page, "MSA Plus").innerText(), /Recommended/);

  await page.getByRole("checkbox", { name: "Yearly health check" }).check();
  await showsPlan(page, "MSA Enterprise");

  await page.getByRole("checkbox", { name: "Yearly health check" }).uncheck();
  await showsPlan(page, "MSA Business");
});

test("when no plan meets everything, the closest is shown with what it misses", async (t) => {
  const page = await world.open(t);
  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("9");
  const card = page.getByRole("complementary", { name: "Recommendation" });
  await card.getByText("Closest, but").waitFor();
  assert.equal(await recommended(page).innerText(), "MSA Enterprise");
  await card.getByText("No plan offers 9 technical contacts. This one misses least.").first().waitFor();
  await card.getByRole("link", { name: "MSA Enterprise includes 8 technical contacts; you asked for 9." }).waitFor();
});

test("a cell that falls short of an answer says so, and one that meets it too", async (t) => {
  const page = await world.open(t, { timezoneId: "America/New_York" });
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  const cells = page.locator("tr", { has: page.getByRole("cell", { name: "8 working hours" }) }).first().getByRole("cell");
  await page.getByText("you asked for 2 hours").first().waitFor();
  await cells.first().scrollIntoViewIfNeeded();
  assert.deepEqual((await cells.allInnerTexts()).map((text) => text.replace(/\s*\n\s*/g, ": ")), [
    "Not included: you asked for 2 hours",
    "8 working hours: 9 am to 7 pm ET, Monday to Friday: you asked for 2 hours",
    "4 hours: you asked for 2 hours",
    "2 hours: meets your need",
    "30 minutes: meets your need",
  ]);
});

test("an answer can be cleared, all can be, and clearing all can be undone", async (t) => {
  const page = await world.open(t);
  const clearAll = page.getByRole("button", { name: "Clear all answers" });
  assert.equal(await clearAll.getAttribute("aria-disabled"), "true");
  await answerForBusiness(page);
  await group(page, "How fast you need an answer")
    .getByRole("button", { name: "Clear the answer: When business stops?" })
    .click();
  await showsPlan(page, "MSA Plus");
  await hasFocus(page.getByRole("radio", { name: "No promise needed" }).first());

  await clearAll.click();
  await showsPlan(page, "Your plan shows here");
  assert.equal(await page.locator(".questions").getByRole("radio", { checked: true }).count(), 0);
  await hasFocus(clearAll);
  await page.locator(".questions").getByRole("button", { name: "Undo" }).click();
  await hasFocus(clearAll);
  await showsPlan(page, "MSA Plus");
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
});

test("what is typed and is no number stays, and says what is wrong beside the field", async (t) => {
  const page = await world.open(t);
  const field = page.getByRole("textbox", { name: "Premium incidents you expect?" });
  for (const typed of ["ten", "-1", "1.5", "1000000"]) {
    await field.fill(typed);
    await page.getByText(`“${typed}” is not a whole number from 0 to 999999.`).waitFor();
    assert.equal(await field.inputValue(), typed);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
  }
  await field.fill("12");
  await showsPlan(page, "MSA Plus");
  assert.equal(await field.getAttribute("aria-invalid"), null);
});

test("radio buttons are answered by keyboard", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "1 to 99" }).focus();
  await page.keyboard.press("Space");
  await showsPlan(page, "MSA Start");
  await page.keyboard.press("ArrowRight");
  await showsPlan(page, "MSA Plus");
});

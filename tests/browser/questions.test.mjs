// Answers move the recommendation.

import assert from "node:assert/strict";
import { test } from "node:test";

import { HOW_FAST, answerForBusiness, choices, hasFocus, product } from "./support.mjs";

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
  assert.match(await column(page, "MSA Plus").innerText(), /Recommended/);

  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await showsPlan(page, "MSA Business");
  assert.match(await column(page, "MSA Business").innerText(), /Recommended/);
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
  await card.getByText("No plan has everything").waitFor();
  assert.equal(await recommended(page).innerText(), "Closest: MSA Enterprise");
  await card.getByText("No plan offers 9 technical contacts.").first().waitFor();
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await card.getByText("It has all you asked for but one: 8 technical contacts, you need 9.").first().waitFor();
  await card.getByText(/^Why not another/).click();
  await card.getByRole("link", { name: "MSA Enterprise includes 8 technical contacts; you asked for 9." }).waitFor();
});

test("a cell that falls short of an answer says so, and one that meets it too", async (t) => {
  const page = await world.open(t, { timezoneId: "America/New_York" });
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  const cells = page.locator("tr", { has: page.getByRole("cell", { name: "8 working hours" }) }).first().getByRole("cell");
  await page.getByText("You asked for 2 hours").first().waitFor();
  await cells.first().scrollIntoViewIfNeeded();
  assert.deepEqual((await cells.allInnerTexts()).map((text) => text.replace(/:\s*/, ": ")), [
    "Less than you asked for: Not included",
    "Less than you asked for: 8 working hours",
    "Less than you asked for: 4 hours",
    "As you asked: 2 hours",
    "As you asked: 30 minutes",
  ]);
});

test("an answer can be cleared, all can be, and clearing all can be undone", async (t) => {
  const page = await world.open(t);
  const clearAll = page.getByRole("button", { name: "Clear all answers" });
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await showsPlan(page, "MSA Start");
  assert.equal(await clearAll.count(), 0, "one answer is cleared at its question");
  await answerForBusiness(page);
  await page.getByRole("button", { name: `Clear the answer: ${HOW_FAST}` }).click();
  await showsPlan(page, "MSA Plus");
  await hasFocus(choices(page, HOW_FAST).getByRole("radio", { name: "No promise needed" }));

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
  const field = page.getByRole("textbox", { name: "How many premium incidents do you expect?" });
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

test("three questions are shown first, and a fold says what the others are about and which are answered", async (t) => {
  const page = await world.open(t, { isFolded: true });
  const questions = page.locator(".questions");
  await page.getByRole("heading", { name: "Three questions decide it", level: 2 }).waitFor();
  assert.equal(await questions.getByRole("radiogroup").count(), 3);
  await questions.getByText("None answered yet").waitFor();
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await questions.getByText("1 of 3 answered", { exact: true }).waitFor();
  const more = questions.locator("summary");
  assert.match(await more.innerText(), /^More questions \(8\)\s*When you need support, .* and Extra assurance$/);
  await more.click();
  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("3");
  await questions.getByText("1 of 3 answered, 1 more").waitFor();
  await more.click();
  assert.match(await more.innerText(), /^More questions \(8\)\s*answered: 3 technical contacts$/);
});

const strip = (page) => page.getByRole("list", { name: "Plans" }).getByRole("listitem");

test("the strip says of each plan how it stands, and a press says why", async (t) => {
  const page = await world.open(t);
  const words = () => strip(page).locator(".plan__mark").allInnerTexts();
  assert.deepEqual(await strip(page).getByRole("button").allInnerTexts().then((all) => all.map((text) => text.split("\n")[0])), [
    "Standard Support", "MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise",
  ]);
  await page.getByRole("radio", { name: "4 hours", exact: true }).first().check();
  await showsPlan(page, "MSA Plus");
  assert.deepEqual(await words(), ["Ruled out", "Ruled out", "Recommended", "Also fits", "Also fits"]);
  const start = strip(page).nth(1);
  await start.getByRole("button", { name: "MSA Start" }).click();
  await start.getByText("MSA Start answers within 8 working hours; you asked for an answer within 4 hours when business stops.").waitFor();
  const business = strip(page).nth(3);
  await business.getByRole("button", { name: "MSA Business" }).click();
  await business.getByText("It also fits. You asked for nothing that needs more than MSA Plus.").waitFor();
  assert.equal(await start.getByRole("button", { name: "MSA Start" }).getAttribute("aria-expanded"), "false", "one at a time");
  await business.getByRole("button", { name: "See it in the comparison" }).press("Escape");
  await hasFocus(business.getByRole("button", { name: "MSA Business" }));
  assert.equal(await business.getByRole("button").count(), 1);

  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("9");
  await strip(page).nth(4).getByText("Closest").waitFor();
  assert.deepEqual(await words(), ["Ruled out", "Ruled out", "Ruled out", "Ruled out", "Closest"]);
});

test("the pointer and the focus say why a plan stands as it does, for as long as they are there", async (t) => {
  const page = await world.open(t);
  const start = strip(page).nth(1);
  const tip = start.locator(".tip");
  await start.hover();
  await tip.waitFor({ state: "hidden" });
  await page.getByRole("radio", { name: "4 hours", exact: true }).first().check();
  await showsPlan(page, "MSA Plus");
  await start.hover();
  await tip.getByText("MSA Start answers within 8 working hours").waitFor();
  assert.equal(await tip.getByRole("button").count(), 0, "the way to the comparison comes with a press");
  await tip.hover();
  assert.ok(await tip.isVisible(), "it can be pointed at");
  await page.getByRole("heading", { level: 1 }).hover();
  await tip.waitFor({ state: "hidden" });
  await strip(page).nth(0).getByRole("button").focus();
  await page.keyboard.press("Tab");
  await hasFocus(start.getByRole("button", { name: "MSA Start" }));
  await tip.waitFor();
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "hidden" });
  await hasFocus(start.getByRole("button", { name: "MSA Start" }));
});

for (const [width, most] of [[1280, 2900], [390, 4400]]) {
  test(`with one answer given the page is at most ${most} pixels high, at ${width}`, async (t) => {
    const page = await world.open(t, { width, isFolded: true });
    await page.getByRole("radio", { name: "Around the clock" }).first().check();
    await showsPlan(page, "MSA Plus");
    const { height } = await page.locator("plan-configurator").boundingBox();
    assert.ok(height <= most, `${height} pixels`);
  });
}

for (const [width, height] of [[1280, 800], [390, 844]]) {
  test(`the first view of ${width} x ${height} has the heading, every plan, and the first question with its choices`, async (t) => {
    const page = await world.open(t, { width, height, isFolded: true });
    for (const part of [page.getByRole("heading", { level: 1 }), strip(page).last(), page.getByRole("radio", { name: "100 to 499" }).locator("..")]) {
      const { y, height: size } = await part.boundingBox();
      assert.ok(y >= 0 && y + size <= height, `${await part.innerText()}: ${y} + ${size}`);
    }
  });
}

for (const width of [320, 390, 704, 820, 999, 1000, 1280, 1920]) {
  test(`at ${width} px an answer says in the window what is recommended, and nothing is wider than it`, async (t) => {
    const page = await world.open(t, { width, height: 800, isFolded: true });
    const fast = choices(page, HOW_FAST).getByRole("radio", { name: "4 hours" });
    await fast.scrollIntoViewIfNeeded();
    await fast.check();
    await showsPlan(page, "MSA Plus");
    const seen = () => {
      const root = document.querySelector("plan-configurator").shadowRoot;
      return [...root.querySelectorAll(".advice h2, .pinned b")].filter((part) => {
        const { top, bottom, height } = part.getBoundingClientRect();
        return height > 0 && top >= 0 && bottom <= innerHeight && part.checkVisibility({ visibilityProperty: true });
      }).map((part) => part.textContent);
    };
    await page.waitForFunction(`(${seen})().length > 0`);
    assert.deepEqual([...new Set(await page.evaluate(seen))], ["MSA Plus"]);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}

test("the bar gives way while the card's own button is in view", async (t) => {
  const page = await world.open(t, { width: 390, height: 844, isFolded: true });
  await page.getByRole("radio", { name: "100 to 499" }).check();
  const bar = page.getByRole("region", { name: "Recommendation" });
  await bar.waitFor();
  const own = page.getByRole("button", { name: "Request MSA Plus" });
  await own.evaluate((button) => button.scrollIntoView({ block: "center" }));
  await bar.waitFor({ state: "hidden" });
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await bar.waitFor();
});

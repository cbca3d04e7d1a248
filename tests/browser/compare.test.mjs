// Comparing plans: which stand side by side and in what order, which rows are shown, what one plan has in place of another.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, hasFocus, isMounted, product } from "./support.mjs";

const world = product();

const ALL = ["Standard Support", "MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"];

const table = (page) => page.getByRole("table", { name: "What each plan includes" });
const plans = (page) => page.getByRole("group", { name: "Plans shown" });
const undo = (page) => page.locator(".compare").getByRole("button", { name: "Undo" });
const search = (page) => page.getByRole("searchbox", { name: "Find a row" });
const only = (page) => page.getByRole("checkbox", { name: "Only what differs" });
const counted = (page, text) => page.locator(".compare").getByRole("status").filter({ hasText: text }).waitFor();
const names = (page) => page.locator(".table__plan").filter({ visible: true }).allInnerTexts();
const shows = (page, expected) =>
  page.waitForFunction(
    (expected) => {
      const { shadowRoot } = document.querySelector("plan-configurator");
      const shown = [...shadowRoot.querySelectorAll(".table__plan")].filter((name) => name.checkVisibility());
      return shown.map((name) => name.textContent).join() === expected;
    },
    expected.join(),
  );
const rows = (page) => table(page).locator("button.row").filter({ visible: true });

test("plans are picked, and the table shows those alone", async (t) => {
  const page = await world.open(t);
  assert.deepEqual(await names(page), ALL);
  for (const name of ["Standard Support", "MSA Start", "MSA Enterprise"]) await plans(page).getByRole("checkbox", { name }).uncheck();
  await shows(page, ["MSA Plus", "MSA Business"]);
  assert.equal(await table(page).getByRole("columnheader").count(), 2);
  await plans(page).getByRole("checkbox", { name: "MSA Plus" }).uncheck();
  assert.ok(await plans(page).getByRole("checkbox", { name: "MSA Business" }).isDisabled(), "one plan stays");
  await plans(page).getByRole("checkbox", { name: "MSA Start" }).check();
  await shows(page, ["MSA Start", "MSA Business"]);
});

test("plans are moved by buttons, and the focus stays with the plan", async (t) => {
  const page = await world.open(t);
  await page.getByRole("button", { name: "Move MSA Business to the left" }).focus();
  await page.keyboard.press("Enter");
  await shows(page, ["Standard Support", "MSA Start", "MSA Business", "MSA Plus", "MSA Enterprise"]);
  await hasFocus(page.getByRole("button", { name: "Move MSA Business to the left" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await shows(page, ["MSA Business", "Standard Support", "MSA Start", "MSA Plus", "MSA Enterprise"]);
  await hasFocus(page.getByRole("button", { name: "Move MSA Business to the left", disabled: true }));
  await page.keyboard.press("Enter");
  await undo(page).click();
  await shows(page, ["Standard Support", "MSA Business", "MSA Start", "MSA Plus", "MSA Enterprise"]);
});

test("plans are dragged to where another one stands", async (t) => {
  const page = await world.open(t);
  const head = (name) => table(page).getByRole("columnheader", { name });
  await head("MSA Enterprise").locator(".table__plan").dragTo(head("MSA Start").locator(".table__plan"));
  await shows(page, ["Standard Support", "MSA Enterprise", "MSA Start", "MSA Plus", "MSA Business"]);
});

test("the recommended column is marked wherever it stands", async (t) => {
  const page = await world.open(t);
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Move MSA Business to the left" }).click();
  await shows(page, ["Standard Support", "MSA Start", "MSA Business", "MSA Plus", "MSA Enterprise"]);
  const marked = () =>
    page.locator("thead th").evaluateAll((heads) => {
      const grounds = heads.map((head) => getComputedStyle(head).backgroundColor);
      return grounds.map((ground) => (ground === grounds[0] ? "0" : "1"));
    });
  assert.deepEqual(await marked(), ["0", "0", "1", "0", "0"]);
});

test("only the rows that differ are shown, with their number", async (t) => {
  const page = await world.open(t);
  for (const name of ["Standard Support", "MSA Start", "MSA Enterprise"]) await plans(page).getByRole("checkbox", { name }).uncheck();
  await shows(page, ["MSA Plus", "MSA Business"]);
  const status = await page.locator(".compare").getByRole("status").innerText();
  const [, differ] = status.match(/^(\d+) of 19 rows differ\.$/);
  assert.ok(differ > 0 && differ < 19, status);
  await only(page).check();
  await page.waitForFunction(
    (differ) => {
      const { shadowRoot } = document.querySelector("plan-configurator");
      return [...shadowRoot.querySelectorAll("button.row")].filter((row) => row.checkVisibility()).length === differ;
    },
    Number(differ),
  );
  // Each of them does differ.
  for (const row of await rows(page).all()) {
    const cells = await row.locator("xpath=ancestor::tr").locator(".value").filter({ visible: true }).allTextContents();
    assert.notEqual(cells[0], cells[1]);
  }
});

test("sections fold up, and unfold", async (t) => {
  const page = await world.open(t);
  const section = table(page).locator("button.section__fold").first();
  const before = await rows(page).count();
  await section.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((before) => {
    const { shadowRoot } = document.querySelector("plan-configurator");
    return [...shadowRoot.querySelectorAll("button.row")].filter((row) => row.checkVisibility()).length < before;
  }, before);
  assert.equal(await section.getAttribute("aria-expanded"), "false");
  await hasFocus(section);
  await page.keyboard.press("Enter");
  await rows(page).nth(before - 1).waitFor();
});

test("rows are found by a word, in whatever letters, and not finding says so", async (t) => {
  const page = await world.open(t);
  await search(page).fill("TECHNICAL contacts");
  await counted(page, "Rows with “TECHNICAL contacts”: 1 of 19.");
  assert.deepEqual(await rows(page).allTextContents(), ["Assigned Customer Technical Contacts"]);
  await search(page).fill("around the clock");
  await rows(page).nth(1).waitFor();
  await search(page).fill("nothing like it");
  await counted(page, "Rows with “nothing like it”: 0 of 19.");
  assert.equal(await rows(page).count(), 0);
  await search(page).fill("");
  await counted(page, /of 19 rows differ\.$/);
  assert.equal(await rows(page).count(), 19);
});

test("every change of the comparison is taken back, one after another", async (t) => {
  const page = await world.open(t);
  assert.ok(await undo(page).isDisabled());
  await plans(page).getByRole("checkbox", { name: "Standard Support" }).uncheck();
  await page.getByRole("button", { name: "Move MSA Plus to the left" }).click();
  await shows(page, ["MSA Plus", "MSA Start", "MSA Business", "MSA Enterprise"]);
  await only(page).check();
  await table(page).locator("button.section__fold").first().click();
  await search(page).pressSequentially("TAM");
  await counted(page, /“TAM”/);

  await undo(page).click();
  await counted(page, /rows differ/);
  assert.equal(await search(page).inputValue(), "", "what is typed is one step");
  await undo(page).click();
  await table(page).locator("button.section__fold[aria-expanded=true]").first().waitFor();
  assert.ok(await only(page).isChecked());
  await undo(page).click();
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("plan-configurator");
    return [...shadowRoot.querySelectorAll("button.row")].every((row) => row.checkVisibility());
  });
  assert.ok(!(await only(page).isChecked()));
  await undo(page).click();
  await shows(page, ["MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"]);
  await undo(page).click();
  await shows(page, ALL);
  assert.ok(await undo(page).isDisabled());
});

test("from one plan to another: what is gained, and what is lost", async (t) => {
  const page = await world.open(t);
  for (const name of ["Standard Support", "MSA Start", "MSA Enterprise"]) {
    await plans(page).getByRole("checkbox", { name }).uncheck();
  }
  await shows(page, ["MSA Plus", "MSA Business"]);
  await page.getByRole("button", { name: "More…" }).click();
  await page.getByRole("button", { name: "From one plan to another…" }).click();
  const dialog = page.getByRole("dialog", { name: "From one plan to another…" });
  await dialog.getByRole("heading", { name: "From MSA Plus to MSA Business" }).waitFor();
  const list = (title) => dialog.getByRole("heading", { name: title }).locator("xpath=following-sibling::ul[1]");
  await list("Gained").getByText("Assigned Customer Technical Contacts – 4 instead of 2").waitFor();
  assert.equal(await dialog.getByRole("heading", { name: "Lost" }).count(), 0);
  await dialog.getByLabel("From").selectOption("MSA Enterprise");
  await dialog.getByRole("heading", { name: "From MSA Enterprise to MSA Business" }).waitFor();
  await list("Lost").getByRole("listitem").first().waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("what is compared is in the link, and opens from it", async (t) => {
  const page = await world.blank(t);
  const link = "#v1;plans=business,plus;only=differences;folded=coverage";
  await page.goto(`${world.server.url}/${link}`);
  await isMounted(page);
  await shows(page, ["MSA Business", "MSA Plus"]);
  assert.ok(await only(page).isChecked());
  const expanded = await table(page).locator("button.section__fold[aria-expanded=false]").count();
  assert.equal(expanded, 1);
  const opened = await page.evaluate(() => document.querySelector("plan-configurator").view);
  assert.equal(opened, "plans=business,plus;only=differences;folded=coverage");
  await page.getByRole("button", { name: "Move MSA Plus to the left" }).click();
  await page.waitForFunction(() => location.hash.startsWith("#v1;plans=plus,business;"));
  await page.goBack();
  await shows(page, ["MSA Business", "MSA Plus"]);
});

test("what is compared is kept when the element is put elsewhere", async (t) => {
  const page = await world.open(t);
  await plans(page).getByRole("checkbox", { name: "Standard Support" }).uncheck();
  await only(page).check();
  await shows(page, ALL.slice(1));
  await page.evaluate(() => {
    const element = document.querySelector("plan-configurator");
    element.remove();
    return new Promise((resolve) => setTimeout(resolve)).then(() => document.querySelector("main").append(element));
  });
  await isMounted(page);
  await shows(page, ALL.slice(1));
  assert.ok(await only(page).isChecked());
});

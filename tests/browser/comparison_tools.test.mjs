// Comparing plans: which stand side by side and in what order, which rows are shown, what one plan has in place of another.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, hasFocus, inSheet, isFollowed, isMounted, openSheet, product, useTool } from "./support.mjs";

const world = product();

const ALL = ["Standard Support", "MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"];

const table = (page) => page.getByRole("table", { name: "What each plan includes" });
const undo = (page) => page.getByRole("button", { name: "Undo" }).and(page.locator(".undo"));
const takeBack = (page) => inSheet(page, () => undo(page).click());
const hide = (page, ...names) =>
  inSheet(page, async (sheet) => {
    for (const name of names) await sheet.getByRole("checkbox", { name }).uncheck();
  });
const move = (page, name, way) => inSheet(page, (sheet) => sheet.getByRole("button", { name: `Move ${name} ${way}` }).click());
const search = (page) => page.getByRole("searchbox", { name: "Find a row" });
const only = (page) => page.getByRole("switch", { name: "Only what differs" });
const said = (page) => page.locator(".comparison > .bar > [role=status]");
const counted = (page, text) => said(page).filter({ hasText: text }).waitFor();
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
  await hide(page, "Standard Support", "MSA Start", "MSA Enterprise");
  await shows(page, ["MSA Plus", "MSA Business"]);
  assert.equal(await table(page).getByRole("columnheader").count(), 1 + 2);
  await inSheet(page, async (sheet) => {
    await sheet.getByRole("checkbox", { name: "MSA Plus" }).uncheck();
    assert.ok(await sheet.getByRole("checkbox", { name: "MSA Business" }).isDisabled(), "one plan stays");
    await sheet.getByRole("checkbox", { name: "MSA Start" }).check();
  });
  await shows(page, ["MSA Start", "MSA Business"]);
});

test("fewer than three plans fill the width", async (t) => {
  const page = await world.blank(t);
  for (const [plans, count] of [["plus", 1], ["plus,business", 2]]) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${world.server.url}/#v1;plans=${plans}`);
      await page.reload();
      await isMounted(page);
      await isFollowed(page);
      const [right, cells] = await page.locator(".table").evaluate((table) => {
        const row = [...table.querySelectorAll("tr")].find((row) => row.querySelector(".row"));
        const cells = [...row.querySelectorAll("td")].filter((cell) => cell.checkVisibility());
        return [table.getBoundingClientRect().right, cells.map((cell) => cell.getBoundingClientRect().right)];
      });
      assert.equal(cells.length, count);
      assert.ok(Math.abs(right - cells.at(-1)) < 1, `at ${width} the last of ${plans} ends at ${cells.at(-1)} of ${right}`);
    }
  }
});

test("plans are moved by buttons, each move is told, and the focus stays with the plan", async (t) => {
  const page = await world.open(t);
  await openSheet(page);
  const up = page.getByRole("button", { name: "Move MSA Business up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await shows(page, ["Standard Support", "MSA Start", "MSA Business", "MSA Plus", "MSA Enterprise"]);
  await counted(page, "MSA Business is moved: 3 of 5.");
  await hasFocus(up);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await shows(page, ["MSA Business", "Standard Support", "MSA Start", "MSA Plus", "MSA Enterprise"]);
  await hasFocus(page.getByRole("button", { name: "Move MSA Business up", disabled: true }));
  const listed = await page.locator(".order__plans li").allInnerTexts();
  assert.deepEqual(listed.map((text) => text.trim()), ["MSA Business", "Standard Support", "MSA Start", "MSA Plus", "MSA Enterprise"]);
  await page.keyboard.press("Enter");
  await undo(page).click();
  await shows(page, ["Standard Support", "MSA Business", "MSA Start", "MSA Plus", "MSA Enterprise"]);
});

test("what is done again is said again", async (t) => {
  const page = await world.open(t);
  const heard = await said(page).evaluateHandle((region) => {
    const heard = [];
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
    return heard;
  });
  await inSheet(page, async (sheet) => {
    const plus = sheet.getByRole("checkbox", { name: "MSA Plus" });
    for (let time = 0; time < 2; time++) {
      await plus.uncheck();
      await counted(page, "MSA Plus is hidden.");
      await plus.check();
      await counted(page, "MSA Plus is shown.");
    }
  });
  await only(page).check();
  await counted(page, "18 of 19 rows differ.");
  await only(page).uncheck();
  await counted(page, "All 19 rows are shown.");
  const texts = (await heard.jsonValue()).map((text) => text.trim());
  assert.deepEqual(texts, [
    ...["MSA Plus is hidden.", "MSA Plus is shown.", "MSA Plus is hidden.", "MSA Plus is shown."],
    ...["18 of 19 rows differ.", "All 19 rows are shown."],
  ]);
});

test("the recommended column is marked wherever it stands", async (t) => {
  const page = await world.open(t);
  await answerForBusiness(page);
  await move(page, "MSA Business", "up");
  await shows(page, ["Standard Support", "MSA Start", "MSA Business", "MSA Plus", "MSA Enterprise"]);
  const marked = (row) =>
    page.locator(row).first().evaluate((row) => {
      const grounds = [...row.children].slice(1).map((cell) => getComputedStyle(cell).backgroundColor);
      return grounds.map((ground) => (ground === grounds[0] ? "0" : "1"));
    });
  for (const row of [".table thead tr", ".section__columns", ".table__section tr:has(.row)", ".table__foot tr"]) {
    assert.deepEqual(await marked(row), ["0", "0", "1", "0", "0"], row);
  }
});

test("no column is marked where no plan fits", async (t) => {
  const page = await world.blank(t);
  await page.goto(`${world.server.url}/#v1;contacts=10`);
  await isMounted(page);
  await page.getByText("Closest").first().waitFor();
  assert.equal(await page.locator(".table .is-recommended").count(), 0);
});

test("only the rows that differ are shown, with their number", async (t) => {
  const page = await world.open(t);
  await hide(page, "Standard Support", "MSA Start", "MSA Enterprise");
  await shows(page, ["MSA Plus", "MSA Business"]);
  const words = await page.getByText(/^Only what differs/).innerText();
  const [, differ] = words.match(/\((\d+) of 19\)$/);
  assert.ok(differ > 0 && differ < 19, words);
  await only(page).check();
  await counted(page, `${differ} of 19 rows differ.`);
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
  assert.deepEqual(await rows(page).locator(".row__name").allTextContents(), ["Assigned Customer Technical Contacts"]);
  await search(page).fill("around the clock");
  await rows(page).nth(1).waitFor();
  await search(page).fill("nothing like it");
  await counted(page, "Rows with “nothing like it”: 0 of 19.");
  assert.equal(await rows(page).count(), 0);
  // Not only for who listens.
  const said = await page.getByText("Rows with “nothing like it”: 0 of 19.").boundingBox();
  assert.ok(said.height > 10 && said.width > 100, JSON.stringify(said));
  await search(page).fill("");
  await counted(page, "All 19 rows are shown.");
  assert.equal(await rows(page).count(), 19);
});

test("every change of the comparison is taken back, one after another, and the focus stays on what does so", async (t) => {
  const page = await world.open(t);
  await hide(page, "Standard Support");
  await move(page, "MSA Plus", "up");
  await shows(page, ["MSA Plus", "MSA Start", "MSA Business", "MSA Enterprise"]);
  await only(page).check();
  await table(page).locator("button.section__fold").first().click();
  await search(page).pressSequentially("TAM");
  await counted(page, /“TAM”/);

  await takeBack(page);
  assert.equal(await search(page).inputValue(), "", "what is typed is one step");
  await takeBack(page);
  await table(page).locator("button.section__fold[aria-expanded=true]").first().waitFor();
  assert.ok(await only(page).isChecked());
  await takeBack(page);
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("plan-configurator");
    return [...shadowRoot.querySelectorAll("button.row")].every((row) => row.checkVisibility());
  });
  assert.ok(!(await only(page).isChecked()));
  await takeBack(page);
  await shows(page, ["MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"]);
  await inSheet(page, async () => {
    await undo(page).focus();
    await page.keyboard.press("Enter");
    await shows(page, ALL);
    await hasFocus(undo(page));
    assert.equal(await undo(page).getAttribute("aria-disabled"), "true");
  });
});

test("from one plan to another: what is gained, and what is lost", async (t) => {
  const page = await world.open(t);
  await hide(page, "Standard Support", "MSA Start", "MSA Enterprise");
  await shows(page, ["MSA Plus", "MSA Business"]);
  await useTool(page, "From one plan to another…");
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
  await move(page, "MSA Plus", "up");
  await page.waitForFunction(() => location.hash.startsWith("#v1;plans=plus,business;"));
  await page.goBack();
  await shows(page, ["MSA Business", "MSA Plus"]);
});

test("what is compared is kept when the element is put elsewhere", async (t) => {
  const page = await world.open(t);
  await hide(page, "Standard Support");
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

test("where there is no room for all plans, they are paged, and the recommended one stands on every page", async (t) => {
  const page = await world.open(t);
  const names = Array.from({ length: 14 }, (_, at) => `Plan ${at + 1}`);
  await page.evaluate((names) => {
    const ids = names.map((_, at) => `p${at}`);
    document.querySelector("plan-configurator").catalogData = {
      id: "many",
      version: "1",
      language: "en",
      title: "Which?",
      introduction: "Ask.",
      ribbon: "Recommended",
      request_plan: "Request plan",
      learn_more: "More",
      plans: ids.map((id, at) => ({ id, name: names[at], audience: "All" })),
      sections: [
        {
          id: "s",
          title: "Section",
          entitlements: [
            {
              id: "seats",
              name: "Seats",
              explanation: ["How many."],
              kind: "quantity",
              unit: { one: "seat", other: "seats" },
              values: Object.fromEntries(ids.map((id, at) => [id, at + 1])),
            },
          ],
        },
      ],
      groups: [
        {
          id: "g",
          title: "Needs",
          questions: [
            {
              id: "seats",
              prompt: "How many seats?",
              help: "All of them.",
              kind: "number",
              unit: { one: "seat", other: "seats" },
              requires: [{ entitlement: "seats", at_least: "answer" }],
            },
          ],
        },
      ],
    };
  }, names);
  const pager = page.locator(".pager");
  await pager.getByText(/^Plans 1 to \d+ of 14$/).waitFor();
  await page.evaluate(() => (document.querySelector("plan-configurator").answers = { seats: 3 }));
  await page.locator(".table thead .is-recommended").waitFor();
  const seen = () => page.locator(".table__plan").filter({ visible: true }).allInnerTexts();
  const all = new Set();
  for (;;) {
    const shown = await seen();
    assert.equal(shown[0].replace("★ ", ""), "Plan 3", "the recommended plan is the first of every page");
    for (const name of shown) all.add(name);
    const cut = await page.locator(".table").evaluate((table) => {
      const cells = [...table.querySelectorAll("thead th, .table__section td, .table__foot td")].filter((cell) => cell.checkVisibility());
      return cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent);
    });
    assert.deepEqual(cut, [], "nothing is cut off");
    const further = pager.getByRole("button", { name: "Further plans" });
    if ((await further.getAttribute("aria-disabled")) === "true") break;
    await further.click();
  }
  assert.equal(all.size, 14, "every plan is on a page");
  const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= view);
});

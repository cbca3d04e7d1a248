// The advice explains itself: why this plan, why not the others, and what would change the answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { HOW_FAST, WHEN_OPEN, answerForBusiness, choices, explainAll, hasFocus, product } from "./support.mjs";

const world = product();

const card = (page) => page.getByRole("complementary", { name: "Recommendation" });
const list = (page, heading) =>
  card(page).locator("h3", { hasText: heading }).locator("xpath=following-sibling::ul[1]").getByRole("listitem");
const texts = async (items) => (await items.allTextContents()).map((text) => text.trim());

async function showsPlan(page, name) {
  await page.getByRole("heading", { name, level: 2, exact: true }).waitFor();
}

/** Opens what the card says beside the reasons; it stays open. */
const openRest = (page) => card(page).getByText(/^Why not another/).click();

/** A change that the card proposes, as its line and as what makes it. */
const change = (page, text) => card(page).getByRole("button", { name: `Try it: ${text}`, exact: true });

/** Answers for MSA Business, and a number that it exceeds. */
async function answerForBusinessAndIncidents(page) {
  await answerForBusiness(page);
  await page.getByRole("textbox", { name: "How many premium incidents do you expect?" }).fill("10");
  await card(page).getByText("10 premium incidents a year; it has 36").first().waitFor();
  await openRest(page);
}

test("one sentence says why in the visitor's own answers, and what decides stands apart from what else is met", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  await card(page).locator("header").getByText("The first plan with an answer within 2 hours when business stops.").waitFor();
  assert.deepEqual(await card(page).locator("header b").allTextContents(), ["an answer within 2 hours when business stops"]);
  assert.deepEqual(await texts(list(page, "What decides it")), ["an answer within 2 hours when business stops"]);
  assert.deepEqual(await texts(list(page, "It also meets")), [
    "a plan for 100 to 499 employees",
    "support around the clock when business stops",
    "10 premium incidents a year; it has 36",
  ]);
});

test("at most three reasons stand below the button: what was asked for, then what the plan has more of", async (t) => {
  const page = await world.open(t);
  const reasons = () => texts(card(page).locator(".advice__reasons").getByRole("listitem"));
  await choices(page, WHEN_OPEN).getByRole("radio", { name: "Around the clock" }).check();
  await showsPlan(page, "MSA Plus");
  assert.deepEqual(await reasons(), [
    "12 premium incidents a year",
    "2 technical contacts",
    "Response time: 4 hours (Business or network stopped)",
  ]);
  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("2");
  await card(page).locator(".advice__reasons").getByText("Response time").waitFor();
  await answerForBusiness(page);
  assert.deepEqual(await reasons(), [
    "support around the clock when business stops",
    "2 technical contacts; it has 4",
    "36 premium incidents a year",
  ]);
});

test("what the plan has beyond what was asked is said in words", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await openRest(page);
  await page.getByRole("radio", { name: "5,000 or more" }).check();
  await choices(page, WHEN_OPEN).getByRole("radio", { name: "Weekdays 10–17 ET" }).check();
  await card(page)
    .getByText("support on weekdays 10–17 ET when business stops; it is open around the clock")
    .first()
    .waitFor();
});

test("answers that each force the plan are each said to", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await page.getByRole("textbox", { name: "How many premium incidents do you expect?" }).fill("20");
  const both = "an answer within 2 hours when business stops and for 20 premium incidents a year.";
  await card(page).locator("header").getByText(`You asked for ${both} Either one alone leads here.`).waitFor();
  await openRest(page);
  assert.deepEqual(await texts(list(page, "Each of these alone decides it")), [
    "an answer within 2 hours when business stops",
    "20 premium incidents a year",
  ]);
});

test("a reason leads to the question that it answers", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  await card(page).getByRole("link", { name: "an answer within 2 hours when business stops" }).click();
  await hasFocus(page.getByRole("radio", { name: "2 hours", exact: true }));
  await card(page).getByRole("link", { name: "10 premium incidents a year" }).press("Enter");
  await hasFocus(page.getByRole("textbox", { name: "How many premium incidents do you expect?" }));
  // The address stays the page's.
  await page.waitForURL(/#v1;/);
});

test("every other plan says in place why it is not the one", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  const shown = card(page).getByRole("heading", { name: "Why not", level: 3 });
  assert.deepEqual(
    await texts(shown),
    ["Standard Support", "MSA Start", "MSA Plus", "MSA Enterprise"].map((plan) => `Why not ${plan}?`),
  );
  assert.deepEqual(await texts(list(page, "Why not MSA Plus?")), [
    "MSA Plus answers within 4 hours; you asked for an answer within 2 hours when business stops.",
  ]);
  assert.deepEqual(await texts(list(page, "Why not MSA Start?")), [
    "You asked for a plan for 100 to 499 employees; MSA Plus is the first plan for that.",
    "MSA Start is open 9:00 to 19:00 ET, Monday to Friday; you asked for support around the clock when business stops.",
    "MSA Start answers within 8 working hours; you asked for an answer within 2 hours when business stops.",
    "MSA Start includes 6 premium incidents a year; you asked for 10.",
  ]);
  const enterprise = card(page);
  await enterprise.getByText("It has everything you asked for, but nothing you asked for needs it.").waitFor();
  await enterprise.getByText("Premium Incidents Per Year – Unlimited instead of 36").waitFor();
  assert.match((await texts(card(page).locator("h4", { hasText: "You would lose" }).locator("xpath=following-sibling::ul[1]/li"))).join(), /TAM Team/);
  // An answer later, it is still open, and true.
  await page.getByRole("checkbox", { name: "Yearly health check" }).check();
  await showsPlan(page, "MSA Enterprise");
  await list(page, "Why not MSA Plus?").getByText("MSA Plus does not include a yearly health check.").waitFor();
});

test("what would change the plan is a button that does so, and can be undone", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  await card(page).getByText("The plan stays the same with up to 36 premium incidents a year.").waitFor();
  await change(page, `${HOW_FAST} No promise needed → MSA Plus`).click();
  await showsPlan(page, "MSA Plus");
  assert.ok(await choices(page, HOW_FAST).getByRole("radio", { name: "No promise needed" }).isChecked());
  const undo = card(page).getByRole("button", { name: "Undo" });
  await hasFocus(undo);
  await undo.press("Enter");
  await showsPlan(page, "MSA Business");
  assert.ok(await page.getByRole("radio", { name: "2 hours", exact: true }).isChecked());
  await undo.waitFor({ state: "hidden" });

  await change(page, "a plan for 5,000 or more employees → MSA Enterprise").click();
  await showsPlan(page, "MSA Enterprise");
  assert.ok(await page.getByRole("radio", { name: "5,000 or more" }).isChecked());
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await undo.waitFor({ state: "hidden" });
});

test("a change takes the place of what was typed and is no number, and its undoing brings that back", async (t) => {
  const page = await world.open(t);
  const contacts = page.getByRole("textbox", { name: "How many people may call support?" });
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await contacts.fill("9");
  await showsPlan(page, "Closest: MSA Enterprise");
  await contacts.fill("9\u200e");
  await change(page, "up to 4 technical contacts → MSA Business fits").click();
  await showsPlan(page, "MSA Business");
  assert.equal(await contacts.inputValue(), "4");
  assert.equal(await contacts.getAttribute("aria-invalid"), null);
  await card(page).getByRole("button", { name: "Undo" }).click();
  await showsPlan(page, "Closest: MSA Enterprise");
  assert.equal(await contacts.inputValue(), "9\u200e");
});

test("the focus after the undoing stays at the card", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await openRest(page);
  await change(page, "a plan for 500 to 4,999 employees → MSA Business").click();
  await showsPlan(page, "MSA Business");
  const undo = card(page).getByRole("button", { name: "Undo" });
  await hasFocus(undo);
  await undo.click();
  await showsPlan(page, "MSA Plus");
  await hasFocus(card(page));
});

for (const [state, first] of [["a plan fits", "8"], ["none fits", "9"]]) {
  test(`where ${state}, at most three changes are proposed, and each leads where it says`, async (t) => {
    const page = await world.open(t);
    await answerForBusiness(page);
    await page.getByRole("textbox", { name: "How many people may call support?" }).fill(first);
    const plan = first === "8" ? "MSA Enterprise" : "Closest: MSA Enterprise";
    await showsPlan(page, plan);
    if (first === "8") await openRest(page);
    const buttons = card(page).getByRole("button", { name: /^Try it: / });
    await buttons.first().waitFor();
    const count = await buttons.count();
    assert.ok(count > 0 && count <= 3, `${count}`);
    for (let at = 0; at < count; at += 1) {
      const label = await buttons.nth(at).getAttribute("aria-label");
      await buttons.nth(at).click();
      await showsPlan(page, label.match(/→ (.*?)( fits)?$/)[1]);
      await card(page).getByText("No plan has everything").waitFor({ state: "hidden" });
      await card(page).getByRole("button", { name: "Undo" }).click();
      await showsPlan(page, plan);
    }
  });
}

test("the plans still possible are named, with the question that narrows them most", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await openRest(page);
  await page.getByText(/^More questions/).click();
  await card(page)
    .getByText("Still possible, depending on what is not answered yet: MSA Start, MSA Plus, MSA Business and MSA Enterprise.")
    .waitFor();
  await card(page).getByRole("link", { name: "Which extra assurance would you use?" }).click();
  await hasFocus(page.getByRole("checkbox", { name: "Monthly quality report" }));
  await page.keyboard.press("Space");
  await card(page).getByText("Of all plans, only MSA Enterprise is still possible.").waitFor();
});

test("not being sure is what hosts and links may say: it leaves the question open, and is not asked again", async (t) => {
  const page = await world.open(t);
  const say = (answers) => page.evaluate((answers) => (document.querySelector("plan-configurator").answers = answers), answers);
  await say({ "company-size": "100-499" });
  await showsPlan(page, "MSA Plus");
  await openRest(page);
  await say({ "company-size": null, incidents: 7 });
  await card(page).getByText("7 premium incidents a year").first().waitFor();
  await page.locator(".questions").getByText("0 of 3 answered, 1 more").waitFor();
  assert.equal(await card(page).getByRole("link", { name: "How many people work there?" }).count(), 0);
  assert.deepEqual(await page.evaluate(() => document.querySelector("plan-configurator").answers), { "company-size": null, incidents: 7 });
  assert.equal(await page.getByText("Not sure").count(), 0);
});

test("a row's explanation says what the row means for the answers", async (t) => {
  const page = await world.open(t);
  await answerForBusiness(page);
  await explainAll(page);
  const meaning = (row) => page.locator(`#explanation-${row}`).locator(".explanation__meaning");
  assert.equal(
    await meaning("sev1-response").textContent(),
    "You asked for an answer within 2 hours when business stops: MSA Business and MSA Enterprise have that.",
  );
  assert.equal(await meaning("remote-assistance").textContent(), "Nothing you answered asks for this.");
  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("9");
  await meaning("technical-contacts").getByText("You asked for 9 technical contacts: no plan has that.").waitFor();
});

test("each change is announced once, politely, and the focus stays where it is", async (t) => {
  const page = await world.open(t);
  await page.evaluate(() => {
    globalThis.heard = [];
    const root = document.querySelector("plan-configurator").shadowRoot;
    for (const status of root.querySelectorAll("[role=status]")) {
      const note = () => status.textContent && globalThis.heard.push(status.textContent);
      new MutationObserver(note).observe(status, { childList: true, characterData: true, subtree: true });
    }
  });
  const heard = () => page.evaluate(() => globalThis.heard.splice(0));
  const plus = page.getByRole("radio", { name: "100 to 499" });
  await plus.check();
  await showsPlan(page, "MSA Plus");
  const size = "You asked for a plan for 100 to 499 employees, and this one suits that size.";
  assert.deepEqual(await heard(), [`Recommended: MSA Plus. ${size}`]);
  await hasFocus(plus);
  // An answer that changes neither the plan nor the reason is not announced again.
  await page.getByRole("radio", { name: "Yes", exact: true }).check();
  await card(page).locator(".advice__reasons").getByText("remote assistance").waitFor();
  assert.deepEqual(await heard(), []);
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await showsPlan(page, "MSA Business");
  const response = "The first plan with an answer within 2 hours when business stops.";
  assert.deepEqual(await heard(), [`Recommended: MSA Business. ${response}`]);
});

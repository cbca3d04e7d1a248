// The advice explains itself: why this plan, why not the others, and what would change the answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, group, hasFocus, product } from "./support.mjs";

const world = product();

const card = (page) => page.getByRole("complementary", { name: "Recommendation" });
const list = (page, heading) =>
  card(page).locator("h3", { hasText: heading }).locator("xpath=following-sibling::ul[1]").getByRole("listitem");
const texts = async (items) => (await items.allInnerTexts()).map((text) => text.trim());

async function showsPlan(page, name) {
  await page.getByRole("heading", { name, level: 2, exact: true }).waitFor();
}

/** Answers for MSA Business, and a number that it exceeds. */
async function answerForBusinessAndIncidents(page) {
  await answerForBusiness(page);
  await page.getByRole("textbox", { name: "Premium incidents you expect?" }).fill("10");
  await card(page).getByText("10 premium incidents a year; it has 36").waitFor();
}

test("one sentence says why in the visitor's own answers, and what decides stands apart from what else is met", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  await card(page).locator("header").getByText("It is the first plan with an answer within 2 hours when business stops.").waitFor();
  assert.deepEqual(await texts(list(page, "What decides it")), ["an answer within 2 hours when business stops"]);
  assert.deepEqual(await texts(list(page, "It also meets")), [
    "a plan for 100 to 499 employees",
    "support around the clock when business stops",
    "10 premium incidents a year; it has 36",
  ]);
});

test("what the plan has beyond what was asked is said in words", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "5,000 or more" }).check();
  await group(page, "When you need support").getByRole("radio", { name: "Weekdays, 10 am to 5 pm ET" }).first().check();
  await card(page)
    .getByText("support on weekdays from 10 am to 5 pm ET when business stops; it is open around the clock")
    .waitFor();
});

test("answers that each force the plan are each said to", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await page.getByRole("textbox", { name: "Premium incidents you expect?" }).fill("20");
  const both = "an answer within 2 hours when business stops and for 20 premium incidents a year.";
  await card(page).locator("header").getByText(`You asked for ${both} Either one alone leads here.`).waitFor();
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
  await hasFocus(page.getByRole("textbox", { name: "Premium incidents you expect?" }));
  assert.match(new URL(page.url()).hash, /^#v1;/, "the address stays the page's");
});

test("every other plan says in place why it is not the one", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  const why = (plan) => card(page).getByRole("group").filter({ hasText: `Why not ${plan}?` });
  const shown = card(page).locator("summary", { hasText: "Why not" }).filter({ visible: true });
  assert.deepEqual(
    await texts(shown),
    ["Standard Support", "MSA Start", "MSA Plus", "MSA Enterprise"].map((plan) => `Why not ${plan}?`),
  );
  await card(page).getByText("Why not MSA Plus?").click();
  await why("MSA Plus")
    .getByText("MSA Plus answers within 4 hours; you asked for an answer within 2 hours when business stops.")
    .waitFor();
  await card(page).getByText("Why not MSA Start?").click();
  await why("MSA Start").getByRole("listitem").first().waitFor();
  assert.deepEqual(await texts(why("MSA Start").getByRole("listitem")), [
    "You asked for a plan for 100 to 499 employees; MSA Plus is the first plan for that.",
    "MSA Start is open 9 am to 7 pm ET, Monday to Friday; you asked for support around the clock when business stops.",
    "MSA Start answers within 8 working hours; you asked for an answer within 2 hours when business stops.",
    "MSA Start includes 6 premium incidents a year; you asked for 10.",
  ]);
  await card(page).getByText("Why not MSA Enterprise?").click();
  const enterprise = why("MSA Enterprise");
  await enterprise.getByText("It has everything you asked for, but nothing you asked for needs it.").waitFor();
  await enterprise.getByText("Premium Incidents Per Year – Unlimited instead of 36").waitFor();
  await enterprise.getByText("TAM Team – Not included").waitFor();
  // An answer later, it is still open, and true.
  await page.getByRole("checkbox", { name: "Yearly health check" }).check();
  await showsPlan(page, "MSA Enterprise");
  await why("MSA Plus").getByText("MSA Plus does not include a yearly health check.").waitFor();
});

test("what would change the plan is a button that does so, and can be undone", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  await card(page).getByText("It stays the same with up to 36 premium incidents a year.").waitFor();
  await card(page).getByText("What leads to MSA Plus").click();
  await card(page).getByRole("button", { name: "an answer within 4 hours when business stops" }).click();
  await showsPlan(page, "MSA Plus");
  const fast = group(page, "How fast you need an answer");
  assert.ok(await fast.getByRole("radio", { name: "4 hours", exact: true }).first().isChecked());
  const undo = card(page).getByRole("button", { name: "Undo" });
  await hasFocus(undo);
  await undo.press("Enter");
  await showsPlan(page, "MSA Business");
  assert.ok(await page.getByRole("radio", { name: "2 hours", exact: true }).isChecked());
  await undo.waitFor({ state: "hidden" });

  await card(page).getByText("What leads to MSA Enterprise").click();
  await card(page).getByRole("button", { name: "37 or more premium incidents a year" }).click();
  await showsPlan(page, "MSA Enterprise");
  assert.equal(await page.getByRole("textbox", { name: "Premium incidents you expect?" }).inputValue(), "37");
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await undo.waitFor({ state: "hidden" });
});

test("a change takes the place of what was typed and is no number, and its undoing brings that back", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  const contacts = page.getByRole("textbox", { name: "How many people may call support?" });
  await contacts.fill("many");
  await card(page).getByText("What leads to MSA Enterprise").click();
  await card(page).getByRole("button", { name: "5 to 8 technical contacts" }).click();
  await showsPlan(page, "MSA Enterprise");
  assert.equal(await contacts.inputValue(), "8");
  assert.equal(await contacts.getAttribute("aria-invalid"), null);
  await card(page).getByRole("button", { name: "Undo" }).click();
  await showsPlan(page, "MSA Business");
  assert.equal(await contacts.inputValue(), "many");
});

test("a change that leaves nothing answered can be undone, too", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await card(page).getByText("What leads to no recommendation").click();
  await card(page).getByRole("button", { name: "Your company: How many people work there? Left open" }).click();
  await showsPlan(page, "Your plan shows here");
  const undo = card(page).getByRole("button", { name: "Undo" });
  await hasFocus(undo);
  await undo.click();
  await showsPlan(page, "MSA Plus");
  await hasFocus(card(page));
});

test("every change leads to the plan that it stands under", async (t) => {
  const page = await world.open(t);
  await answerForBusinessAndIncidents(page);
  const groups = card(page).locator(".changes details").filter({ visible: true });
  assert.ok((await groups.count()) > 1, "there are changes to several plans");
  for (let at = 0; at < (await groups.count()); at += 1) {
    await groups.nth(at).locator("summary").click();
    const title = await groups.nth(at).locator("summary").innerText();
    const plan = title.match(/(?:leads to |closest: )([^)]+)/)[1];
    const changes = groups.nth(at).locator(".change");
    await changes.first().waitFor();
    for (let change = 0; change < (await changes.count()); change += 1) {
      await changes.nth(change).evaluate((button) => button.click());
      await showsPlan(page, plan);
      assert.equal(await card(page).getByText("Closest, but").isVisible(), title.includes("closest"), title);
      await card(page).getByRole("button", { name: "Undo" }).click();
      await showsPlan(page, "MSA Business");
    }
  }
});

test("the plans still possible are named, with the question that narrows them most", async (t) => {
  const page = await world.open(t);
  await card(page).getByText("A good question to start with:").waitFor();
  await card(page).getByRole("link", { name: "Your company: How many people work there?" }).click();
  await hasFocus(page.getByRole("radio", { name: "1 to 99" }));
  await page.keyboard.press("Space");
  await card(page)
    .getByText("Still possible, depending on the open questions: MSA Start, MSA Plus, MSA Business and MSA Enterprise.")
    .waitFor();
  await card(page).getByRole("link", { name: "Extra assurance: What would you use?" }).click();
  await hasFocus(page.getByRole("checkbox", { name: "Monthly quality report" }));
  await page.keyboard.press("Space");
  await card(page).getByText("Of all plans, only MSA Enterprise is still possible.").waitFor();
});

test("not being sure is an answer that leaves the question open and is not asked again", async (t) => {
  const page = await world.open(t);
  const size = group(page, "Your company");
  await size.getByRole("radio", { name: "100 to 499" }).check();
  await showsPlan(page, "MSA Plus");
  await size.getByRole("radio", { name: "Not sure" }).check();
  await showsPlan(page, "Your plan shows here");
  assert.equal(await card(page).getByRole("link", { name: "Your company" }).count(), 0);
  const incidents = page.getByRole("textbox", { name: "Premium incidents you expect?" });
  await incidents.fill("7");
  const notSure = page.locator("div.number", { has: incidents }).getByRole("checkbox", { name: "Not sure" });
  await notSure.check();
  assert.equal(await incidents.inputValue(), "");
  await incidents.fill("7");
  assert.equal(await notSure.isChecked(), false);
  await showsPlan(page, "MSA Plus");
  const assurance = page.getByRole("group", { name: "What would you use?" });
  await assurance.getByRole("checkbox", { name: "Private patches" }).check();
  await assurance.getByRole("checkbox", { name: "Not sure" }).check();
  assert.equal(await assurance.getByRole("checkbox", { name: "Private patches" }).isChecked(), false);
  await showsPlan(page, "MSA Plus");
});

test("where no plan fits, the card says what cannot be had, and each change that helps", async (t) => {
  const page = await world.open(t);
  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("9");
  await showsPlan(page, "MSA Enterprise");
  await card(page).locator("header").getByText("No plan offers 9 technical contacts. This one misses least.").waitFor();
  await card(page).getByText("What leads to MSA Enterprise").click();
  await card(page).getByRole("button", { name: "5 to 8 technical contacts" }).click();
  await card(page).getByText("It is the first plan with 8 technical contacts.").first().waitFor();
});

test("a row's explanation says what the row means for the answers", async (t) => {
  const page = await world.open(t);
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Open all explanations" }).click();
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
  await card(page).getByRole("link", { name: "remote assistance" }).waitFor();
  assert.deepEqual(await heard(), []);
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await showsPlan(page, "MSA Business");
  const response = "It is the first plan with an answer within 2 hours when business stops.";
  assert.deepEqual(await heard(), [`Recommended: MSA Business. ${response}`]);
});

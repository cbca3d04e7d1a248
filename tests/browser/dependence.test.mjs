// Questions that are asked only with some answers, and cells that go by one.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Server } from "./server.mjs";
import { fillContact, hasFocus, product } from "./support.mjs";

const world = product();

const PLANS = ["basic", "plus"];
const offers = (basic, plus) => ({ basic, plus });
const yesNo = (id, prompt, more) => ({ id, prompt, kind: "yes-no", asks_for: id, ...more });

const CATALOG = {
  id: "support",
  version: "1",
  language: "en",
  title: "Which support?",
  introduction: "Answer what you know.",
  ribbon: "Recommended",
  request_plan: "Request",
  learn_more: "More",
  plans: PLANS.map((id) => ({ id, name: id === "basic" ? "Basic" : "Plus", audience: "All" })),
  sections: [
    {
      id: "s",
      title: "Support",
      entitlements: [
        {
          id: "contacts",
          name: "Contacts",
          explanation: ["Who may call."],
          kind: "quantity",
          unit: { one: "contact", other: "contacts" },
          values: offers({ by: "seats", steps: [{ from: 0, value: 2 }, { from: 50, value: 4 }] }, 6),
        },
        { id: "reports", name: "Reports", explanation: ["For auditors."], kind: "inclusion", values: offers("not-included", "included") },
      ],
    },
  ],
  groups: [
    {
      id: "g",
      title: "Needs",
      questions: [
        { id: "seats", prompt: "How many seats?", kind: "number", unit: { one: "seat", other: "seats" } },
        yesNo("audited", "Are you audited?"),
        yesNo("reports", "Do you need reports?", {
          only_if: { question: "audited", is: true },
          requires: [{ entitlement: "reports", at_least: "included" }],
        }),
        {
          id: "auditors",
          prompt: "How many auditors call?",
          kind: "number",
          unit: { one: "auditor", other: "auditors" },
          only_if: { question: "reports", is: "answered" },
          requires: [{ entitlement: "contacts", at_least: "answer" }],
        },
      ],
    },
  ],
};

let folder, server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "plan-dependence-"));
  const file = join(folder, "support.json");
  await writeFile(file, JSON.stringify(CATALOG));
  server = await Server.start(null, ["--catalog", file]);
});
after(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const audited = (page, answer) => page.getByRole("radiogroup", { name: "Are you audited?" }).getByRole("radio", { name: answer });
const reports = (page) => page.getByRole("radiogroup", { name: "Do you need reports?" });
const auditors = (page) => page.getByRole("textbox", { name: "How many auditors call?" });
const recommends = (page, plan) => page.getByRole("complementary", { name: "Recommendation" }).getByRole("heading", { name: plan, level: 2, exact: true }).waitFor();

test("a question comes and goes with the answer that it depends on, and what was answered stays", async (t) => {
  const page = await world.open(t, { server });
  assert.equal(await reports(page).isVisible(), false);
  assert.equal(await page.getByText("Matters only").first().isVisible(), false);
  // From the keyboard, so that the focus is where it was.
  await audited(page, "No").focus();
  await page.keyboard.press("ArrowLeft");
  await reports(page).waitFor();
  await hasFocus(audited(page, "Yes"));
  await reports(page).getByRole("radio", { name: "Yes" }).check();
  await auditors(page).fill("3");
  await recommends(page, "Plus");
  await page.waitForURL(/reports=yes/);

  await audited(page, "No").check();
  await reports(page).waitFor({ state: "hidden" });
  assert.equal(await auditors(page).isVisible(), false, "nor is what depends on it");
  await recommends(page, "Basic");
  await page.waitForURL((url) => !url.hash.includes("reports"));

  await audited(page, "Yes").check();
  await recommends(page, "Plus");
  assert.ok(await reports(page).getByRole("radio", { name: "Yes" }).isChecked());
  assert.equal(await auditors(page).inputValue(), "3");
});

test("a cell holds what the answers say, and tells what it goes by", async (t) => {
  const page = await world.open(t, { server });
  const cell = page.getByRole("row", { name: /^Contacts/ }).getByRole("cell").first();
  assert.match(await cell.innerText(), /^from 2 contacts\s+By your answer to “How many seats\?”: 2 to 4 contacts$/);
  await page.getByRole("textbox", { name: "How many seats?" }).fill("60");
  await cell.getByText("4 contacts", { exact: true }).waitFor();
  assert.match(await cell.innerText(), /^4 contacts\s+By your answer/);
});

test("what is kept of a question that is not asked is not sent", async (t) => {
  const page = await world.open(t, { server });
  await audited(page, "Yes").check();
  await reports(page).getByRole("radio", { name: "Yes" }).check();
  await audited(page, "No").check();
  await page.getByRole("button", { name: "Request Basic" }).first().click();
  await fillContact(page, "kept@example.com");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  const [request] = server.stored({ email: "kept@example.com" });
  assert.deepEqual(JSON.parse(request.answers), { audited: false });
});

test("without scripts the question stands there with a line that says when it matters, and is sent for nothing", async (t) => {
  const context = await world.browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByText("Matters only if your answer to “Are you audited?” is Yes.").waitFor();
  await page.getByText("Matters only once “Do you need reports?” is answered.").waitFor();
  await audited(page, "No").check();
  await reports(page).getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("radio", { name: "Request: Basic" }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Work email").fill("plain@example.com");
  await page.getByLabel("Company", { exact: true }).fill("Engines");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  const [request] = server.stored({ email: "plain@example.com" });
  assert.deepEqual([JSON.parse(request.answers), request.recommended], [{ audited: false }, "basic"]);
});

// Who has a plan already; answers that are assumed; and catalogues that ask nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { answerForBusiness, fillContact, product } from "./support.mjs";

const world = product();

const msa = JSON.parse(await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8"));

const host = (attributes = "", data = undefined) => `<!doctype html><html lang="en"><title>Host</title>
  <script type="module" src="/plan-configurator.js"></script><plan-configurator ${attributes}></plan-configurator>
  ${data ? `<script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(data)}</script>` : ""}</html>`;

const card = (page) => page.getByRole("complementary", { name: "Recommendation" });
const column = (page, name) => page.getByRole("columnheader", { name });
const answers = (page) => page.evaluate(() => document.querySelector("plan-configurator").answers);

test("a host says which plan the visitor has: others are steps up and down, and that one is theirs", async (t) => {
  const page = await world.host(t, host('current-plan="plus"'));
  await column(page, "MSA Plus").getByText("Yours", { exact: true }).filter({ visible: true }).waitFor();
  assert.equal(await column(page, "MSA Plus").getByRole("button").count(), 0);
  await column(page, "MSA Business").getByRole("button", { name: "Upgrade to MSA Business" }).waitFor();
  await column(page, "MSA Start").getByRole("button", { name: "Downgrade to MSA Start" }).waitFor();
  assert.deepEqual(await answers(page), { "current-plan": "plus" });

  await answerForBusiness(page);
  await card(page).getByText("Compared with MSA Plus:").waitFor();
  await card(page).getByRole("button", { name: "Upgrade to MSA Business" }).click();
  const form = page.getByRole("dialog", { name: "Upgrade to MSA Business" });
  await form.waitFor();
  assert.ok(await form.getByRole("option", { name: "MSA Plus" }).evaluate((option) => option.disabled));
  await fillContact(page, "upgrade@example.com");
  await form.getByRole("button", { name: "Send request" }).click();
  await page.getByText("Thank you. Your request is stored.").first().waitFor();
  const [stored] = world.server.stored({ email: "upgrade@example.com" });
  assert.equal(JSON.parse(stored.answers)["current-plan"], "plus");

  await page.evaluate(() => (document.querySelector("plan-configurator").currentPlan = null));
  await column(page, "MSA Plus").getByRole("button", { name: "Request: MSA Plus" }).waitFor();
});

test("a plan that there is not is refused, and the one said before stays", async (t) => {
  const page = await world.host(t, host('current-plan="plus"'));
  await column(page, "MSA Plus").getByText("Yours", { exact: true }).filter({ visible: true }).waitFor();
  await page.evaluate(() => document.querySelector("plan-configurator").setAttribute("current-plan", "gold"));
  assert.deepEqual(await answers(page), { "current-plan": "plus" });
});

test("a catalogue asks for it first, and nothing of it is kept in the browser", async (t) => {
  const page = await world.host(t, host("", { ...msa, id: "own", ask_current_plan: true }));
  const question = page.getByRole("radiogroup", { name: "Which plan do you have now?" });
  await question.getByRole("radio", { name: "MSA Business" }).check();
  await column(page, "MSA Business").getByText("Yours", { exact: true }).filter({ visible: true }).waitFor();
  await answerForBusiness(page);
  await card(page).getByText("You have what fits.").waitFor();
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
  await question.getByRole("radio", { name: "None yet" }).check();
  await card(page).getByRole("button", { name: "Request MSA Business" }).waitFor();
});

test("an assumed answer holds until it is cleared", async (t) => {
  const data = structuredClone({ ...msa, id: "own" });
  const contacts = data.groups.flatMap(({ questions }) => questions).find(({ id }) => id === "contacts");
  contacts.default = 3;
  data.decides = ["contacts"];
  const page = await world.host(t, host("", data));
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
  const field = page.getByRole("textbox", { name: "How many people may call support?" });
  assert.equal(await field.inputValue(), "3");
  await page.getByText("Assumed", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Clear the answer: How many people may call support?" }).click();
  await page.getByRole("heading", { name: "Your plan shows here" }).waitFor();
  assert.equal(await page.getByText("Assumed", { exact: true }).count(), 0);
  assert.deepEqual(await answers(page), { contacts: null });
});

test("a catalogue without questions is a comparison alone", async (t) => {
  const { groups, decides, ...rest } = msa;
  const page = await world.host(t, host("", { ...rest, id: "own" }));
  await page.getByRole("button", { name: "Request: MSA Plus" }).first().waitFor();
  assert.equal(await card(page).count(), 0);
  assert.equal(await page.getByRole("heading", { name: "What do you need?" }).count(), 0);
  assert.equal(await page.getByText("Recommended", { exact: true }).filter({ visible: true }).count(), 0);
});

// A page that is older than the server's catalogue: it says so, keeps what was written, and leads to the form as it is now.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Server } from "../server.mjs";
import { setting } from "../settings.mjs";
import { answerForBusiness, fillContact, isMounted, product } from "../support.mjs";

const world = product();

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "plan-older-"))));
after(() => rm(folder, { recursive: true }));

const MSA = JSON.parse(await readFile(new URL("../../../catalogs/msa.json", import.meta.url), "utf8"));

/** The product page on a server whose catalogue was changed since the page was built. */
async function older(t, change) {
  const catalog = structuredClone(MSA);
  catalog.version = "2031-01";
  change(catalog);
  const file = join(folder, "catalog.json");
  await writeFile(file, JSON.stringify(catalog));
  const server = await Server.start(setting("PLAN_SITE"), ["--catalog", file]);
  t.after(() => server.remove());
  world.expectedFault = /422/;
  const page = await world.blank(t);
  await page.goto(server.url);
  await isMounted(page);
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByLabel("Message (optional)").fill("First line\nsecond “line” <b>");
  await page.getByRole("button", { name: "Send request" }).click();
  return { page, server };
}

/** The form as the server has it now. */
async function current(page) {
  await page.getByText("The plans have changed since this page was made").waitFor();
  assert.equal(await page.getByText("marked fields").count(), 0);
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace", "the page keeps what was written");
  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Continue with the current plans" }).click();
  const form = await opened;
  await form.getByRole("heading", { name: "Your request" }).waitFor();
  assert.equal(await form.getByLabel("Your name").inputValue(), "Ada Lovelace");
  assert.equal(await form.getByLabel("Work email").inputValue(), "ada@example.com");
  assert.equal(await form.getByLabel("Message (optional)").inputValue(), "First line\nsecond “line” <b>");
  assert.equal(await form.getByLabel("Plan", { exact: true }).inputValue(), "business");
  return form;
}

async function isStored(form, server, answers) {
  await form.getByRole("button", { name: "Send request" }).click();
  await form.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  const [request, ...others] = server.stored();
  assert.equal(others.length, 0);
  assert.equal(request.catalog_version, "2031-01");
  assert.deepEqual(JSON.parse(request.answers), answers);
}

test("a renamed choice is told with what it may have become, and the rest comes along", async (t) => {
  const { page, server } = await older(t, ({ groups }) => {
    const size = groups[0].questions[0].choices.find(({ id }) => id === "100-499");
    Object.assign(size, { id: "100-999", label: "100 to 999" });
  });
  const form = await current(page);
  await form.getByText("“100-499” is not among the choices. Perhaps it is now “100 to 999”").first().waitFor();
  await form.locator("[id='answer.company-size']").selectOption("100 to 999");
  await isStored(form, server, { "company-size": "100-999", "sev1-hours": "always", "sev1-response": "2-hours" });
});

test("a new consent is asked for where its words are, and not taken for given", async (t) => {
  const { page, server } = await older(t, (catalog) => (catalog.consent = "You may write to me."));
  assert.equal(await page.locator("[aria-invalid=true]").count(), 0);
  const form = await current(page);
  const consent = form.getByRole("checkbox", { name: "You may write to me." });
  assert.equal(await consent.isChecked(), false);
  await consent.check();
  await isStored(form, server, { "company-size": "100-499", "sev1-hours": "always", "sev1-response": "2-hours" });
});

test("a wrong field is marked all the same, and the words tell both", async (t) => {
  const { page } = await older(t, (catalog) => (catalog.consent = "You may write to me."));
  await page.getByText("The plans have changed since this page was made").waitFor();
  await page.getByLabel("Work email").fill("ada");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByText("Write an address such as name@company.com.").waitFor();
  await page.getByText("The plans have changed since this page was made").waitFor();
});

test("what is written after the refusal comes along, too", async (t) => {
  const { page } = await older(t, (catalog) => (catalog.consent = "You may write to me."));
  await page.getByText("The plans have changed since this page was made").waitFor();
  await page.getByLabel("Company", { exact: true }).fill("Difference Engines");
  const form = await current(page);
  assert.equal(await form.getByLabel("Company", { exact: true }).inputValue(), "Difference Engines");
});

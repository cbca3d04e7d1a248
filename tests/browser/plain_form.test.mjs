// A request from a plain form, in a browser that runs no scripts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isMounted, openQuestions, product } from "./support.mjs";

const world = product();

const FORM = `<!doctype html><html lang="en"><title>Plans</title><form method="post" action="/api/plan-requests">
  <input type="hidden" name="plan" value="business"><input type="hidden" name="catalog_id" value="msa">
  <input type="hidden" name="catalog_version" value="2026-11"><input type="hidden" name="answer.sev1-hours" value="always">
  <label>Your name <input name="name"></label> <label>Work email <input name="email"></label>
  <label>Company <input name="company"></label> <button>Send request</button></form>`;

for (const colorScheme of ["light", "dark"]) {
  test(`what is wrong is said at its field, and nothing typed is lost (${colorScheme})`, async (t) => {
    const context = await world.browser.newContext({ javaScriptEnabled: false, colorScheme, viewport: { width: 320, height: 640 } });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.route("**/form", (route) => route.fulfill({ contentType: "text/html", body: FORM }));
    await page.goto(`${world.server.url}/form`);
    await page.getByLabel("Your name").fill(`Ada <b>"Lovelace"</b> ${colorScheme}`);
    await page.getByLabel("Work email").fill("ada at example");
    await page.getByRole("button", { name: "Send request" }).click();

    await page.getByRole("alert").getByRole("link", { name: "Work email" }).waitFor();
    const email = page.getByLabel("Work email");
    assert.equal(await email.inputValue(), "ada at example");
    assert.equal(await email.getAttribute("aria-invalid"), "true");
    assert.equal(await page.getByLabel("Your name").inputValue(), `Ada <b>"Lovelace"</b> ${colorScheme}`);
    assert.equal(await page.getByLabel("Plan", { exact: true }).inputValue(), "business");
    const boxes = await page.getByRole("textbox").all();
    for (const box of boxes) {
      const { x, width } = await box.boundingBox();
      assert.ok(x >= 0 && x + width <= 320, "nothing is cut off on a phone");
    }

    await email.fill("ada@example.com");
    await page.getByLabel("Company", { exact: true }).fill("Engines");
    await page.getByRole("button", { name: "Send request" }).click();
    await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    const reference = (await page.locator("strong").first().innerText()).trim();
    assert.match(reference, /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    await page.reload();
    assert.equal((await page.locator("strong").first().innerText()).trim(), reference, "sent again, it is stored once");
  });
}

/** The product page at a link with answers, some of them that one is not sure, where the app cannot start. */
async function withoutApp(t) {
  world.expectedFault = /ERR_FAILED|status of 422/;
  const page = await world.blank(t);
  await page.route("**/*.wasm*", (route) => route.abort());
  await page.goto(`${world.server.url}/#v1;company-size=~;sev1-hours=always;contacts=~;assurance=~;escalation=not-sure`);
  await page.getByRole("alert").filter({ hasText: "The plans could not be loaded." }).waitFor();
  await page.locator("[name='answer.sev1-hours'][value=always]:checked").waitFor({ state: "attached" });
  return page;
}

test("what a link says one is not sure of is sent by the plain form, also once it was refused, until it is answered", async (t) => {
  const page = await withoutApp(t);
  await openQuestions(page);
  assert.equal(await page.getByRole("textbox", { name: "How many people may call support?" }).inputValue(), "");
  assert.equal(await page.getByText("Not sure").count(), 0);
  await page.getByRole("radio", { name: "Highest" }).check();
  await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("Work email").fill("ada at example");
  await page.getByLabel("Company", { exact: true }).fill("Engines");
  await page.getByRole("button", { name: "Send request" }).click();

  const email = page.getByRole("textbox", { name: "Work email" });
  await page.getByRole("alert").getByRole("link", { name: "Work email" }).waitFor();
  await email.fill("ada@example.com");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  const { answers } = await world.stored(page);
  assert.deepEqual(JSON.parse(answers), {
    "company-size": null,
    "sev1-hours": "always",
    contacts: null,
    assurance: null,
    escalation: "highest",
  });
});

test("what a link says one is not sure of is there still once the app starts after all", async (t) => {
  const page = await withoutApp(t);
  await page.unroute("**/*.wasm*");
  await page.getByRole("button", { name: "Try again" }).click();
  await isMounted(page);
  const answers = await page.evaluate(() => document.querySelector("plan-configurator").answers);
  assert.deepEqual(answers, { "company-size": null, "sev1-hours": "always", contacts: null, assurance: null, escalation: null });
});

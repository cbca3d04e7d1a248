// A request from a plain form, in a browser that runs no scripts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { product } from "./support.mjs";

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

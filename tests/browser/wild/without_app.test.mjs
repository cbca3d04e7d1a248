// Scripts run and the app cannot start: the answers of a link are in the plain form, and nothing is offered that cannot work.

import assert from "node:assert/strict";
import { test } from "node:test";

import { product, openQuestions } from "../support.mjs";

const world = product();

/** The product page in a browser without WebAssembly. */
async function open(t, link) {
  // The page that answers a plain form has no icon of its own.
  world.expectedFault = /WebAssembly|wasm|404/i;
  const page = await world.blank(t);
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(`${world.server.url}/${link}`);
  await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  await openQuestions(page);
  return page;
}

test("the answers of a link are in the plain form, and are sent", async (t) => {
  const page = await open(t, "#v1;company-size=100-499;sev1-hours=always;contacts=3;remote-assistance=yes;assurance=health-check,review-call;name=Ada%20Lovelace;company=Engines");
  await page.getByRole("radio", { name: "100 to 499" }).and(page.locator(":checked")).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "How many people may call support?" }).inputValue(), "3");
  await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
  await page.keyboard.press("Space");
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
  assert.equal(await page.getByLabel("Company", { exact: true }).inputValue(), "Engines");
  assert.ok(!page.url().includes("Ada"), "who it was made for leaves the address");
  await page.getByLabel("Work email").fill("ada@example.com");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  const answers = {
    "company-size": "100-499",
    "sev1-hours": "always",
    contacts: 3,
    "remote-assistance": true,
    assurance: ["review-call", "health-check"],
  };
  assert.deepEqual(JSON.parse((await world.stored(page)).answers), answers);
});

test("what the visitor picked is not taken back, and what a link has and the form has not is passed over", async (t) => {
  const page = await world.blank(t);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.abort();
  });
  world.expectedFault = /ERR_FAILED|wasm/i;
  await page.goto(`${world.server.url}/#v1;company-size=100-499;contacts=~;gone=1;theme=dark`);
  await page.getByRole("radio", { name: "1 to 99" }).check();
  release();
  await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  // What the link says of the next question is in the form by then.
  await page.locator("[name='answer.contacts'][hidden]").waitFor({ state: "attached" });
  assert.ok(await page.getByRole("radio", { name: "1 to 99" }).isChecked());
});

test("one notice says why, and tools that cannot work are not offered", async (t) => {
  const page = await open(t, "#v1;company-size=100-499");
  await page.getByRole("radio", { name: "100 to 499" }).and(page.locator(":checked")).waitFor();
  assert.equal(await page.getByRole("alert").filter({ hasText: /\S/ }).count(), 1);
  assert.equal(await page.getByRole("status").filter({ hasText: /\S/ }).count(), 0);
  for (const name of ["Copy link", "Share, print, present", "Clear all answers", "Only what differs"]) {
    // They are until the style sheet of this page has come.
    await page.getByText(name, { exact: true }).and(page.locator(":visible")).first().waitFor({ state: "detached" });
  }
  await page.keyboard.press("F8");
  assert.equal(await page.getByRole("dialog").count(), 0);
});

test("what a host sets is in the plain form, too", async (t) => {
  world.expectedFault = /WebAssembly|wasm/i;
  const page = await world.host(
    t,
    `<!doctype html><title>Host</title><script>delete globalThis.WebAssembly</script><script type="module" src="/plan-configurator.js"></script>
    <plan-configurator plan="plus"></plan-configurator><script>
      const element = document.querySelector("plan-configurator");
      element.answers = { "company-size": "100-499", contacts: 3, assurance: ["health-check"] };
      element.prefill = { name: "Ada Lovelace", email: "ada@example.com" };
    </script>`,
  );
  await page.getByRole("radio", { name: "100 to 499" }).and(page.locator(":checked")).waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace", "the form is open for the plan");
  assert.equal(await page.getByLabel("Work email").inputValue(), "ada@example.com");
  assert.ok(await page.getByRole("radio", { name: "Request: MSA Plus" }).isChecked());
});

test("a plain form says the language of its page", async (t) => {
  const page = await open(t, "");
  const language = page.locator("form[action] [name=language]");
  assert.equal(await language.inputValue(), "en");
});

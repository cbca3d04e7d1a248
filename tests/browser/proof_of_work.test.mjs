// A server that asks for a proof of work: what a visitor notices of it, that it works under the documented policy, and that a server that asks for
// none costs nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { policyFor } from "./documented_policy.mjs";
import { Server } from "./server.mjs";
import { EVENTS, Site, answerForBusiness, fillContact, hasFocus, isFollowedUp, isMounted, product } from "./support.mjs";

const world = product();
const host = new Site();
let server;
before(async () => {
  await host.listen();
  server = await Server.start(undefined, ["--proof-of-work"]);
});
after(() => Promise.all([host.close(), server?.remove()]));

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the browser says of the first answer, which wants a proof. */
const REFUSED = /status of 422/;
const OFFLINE = /status of 422|ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_ABORTED|when fetching the script/;

const button = (page, name) => page.getByRole("button", { name, exact: true });
const thanks = (page) => page.getByRole("heading", { name: "Thank you. Your request is stored." });
const working = (page) => page.getByRole("status").filter({ hasText: "your browser is solving a small task" });
const emailed = (email) => server.stored({ email });

/** Opens the form on a page of the server's, and fills it in. What follows how it gets on is at work by then. */
async function fillForm(page, email) {
  await answerForBusiness(page);
  await button(page, "Request MSA Business").click();
  await fillContact(page, email);
  await isFollowedUp(page);
}

/** Holds back challenges until what is returned is called. */
async function hold(page) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/api/proof-of-work", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("where no proof is asked for, nothing of it is fetched and one request is sent", async (t) => {
  const page = await world.open(t);
  const [urls, posts] = [[], []];
  page.on("request", (request) => {
    urls.push(request.url());
    if (request.method() === "POST") posts.push(request.headers()["proof-of-work"]);
  });
  await fillForm(page, "without@example.com");
  await button(page, "Send request").click();
  await thanks(page).waitFor();
  assert.deepEqual([urls.filter((url) => /proof/.test(url)), posts], [[], [undefined]]);
});

for (const trustedTypes of [false, true]) {
  const kind = trustedTypes ? ", where only trusted types may become script" : "";
  test(`embedded on another site under the documented policy, a request is proved and stored, by keys alone${kind}`, async (t) => {
    world.expectedFault = REFUSED;
    const email = `embedded-${trustedTypes}@example.com`;
    const page = await world.blank(t);
    await page.addInitScript((names) => {
      Object.assign(globalThis, { events: [], refused: [] });
      for (const name of names) document.addEventListener(name, () => globalThis.events.push(name));
      document.addEventListener("securitypolicyviolation", (event) => globalThis.refused.push(event.effectiveDirective));
    }, EVENTS);
    const policies = [policyFor(server.url).replace("default-src 'none'", "default-src 'none'; img-src data:")];
    if (trustedTypes) policies.push("require-trusted-types-for 'script'; trusted-types 'none'");
    const element = `<script type="module" src="${server.url}/plan-configurator.js"></script><plan-configurator></plan-configurator>`;
    await page.goto(host.page(element, { "content-security-policy": policies }));
    await isMounted(page);
    await answerForBusiness(page);
    const release = await hold(page);
    await button(page, "Request MSA Business").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.getByLabel("Your name").focus();
    for (const text of ["Ada Lovelace", "Analytical Engines", email]) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
    await isFollowedUp(page);
    await page.getByLabel("Company", { exact: true }).press("Enter");

    // It is said politely, and nothing is said to have failed.
    await working(page).waitFor();
    assert.equal(await page.getByRole("alert").filter({ visible: true }).filter({ hasText: /\S/ }).count(), 0);
    assert.equal(await button(page, "Sending…").getAttribute("aria-disabled"), "true");
    release();
    await thanks(page).waitFor();
    assert.equal(emailed(email).length, 1);
    const events = await page.evaluate(() => globalThis.events.filter((name) => name.startsWith("plan-request")));
    assert.deepEqual(events, ["plan-request-start", "plan-request-sent"]);
    assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
  });
}

test("the visitor can stop it, and send again what they wrote", async (t) => {
  world.expectedFault = REFUSED;
  const page = await world.open(t, { server });
  await fillForm(page, "stopped@example.com");
  const release = await hold(page);
  await button(page, "Send request").click();
  await working(page).waitFor();
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]), []);

  await button(page, "Stop").focus();
  await page.keyboard.press("Enter");
  await working(page).waitFor({ state: "detached" });
  await hasFocus(button(page, "Send request"));
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
  assert.equal(await page.getByRole("alert").filter({ visible: true }).filter({ hasText: /\S/ }).count(), 0);
  assert.equal(emailed("stopped@example.com").length, 0);

  release();
  await button(page, "Send request").click();
  await thanks(page).waitFor();
  assert.equal(emailed("stopped@example.com").length, 1);
});

test("what a server refuses with its proof is told at its field, and the same proof is not needed again", async (t) => {
  world.expectedFault = REFUSED;
  const page = await world.open(t, { server });
  await fillForm(page, "ada at example");
  await button(page, "Send request").click();
  await page.getByLabel("Work email").and(page.locator("[aria-invalid=true]")).waitFor();
  await page.getByLabel("Work email").fill("corrected@example.com");
  await button(page, "Send request").click();
  await thanks(page).waitFor();
  assert.equal(emailed("corrected@example.com").length, 1);
});

test("a proof that has expired meanwhile is made anew", async (t) => {
  world.expectedFault = REFUSED;
  const page = await world.open(t, { server });
  let challenges = 0;
  const expired = await (await fetch(`${server.url}/api/proof-of-work`)).json();
  expired.parameters.expiresAt = 1;
  await page.route("**/api/proof-of-work", (route) => (challenges++ ? route.continue() : route.fulfill({ json: expired })));
  await fillForm(page, "expired@example.com");
  await button(page, "Send request").click();
  await thanks(page).waitFor();
  assert.equal(challenges, 2);
  assert.equal(emailed("expired@example.com").length, 1);
});

test("a request that was kept without network is proved when it is sent later", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t, { server });
  const sent = [];
  page.context().on("request", (request) => request.method() === "POST" && sent.push([request.headers()["idempotency-key"], request.postData()]));
  await fillForm(page, "kept@example.com");
  await page.context().setOffline(true);
  await button(page, "Send request").click();
  await button(page, "Keep it here and send it later").click();
  await page.getByText("is kept in this browser, and is not sent yet.").filter({ visible: true }).waitFor();
  await page.close();
  await page.context().setOffline(false);
  const later = await page.context().newPage();
  await later.goto(server.url);
  await later.getByText("Your kept request for MSA Business is stored.").waitFor();
  assert.equal(emailed("kept@example.com").length, 1);
  assert.deepEqual(new Set(sent.map((one) => JSON.stringify(one))).size, 1, "byte for byte, under its key");
  assert.deepEqual(await later.evaluate(() => Object.keys({ ...localStorage })), []);
});

test("where the network goes while it is proved, it can be kept as any other", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t, { server });
  await fillForm(page, "gone@example.com");
  await page.route("**/api/proof-of-work", (route) => route.abort());
  await button(page, "Send request").click();
  await button(page, "Keep it here and send it later").waitFor();
  await page.unroute("**/api/proof-of-work");
  await button(page, "Try again").click();
  await thanks(page).waitFor();
  assert.equal(emailed("gone@example.com").length, 1);
});

test("a browser that cannot make a proof says so, and keeps what was written", async (t) => {
  world.expectedFault = REFUSED;
  // As on a page without a secure connection.
  const page = await world.open(t, { server, before: () => Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined }) });
  await fillForm(page, "insecure@example.com");
  await button(page, "Send request").click();
  await page.getByText("It can where this page is opened over a secure connection").waitFor();
  assert.equal(await page.getByLabel("Work email").inputValue(), "insecure@example.com");
  assert.equal(emailed("insecure@example.com").length, 0);
});

/** Fills in a plain form of the server's, and sends it. */
async function sendPlainForm(page, email) {
  await page.route("**/form", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><title>Plans</title><form method="post" action="/api/plan-requests">
        <input type="hidden" name="plan" value="business"><input type="hidden" name="catalog_id" value="msa">
        <input type="hidden" name="catalog_version" value="2026-11"><input type="hidden" name="name" value="Ada">
        <input type="hidden" name="company" value="Engines"><label>Work email <input name="email"></label><button>Send request</button></form>`,
    }),
  );
  await page.goto(`${server.url}/form`);
  await page.getByLabel("Work email").fill(email);
  await button(page, "Send request").click();
}

test("a plain form is proved by the page that answers it, and stored", async (t) => {
  world.expectedFault = REFUSED;
  const page = await world.blank(t, { width: 320 });
  const release = await hold(page);
  await sendPlainForm(page, "plain@example.com");
  await working(page).waitFor();
  assert.equal(emailed("plain@example.com").length, 0);
  release();
  await thanks(page).waitFor();
  assert.equal(emailed("plain@example.com").length, 1);
});

test("without scripts a form says what is missing, and loses nothing of what was written", async (t) => {
  const context = await world.browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await sendPlainForm(page, "scriptless@example.com");
  await page.getByRole("alert").getByText("your browser solves the task where this page may run scripts").waitFor();
  assert.equal(await page.getByLabel("Work email").inputValue(), "scriptless@example.com");
  assert.equal(emailed("scriptless@example.com").length, 0);
});

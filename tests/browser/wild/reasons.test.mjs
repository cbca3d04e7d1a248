// What is said where something cannot be loaded is the real reason, with "Try again" only where that can help; and the built-in offer never
// stands in for a host's own catalogue.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { launchBrowser } from "../chromium.mjs";
import { setting } from "../settings.mjs";
import { fillContact, product } from "../support.mjs";
import { site, snippet, told, twoLines, visit } from "./site.mjs";

const world = product();
const host = site();

const GLUE = /plan-configurator-glue-[0-9a-f]{16}\.js/;
const WASM = /plan-configurator-[0-9a-f]{16}\.wasm/;
const CONTENT = /plan-configurator-content-en-[0-9a-f]{16}\.txt/;
const DEFERRED = /plan-configurator-deferred-[0-9a-f]{16}\.js/;
const OURS = /plan-configurator-(?!style)[\w-]*[0-9a-f]{16}\./;

/** What a browser says of what is refused or missing, by itself. */
const NOISE = /Content Security Policy|ERR_FAILED|Failed to load resource|valid digest|integrity|MIME type|CORS policy|WebAssembly/;

const alert = (page) => page.getByRole("alert").filter({ hasText: /\S/ });

/** Answers for some files in place of the server. */
const answer = (files, options) => (page) => page.route(files, (route) => route.fulfill({ headers: { "access-control-allow-origin": "*" }, ...options }));
const flip = (files) => (page) =>
  page.route(files, async (route) => {
    const name = new URL(route.request().url()).pathname;
    const body = await readFile(join(setting("PLAN_SITE"), name));
    body[body.length - 1] ^= 1;
    const contentType = { js: "text/javascript", txt: "text/plain" }[name.split(".").at(-1)] ?? "application/wasm";
    await route.fulfill({ headers: { "access-control-allow-origin": "*" }, contentType, body });
  });
const abort = (files) => (page) => page.route(files, (route) => route.abort());
const policy = (text) => ({ "content-security-policy": text });

/** Cases: what happens, and the reason, the sentence, and whether trying again can help. */
const START = {
  "no WebAssembly, as in Lockdown Mode": {
    before: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
    reason: "webassembly",
    says: "This browser runs no WebAssembly",
    plain: true,
  },
  "a policy that lets no WebAssembly run": {
    headers: () => policy(`script-src ${world.server.url}`),
    reason: "policy",
    says: "A security policy of this page lets no WebAssembly run.",
    plain: true,
  },
  "a policy that refuses to connect": {
    headers: () => policy(`script-src ${world.server.url} 'wasm-unsafe-eval'; connect-src 'none'`),
    reason: "policy",
    says: /A security policy of this page refuses http.*plan-configurator-.*\./,
  },
  "a policy that lets the script run, and none that it loads": {
    headers: () => policy(`script-src 'nonce-a' 'wasm-unsafe-eval'`),
    paste: () => twoLines(world.server.url).replace("<script", '<script nonce="a"'),
    reason: "policy",
    says: /A security policy of this page refuses http.*plan-configurator-.*\./,
  },
  "a script that is another": { before: flip(GLUE), reason: "changed", says: /-glue-.* is not what was built/, again: true, plain: true },
  "a WebAssembly that is another": { before: flip(WASM), reason: "changed", says: /\.wasm is not what was built/, again: true, plain: true },
  "what it shows, and that is another": { before: flip(CONTENT), reason: "changed", says: /-content-en-.*\.txt is not what was built/, again: true, plain: true },
  "what it shows, and that alone is gone": {
    before: answer(CONTENT, { status: 404 }),
    reason: "missing",
    says: () => `What they need is not in ${world.server.url}/,`,
    plain: true,
  },
  "files that are gone": {
    before: answer(OURS, { status: 404 }),
    reason: "missing",
    says: () => `What they need is not in ${world.server.url}/,`,
  },
  "the app's file alone gone": {
    before: answer(WASM, { status: 410 }),
    reason: "missing",
    says: () => `What they need is not in ${world.server.url}/,`,
    plain: true,
  },
  "a page in place of every file": {
    before: answer(OURS, { contentType: "text/html", body: "<!doctype html>Welcome" }),
    reason: "missing",
    says: () => `What they need is not in ${world.server.url}/,`,
  },
  "a server that fails": { before: answer(OURS, { status: 503 }), reason: "server", says: "answers with an error (503)", again: true },
  "one file of a server that fails": { before: answer(GLUE, { status: 500 }), reason: "server", says: "answers with an error (500)", again: true, plain: true },
  "no network": { before: abort(OURS), reason: "offline", says: "Please check your connection.", again: true },
  "no network for the app's file": { before: abort(WASM), reason: "offline", says: "Please check your connection.", again: true, plain: true },
  "a script that changed beside one that says more": {
    before: async (page) => {
      await flip(GLUE)(page);
      await flip(DEFERRED)(page);
    },
    reason: "changed",
    says: /is not what was built/,
    again: true,
  },
};

for (const [what, { before, headers, paste, reason, says, again = false, plain = false }] of Object.entries(START)) {
  test(`${what} is said as it is`, async (t) => {
    const url = host.page(paste?.() ?? twoLines(world.server.url), headers?.());
    const page = await visit(t, world, url, { before, expected: NOISE });
    const detail = await told(page, "plan-error");
    assert.deepEqual([detail.code, detail.reason], ["start-failed", reason], detail.message);
    const sentence = typeof says === "function" ? says() : says;
    await alert(page).filter({ hasText: sentence }).waitFor();
    assert.equal(await alert(page).count(), 1);
    assert.equal(await page.getByRole("button", { name: "Try again" }).count(), again ? 1 : 0);
    if (plain) await page.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor();
    if (!again) return;
    await page.unroute(OURS);
    for (const files of [GLUE, WASM, CONTENT, DEFERRED]) await page.unroute(files);
    await page.getByRole("button", { name: "Try again" }).click();
    await told(page, "plan-ready");
    assert.equal(await alert(page).count(), 0);
  });
}

test("every reason has a sentence of its own, and none blames the connection that is there", async () => {
  const texts = Object.entries(JSON.parse(await readFile(new URL("../../../locales/en.json", import.meta.url), "utf8")));
  const failures = texts.filter(([name]) => /^page_(failed|catalog_|problems)/.test(name));
  assert.ok(failures.length > 10);
  assert.equal(new Set(failures.map(([, text]) => text)).size, failures.length);
  const blaming = failures.filter(([, text]) => text.includes("connection")).map(([name]) => name);
  assert.deepEqual(blaming, ["page_failed", "page_catalog_offline"]);
});

test("a browser that really has no WebAssembly says so, and the form is sent", async (t) => {
  const browser = await launchBrowser(["--js-flags=--jitless"]);
  t.after(() => browser.close());
  const page = await visit(t, { browser }, host.page(snippet(world.server.url)), { expected: NOISE });
  assert.equal((await told(page, "plan-error")).reason, "webassembly");
  await alert(page).filter({ hasText: "This browser runs no WebAssembly" }).waitFor();
  await page.locator("thead .asks").filter({ has: page.locator('[value="business"]') }).click();
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
});

const msa = await readFile(new URL("../../../catalogs/msa.json", import.meta.url), "utf8");
const JSON_TYPE = { "content-type": "application/json", "access-control-allow-origin": "*" };

/** Serves a catalogue of the host's, and gives the attribute that names it. */
const catalog = (body, headers = JSON_TYPE, status = 200) => `catalog="${host.put(`/own-${Math.random()}.json`, body, headers, status)}"`;

const CATALOGS = {
  "that is not there": { attribute: () => catalog("", JSON_TYPE, 404), code: "catalog-unreachable", reason: "missing", says: /Their catalogue is not at http.*\/own-/, again: true },
  "in whose place a page stands": { attribute: () => catalog("<!doctype html><title>Sign in</title>", { "content-type": "text/html" }), code: "catalog-unreachable", reason: "missing", says: /Their catalogue is not at http/, again: true },
  "whose server fails": { attribute: () => catalog("", JSON_TYPE, 502), code: "catalog-unreachable", reason: "server", says: /the server answers with an error \(502\)/, again: true },
  "that no network brings": { attribute: () => 'catalog="/unreachable.json"', before: abort("**/unreachable.json"), code: "catalog-unreachable", reason: "offline", says: /No answer came for their catalogue/, again: true },
  "that a policy refuses": {
    attribute: () => `catalog="http://localhost:${new URL(world.server.url).port}/own.json"`,
    headers: () => policy(`connect-src ${world.server.url}`),
    code: "catalog-unreachable",
    reason: "policy",
    says: /A security policy of this page refuses their catalogue/,
  },
  "that another site may not read": { attribute: () => `catalog="http://localhost:${new URL(host.put("/no-cors.json", msa, { "content-type": "application/json" })).port}/no-cors.json"`, code: "catalog-unreachable", reason: "missing", says: /or may not be read from here/, again: true },
  "that is broken": { attribute: () => catalog("{"), code: "catalog-invalid", says: /Their catalogue has problems/, again: true },
  "that is empty": { attribute: () => catalog(" \n"), code: "catalog-invalid", says: /Their catalogue is empty/, again: true },
  "of another version": { attribute: () => catalog("plans 1\nold", { ...JSON_TYPE, "content-type": "text/plain" }), code: "catalog-invalid", says: /compiled by another version/, again: true },
  "whose address is none": { attribute: () => 'catalog="ftp://example.com/own.json"', code: "catalog-unreachable", says: /ftp:.* is not the address of a catalogue/ },
  "that is a text in place of an object": { data: () => `element.catalogData = JSON.stringify({})`, code: "catalog-invalid", says: /Their catalogue is not an object/ },
  "that is a list": { data: () => `element.catalogData = []`, code: "catalog-invalid", says: /Their catalogue is not an object/ },
  "that holds itself": { data: () => `const own = {}; own.own = own; element.catalogData = own`, code: "catalog-invalid", says: /Their catalogue is not an object/ },
  "as an object with problems": { data: () => `element.catalogData = { plans: 7 }`, code: "catalog-invalid", says: /Their catalogue has problems/ },
  "while the app's own file is gone": { attribute: () => catalog(msa), before: answer(WASM, { status: 404 }), code: "start-failed", reason: "missing", says: /What they need is not in/ },
};

for (const [pasted, paste] of Object.entries({ "the two lines": twoLines, "the snippet": snippet })) {
  for (const [what, { attribute, data, before, headers, code, reason, says, again = false }] of Object.entries(CATALOGS)) {
    test(`${pasted}: a catalogue ${what} is said to be so, and the built-in offer is not shown in its place`, async (t) => {
      const html = paste(world.server.url).replace("<plan-configurator", `<plan-configurator ${attribute?.() ?? ""}`);
      const script = data ? `<script>{ const element = document.querySelector("plan-configurator"); ${data()}; }</script>` : "";
      const page = await visit(t, world, host.page(html + script, headers?.()), { before, expected: NOISE });
      await page.waitForFunction((code) => globalThis.events.some(([, detail]) => detail.code === code), code);
      const events = await page.evaluate(() => globalThis.events);
      assert.deepEqual(events.filter(([name]) => name !== "plan-error"), []);
      assert.equal(events.find(([, detail]) => detail.code === code)[1].reason, reason);
      await alert(page).filter({ hasText: says }).waitFor();
      assert.equal(await alert(page).count(), 1);
      assert.equal(await page.getByRole("button", { name: "Try again" }).count(), again ? 1 : 0);
      await page.locator(".root:not([aria-busy])").waitFor();
      assert.equal(await page.getByRole("table").count(), 0);
      assert.equal(await page.getByRole("button").count(), again ? 1 : 0);
      assert.equal(await page.getByRole("radio").count(), 0);
      assert.equal(await page.getByText("MSA Plus").filter({ visible: true }).count(), 0);
    });
  }
}

test("the built-in offer of the snippet is not seen while a catalogue of the host's is on its way, and never flashes up", async (t) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const own = JSON.stringify({ ...JSON.parse(msa), title: "Our own plans" });
  const html = snippet(world.server.url).replace("<plan-configurator", `<plan-configurator ${catalog(own)}`);
  const page = await visit(t, world, host.page(html), {
    before: (page) =>
      page.route("**/own-*", async (route) => {
        await held;
        await route.continue();
      }),
  });
  await page.getByText("Loading the plans").waitFor();
  assert.equal(await page.getByRole("heading", { name: "Which support plan fits?" }).count(), 0);
  release();
  await page.getByRole("heading", { name: "Our own plans" }).waitFor();
  await page.getByRole("radio", { name: "100 to 499" }).check();

  const still = await visit(t, world, host.page(html), { javaScriptEnabled: false });
  assert.equal(await still.getByRole("button", { name: "Send request" }).count(), 0);
  assert.equal(await still.getByRole("heading", { name: "Which support plan fits?" }).count(), 0);
});

test("a catalogue that comes after all takes the notice away, and another that does not come leaves it there", async (t) => {
  const page = await visit(t, world, host.page(twoLines(world.server.url, catalog("", JSON_TYPE, 404))), { expected: NOISE });
  await alert(page).filter({ hasText: "Their catalogue is not at" }).waitFor();
  const url = host.put("/later.json", JSON.stringify({ ...JSON.parse(msa), title: "Ours after all" }), JSON_TYPE);
  await page.evaluate((url) => (document.querySelector("plan-configurator").catalog = url), url);
  await page.getByRole("heading", { name: "Ours after all" }).waitFor();
  assert.equal(await alert(page).count(), 0);
  await page.evaluate(() => (document.querySelector("plan-configurator").catalog = "/nowhere.json"));
  await page.waitForFunction(() => globalThis.events.filter(([name]) => name === "plan-error").length === 2);
  assert.ok(await page.getByRole("heading", { name: "Ours after all" }).isVisible(), "what is shown stays");
});

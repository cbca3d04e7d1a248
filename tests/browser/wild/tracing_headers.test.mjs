// A host page whose monitoring adds headers of its own to whatever is requested.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, fillContact, product } from "../support.mjs";
import { site, snippet, told, twoLines, visit } from "./site.mjs";

const world = product();
const host = site();

/** Adds headers to every request by a script, as libraries for monitoring do: to addresses with options, and to requests as objects. */
const monitor = () => {
  const headers = {
    "sentry-trace": "12345678901234567890123456789012-1234567890123456-1",
    baggage: "sentry-environment=production,sentry-release=1.0",
    traceparent: "00-12345678901234567890123456789012-1234567890123456-01",
    tracestate: "vendor=1",
    "x-datadog-trace-id": "1",
    authorization: "Bearer of-the-host",
  };
  const plain = globalThis.fetch;
  globalThis.monitored = [];
  globalThis.fetch = (input, init = {}) => {
    const request = new Request(input, init);
    globalThis.monitored.push(request.url);
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    return plain(request);
  };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...body) {
    for (const [name, value] of Object.entries(headers)) this.setRequestHeader(name, value);
    return send.apply(this, body);
  };
};

for (const [what, paste] of Object.entries({ "the two lines": twoLines, "the snippet": snippet })) {
  test(`${what}: headers of the host's monitoring go along with everything`, async (t) => {
    const page = await visit(t, world, host.page(paste(world.server.url)), { before: (page) => page.addInitScript(monitor) });
    await told(page, "plan-ready");
    await answerForBusiness(page);
    await page.getByRole("button", { name: "Request MSA Business" }).click();
    await fillContact(page);
    await page.getByRole("button", { name: "Send request" }).click();
    await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    const monitored = await page.evaluate(() => globalThis.monitored.join(" "));
    assert.match(monitored, /\.wasm/);
    assert.match(monitored, /\/api\/plan-requests/);
  });
}

test("the compiler for a catalogue, and the page without the app, come with such headers, too", async (t) => {
  const before = (page) => page.addInitScript(monitor);
  const page = await visit(t, world, host.page(twoLines(world.server.url)), { before });
  await told(page, "plan-ready");
  await page.evaluate(() => (document.querySelector("plan-configurator").catalogData = { id: "none" }));
  assert.equal((await told(page, "plan-error")).code, "catalog-invalid");

  const policy = `script-src ${world.server.url}; connect-src ${world.server.url}`;
  const expected = /wasm-unsafe-eval|WebAssembly/;
  const plain = await visit(t, world, host.page(twoLines(world.server.url), { "content-security-policy": policy }), { before, expected });
  await told(plain, "plan-error");
  await plain.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor();
});

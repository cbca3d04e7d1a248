// The element on a host page of another origin whose content security policy allows what docs/embedding.md says and nothing
// more; and what is left of it where something is refused, or is not the file that was built.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { documented, policyFor } from "./documented_policy.mjs";
import { setting } from "./settings.mjs";
import { EVENTS, answerForBusiness, fillContact, product } from "./support.mjs";

const GLUE = { file: /plan-configurator-glue-[0-9a-f]{16}\.js/, contentType: "text/javascript" };
const WASM = { file: /plan-configurator-[0-9a-f]{16}\.wasm$/, contentType: "application/wasm" };

const world = product();
const pages = new Map();
const headers = { "content-type": "text/html; charset=utf-8" };
let host;

before(async () => {
  host = createServer((request, response) => {
    const page = pages.get(request.url);
    response.writeHead(page ? 200 : 404, { ...headers, ...page?.headers }).end(page?.html);
  });
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
});
after(() => {
  host?.closeAllConnections();
  host?.close();
});

const built = await readFile(join(setting("PLAN_SITE"), "plan-configurator.html"), "utf8");
const catalog = JSON.parse(await readFile(join(import.meta.dirname, "../../catalogs/msa.json"), "utf8"));

/** The policy that the docs give, for where the product is. */
const allowing = () => policyFor(world.server.url);

const withoutWebAssembly = () => allowing().replace(" 'wasm-unsafe-eval'", "");

/** The snippet as the build writes it where PLAN_URL says where the product is. */
const snippet = () => built.replaceAll(/ (href|src|action)="(?!https?:|#)(?=[^"])/g, ` $1="${world.server.url}/`);

/** What marketing pastes. */
const PASTED = {
  "the two lines": () =>
    `<script type="module" src="${world.server.url}/plan-configurator.js"></script><plan-configurator></plan-configurator>`,
  "the snippet": snippet,
};

/**
 * Opens a host page with what is pasted, under a policy. In the page, `events` holds the element's events, by name and detail, and
 * `refused` what a policy refused. What the console says is wrong comes back with the page.
 */
async function open(t, pasted, { policy = allowing(), trustedTypes, before }) {
  const path = `/${pages.size}`;
  const policies = [policy, ...(trustedTypes ? ["require-trusted-types-for 'script'; trusted-types 'none'"] : [])];
  const html = `<!doctype html><html lang="en"><title>Host</title><h1>Our site</h1>${pasted}</html>`;
  pages.set(path, { html, headers: { "content-security-policy": policies } });

  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  t.after(() => context.close());
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.addInitScript((names) => {
    Object.assign(globalThis, { events: [], refused: [] });
    for (const name of names) document.addEventListener(name, ({ detail }) => globalThis.events.push([name, detail]));
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
      globalThis.refused.push(`${effectiveDirective}: ${blockedURI} ${sourceFile}`),
    );
  }, EVENTS);
  await before?.(page);
  await page.goto(`http://127.0.0.1:${host.address().port}${path}`);
  return { page, faults };
}

const refused = (page) => page.evaluate(() => globalThis.refused);
const told = (page, name) =>
  page.waitForFunction((name) => globalThis.events.find(([event]) => event === name), name).then((found) => found.jsonValue());

for (const pasted of Object.keys(PASTED)) {
  for (const trustedTypes of [false, true]) {
    const kind = trustedTypes ? ", where only trusted types may become script" : "";
    test(`${pasted}: the documented policy lets through all that the element does${kind}`, async (t) => {
      const { page, faults } = await open(t, PASTED[pasted](), { trustedTypes });
      await told(page, "plan-ready");
      await answerForBusiness(page);
      await page.getByRole("button", { name: "Premium Incidents Per Year", exact: true }).click();
      await page.getByRole("button", { name: "Request MSA Business" }).click();
      await fillContact(page);
      await page.getByRole("button", { name: "Send request" }).click();
      await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
      await page.evaluate((catalog) => {
        globalThis.events = [];
        document.querySelector("plan-configurator").catalogData = catalog;
      }, catalog);
      await told(page, "plan-ready");
      assert.deepEqual([await refused(page), faults], [[], []]);
    });
  }

  for (const [what, broken, says] of [
    ["a policy without 'wasm-unsafe-eval'", () => ({ policy: withoutWebAssembly() }), /script-src: wasm-eval/],
    ["a byte of the glue that is another", () => ({ before: flip(GLUE) }), /valid digest .*-glue-/],
    ["a byte of the WebAssembly that is another", () => ({ before: flip(WASM) }), /valid digest .*\.wasm/],
  ]) {
    test(`${pasted}: ${what} leaves a page that can be read and sent`, async (t) => {
      const { page, faults } = await open(t, PASTED[pasted](), broken());
      const [, { version, code }] = await told(page, "plan-error");
      assert.deepEqual([version, code], [1, "start-failed"]);
      assert.match([...(await refused(page)), ...faults].join("; "), says);
      const alert = page.getByRole("alert").filter({ hasText: "The plans could not be loaded." });
      await alert.waitFor();
      assert.equal(await alert.count(), 1);

      await page.getByRole("columnheader", { name: /MSA Enterprise/ }).waitFor();
      const explanation = page.locator(".explanation").first();
      await explanation.waitFor({ state: "hidden" });
      await page.getByText("Premium Incidents Per Year", { exact: true }).click();
      await explanation.waitFor();

      await page.locator("thead .asks").filter({ has: page.locator('[value="business"]') }).click();
      await fillContact(page);
      await page.getByRole("button", { name: "Send request" }).click();
      await page.waitForURL(`${world.server.url}/**`);
      await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    });
  }

  test(`${pasted}: once the file is the one that was built again, trying again starts the app`, async (t) => {
    const { page } = await open(t, PASTED[pasted](), { before: flip(GLUE, { times: 1 }) });
    await told(page, "plan-error");
    await page.getByRole("radio", { name: "100 to 499" }).check();
    await page.getByRole("button", { name: "Try again" }).click();
    await told(page, "plan-ready");
    await page.getByRole("radio", { name: "100 to 499", checked: true }).waitFor();
    await page.getByRole("heading", { name: "MSA Plus", level: 2 }).waitFor();
    assert.equal(await page.getByRole("alert").filter({ hasText: "could not be loaded" }).count(), 0);
  });
}

test("a host may hold the script itself to one build by a hash of its own", async (t) => {
  const hash = createHash("sha384").update(await readFile(join(setting("PLAN_SITE"), "plan-configurator.js"))).digest("base64");
  const held = (hash) => PASTED["the two lines"]().replace("></script>", ` integrity="sha384-${hash}" crossorigin></script>`);
  const { page } = await open(t, held(hash), {});
  await told(page, "plan-ready");
  const { page: other, faults } = await open(t, held(hash.replace(/./, (first) => (first === "A" ? "B" : "A"))), {});
  await other.waitForFunction(() => document.readyState === "complete");
  assert.match(faults.join("; "), /valid digest .*plan-configurator\.js/);
});

test("no part of the documented policy is superfluous, and the README has the same", async (t) => {
  assert.ok((await readFile(join(import.meta.dirname, "../../README.md"), "utf8")).includes(`\n${documented}\n`));
  // Without its source each of these refuses something; `form-action` has no default, and is seen in the test below.
  for (const [directive, needs] of [
    ["script-src", "script-src-elem"],
    ["style-src", "style-src-elem"],
    ["connect-src", "connect-src"],
  ]) {
    const without = allowing().split("; ").filter((part) => !part.startsWith(directive)).join("; ");
    const { page } = await open(t, snippet(), { policy: without });
    await page.waitForFunction(
      (needs) => globalThis.refused.some((refused) => refused.startsWith(`${needs}: `)),
      needs,
    );
  }
});

test("a policy that names another place for forms keeps the plain form from being sent", async (t) => {
  const elsewhere = withoutWebAssembly().replace(/form-action \S+/, "form-action 'self'");
  const { page } = await open(t, snippet(), { policy: elsewhere });
  await told(page, "plan-error");
  await page.locator("thead .asks").filter({ has: page.locator('[value="business"]') }).click();
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click({ noWaitAfter: true });
  await page.waitForFunction(() => globalThis.refused.some((refused) => refused.startsWith("form-action: ")));
});

/** Changes one bit of a file on its way: the last one, so that little but the check of its hash would notice. */
function flip({ file, contentType }, options) {
  const change = async (route) => {
    const body = await (await route.fetch()).body();
    body[body.length - 1] ^= 1;
    await route.fulfill({ contentType, headers: { "access-control-allow-origin": "*" }, body });
  };
  return (page) => page.route(file, change, options);
}

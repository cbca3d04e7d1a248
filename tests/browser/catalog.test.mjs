// A host's own catalogue: at an address or as an object, compiled or as JSON, good or bad, and in another language.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";

import { setting } from "./settings.mjs";
import { product } from "./support.mjs";

const world = product();

const msa = JSON.parse(await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8"));

/** The first catalogue under another title, with changes. */
const catalog = (changes) => ({ ...msa, id: "own", version: "7", title: "Our own plans", ...changes });

const host = (attributes = "") => `<!doctype html><html lang="en"><title>Host</title>
  <script type="module" src="/plan-configurator.js"></script><plan-configurator ${attributes}></plan-configurator></html>`;

const set = (page, name, value) =>
  page.evaluate(([name, value]) => (document.querySelector("plan-configurator")[name] = value), [name, value]);

const told = (page) => page.evaluate(() => globalThis.events.splice(0));

const serve = (page, path, body, status = 200) => page.route(`**${path}`, (route) => route.fulfill({ status, body }));

test("a catalogue at an address is shown, as JSON and compiled, and the compiler is loaded for JSON alone", async (t) => {
  const { stdout: compiled } = await promisify(execFile)(setting("PLAN_SERVER"), ["compile", "catalogs/msa.json"], {
    maxBuffer: 1 << 24,
  });
  const page = await world.host(t, "<!doctype html><title>Host</title>");
  const requested = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await serve(page, "/own.json", JSON.stringify(catalog()));
  await serve(page, "/own.plans", compiled);
  await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body: host('catalog="own.plans"') }));
  await page.goto(`${world.server.url}/host`);
  await page.getByRole("heading", { name: "Which support plan fits?" }).waitFor();
  assert.ok(!requested.some((path) => path.includes("compiler")));

  await page.getByRole("radio", { name: "100 to 499" }).check();
  await told(page);
  await set(page, "catalog", "own.json");
  await page.getByRole("heading", { name: "Our own plans" }).waitFor();
  assert.ok(requested.some((path) => path.includes("compiler")));
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked(), "what was answered is kept");
  assert.deepEqual(await told(page), [["plan-ready", { version: 1, catalog: { id: "own", version: "7" } }]]);
});

test("a catalogue can be given as an object, before the element is there and after", async (t) => {
  const page = await world.host(
    t,
    host() + `<script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(catalog())}</script>`,
  );
  await page.getByRole("heading", { name: "Our own plans" }).waitFor();
  await set(page, "catalogData", catalog({ title: "Others" }));
  await page.getByRole("heading", { name: "Others" }).waitFor();
  await set(page, "catalogData", null);
  await page.getByRole("heading", { name: "Which support plan fits?" }).waitFor();
});

test("a catalogue with problems shows every one, and can be tried again", async (t) => {
  const page = await world.host(t, "<!doctype html><title>Host</title>");
  await serve(page, "/own.json", JSON.stringify(catalog({ title: 7, plans: [] })));
  await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body: host('catalog="own.json"') }));
  await page.goto(`${world.server.url}/host`);
  const alert = page.getByRole("alert").filter({ hasText: "Their catalogue has problems:" });
  await alert.waitFor();
  const problems = await alert.getByRole("listitem").allInnerTexts();
  assert.ok(problems.length > 1 && problems.some((problem) => problem.startsWith("/title:")), problems.join("\n"));
  const [[name, detail]] = await told(page);
  assert.deepEqual([name, detail.code, detail.problems], ["plan-error", "catalog-invalid", problems]);

  await page.unroute("**/own.json");
  await serve(page, "/own.json", JSON.stringify(catalog()));
  await alert.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Our own plans" }).waitFor();
  assert.equal(await page.getByRole("alert").filter({ hasText: /\S/ }).count(), 0);
});

test("while a good catalogue is shown, a bad one is refused", async (t) => {
  world.expectedFault = /404/;
  const page = await world.host(t, host());
  await page.getByRole("heading", { name: "Which support plan fits?" }).waitFor();
  await page.evaluate(() => (globalThis.events.length = 0));
  await page.getByRole("radio", { name: "100 to 499" }).check();
  for (const [text, status, code] of [
    ["nothing here", 404, "catalog-unreachable"],
    ["plans 1\nold", 200, "catalog-invalid"],
    ["{", 200, "catalog-invalid"],
  ]) {
    await page.unroute("**/bad");
    await serve(page, "/bad", text, status);
    await set(page, "catalog", "");
    await set(page, "catalog", "./bad");
    await page.waitForFunction((code) => globalThis.events.some(([, detail]) => detail.code === code), code);
    await told(page);
  }
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
});

test("the element speaks the language that the host names, where the catalogue does", async (t) => {
  const translated = catalog({ title: { en: "Our own plans", de: "Unsere Tarife" } });
  const page = await world.host(
    t,
    host('lang="de-AT"') + `<script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(translated)}</script>`,
  );
  await page.getByRole("heading", { name: "Unsere Tarife" }).waitFor();
  await set(page, "lang", "fr");
  await page.getByRole("heading", { name: "Our own plans" }).waitFor();
});

// Content: what the app shows, in files of their own; and another language on a running element.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { setting } from "./settings.mjs";
import { answerForBusiness, isMounted, product, translatedCatalog } from "./support.mjs";

const world = product();

const read = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8"));

const CONTENT = /plan-configurator-content-en-[0-9a-f]{16}\.txt/;
const GERMAN = /plan-configurator-sentences-de-[0-9a-f]{16}\.txt/;

/** Every text in a value of JSON, in the parts between what is put into them. */
const texts = (value) =>
  typeof value === "string" ? value.split(/\{\w+\}/)
  : typeof value === "object" && value !== null ? Object.values(value).flatMap(texts)
  : [];

/** A text long enough to stand in a file for no other reason. */
const isTelling = (text) => text.length > 19 && text.includes(" ");

test("no WebAssembly holds a sentence or an offer", async () => {
  const site = setting("PLAN_SITE");
  const compiled = (await readdir(site)).filter((name) => name.endsWith(".wasm"));
  const sentences = Object.entries(await read("locales/en.json")).filter(([key]) => !/^(page|form)_/.test(key));
  const { $schema, ...catalog } = await read("catalogs/msa.json");
  const all = [...texts(sentences.map(([, sentence]) => sentence)), ...texts(catalog)].filter(isTelling);
  assert.ok(all.length > 150, `${all.length} texts are looked for`);
  assert.equal(compiled.length, 3);
  for (const name of compiled) {
    const bytes = await readFile(join(site, name), "latin1");
    const found = all.filter((text) => bytes.includes(Buffer.from(text, "utf8").toString("latin1")));
    assert.deepEqual(found, [], name);
  }
  const content = (await readdir(site)).find((name) => CONTENT.test(name) && name.endsWith(".txt"));
  const told = await readFile(join(site, content), "utf8");
  assert.ok(told.includes("Nothing you answered needs more than this.") && told.includes("Which support plan fits?"));
});

test("the content is on its way with the WebAssembly, and downloaded once", async (t) => {
  const page = await world.blank(t);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  let go;
  const isThere = new Promise((resolve) => (go = resolve));
  await page.route("**/*.wasm", async (route) => {
    await isThere;
    await route.continue();
  });
  const content = page.waitForResponse(CONTENT);
  await page.goto(world.server.url, { waitUntil: "commit" });
  assert.equal((await content).status(), 200);
  go();
  await isMounted(page);
  assert.equal(asked.filter((url) => CONTENT.test(url)).length, 1);
  assert.equal(asked.filter((url) => /-sentences-/.test(url)).length, 0);
});

test("when the content cannot be loaded, the page says so, can be read, and can try again", async (t) => {
  world.expectedFault = /ERR_FAILED/;
  const page = await world.blank(t);
  await page.route(CONTENT, (route) => route.abort());
  await page.goto(world.server.url);
  await page.getByRole("alert").filter({ hasText: "The plans could not be loaded." }).waitFor();
  await page.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor();
  await page.unroute(CONTENT);
  await page.getByRole("button", { name: "Try again" }).click();
  await isMounted(page);
  await answerForBusiness(page);
});

const HOST = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="/plan-configurator.js"></script>
  <plan-configurator></plan-configurator><script>
    document.querySelector("plan-configurator").catalogData = ${JSON.stringify(translatedCatalog({}, "de"))};
  </script></html>`;

const speak = (page, tag) => page.evaluate((tag) => (document.querySelector("plan-configurator").lang = tag), tag);
const title = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const errors = (page) => page.evaluate(() => globalThis.events.filter(([name]) => name === "plan-error").map(([, detail]) => detail));

test("another language is loaded when it is asked for, and nothing that was entered is lost", async (t) => {
  const page = await world.host(t, HOST);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await isMounted(page);
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Your name").focus();

  let go;
  const isThere = new Promise((resolve) => (go = resolve));
  await page.route(GERMAN, async (route) => {
    await isThere;
    await route.continue();
  });
  const request = page.waitForRequest(GERMAN);
  await speak(page, "de-AT");
  await request;
  // Until it is there, the language of before stays.
  await title(page, "Which support plan fits?");
  await page.getByLabel("Your name").press("End");
  await page.keyboard.type(" Lovelace");
  go();
  await title(page, "Which support plan fits? (de)");
  const name = page.getByLabel("Ihr Name");
  assert.equal(await name.inputValue(), "Ada Lovelace");
  assert.ok(await name.evaluate((field) => field.getRootNode().activeElement === field), "the focus stays");
  await page.getByRole("button", { name: "Anfrage senden" }).waitFor();
  await page.getByRole("button", { name: "Abbrechen" }).click();
  await page.getByRole("heading", { name: "Wann kommt eine Antwort?" }).waitFor();
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
  const language = () => page.locator(".root > [lang]").getAttribute("lang");
  assert.equal(await language(), "de-AT");

  await speak(page, "en");
  await page.getByRole("button", { name: "Request MSA Business" }).first().waitFor();
  await speak(page, "de");
  await page.getByRole("button", { name: "MSA Business (de) anfragen" }).or(page.getByRole("button", { name: /anfragen$/ })).first().waitFor();
  assert.equal(asked.filter((url) => GERMAN.test(url)).length, 1, "a language is downloaded once");
  assert.deepEqual((await page.evaluate(() => globalThis.events)).filter(([name]) => name === "plan-ready").length, 1);
  assert.deepEqual(await errors(page), []);
});

test("a language that cannot be loaded leaves what is shown, and says why", async (t) => {
  world.expectedFault = /ERR_FAILED/;
  const page = await world.host(t, HOST);
  await isMounted(page);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await page.route(GERMAN, (route) => route.abort());
  await speak(page, "de");
  await page.waitForFunction(() => globalThis.events.some(([name]) => name === "plan-error"));
  const [{ code, reason }] = await errors(page);
  assert.deepEqual([code, reason], ["catalog-unreachable", "offline"]);
  await title(page, "Which support plan fits?");
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
  await page.unroute(GERMAN);
  await speak(page, "de-DE");
  await title(page, "Which support plan fits? (de)");
});

test("the last language that was asked for is shown, however long each takes", async (t) => {
  const page = await world.host(t, HOST);
  await isMounted(page);
  let go;
  const isThere = new Promise((resolve) => (go = resolve));
  await page.route(GERMAN, async (route) => {
    await isThere;
    await route.continue();
  });
  const german = page.waitForResponse(GERMAN);
  await speak(page, "de");
  await speak(page, "en");
  go();
  await german;
  await page.waitForFunction(() => !document.querySelector("plan-configurator").shadowRoot.querySelector("[aria-busy]"));
  await title(page, "Which support plan fits?");
  assert.equal(await page.locator(".root > [lang]").getAttribute("lang"), "en");
});

test("another catalogue and another language at once are both shown, and one that is refused leaves the language to be changed", async (t) => {
  const page = await world.host(t, HOST);
  await isMounted(page);
  await page.evaluate((newer) => {
    const element = document.querySelector("plan-configurator");
    element.catalogData = newer;
    element.lang = "de";
  }, translatedCatalog({ title: "Newer plans" }, "de"));
  await title(page, "Newer plans (de)");
  await page.evaluate(() => (document.querySelector("plan-configurator").catalogData = { id: "none" }));
  await page.waitForFunction(() => globalThis.events.some(([name]) => name === "plan-error"));
  await speak(page, "en");
  await title(page, "Newer plans");
});

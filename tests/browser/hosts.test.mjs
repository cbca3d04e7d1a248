// Pages of React, Vue and Svelte that use the element as their users would, from another origin than the product's.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";

import { setting } from "./settings.mjs";
import { WHEN_OPEN, choices, fillContact, product } from "./support.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

const world = product();
let site;

before(async () => {
  site = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = join(setting("PLAN_HOSTS"), pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    createReadStream(file)
      .on("error", () => response.writeHead(404).end())
      .pipe(response);
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
});
after(() => site?.close());

/**
 * Opens a framework's page. The loader comes only when `load` is called, so that a test knows what stands on the page before
 * the element's class is there. Whatever the page reports as an error fails the test.
 */
async function open(t, framework) {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  const loader = `${world.server.url}/plan-configurator.js`;
  const held = new Promise((hold) => page.route(loader, hold));
  const host = `http://127.0.0.1:${site.address().port}/${framework.toLowerCase()}/?loader=${encodeURIComponent(loader)}`;
  // The page is not loaded as long as the loader is held.
  await page.goto(host, { waitUntil: "commit" });
  await page.getByRole("heading", { name: `${framework} host` }).waitFor();
  const load = async () => {
    const route = await held;
    await route.continue();
    await told(page, "plan-ready");
  };
  return { page, load };
}

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const lines = (page) => page.getByRole("list", { name: "Events" }).getByRole("listitem");
const line = (page, type) => lines(page).filter({ hasText: `${type} ` });

/** Waits for an event and gives the detail of the last of its type. */
async function told(page, type) {
  await line(page, type).last().waitFor();
  const text = await line(page, type).last().innerText();
  return JSON.parse(text.slice(type.length + 1));
}

/** The types of all events so far, in order. */
async function types(page) {
  const texts = await lines(page).allInnerTexts();
  return texts.map((text) => text.split(" ")[0]);
}

/** The plans that the table shows, in order. */
async function plans(page) {
  const heads = await page.getByRole("table").getByRole("columnheader").allInnerTexts();
  // The corner has no plan.
  return heads.flatMap((head) => head.match(/MSA \w+|Standard Support/) ?? []);
}

/** The colour of the table's text. */
const ink = (page) => page.getByRole("table").evaluate((table) => getComputedStyle(table).color);

/** Waits until the table's text has this colour, or any other one. */
async function inkIs(page, colour, isWanted = true) {
  const table = await page.getByRole("table").elementHandle();
  const isSo = ([table, colour, isWanted]) => (getComputedStyle(table).color === colour) === isWanted;
  await page.waitForFunction(isSo, [table, colour, isWanted]);
}

for (const framework of ["React", "Vue", "Svelte"]) {
  test(`${framework}: what was set before the element's class came is shown, and nothing is told of it`, async (t) => {
    const { page, load } = await open(t, framework);
    await press(page, "Only Plus and Business");
    await press(page, "Preselect Business");
    assert.equal(await page.getByRole("table").count(), 0);
    await load();
    assert.deepEqual(await told(page, "plan-ready"), { version: 1, catalog: { id: "msa", version: "2026-11" } });
    await page.getByRole("radio", { name: "100 to 499", checked: true }).waitFor();
    assert.deepEqual(await plans(page), ["MSA Plus", "MSA Business"]);
    assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
    assert.equal(await page.getByLabel("Work email").inputValue(), "ada@example.com");
    assert.equal(await page.getByLabel("Company", { exact: true }).inputValue(), "Analytical Engines");
    assert.deepEqual(await types(page), ["plan-ready"]);
  });

  test(`${framework}: what the host changes later is shown, and nothing is told of it`, async (t) => {
    const { page, load } = await open(t, framework);
    await load();
    const light = await ink(page);
    await press(page, "Dark");
    await inkIs(page, light, false);
    await press(page, "As the system");
    await inkIs(page, light);
    await press(page, "Set answers");
    await page.getByRole("radio", { name: "1 to 99", checked: true }).waitFor();
    await press(page, "Only Plus and Business");
    await page.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor({ state: "detached" });
    assert.deepEqual(await plans(page), ["MSA Plus", "MSA Business"]);
    await press(page, "Preselect Business");
    await page.getByLabel("Your name").waitFor();
    await press(page, "Only the comparison");
    await page.getByRole("radio", { name: "1 to 99" }).waitFor({ state: "detached" });
    assert.deepEqual(await plans(page), ["MSA Plus", "MSA Business"]);
    await press(page, "Another catalogue");
    await page.getByRole("heading", { name: "Which plan is ours?" }).waitFor();
    assert.deepEqual((await types(page)).filter((type) => type !== "plan-ready"), []);
  });

  test(`${framework}: a wrong value is told as an error, and the last good one stays`, async (t) => {
    const { page, load } = await open(t, framework);
    await load();
    await press(page, "Dark");
    const dark = await ink(page);
    await press(page, "A theme that does not exist");
    const { version, code, message } = await told(page, "plan-error");
    assert.deepEqual([version, code], [1, "attribute-invalid"]);
    assert.match(message, /theme.*purple/);
    assert.equal(await ink(page), dark);
    assert.deepEqual(await types(page), ["plan-ready", "plan-error"]);
  });

  test(`${framework}: what the visitor does is told, from the first answer to the stored request`, async (t) => {
    const { page, load } = await open(t, framework);
    await load();
    await choices(page, WHEN_OPEN).getByRole("radio", { name: "Around the clock" }).check();
    assert.deepEqual(await told(page, "plan-answers"), {
      version: 1,
      answers: { "company-size": "100-499", "sev1-hours": "always" },
    });
    await page.getByRole("radio", { name: "2 hours", exact: true }).check();
    const advice = await told(page, "plan-advice");
    assert.deepEqual(advice, { version: 1, plan: "business", fits: true });
    await press(page, "Request MSA Business");
    assert.deepEqual(await told(page, "plan-select"), { version: 1, plan: "business" });
    await fillContact(page);
    await press(page, "Send request");
    assert.deepEqual(await told(page, "plan-request-sent"), { version: 1, plan: "business" });
    const log = await page.getByRole("list", { name: "Events" }).innerText();
    assert.doesNotMatch(log, /Ada|example\.com|Analytical/, "no event holds personal data");
  });

  test(`${framework}: where the visitor came from is stored, and which page it was is in every event`, async (t) => {
    const { page, load } = await open(t, framework);
    await load();
    await press(page, "Variant b");
    await choices(page, WHEN_OPEN).getByRole("radio", { name: "Around the clock" }).check();
    assert.equal((await told(page, "plan-answers")).variant, "b");
    await page.getByRole("radio", { name: "2 hours", exact: true }).check();
    const left = await told(page, "plan-question-left");
    assert.deepEqual(left, { version: 1, variant: "b", question: "sev1-hours", answered: true });
    await press(page, "Request MSA Business");
    await press(page, "Send request");
    assert.deepEqual(await told(page, "plan-request-sent"), { version: 1, variant: "b", plan: "business" });
    const { campaign, page_address, variant } = await world.stored(page);
    const [name, host] = [framework.toLowerCase(), `http://127.0.0.1:${site.address().port}`];
    assert.deepEqual([JSON.parse(campaign), page_address, variant], [{ utm_source: name }, `${host}/${name}/`, "b"]);
  });

  test(`${framework}: an element that was removed comes back with what the host holds`, async (t) => {
    const { page, load } = await open(t, framework);
    await load();
    await press(page, "Set answers");
    await press(page, "Only Plus and Business");
    await page.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor({ state: "detached" });
    await press(page, "Remove the element");
    await page.getByRole("table").waitFor({ state: "detached" });
    await press(page, "Put the element back");
    await page.getByRole("radio", { name: "1 to 99", checked: true }).waitFor();
    assert.deepEqual(await plans(page), ["MSA Plus", "MSA Business"]);
    await line(page, "plan-ready").nth(1).waitFor();
    await page.getByRole("radio", { name: "500 to 4,999" }).check();
    assert.equal((await told(page, "plan-answers")).answers["company-size"], "500-4999");
    assert.deepEqual((await types(page)).slice(0, 3), ["plan-ready", "plan-ready", "plan-answers"]);
  });
}

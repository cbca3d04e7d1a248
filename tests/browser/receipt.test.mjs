// The receipt: who answers and by when, and how it is taken along: copied, printed, and found again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { Server } from "./server.mjs";
import { isMounted, product, replaceTexts, toTop } from "./support.mjs";

const world = product();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FERNHAUS = new URL("../../catalogs/fernhaus.json", import.meta.url).pathname;

let server;
before(async () => {
  server = await Server.start(null, ["--catalog", FERNHAUS]);
});
after(() => server?.remove());

/** Sends a request for the plan Team, and waits for its receipt. */
async function send(page, language = "en") {
  await page.getByRole("button", { name: /^(Request plan|Plan anfragen): Team$/ }).first().click();
  const labels = language === "en" ? ["Your name", "Work email", "Company"] : ["Ihr Name", "Geschäftliche E-Mail-Adresse", "Firma"];
  // A plan may be called as a field is.
  const field = (at) => page.getByRole("textbox", { name: labels[at], exact: true });
  await field(0).fill("Ada Lovelace");
  await field(1).fill("ada@example.com");
  await field(2).fill("Analytical Engines");
  await page.locator("form.request__form button:not([type])").click();
  await page.locator(".receipt").waitFor();
  // What can be done with it comes with a script.
  await page.locator(".receipt__take button").first().waitFor();
}

const terms = (page) =>
  page.locator(".receipt").evaluate((receipt) =>
    [...receipt.querySelectorAll("dt")].map((term) => [term.textContent, term.nextElementSibling.textContent]),
  );

async function opened(t, options) {
  const page = await world.open(t, { server, isFolded: true, ...options });
  return page;
}

test("the receipt tells who answers, and by when by the visitor's clocks", async (t) => {
  for (const [timezoneId, hours] of [["Europe/Berlin", 0], ["America/New_York", -6]]) {
    // A Wednesday at 10:00 in Berlin, by the page's clock; the server has its own.
    const page = await opened(t, { timezoneId });
    const answered = page.waitForResponse("**/api/plan-requests");
    await send(page);
    const { answer } = await (await answered).json();
    const said = Object.fromEntries(await terms(page));
    assert.equal(said["Who answers"], "Our team in Hamburg");
    const time = new Date(answer.until).toLocaleTimeString("en-GB", { timeZone: timezoneId, hour: "2-digit", minute: "2-digit" });
    assert.match(said["By when"], new RegExp(`${time} your time$`), `${hours}`);
    await page.getByText("We answer within one working day.").waitFor();
  }
});

test("the receipt is copied as text, with its number, plan, costs and address", async (t) => {
  const page = await opened(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await send(page);
  const reference = await page.locator(".receipt__reference").innerText();
  const address = await page.getByRole("link", { name: /found again here/ }).getAttribute("href");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Copied." }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of [reference, "Plan: Team", "Price: ", "Total: ", "Who answers: Our team in Hamburg", "ada@example.com", address]) {
    assert.ok(text.includes(part), `${part} is not in ${text}`);
  }
  assert.ok(!text.includes("Copy"), text);
});

test("where the browser lets no page copy, the text stands there to be copied", async (t) => {
  const page = await opened(t, { before: () => Object.defineProperty(navigator, "clipboard", { value: undefined }) });
  await send(page);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  const field = page.getByRole("textbox", { name: "Copy this:" });
  assert.match(await field.inputValue(), /Plan: Team/);
  assert.ok(await field.evaluate((field) => field.selectionEnd - field.selectionStart === field.value.length));
});

test("the receipt is printed alone", async (t) => {
  const before = () => (globalThis.print = () => {
    const { documentElement: { lang, dir }, title, body } = document;
    top.printed = { lang, dir, title, text: body.innerText, colour: getComputedStyle(body.querySelector("dt")).color };
    dispatchEvent(new Event("afterprint"));
  });
  const page = await opened(t, { before });
  await send(page);
  const address = await page.getByRole("link", { name: /found again here/ }).getAttribute("href");
  await page.getByRole("button", { name: "Print", exact: true }).click();
  const printed = await page.waitForFunction(() => globalThis.printed).then((handle) => handle.jsonValue());
  assert.equal(printed.lang, "en");
  assert.equal(printed.title, "Thank you. Your request is stored.");
  for (const part of [await page.locator(".receipt__reference").innerText(), "Team", "ada@example.com", "Our team in Hamburg", address]) {
    assert.ok(printed.text.includes(part), `${part} is not in ${printed.text}`);
  }
  assert.ok(!/Copy|Close|How many/.test(printed.text.split("Your answers")[0]), printed.text);
  assert.equal(printed.colour, "rgb(85, 85, 85)", "it has its style");
  assert.equal(await page.locator(".receipt iframe").count(), 0);
});

test("the receipt is found again at its address, which tells nobody else of it", async (t) => {
  world.expectedFault = /404/;
  const page = await opened(t);
  await send(page);
  const reference = await page.locator(".receipt__reference").innerText();
  const link = page.getByRole("link", { name: /found again here/ });
  assert.match(await link.getAttribute("rel"), /noreferrer/);
  const address = await link.getAttribute("href");
  assert.match(address, new RegExp(`^${server.url}/receipts/[0-9a-f]{40}$`));
  const [found] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await found.getByText(reference).waitFor();
  await found.getByText("Our team in Hamburg").waitFor();
  // On paper there is nothing to follow.
  const back = found.getByRole("link", { name: "Back to the plans" });
  await back.waitFor();
  await found.emulateMedia({ media: "print" });
  assert.equal(await back.isVisible(), false);
  await found.emulateMedia({ media: "screen" });
  await back.click();
  await isMounted(Object.assign(found, { isFolded: true }));
  const gone = await found.goto(`${address.slice(0, -1)}${address.endsWith("0") ? "1" : "0"}`);
  assert.equal(gone.status(), 404);
  await found.getByRole("heading", { name: "There is no receipt here" }).waitFor();
});

test("a server that tells no address and no time has a receipt without them", async (t) => {
  const page = await opened(t);
  await page.route("**/api/plan-requests", (route) =>
    route.fulfill({ status: 201, json: { reference: "AAAA-BBBB-CCCC", received_at: new Date().toISOString(), support: [] } }),
  );
  await send(page);
  const said = Object.fromEntries(await terms(page));
  assert.equal(said["By when"], undefined);
  assert.equal(said["Who answers"], "Our team in Hamburg", "the catalogue says it");
  assert.equal(await page.getByRole("link", { name: /found again here/ }).count(), 0);
  await page.getByRole("button", { name: "Copy", exact: true }).waitFor();
});

describe("however it is looked at", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      test(`${colorScheme}, ${width} pixels: axe finds nothing in the receipt and its page`, async (t) => {
        const page = await opened(t, { width, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
        await send(page);
        await page.getByText("What was sent").click();
        const check = async (page) => {
          await toTop(page);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(async () => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
          assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), "nothing stands out");
        };
        await check(page);
        await page.goto(await page.getByRole("link", { name: /found again here/ }).getAttribute("href"));
        await page.getByText("Our team in Hamburg").waitFor();
        await check(page);
      });
    }
  }

  test("in German on a page from right to left, and under a translator, it says the same", async (t) => {
    const page = await world.blank(t);
    await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><html dir="rtl" lang="de"><title>Host</title>
      <script type="module" src="/plan-configurator.js"></script><plan-configurator lang="de"></plan-configurator></html>` }));
    await page.goto(`${server.url}/host`);
    await page.getByRole("button", { name: "Plan anfragen: Team" }).first().waitFor();
    await send(page, "de");
    const said = Object.fromEntries(await terms(page));
    assert.equal(said["Wer antwortet"], "Unser Team in Hamburg");
    assert.match(said["Bis wann"], /Ihrer Zeit|Ihre Zeit/);
    await page.getByRole("button", { name: "Kopieren" }).waitFor();
    await page.evaluate(replaceTexts, "§");
    assert.match(await page.locator(".receipt").innerText(), /§Unser Team in Hamburg/);
  });
});

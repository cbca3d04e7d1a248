// What every test file uses: fresh pages in the browser and on the server that all files share, and steps that many tests take.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before } from "node:test";

import { sharedBrowser } from "./chromium.mjs";
import { sharedServer } from "./server.mjs";

/** The element's events that follow from where somebody looks: they come whatever else is done. */
export const ATTENTION = ["plan-view-shown", "plan-question-left"];

/** The element's other events. */
export const EVENTS = [
  "plan-ready",
  "plan-answers",
  "plan-view",
  "plan-advice",
  "plan-select",
  "plan-request-start",
  "plan-request-sent",
  "plan-request-failed",
  "plan-error",
];

/** A site of its own origin, which serves the pages that tests put there. */
export class Site {
  pages = new Map();
  #server = createServer((request, response) => {
    const page = this.pages.get(request.url);
    response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...page?.headers });
    response.end(page && `<!doctype html><html lang="en"><title>Another site</title><link rel="icon" href="data:,">${page.body}</html>`);
  });

  async listen() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.origin = `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Serves a page at a new address, which it gives. */
  page(body, headers) {
    const path = `/${this.pages.size}`;
    this.pages.set(path, { body, headers });
    return this.origin + path;
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Connects a file's tests to the browser and the server that all files share; gives what opens a page. */
export function product() {
  const world = { server: sharedServer() };
  before(async () => {
    world.browser = await sharedBrowser();
  });
  after(() => world.browser?.close());
  /**
   * Opens the product page and waits until it can be used. Everything that goes wrong in the page fails the test. `now` is
   * the time that it is there; it goes on from then, and stands still at `fixedTime`. `before` runs in the page before the page's own scripts. The questions that are
   * not shown first are opened, unless the page `isFolded`. `server` is another one than that of all files.
   */
  world.open = async (test, { isFolded = false, server = world.server, ...options } = {}) => {
    const page = await world.blank(test, options);
    page.isFolded = isFolded;
    await page.goto(server.url);
    await isMounted(page);
    return page;
  };
  /**
   * Opens a host page of this HTML on the product's own origin, with these headers. It does not wait for the element, and every event
   * of the element's is kept in `events`, as name and detail.
   */
  world.host = async (test, html, { headers = {}, ...options } = {}) => {
    const page = await world.blank(test, options);
    await page.addInitScript((names) => {
      globalThis.events = [];
      for (const name of names) document.addEventListener(name, ({ detail }) => globalThis.events.push([name, detail]));
    }, EVENTS);
    await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", headers, body: html }));
    await page.goto(`${world.server.url}/host`);
    return page;
  };
  /** An empty page. Everything that goes wrong in it fails the test. */
  world.blank = async (test, { width = 1280, height = 900, colorScheme = "light", now, fixedTime, before, ...options } = {}) => {
    const context = await world.browser.newContext({ viewport: { width, height }, colorScheme, ...options });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    test.after(async () => {
      await context.close();
      const unexpected = faults.filter((fault) => !world.expectedFault?.test(fault));
      world.expectedFault = undefined;
      if (unexpected.length > 0) throw new Error(`the page reported: ${unexpected.join("; ")}`);
    });
    if (before) await page.addInitScript(before);
    if (now) await page.clock.install({ time: new Date(now) });
    if (fixedTime) await page.clock.setFixedTime(new Date(fixedTime));
    return page;
  };
  /** The request that the receipt on a page is for, as it is stored. */
  world.stored = async (page) => {
    const reference = await page.getByText(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/).innerText();
    const [request] = world.server.stored({ reference });
    return request;
  };
  return world;
}

/**
 * Waits until the app has taken the place of what stood there before it. Unless the page `isFolded`, the questions that are not shown
 * first are opened, where there are any.
 */
export async function isMounted(page) {
  await page.locator(".root:not([aria-busy]) button.row").first().waitFor({ state: "attached" });
  if (!page.isFolded && (await page.getByText(MORE).isVisible())) await openQuestions(page);
}

/** The line that opens the questions that are not shown first. */
const MORE = /^§?(More questions|Weitere Fragen) \(/;

/** Waits until what the product page does around the element has started: the address follows it, and the menu above it works. */
export async function isFollowed(page) {
  await toolsMenu(page).and(page.locator(":enabled")).waitFor();
}

/** Waits until the hours tell the time, which they do once the page was painted: what stands there changes then, and its height may. */
export const hoursAreTold = (page) => page.locator(".week__now").first().waitFor({ state: "attached" });

/**
 * The built service worker, but that it gives the server a minute to answer before it shows the page that is kept: a machine that is busy
 * may take longer than what visitors are to wait.
 */
export function patient(worker) {
  const changed = worker.replace(/= ?(3e3|3000)(?=[,;])/, "=6e4");
  assert.notEqual(changed, worker, "the worker's time is to be found in it");
  return changed;
}

/** The button that opens what can be done with the page as it is. */
export const toolsMenu = (page) => page.getByRole("button", { name: "Share, print, present" });

/** Does what a button of that menu does. */
export async function useTool(page, name) {
  await toolsMenu(page).click();
  await page.getByRole("button", { name, exact: true }).click();
}

/** Opens the questions that are not shown first. */
export async function openQuestions(page) {
  // A press would move the focus.
  const fold = page.locator("details", { has: page.getByText(MORE) });
  await fold.evaluate((details) => (details.open = true));
  await fold.getByRole("group").first().waitFor();
}

/** The choices of a question. */
export function choices(page, prompt) {
  return page.getByRole("radiogroup", { name: prompt, exact: true });
}

/** When support must be open for the worst incidents. */
export const WHEN_OPEN = "When business stops, when must support be open?";

/** How fast they must be answered. */
export const HOW_FAST = "When business stops, how fast must they answer?";

/** Scrolls to the top: there no name of a section lies over the last of its rows on its way out of sight, where nobody reads them. */
export const toTop = (page) => page.evaluate(() => scrollTo(0, 0));

/** Waits until an element has the focus. */
export async function hasFocus(locator) {
  await locator.and(locator.page().locator(":focus")).waitFor({ state: "attached" });
}

/** Answers that lead to MSA Business: a size, hours and a response time. */
export async function answerForBusiness(page) {
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await choices(page, WHEN_OPEN).getByRole("radio", { name: "Around the clock" }).check();
  await page.getByRole("radio", { name: "2 hours", exact: true }).check();
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
}

/** Fills in who asks. */
export async function fillContact(page, email = "ada@example.com") {
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("Work email").fill(email);
  await page.getByLabel("Company", { exact: true }).fill("Analytical Engines");
}

/**
 * Puts `<font><font>MARK TEXT</font></font>` in the place of every text in the shadow root that has no mark yet, as browsers' translators
 * do, and gives their number. Runs in the page.
 */
export function replaceTexts(mark) {
  const { shadowRoot } = document.querySelector("plan-configurator");
  const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const isShown = node.parentElement instanceof HTMLElement && !node.parentElement.matches("style, textarea");
    if (isShown && node.data.trim() !== "" && !node.data.includes(mark)) texts.push(node);
  }
  for (const text of texts) {
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = mark + text.data;
    outer.append(inner);
    text.replaceWith(outer);
  }
  return texts.length;
}

const MSA = JSON.parse(await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8"));

/**
 * The first catalogue in English and in another language, with something to agree to, and with changes. The app's own sentences are in
 * English still where it has none in that language.
 */
export function translatedCatalog(changes = {}, language = "fr") {
  const consent = "We may write to you.";
  return inTwoLanguages({ ...MSA, consent, ...changes }, language);
}

/** A catalogue with its titles, introduction, names and consent in another language, too: the same words with its tag behind them. */
function inTwoLanguages(value, language) {
  if (Array.isArray(value)) return value.map((one) => inTwoLanguages(one, language));
  if (typeof value !== "object" || value === null) return value;
  const translate = ([key, part]) => {
    const isShown = ["title", "introduction", "name", "consent"].includes(key) && typeof part === "string";
    return [key, isShown ? { en: part, [language]: `${part} (${language})` } : inTwoLanguages(part, language)];
  };
  return Object.fromEntries(Object.entries(value).map(translate));
}

/**
 * Opens the sheet with the plans and all that is done to the comparison at this width. Its button is brought to the top before: the
 * sheet follows the button a frame late, and where it has too little room, a click in it scrolls the page and misses.
 */
export async function openSheet(page) {
  const opener = page.locator(".opens").filter({ visible: true }).first();
  await opener.evaluate((button) => button.scrollIntoView({ block: "start", behavior: "instant" }));
  await opener.click();
}

/** Opens that sheet, does something in it, and closes it. */
export async function inSheet(page, act) {
  await openSheet(page);
  const sheet = page.getByRole("group", { name: "Plans and their order" });
  await act(sheet);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
}

/** Opens every explanation, or closes all. */
export const explainAll = (page, isOpen = true) =>
  inSheet(page, (sheet) => sheet.getByRole("switch", { name: "Open all explanations" }).setChecked(isOpen));

/** Waits until what follows how a request gets on is at work: its script comes once a form is open, and makes its place there. */
export const isFollowedUp = (page) => page.locator(".request__later [role=status]").waitFor({ state: "attached" });

/** Opens the field of the time zone, and gives it. */
export async function zoneField(page) {
  const field = page.getByLabel("Your time zone");
  if (!(await field.isVisible())) await page.getByText("Change", { exact: true }).click();
  return field;
}

/** Waits until something is so that takes the page a while to tell: a function, or its text. */
export const until = (page, isSo) =>
  page.evaluate(`(async () => {
    for (let tries = 0; !(await (${isSo})()); tries++) {
      if (tries > 600) throw new Error("this is never so: " + ${JSON.stringify(String(isSo))});
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })()`);

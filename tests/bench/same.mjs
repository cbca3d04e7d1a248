// Checks that the pages which are measured beside each other show the same, before they are measured: else their times would
// tell nothing.

import { readFile } from "node:fs/promises";

import { germanMsa, largeCatalog } from "../peers/shared/large.js";
import { ANSWERS } from "./answer.mjs";

/** What the pages are looked at with, and the moment at which they are; it is the same for all, so that the hours are. */
const SCREENS = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];
const NOW = "2026-11-29T10:00:00Z";

/** What is left out on purpose, by selector, and why. */
const LEFT_OUT = {
  // Each request has one of its own.
  ".receipt__reference": "the number of a request",
  // Share, print and present are of the product page around our element; nothing of them is measured, and the peers have no such page.
  ".tools": "the menu of the page around the element",
};

/**
 * What is done to a page in turn; after each step all pages must show the same. Not looked at is what the peers leave out: the
 * link to sign in, what a host leaves out or restores, and a browser that tells no time zone.
 */
const STEPS = {
  "nothing is answered": () => {},
  [`“${ANSWERS[0]}” is answered`]: (page) => page.evaluate(pick, ANSWERS[0]),
  [`“${ANSWERS[1]}” is answered`]: (page) => page.evaluate(pick, ANSWERS[1]),
  "two questions are answered": (page) => page.evaluate(pick, "30 minutes"),
  "all that folds up is open": (page) => page.evaluate(press, "details > summary, .plan, .row"),
  "no plan has everything": (page) => page.evaluate(pick, "A team is enough"),
  "a change is tried": (page) => page.evaluate(press, ".change__line:nth-child(2) > .change"),
  "the change is undone": (page) => page.evaluate(press, ".advice__undo > .link"),
  "a plan is left out": (page) => page.evaluate(press, ".order__plans > :nth-child(2) input"),
  "a plan is moved": (page) => page.evaluate(press, ".order__plans > :first-child > .mover--down"),
  "only what differs is shown": (page) => page.evaluate(press, ".compare > .switch input"),
  "that is taken back": (page) => page.evaluate(press, ".undo"),
  "rows are searched for": (page) => page.evaluate(search, "severity"),
  "another severity is looked at": (page) => page.evaluate(pick, "Severity 3"),
  "it breaks at another moment": (page) => page.locator(".moments > select").selectOption({ index: 2 }),
  "a plan is told in short": (page) => page.evaluate(press, ".table__foot td:last-child > button.link"),
  "the form is open": (page) => page.evaluate(press, ".table__foot .asks"),
  "the form is sent empty": (page) => page.getByRole("button", { name: ENGLISH.request_send }).click(),
  "the request is stored": async (page) => {
    for (const field of [ENGLISH.request_name, ENGLISH.request_company, ENGLISH.request_email]) {
      await page.getByLabel(field).fill("name@company.example");
    }
    await page.getByRole("button", { name: ENGLISH.request_send }).click();
    await page.getByText(ENGLISH.sent_title).waitFor();
  },
  "what was sent is looked at": (page) => page.evaluate(press, ".receipt > details > summary"),
  "the form is closed": (page) => page.keyboard.press("Escape"),
  "all is in German": async (page) => {
    await page.evaluate(offer, MSA);
    await page.evaluate(speak, "de");
    await page.getByRole("heading", { name: MSA.title.de }).waitFor();
    await page.getByText(GERMAN.comparison_title).waitFor();
  },
  [`“DE ${ANSWERS[0]}” is answered`]: (page) => page.evaluate(pick, `DE ${ANSWERS[0]}`),
  "a form that asks for consent is open": (page) => page.evaluate(press, ".advice .asks"),
  "consent is not given": (page) => page.getByRole("button", { name: GERMAN.request_send }).click(),
  "that form is closed": (page) => page.keyboard.press("Escape"),
  "another catalogue is shown": async (page) => {
    await page.evaluate(speak, "en");
    await page.evaluate(offer, LARGE);
    await page.getByRole("heading", { name: LARGE.title.en }).waitFor();
    await page.getByText(ENGLISH.comparison_title).waitFor();
  },
  "its questions are answered": (page) => page.evaluate(press, "label:has([type=radio]:not([name$=severity])):last-child"),
};

const readJson = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8"));
const LARGE = largeCatalog(20, 300);
const MSA = germanMsa({
  ...(await readJson("catalogs/msa.json")),
  reply: "A person answers within a working day.",
  consent: "You may write to me.",
});
const [ENGLISH, GERMAN] = [await readJson("locales/en.json"), await readJson("locales/de.json")];

/** Fails with the first difference between what our page shows and what a peer's does. `at` gives the address of a page. */
export async function checkSame(browser, at, peers) {
  for (const screen of SCREENS) {
    const [ours, ...others] = await Promise.all(["ours", ...peers].map((page) => shownBySteps(browser, at(page), screen)));
    for (const [number, other] of others.entries()) {
      for (const step of Object.keys(STEPS)) compare(ours[step], other[step], `${peers[number]}, ${screen.width} px, ${step}`);
    }
  }
}

function compare(ours, theirs, where) {
  const line = ours.findIndex((line, at) => line !== theirs[at]);
  if (line < 0 && ours.length === theirs.length) return;
  const at = line < 0 ? ours.length : line;
  const around = (lines) => [...lines.slice(Math.max(at - 2, 0), at), `> ${lines[at] ?? "(nothing)"}`].join("\n    ");
  throw new Error(`the pages show something else (${where})\n  ours:\n    ${around(ours)}\n  theirs:\n    ${around(theirs)}`);
}

/** What a page shows after each step, by step. */
async function shownBySteps(browser, url, viewport) {
  const context = await browser.newContext({ viewport, timezoneId: "Europe/Berlin" });
  try {
    const page = await context.newPage();
    await page.clock.install({ time: new Date(NOW) });
    await page.goto(url, { waitUntil: "networkidle" });
    await page.getByText("now Sun 11:00").waitFor();
    const shown = {};
    for (const [step, act] of Object.entries(STEPS)) {
      await act(page);
      // What was done is shown in the next frames.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      shown[step] = await page.evaluate(show, Object.keys(LEFT_OUT).join());
    }
    return shown;
  } finally {
    await context.close();
  }
}

// What follows runs in the page.

function pick(label) {
  const root = document.querySelector("plan-configurator")?.shadowRoot ?? document;
  [...root.querySelectorAll("label")].find(({ textContent }) => textContent === label).click();
}

/** Presses all that there is of a selector at once, also what stands in a menu that is closed. */
function press(selector) {
  const root = document.querySelector("plan-configurator")?.shadowRoot ?? document;
  const found = [...root.querySelectorAll(selector)];
  if (found.length === 0) throw new Error(`there is no ${selector}`);
  for (const element of found) element.click();
}

function offer(catalog) {
  const element = document.querySelector("plan-configurator");
  if (element) element.catalogData = catalog;
  else globalThis.configurator.catalog = catalog;
}

function speak(lang) {
  (document.querySelector("plan-configurator") ?? globalThis.configurator).lang = lang;
}

function search(words) {
  const root = document.querySelector("plan-configurator")?.shadowRoot ?? document;
  const field = root.querySelector("[type=search]");
  // A framework may watch the field's own property.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, words);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

/**
 * The elements that are shown, or said to those who hear the page, a line each: what it is, its own words, its name and its
 * state. Elements that only hold others are left out, as how a framework builds them is its own affair.
 */
function show(leftOut) {
  const lines = [];
  const words = (element) => {
    const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data);
    return texts.join("").replaceAll(/\s+/g, " ").trim();
  };
  const states = (element) => {
    const states = ["checked", "disabled", "open"].filter((state) => element[state] === true);
    for (const name of ["aria-label", "aria-expanded", "aria-disabled", "aria-invalid", "placeholder", "d"]) {
      if (element.hasAttribute(name)) states.push(`${name}=${element.getAttribute(name)}`);
    }
    if (element.matches("input:not([type=radio], [type=checkbox]), textarea")) states.push(`value=${element.value}`);
    if (element.matches("select")) states.push(`value=${element.selectedOptions[0]?.textContent}`);
    return states;
  };
  const look = (element) => {
    if (leftOut && element.matches(leftOut)) return;
    // A choice of a list that is closed is no line, but the one that is picked stands with the list.
    if (element.matches("script, style, template, noscript, option")) return;
    if (!element.checkVisibility() && !element.shadowRoot) return;
    const told = [words(element), ...states(element)].filter(Boolean);
    if (told.length > 0) lines.push([element.localName, ...told].join(" | "));
    for (const child of (element.shadowRoot ?? element).children) look(child);
  };
  look(document.body);
  return lines;
}

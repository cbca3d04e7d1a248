// A browser's translator puts elements of its own in the place of every text. What is seen stays true all the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openQuestions, openSheet, product, replaceTexts, translatedCatalog } from "./support.mjs";

const world = product();

const HOST = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="/plan-configurator.js"></script>
  <plan-configurator></plan-configurator><script>
    document.querySelector("plan-configurator").catalogData = ${JSON.stringify(translatedCatalog())};
  </script></html>`;

/** Stands before every text that the translator put there, which is else the same. */
const MARK = "§";

/** Replaces every text in the shadow root, as browsers' translators do. */
const translate = (page) => page.evaluate(replaceTexts, MARK);

/** What is seen of each of these, without the translator's marks. */
const seen = (page) =>
  page.evaluate((mark) => {
    const { shadowRoot } = document.querySelector("plan-configurator");
    // Not `innerText`: it is empty where the browser does not draw what is out of sight.
    const text = (element) => element.textContent.replaceAll(mark, "").replace(/\s+/g, " ").trim();
    const texts = (selector) => [...shadowRoot.querySelectorAll(selector)].map(text);
    /** Every visible text within an element, by the elements that hold them. */
    const inside = (selector) => {
      const found = new Map();
      const walker = document.createTreeWalker(shadowRoot.querySelector(selector), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const holder = walker.currentNode.parentElement.closest(":not(font)");
        if (!holder.matches("style, textarea") && holder.checkVisibility({ visibilityProperty: true })) {
          found.set(holder, (found.get(holder) ?? "") + walker.currentNode.data.replaceAll(mark, ""));
        }
      }
      return [...found].map(([holder, text]) => `${holder.localName}: ${text.trim()}`).filter((text) => !text.endsWith(": "));
    };
    const label = (button) => `${button.ariaLabel ?? ""} ${text(button)}`;
    return {
      plan: texts(".advice h2"),
      reasons: texts(".advice__head p, .advice__reasons li"),
      // The place for what is said of sending is there, empty, once its script is.
      announcements: texts("[role=status]").filter((text) => text !== ""),
      ribbons: texts(".ribbon"),
      buttons: [...shadowRoot.querySelectorAll("button")].filter((button) => button.checkVisibility()).map(label),
      form: texts("#request-title"),
      errors: texts(".field__error"),
      failure: texts(".request__failure"),
      counted: texts(".comparison > .bar > [role=status]"),
      standings: texts(".says"),
      meanings: texts(".explanation__meaning"),
      pinned: texts(".pinned"),
      // Whatever else is seen there. What the hours say changes with the time.
      card: inside(".advice"),
      questions: inside(".questions"),
      comparison: inside(".comparison"),
    };
  }, MARK);

const button = (page, words) => page.getByRole("button", { name: words }).first();
const radio = (page, question, words) =>
  page.getByRole("radiogroup", { name: new RegExp(`^§?${question}$`) }).getByRole("radio", { name: new RegExp(`^§?${words}$`) }).first();
const element = (page, act) => page.evaluate((act) => new Function("element", act)(document.querySelector("plan-configurator")), act);
const language = async (page, tag, title) => {
  await element(page, `element.lang = ${JSON.stringify(tag)}`);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
};

/** What is done, step by step. */
const STEPS = {
  "an answer": (page) => radio(page, "When business stops, how fast must they answer\\?", "4 hours").check(),
  "an answer that moves the recommendation": (page) => page.getByRole("checkbox", { name: "Yearly health check" }).check(),
  "one that moves it back": (page) => page.getByRole("checkbox", { name: "Yearly health check" }).uncheck(),
  "answers that no plan meets": async (page) => {
    await page.getByRole("textbox", { name: "How many people may call support?" }).fill("100");
    await page.getByRole("textbox", { name: "How many people may call support?" }).blur();
  },
  "a number that is none": (page) => page.getByRole("textbox", { name: "How many people may call support?" }).fill("ten"),
  "the form": (page) => button(page, "Request MSA Plus").click(),
  "sent with empty fields": async (page) => {
    await page.getByLabel("Your name").fill("Ada");
    await button(page, "Send request").click();
  },
  "mended": async (page) => {
    await page.getByLabel("Work email").fill("ada@example.com");
    await page.getByLabel(/^§?Company$/).fill("Engines");
  },
  "for another plan": (page) => page.getByLabel(/^§?Plan$/).selectOption("enterprise"),
  "the form closed": (page) => button(page, "Cancel").click(),
  "a search": (page) => page.getByRole("searchbox", { name: "Find a row" }).fill("severity"),
  "the plans and their order": openSheet,
  "a plan less": (page) => page.getByRole("checkbox", { name: "MSA Start" }).uncheck(),
  "the way back from that": (page) => page.locator(".undo").click(),
  "all explanations": (page) => page.getByRole("switch", { name: "Open all explanations" }).check(),
  "the page again": (page) => page.keyboard.press("Escape"),
  "another language": (page) => language(page, "fr", "Which support plan fits? (fr)"),
  "an answer in that": (page) => page.getByRole("radio", { name: "5,000 or more" }).check(),
  "all answers cleared": (page) => button(page, "Clear all answers").click(),
  "and back": (page) => page.locator(".questions").getByRole("button", { name: "Undo" }).click(),
  "the first language": (page) => language(page, "en", /^§?Which support plan fits\?$/),
};

/** A host page in which the visitor's time is known, and one row is explained. */
async function open(t) {
  const page = await world.host(t, HOST, { timezoneId: "Europe/Berlin" });
  await page.locator(".week__now").first().waitFor();
  await page.getByRole("button", { name: "TAM Team" }).click();
  await openQuestions(page);
  return page;
}

for (const often of ["once", "again after every step"]) {
  test(`what is seen is the same where a translator replaced every text ${often}`, async (t) => {
    const [page, plain] = [await open(t), await open(t)];
    const count = await translate(page);
    assert.ok(count > 300, `${count} texts are replaced`);
    const same = async (when) => {
      const [expected, actual] = [await seen(plain), await seen(page)];
      for (const part of Object.keys(expected)) assert.deepEqual(actual[part], expected[part], `${part}, ${when}`);
    };
    await same("at first");
    for (const [what, step] of Object.entries(STEPS)) {
      await step(plain);
      await step(page);
      await same(`after ${what}`);
      if (often !== "once") await translate(page);
    }
  });
}

test("the card and its button name the plan that the answers lead to", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await page.getByRole("heading", { level: 2, name: "MSA Plus" }).waitFor();
  await translate(page);
  await page.getByRole("checkbox", { name: "Yearly health check" }).check();
  assert.equal(await page.locator(".advice h2").innerText(), "MSA Enterprise");
  await page.getByRole("button", { name: "Request MSA Enterprise" }).click();
  assert.equal(await page.locator("#request-title").innerText(), "Request MSA Enterprise");
  assert.equal(await page.getByLabel("Plan", { exact: false }).and(page.locator("#request-plan")).inputValue(), "enterprise");
});

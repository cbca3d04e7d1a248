// What matters most, in Firefox and in WebKit: it starts, is answered, translated, asked for, linked to and embedded.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { sharedServer } from "../server.mjs";
import { setting } from "../settings.mjs";
import { Site, replaceTexts, translatedCatalog } from "../support.mjs";
import { ENGINES } from "./engines.mjs";

/** Stands before every text that a translator put there. */
const MARK = "§";

const server = sharedServer();
const host = new Site();
before(() => host.listen());
after(() => host.close());

/** The app has taken the place of what stood there before it. Runs in the page. */
const isMounted = () => {
  const { shadowRoot } = document.querySelector("plan-configurator") ?? {};
  return Boolean(shadowRoot?.querySelector(".root:not([aria-busy]) button.row"));
};

/** Opens the questions that are not shown first, and gives whether they are there. Runs in the page. */
const openQuestions = () => {
  const fold = document.querySelector("plan-configurator").shadowRoot.querySelector(".questions__more");
  fold.open = true;
  return fold.querySelector("fieldset") !== null;
};

/** The plan on the card is this one. Runs in the page. */
const isRecommended = (plan, mark) => {
  const heading = document.querySelector("plan-configurator").shadowRoot.querySelector(".advice h2");
  return heading?.textContent.replaceAll(mark, "") === plan;
};

/** This plan is on the card, with the request form in it or without. Runs in the page. */
const isOnCard = (plan, hasForm, mark) => {
  const { shadowRoot } = document.querySelector("plan-configurator");
  const heading = shadowRoot.querySelector(".advice h2");
  const isFormSeen = shadowRoot.querySelector("#request-title")?.checkVisibility() ?? false;
  return heading?.textContent.replaceAll(mark, "") === plan && isFormSeen === hasForm;
};

/**
 * What is seen of the advice, the buttons and the standings, without a translator's marks, and what is answered. Runs in the page.
 *
 * What is empty is not seen: the place for what is said of sending is in the form only once its script is there.
 */
const seen = (mark) => {
  const { shadowRoot, answers } = document.querySelector("plan-configurator");
  const text = (element) => element.textContent.replaceAll(mark, "").replace(/\s+/g, " ").trim();
  const isShown = (element) => element.checkVisibility() && text(element) !== "";
  const texts = (selector) => [...shadowRoot.querySelectorAll(selector)].filter(isShown).map(text);
  return {
    answers,
    checked: [...shadowRoot.querySelectorAll("input:checked")].map((input) => `${input.name}=${input.value}`),
    card: texts(".advice h2, .advice p, .advice li"),
    buttons: texts("button"),
    standings: texts(".says"),
    announced: texts("[role=status]"),
  };
};

async function fillContact(tab) {
  await tab.type("textbox", "Your name", "Ada Lovelace");
  await tab.type("textbox", "Work email", "ada@example.com");
  await tab.type("textbox", "Company", "Analytical Engines");
}

/** Waits for the receipt, and finds its request among those that are stored. */
async function isStored(tab, plan) {
  const reference = await tab.until(() => {
    return document.querySelector("plan-configurator").shadowRoot.querySelector(".receipt__reference")?.textContent;
  });
  const stored = server.stored({ reference });
  assert.deepEqual(stored.map(({ plan, email }) => [plan, email]), [[plan, "ada@example.com"]]);
}

const script = () => `<script type="module" src="${server.url}/plan-configurator.js"></script>`;

for (const { name, variable, launch } of ENGINES) {
  // `cargo xtask test` says why it gives no path.
  const skip = process.env[variable] === undefined && `${variable} is not set`;
  describe(name, { skip }, () => {
    let engine;
    before(async () => {
      engine = await launch(setting(variable));
    });
    after(() => engine?.close());

    /** Opens a page in a tab. An error that nothing caught fails the test. */
    async function open(t, url) {
      const tab = await engine.open();
      t.after(async () => assert.deepEqual(await tab.close(), []));
      await tab.goto(url);
      return tab;
    }

    async function product(t, fragment = "") {
      const tab = await open(t, `${server.url}/${fragment}`);
      await tab.until(isMounted);
      await tab.until(openQuestions);
      return tab;
    }

    /** Opens an address of the product page in a tab that may show it already. */
    async function anew(tab, url) {
      await tab.goto("about:blank");
      await tab.goto(url);
      await tab.until(isMounted);
      await tab.until(openQuestions);
    }

    test("it starts, and an answer by pointer or key moves the recommendation", async (t) => {
      const tab = await product(t);
      await tab.click("radio", "100 to 499");
      await tab.until(isRecommended, "MSA Plus", MARK);
      await tab.click("checkbox", "Yearly health check");
      await tab.until(isRecommended, "MSA Enterprise", MARK);
      await tab.key(" ");
      await tab.until(isRecommended, "MSA Plus", MARK);
      assert.deepEqual(await tab.evaluate(() => document.querySelector("plan-configurator").answers), { "company-size": "100-499" });
    });

    test("what is seen stays true where a translator replaced every text", async (t) => {
      const tab = await product(t);
      const steps = [
        ["radio", "100 to 499", "MSA Plus"],
        ["checkbox", "Yearly health check", "MSA Enterprise"],
        ["checkbox", "Yearly health check", "MSA Plus"],
        ["button", "Request MSA Plus", "MSA Plus", true],
        ["button", "Cancel", "MSA Plus"],
        ["radio", "5,000 or more", "MSA Enterprise"],
      ];
      const walk = async () => {
        const steppedOn = [];
        for (const [role, what, plan, hasForm = false] of steps) {
          await tab.click(role, what);
          await tab.until(isOnCard, plan, hasForm, MARK);
          steppedOn.push([what, await tab.evaluate(seen, MARK)]);
        }
        return steppedOn;
      };
      const expected = await walk();
      await anew(tab, `${server.url}/`);
      assert.ok((await tab.evaluate(replaceTexts, MARK)) > 300);
      assert.deepEqual(await walk(), expected);
    });

    test("a request is sent and stored", async (t) => {
      const tab = await product(t);
      await tab.click("radio", "100 to 499");
      await tab.until(isRecommended, "MSA Plus", MARK);
      await tab.click("button", "Request MSA Plus");
      await fillContact(tab);
      await tab.key("Enter");
      await isStored(tab, "plus");
    });

    test("a link is opened, and the address follows the answers", async (t) => {
      const tab = await product(t, "#v1;company-size=100-499");
      await tab.until(isRecommended, "MSA Plus", MARK);
      await tab.click("radio", "500 to 4,999");
      await tab.until(() => location.hash.includes("company-size=500-4999"));
      await anew(tab, await tab.evaluate(() => location.href));
      await tab.until(() => document.querySelector("plan-configurator").answers["company-size"] === "500-4999");
    });

    test("on a page of another origin it starts without an error, and sends its requests to its own server", async (t) => {
      const faults = `<script>globalThis.faults = [];
        for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, (event) => faults.push(event.message ?? String(event.reason)));</script>`;
      const tab = await open(t, host.page(`${faults}${script()}<plan-configurator></plan-configurator>`));
      await tab.until(isMounted);
      await tab.click("radio", "100 to 499");
      await tab.until(isRecommended, "MSA Plus", MARK);
      await tab.click("button", "Request MSA Plus");
      await fillContact(tab);
      await tab.click("button", "Send request");
      await isStored(tab, "plus");
      assert.deepEqual(await tab.evaluate(() => globalThis.faults), []);
    });

    test("an Arabic catalogue is laid out from right to left", async (t) => {
      const catalog = translatedCatalog({ introduction: { en: "Ask.", ar: "اسأل." } });
      const give = `<script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(catalog)}</script>`;
      const tab = await open(t, host.page(`${script()}<plan-configurator lang="ar_EG.UTF-8"></plan-configurator>${give}`));
      await tab.until(isMounted);
      const [first, second] = await tab.evaluate(() => {
        const heads = document.querySelector("plan-configurator").shadowRoot.querySelectorAll(".table thead th");
        return [...heads].map((head) => head.getBoundingClientRect().left);
      });
      assert.ok(first > second, `the first plan is at ${first}, the second at ${second}`);
      await tab.click("radio", "100 to 499");
      await tab.until(isRecommended, "MSA Plus", MARK);
    });

    test("in a frame on a page of another origin it is as high as what it shows, and answers", async (t) => {
      const frame = `<iframe title="Plans" src="${server.url}/embed.html?theme=dark" style="width: 100%; border: 0"></iframe>`;
      const listener = `<script type="module" src="${server.url}/plan-configurator-frame.js"></script>`;
      const tab = await open(t, host.page(frame + listener));
      const inside = await tab.within("iframe");
      await inside.until(isMounted);
      await tab.until(() => Number.parseInt(document.querySelector("iframe").style.height, 10) > 1000);
      await inside.click("radio", "100 to 499");
      await inside.until(isRecommended, "MSA Plus", MARK);
      await inside.until(() => innerHeight === Math.ceil(document.body.getBoundingClientRect().height));
    });
  });
}

// Languages as systems write them; texts that say which language they are in; and the direction that follows the language shown.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { EVENTS, Site, isMounted, openSheet, product, translatedCatalog } from "../support.mjs";

const world = product();
const host = new Site();
before(() => host.listen());
after(() => host.close());

/** The first catalogue with its texts in these languages, each the same words with the language before them; not its title. */
function catalogIn(languages, { title, ...changes } = {}) {
  const base = translatedCatalog(changes);
  const told = (value) => {
    if (Array.isArray(value)) return value.map(told);
    if (typeof value !== "object" || value === null) return value;
    if (value.fr === undefined) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, told(part)]));
    return Object.fromEntries([["en", value.en], ...Object.entries(languages).map(([tag, word]) => [tag, `${word} ${value.en}`])]);
  };
  const catalog = told(base);
  return { ...catalog, title: title ?? catalog.title.en };
}

/** Opens a page of another origin with a catalogue, and waits for the app. The element's events are kept. */
async function open(t, catalog, { lang, page: html = "", expected, ...options } = {}) {
  world.expectedFault = expected;
  const page = await world.blank(t, options);
  await page.addInitScript((names) => {
    globalThis.events = [];
    for (const name of names) document.addEventListener(name, ({ detail }) => globalThis.events.push([name, detail]));
  }, EVENTS);
  const attribute = lang === undefined ? "" : `lang="${lang}"`;
  const body = `<meta name="viewport" content="width=device-width">${html}<body style="margin:0">
    <script type="module" src="${world.server.url}/plan-configurator.js"></script><plan-configurator ${attribute}></plan-configurator>
    <script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(catalog)};</script>`;
  await page.goto(host.page(body));
  await isMounted(page);
  return page;
}

const introduction = (page) => page.locator(".head__lede");
const events = (page, name) => page.evaluate((name) => globalThis.events.filter(([event]) => event === name).map(([, detail]) => detail), name);

/** The language that an element is in, by the markup around it. */
const languageOf = (locator) => locator.first().evaluate((element) => element.closest("[lang]").lang);

const WRITTEN = {
  "de": "Deutsch",
  "de_DE": "Deutsch",
  "DE": "Deutsch",
  "de-AT": "Deutsch",
  "de_DE.UTF-8": "Deutsch",
  "de_DE@euro": "Deutsch",
  "de-CH_informal": "Du",
  "de_CH_informal": "Du",
  "zh_Hant_TW@x": "繁體",
  "zh_TW.UTF-8": "繁體",
  "zh-Hant": "繁體",
  "zh_CN": "简体",
  "sr_RS@latin": "Latinica",
  "iw_IL": "עברית",
  "pt": "Português",
  "pt_PT": "Português",
  "pt_PT_ao90": "Português",
  "en_US.UTF-8": "",
  "C": "",
  "POSIX": "",
  "C.UTF-8": "",
  "fr": "",
};

test("a language is found as systems write it, by the host and in the catalogue", async (t) => {
  const catalog = catalogIn({
    "de_DE": "Deutsch",
    "de-CH_informal": "Du",
    "zh-Hant": "繁體",
    "zh_Hans_CN": "简体",
    "sr_RS@latin": "Latinica",
    "he": "עברית",
    "pt_BR.UTF-8": "Português",
  });
  const page = await open(t, catalog);
  const own = await introduction(page).textContent();
  for (const [tag, word] of Object.entries(WRITTEN)) {
    await page.evaluate((tag) => (document.querySelector("plan-configurator").lang = tag), tag);
    await page.waitForFunction((expected) => {
      return document.querySelector("plan-configurator").shadowRoot.querySelector(".head__lede").textContent === expected;
    }, word === "" ? own : `${word} ${own}`).catch(() => assert.fail(`${tag} does not show "${word}"`));
  }
  assert.deepEqual(await events(page, "plan-error"), []);
});

test("what is no language is refused, and what is shown stays", async (t) => {
  const page = await open(t, catalogIn({ de: "Deutsch" }), { lang: "de" });
  const shown = await introduction(page).textContent();
  for (const tag of ["not a tag", "d", "_", "de DE", "123", "de-!"]) {
    await page.evaluate((tag) => (document.querySelector("plan-configurator").lang = tag), tag);
  }
  assert.deepEqual((await events(page, "plan-error")).map(({ code }) => code), Array(6).fill("attribute-invalid"));
  assert.equal(await introduction(page).textContent(), shown);
});

test("the frame takes a language as systems write it", async (t) => {
  const page = await world.blank(t);
  const address = `${world.server.url}/embed.html?lang=en_US.UTF-8`;
  await page.goto(host.page(`<iframe title="Plans" src="${address}" style="width: 100%; height: 900px"></iframe>`));
  const frame = page.frameLocator("iframe");
  await frame.getByRole("radio", { name: "100 to 499" }).check();
  await frame.getByRole("heading", { name: "MSA Plus", level: 2 }).waitFor();
});

test("a title that is the same in two languages does not switch the translation off", async (t) => {
  for (const title of ["Plans", { en: "Plans", de: "Plans" }]) {
    const page = await open(t, catalogIn({ de: "Deutsch" }, { title }), { lang: "de" });
    assert.match(await introduction(page).textContent(), /^Deutsch /);
  }
});

test("each text says its language where that is another than around it", async (t) => {
  // Without a translation of the title, that is in the catalogue's own language.
  const page = await open(t, catalogIn({ fr: "Français" }, { title: "Which plan?" }), { lang: "fr" });
  const languages = async () => ({
    title: await languageOf(page.getByRole("heading", { level: 1 })),
    introduction: await languageOf(introduction(page)),
    plan: await languageOf(page.locator(".table__plan")),
    ours: await languageOf(page.getByText("More questions")),
    heading: await languageOf(page.getByRole("heading", { name: "When will they answer?" })),
  });
  assert.deepEqual(await languages(), { title: "en", introduction: "fr", plan: "fr", ours: "en", heading: "en" });
  await page.evaluate(() => (document.querySelector("plan-configurator").lang = "en"));
  await page.waitForFunction(() => !document.querySelector("plan-configurator").shadowRoot.querySelector("[lang=fr]"));
  assert.deepEqual(await languages(), { title: "en", introduction: "en", plan: "en", ours: "en", heading: "en" });
});

test("on a page in another language the element says that it is in English, also while it loads", async (t) => {
  const page = await world.blank(t);
  await page.route("**/*.wasm", () => {});
  const html = `<html lang="de"><script type="module" src="${world.server.url}/plan-configurator.js"></script><plan-configurator></plan-configurator>`;
  await page.goto(host.page(html), { waitUntil: "commit" });
  const loading = page.getByRole("status").filter({ hasText: /./ });
  await loading.waitFor();
  assert.equal(await languageOf(loading), "en");
});

const RTL = { ar: "عربي", he: "עברית" };

for (const [tag, word] of Object.entries(RTL)) {
  test(`the layout follows the language: ${tag} is laid out from right to left, and English as before`, async (t) => {
    // The page around it goes the other way each time.
    const page = await open(t, catalogIn({ [tag]: word }), { lang: tag, page: `<html dir="ltr">` });
    const element = (act, ...args) => page.evaluate(act, ...args);
    const measured = () => element(() => {
      const { shadowRoot } = document.querySelector("plan-configurator");
      const box = (selector) => shadowRoot.querySelector(selector).getBoundingClientRect();
      const centre = ({ left, right }) => (left + right) / 2;
      const heads = [...shadowRoot.querySelectorAll(".table thead th")].map((head) => centre(head.getBoundingClientRect()));
      const range = document.createRange();
      range.selectNodeContents(shadowRoot.querySelector("h1"));
      return {
        dir: shadowRoot.querySelector("[dir]")?.dir,
        isMirrored: heads[0] > heads[1],
        isCardLeft: centre(box(".advice")) < centre(box(".questions")),
        beginsRight: range.getBoundingClientRect().right > innerWidth - 100,
        isWideEnough: document.documentElement.scrollWidth <= innerWidth,
      };
    });
    const rtl = { dir: "rtl", isMirrored: true, isCardLeft: true, beginsRight: true, isWideEnough: true };
    const ltr = { dir: undefined, isMirrored: false, isCardLeft: false, beginsRight: false, isWideEnough: true };
    assert.deepEqual(await measured(), rtl);

    // What comes before another is to its right.
    const name = await page.locator(".table__plan").first().textContent();
    const head = page.locator(".table thead th").filter({ hasText: name });
    const left = () => head.locator(".table__plan").evaluate((plan) => plan.getBoundingClientRect().left);
    const before = await left();
    await openSheet(page);
    await page.locator(".order__plans li").first().locator(".mover--down").click();
    const after = await left();
    assert.ok(after < before, `${name} went from ${before} to ${after}`);
    await page.locator(".undo").click();
    await page.keyboard.press("Escape");

    await element(() => {
      document.documentElement.dir = "rtl";
      document.querySelector("plan-configurator").lang = "en";
    });
    await page.waitForFunction(() => !document.querySelector("plan-configurator").shadowRoot.querySelector("[dir=rtl]"));
    assert.deepEqual(await measured(), ltr);
    await element((tag) => (document.querySelector("plan-configurator").lang = tag), tag);
    await page.waitForFunction(() => document.querySelector("plan-configurator").shadowRoot.querySelector("[dir=rtl]"));
    assert.deepEqual(await measured(), rtl);
  });
}

test("on a phone an Arabic catalogue is laid out from right to left, and nothing is wider than the screen", async (t) => {
  const page = await open(t, catalogIn({ ar: RTL.ar }), { lang: "ar", width: 390, height: 844 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const [first, second] = await page.locator(".picker select").evaluateAll((lists) => lists.map((list) => list.getBoundingClientRect().left));
  assert.ok(first > second);
});

test("a name that ends in a sign keeps it at its end, and a sentence around an Arabic name keeps its full stop at its own", async (t) => {
  const names = ["C++", "خطة!"];
  for (const name of names) {
    const catalog = catalogIn({ ar: "عربي" });
    catalog.plans = catalog.plans.map((plan, at) => ({ ...plan, name: `${name} ${at}` }));
    for (const lang of ["ar", "en"]) {
      const page = await open(t, catalog, { lang });
      await page.getByRole("radio", { name: /100/ }).first().check();
      const signs = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector("plan-configurator");
        /** Where a character of the text of an element is drawn. */
        const at = (element, character) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let text; (text = walker.nextNode()); ) {
            const place = text.data.indexOf(character);
            if (place < 0) continue;
            const range = document.createRange();
            range.setStart(text, place);
            range.setEnd(text, place + 1);
            return range.getBoundingClientRect().left;
          }
        };
        const plan = shadowRoot.querySelector(".table__plan");
        const why = [...shadowRoot.querySelectorAll(".advice__head p")].find((p) => p.textContent.endsWith("."));
        const range = document.createRange();
        const walker = document.createTreeWalker(why, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) if (walker.currentNode.data) texts.push(walker.currentNode);
        const last = texts.at(-1);
        range.setStart(last, last.data.length - 1);
        range.setEnd(last, last.data.length);
        const dot = range.getBoundingClientRect();
        range.setStart(texts[0], 0);
        range.setEnd(texts[0], 1);
        return { plus: [at(plan, "C"), at(plan, "+")], alef: [at(plan, "خ"), at(plan, "!")], why: why.textContent, dot: dot.left, start: range.getBoundingClientRect().left, sameLine: range.getBoundingClientRect().top === dot.top };
      });
      if (name === "C++") assert.ok(signs.plus[0] < signs.plus[1], `${lang}: ${signs.plus}`);
      else assert.ok(signs.alef[0] > signs.alef[1], `${lang}: ${signs.alef}`);
      if (signs.sameLine) assert.ok(signs.dot > signs.start, `${lang}: ${signs.why}`);
    }
  }
});

// The page before its scripts run, and where they never do; and the moment in which the app takes its place.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hasFocus, hoursAreTold, isMounted, product, openQuestions } from "./support.mjs";

const world = product();

/** The product page without scripts. */
async function withoutScripts(t, { width = 1280, ...options } = {}) {
  const context = await world.browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 900 }, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(world.server.url);
  return page;
}

/** The product page while its WebAssembly is held back, and what lets it through. */
async function held(t, options) {
  const page = await world.blank(t, options);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(world.server.url);
  await page.getByRole("table").waitFor();
  return [page, release];
}

for (const width of [1280, 320]) {
  test(`without scripts every plan, row and explanation can be read, at ${width}`, async (t) => {
    const page = await withoutScripts(t, { width });
    await page.locator("noscript p").filter({ hasText: "Without JavaScript no plan is recommended here." }).waitFor();
    for (const plan of ["Standard Support", "MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"]) {
      await page.getByRole("columnheader", { name: plan }).waitFor();
    }
    const rows = page.getByRole("table").getByRole("checkbox");
    assert.equal(await rows.count(), 19);
    for (const row of await rows.all()) {
      const explanation = page.locator("tr:has(:focus) + .explanation");
      await row.focus();
      assert.equal(await explanation.isVisible(), false);
      await page.keyboard.press("Space");
      assert.ok((await explanation.innerText()).length > 20);
    }
    const cells = await page.getByRole("table").locator("tbody td[data-plan]").all();
    assert.equal(cells.length, 19 * 5);
    for (const cell of cells) assert.ok(await cell.isVisible());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is cut off");
  });

  test(`without scripts a plan can be asked for, with answers, at ${width}`, async (t) => {
    const page = await withoutScripts(t, { width });
    assert.equal(await page.getByLabel("Your name").isVisible(), false);
    await page.getByRole("radio", { name: "100 to 499" }).check();
    await openQuestions(page);
    await page.getByRole("group", { name: "Which extra assurance would you use?" }).getByRole("checkbox", { name: /health check/i }).check();
    await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
    await page.keyboard.press("Space");
    await page.getByLabel("Your name").fill("Ada Lovelace");
    await page.getByLabel("Work email").fill("ada at example");
    await page.getByLabel("Company", { exact: true }).fill("Engines");
    await page.getByLabel("Work email").fill("ada@example.com");
    await page.getByRole("button", { name: "Send request" }).click();
    await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    const request = await world.stored(page);
    assert.equal(request.plan_id ?? request.plan, "plus");
    assert.match(JSON.stringify(request), /company-size[^,]*100-499/);
  });
}

test("a search engine finds the offer in the page", async (t) => {
  const page = await withoutScripts(t);
  const html = await (await page.request.get(world.server.url)).text();
  const [, json] = html.match(/<script type="application\/ld\+json">(.*?)<\/script>/s);
  const offers = JSON.parse(json).hasOfferCatalog.itemListElement;
  assert.deepEqual(offers.map(({ name }) => name), ["MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"]);
});

for (const width of [1280, 390]) {
  test(`the app takes the page's place and nothing moves, at ${width}`, async (t) => {
    const [page, release] = await held(t, { width });
    const boxes = () =>
      page.evaluate(() => {
        const root = document.querySelector("plan-configurator").shadowRoot;
        const seen = [".head", ".questions", ".advice", ".comparison", ".table thead", ".row", ".value", ".table__foot", ".footnotes", ".hours"];
        return Object.fromEntries(
          seen.flatMap((selector) =>
            [...root.querySelectorAll(selector)].map((element, at) => {
              const { x, y, width, height } = element.getBoundingClientRect();
              return [`${selector} ${at}`, [x, y, width, selector === ".hours" ? 0 : height].map(Math.round).join(" ")];
            }),
          ),
        );
      });
    const before = await boxes();
    page.isFolded = true;
    release();
    await isMounted(page);
    await hoursAreTold(page);
    assert.deepEqual(await boxes(), before);
  });
}

for (const width of [1280, 390]) {
  test(`what is shown stays where it is while the page comes in pieces, at ${width}`, async (t) => {
    const page = await world.host(t, "<!doctype html><title>Nothing yet</title>", { width });
    const [shifts, choices] = await page.evaluate(async (address) => {
      const html = await (await fetch(address)).text();
      // The beginning is one piece; then each tag is one, and each half of a text, until the questions have all come.
      const [start, end] = [html.indexOf("<main"), html.indexOf("</form>")];
      const pieces = html.slice(start, end).match(/<style>.*?<\/style>|<[^>]*>|[^<]{1,12}/gs);
      const shifts = [];
      const see = ({ value, sources }) => shifts.push(`${value}: ${sources.map(({ node }) => node?.outerHTML).join(", ")}`);
      const observer = new PerformanceObserver((list) => list.getEntries().forEach(see));
      observer.observe({ type: "layout-shift", buffered: true });
      document.open();
      for (const piece of [html.slice(0, start), ...pieces]) {
        document.write(piece);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      observer.takeRecords().forEach(see);
      const choices = document.querySelector("plan-configurator").shadowRoot.querySelectorAll(".choice");
      return [shifts, [...choices].filter((choice) => choice.checkVisibility({ visibilityProperty: true })).length];
    }, world.server.url);
    assert.equal(choices, 12, "those of the questions that are shown first are seen");
    assert.deepEqual(shifts, []);
  });
}

test("while the page comes in pieces, what is out of sight waits until it is whole", async (t) => {
  const page = await world.host(t, "<!doctype html><title>Nothing yet</title>", { width: 390 });
  const [early, whole] = await page.evaluate(async (address) => {
    const html = await (await fetch(address)).text();
    const end = html.indexOf("</table>");
    const seen = [];
    document.open();
    for (const piece of [html.slice(0, end), html.slice(end)]) {
      document.write(piece);
      // The first frame finds what is in sight, and the next one shows that alone.
      for (let frames = 0; frames < 3; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      const rows = [...document.querySelector("plan-configurator").shadowRoot.querySelectorAll(".table .row")];
      seen.push(rows.filter((row) => row.checkVisibility({ contentVisibilityAuto: true })).length);
    }
    return seen;
  }, world.server.url);
  assert.equal(early, 0);
  assert.equal(whole, 19);
});

test("what was typed and chosen before the app came is kept, and so are the focus and an open explanation", async (t) => {
  const [page, release] = await held(t);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await openQuestions(page);
  await page.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("textbox", { name: "How many premium incidents do you expect?" }).fill("ten");
  await page.getByRole("group", { name: "Which extra assurance would you use?" }).getByRole("checkbox", { name: /health check/i }).check();
  await page.getByRole("radio", { name: "Severity 3" }).check();
  await page.getByRole("table").getByText("Private Patching and Error Fixing").click();
  await page.getByRole("table").getByText("Request plan").nth(2).click();
  await page.getByLabel("Work email").fill("ada@example.com");
  await page.locator("#request-message").fill("First line\nsecond");
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.evaluate(() => document.querySelector("plan-configurator").shadowRoot.querySelector("#request-name").setSelectionRange(4, 7));
  // What is shown above may take more room than before; what the visitor looks at stays where it is.
  const seenAt = () => page.getByLabel("Your name").evaluate((field) => Math.round(field.getBoundingClientRect().top));
  const scrolled = await seenAt();
  release();
  await isMounted(page);

  await page.getByRole("heading", { name: "Request MSA Business" }).waitFor();
  const name = page.getByLabel("Your name");
  await hasFocus(name);
  assert.deepEqual(await name.evaluate((field) => [field.selectionStart, field.selectionEnd]), [4, 7]);
  assert.ok(Math.abs((await seenAt()) - scrolled) <= 1, `${await seenAt()}, before ${scrolled}`);
  assert.equal(await name.inputValue(), "Ada Lovelace");
  assert.equal(await page.getByLabel("Work email").inputValue(), "ada@example.com");
  assert.equal(await page.locator("#request-message").inputValue(), "First line\nsecond");
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
  assert.equal(await page.getByRole("textbox", { name: "How many premium incidents do you expect?" }).inputValue(), "ten");
  await page.getByText("“ten”").or(page.getByText('"ten"')).first().waitFor();
  assert.ok(await page.getByRole("radio", { name: "Severity 3" }).isChecked());
  const opener = page.getByRole("button", { name: "Private Patching and Error Fixing" });
  assert.equal(await opener.getAttribute("aria-expanded"), "true");
  assert.deepEqual(await page.evaluate(() => document.querySelector("plan-configurator").answers["company-size"]), "100-499");
});

test("a choice that has the focus keeps it", async (t) => {
  const [page, release] = await held(t);
  const size = page.getByRole("radio", { name: "500 to 4,999" });
  await size.focus();
  release();
  await isMounted(page);
  await hasFocus(size);
});

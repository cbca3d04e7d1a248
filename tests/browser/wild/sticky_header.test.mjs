// A host page whose header stays at the upper edge: what sticks in the element stays below it, and so does what takes the focus.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Site, isMounted, product } from "../support.mjs";

const world = product();
const host = new Site();
before(() => host.listen());
after(() => host.close());

const HEADER = 90;

/** Opens a page of another origin with such a header, and with the element inside `around`. */
async function open(t, { around = "", ...options } = {}) {
  const page = await world.blank(t, options);
  const body = `<style>
      body { margin: 0 } plan-configurator { --plan-top: ${HEADER}px }
      header { position: sticky; top: 0; height: ${HEADER}px; background: #333; z-index: 10 }
    </style>
    <script type="module" src="${world.server.url}/plan-configurator.js"></script>
    <header>Our shop</header><div style="${around}"><plan-configurator></plan-configurator></div><p style="height: 2000px"></p>`;
  await page.goto(host.page(body));
  await isMounted(page);
  return page;
}

const box = (locator) => locator.evaluate((element) => element.getBoundingClientRect().toJSON());

for (const around of ["", "overflow-x: clip"]) {
  test(`the table's head and the card stick below the header${around && `, inside ${around}`}`, async (t) => {
    const page = await open(t, { around });
    await page.getByRole("checkbox", { name: "Yearly health check" }).check();
    const card = page.locator(".advice");
    await page.evaluate((top) => scrollTo(0, top), (await box(card)).top + 200);
    const { top, bottom } = await box(card);
    assert.equal(Math.round(top), HEADER + 16);
    assert.ok(bottom <= 900, `the card ends at ${bottom}, within the window`);

    const head = page.locator(".table thead");
    await page.evaluate((top) => scrollBy(0, top), (await box(head)).top + 300);
    assert.equal(Math.round((await box(head)).top), HEADER);
  });
}

test("what takes the focus is in sight below the header and the table's head", async (t) => {
  const page = await open(t, { width: 1024 });
  const rows = page.locator("button.row");
  await rows.nth(12).focus();
  for (let step = 0; step < 9; step++) {
    await page.keyboard.press("Shift+Tab");
    const { top, name } = await page.evaluate(() => {
      const focused = document.querySelector("plan-configurator").shadowRoot.activeElement;
      return { top: focused.getBoundingClientRect().top, name: focused.textContent };
    });
    const covered = (await box(page.locator(".table thead"))).bottom;
    assert.ok(top >= covered, `"${name}" is at ${top}, and what sticks covers ${covered}`);
  }
});

test("a heading that the host scrolls to stands below the header", async (t) => {
  const page = await open(t);
  const heading = page.getByRole("heading", { name: "When will they answer?" });
  await heading.evaluate((element) => element.scrollIntoView());
  assert.ok((await box(heading)).top >= HEADER);
});

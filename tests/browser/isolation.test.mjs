// The element on pages with styles of their own: nothing of the page leaks into it, and nothing of it into the page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { compile } from "tailwindcss";

import { hoursAreTold, product } from "./support.mjs";

const NOW = "2026-11-25T15:00:00Z";
const SCREENS = [
  { width: 1280, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
];
/** What of all pixels may differ: the last bit of a smoothed edge. */
const TOLERANCE = 0.001;
/** How far a picture of what surrounds the element stays away from the element, whose edge may lie within a pixel. */
const INSET = 4;

const world = product();
const find = createRequire(import.meta.url).resolve;

/** Sheets of host pages. */
const sheets = {
  Bootstrap: () => readFile(find("bootstrap/dist/css/bootstrap.css"), "utf8"),
  "Tailwind's preflight": async () => {
    const preflight = await readFile(find("tailwindcss/preflight.css"), "utf8");
    return (await compile(preflight)).build([]);
  },
  "a reset that is stronger than everything": async () => `
    * { all: unset !important; }
    html { font-size: 62.5% !important; }`,
  "a root font size of 62.5 %": async () => "html { font-size: 62.5%; }",
  "text that is different in every way": async () => `
    body {
      color: crimson; font: italic small-caps 900 condensed 30px/3 monospace; letter-spacing: 0.3em; word-spacing: 1em;
      text-transform: uppercase; text-align: end; text-indent: 3em; text-shadow: 2px 2px red; white-space: pre;
      word-break: break-all; hyphens: auto; direction: rtl; list-style: square inside; border-collapse: collapse;
      border-spacing: 9px; caption-side: bottom; empty-cells: hide; quotes: "<" ">"; cursor: wait; tab-size: 20;
      font-variant-numeric: oldstyle-nums; font-feature-settings: "smcp"; font-kerning: none; accent-color: red;
      caret-color: red; color-scheme: dark; -webkit-text-fill-color: red;
      -webkit-text-stroke: 1px lime; text-align-last: center; text-underline-offset: 1em; line-break: anywhere;
      text-wrap: nowrap; overflow-wrap: anywhere; user-select: none; image-rendering: pixelated; orphans: 9; widows: 9;
    }`,
};

/** What stands on the page around the element. */
const surroundings = `
  <h2>The host's heading</h2>
  <p>The host's paragraph, with <a href="#">a link</a>, <code>code</code> and <button>a button</button>.</p>
  <form><label>A field <input value="text" /></label> <input type="checkbox" checked /></form>
  <table><caption>A table</caption><tr><th>Head</th><td class="card root page">Cell</td></tr></table>`;

/**
 * Opens a page with a sheet of its own and the element; or with something of the height `gap` in its place. All that the
 * page asks for is noted in `requests`.
 */
async function open(t, { sheet = "", screen: { width, colorScheme } = SCREENS[0], around = "", gap }) {
  const viewport = { width, height: 900 };
  const context = await world.browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(NOW));
  const requests = [];
  await page.route(`${world.server.url}/host.css`, (route) => route.fulfill({ contentType: "text/css", body: sheet }));
  await page.route(`${world.server.url}/host.html`, (route) => route.fulfill({ contentType: "text/html", body: html }));
  const block = "display: flow-root !important";
  const inset = `${block}; padding: ${INSET}px !important`;
  const piece = (id) => (around ? `<div style="${inset}"><div id="${id}" style="${block}">${around}</div></div>` : "");
  const place =
    gap === undefined
      ? `<plan-configurator></plan-configurator><script type="module" src="plan-configurator.js"></script>`
      : `<div style="${block}; block-size: ${gap}px !important"></div>`;
  const html = `<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" /><title>Host</title><link rel="icon" href="data:," />
        <link rel="stylesheet" href="host.css" />
        <style>:is(head, script) { display: none !important; }</style>
        <style>body { margin: 0 !important; display: block !important; }</style>
      </head>
      <body>${piece("above")}${place}${piece("below")}</body>
    </html>`;
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`${world.server.url}/host.html`);
  if (gap === undefined) {
    await page.locator(".strip button:enabled").first().waitFor();
    await hoursAreTold(page);
  }
  await page.evaluate(() => document.fonts.ready);
  return { context, page, requests };
}

async function picture(page, selector) {
  return PNG.sync.read(await page.locator(selector).screenshot({ animations: "disabled" }));
}

function assertSame(actual, expected, what) {
  const size = ({ width, height }) => `${width} × ${height}`;
  assert.equal(size(actual), size(expected), `the size of ${what}`);
  const { width, height } = expected;
  const different = pixelmatch(actual.data, expected.data, undefined, width, height);
  const share = different / (width * height);
  assert.ok(share <= TOLERANCE, `${(100 * share).toFixed(2)} % of the pixels of ${what} differ`);
}

for (const screen of SCREENS) {
  const where = `${screen.width} pixels wide and ${screen.colorScheme}`;
  let bare;
  for (const [name, read] of Object.entries(sheets)) {
    test(`${where}: ${name} changes nothing of the element`, async (t) => {
      bare ??= await picture((await open(t, { screen })).page, "plan-configurator .root");
      const { page } = await open(t, { sheet: await read(), screen });
      assertSame(await picture(page, "plan-configurator .root"), bare, "the element");
    });

    test(`${where}: the element changes nothing of a page with ${name}`, async (t) => {
      const sheet = await read();
      const { page: used } = await open(t, { sheet, screen, around: surroundings });
      const gap = await used.evaluate(() => {
        const [above, below] = ["above", "below"].map((id) => document.getElementById(id).getBoundingClientRect());
        return below.top - above.bottom;
      });
      const { page: alone } = await open(t, { sheet, screen, around: surroundings, gap: gap - 2 * INSET });
      for (const piece of ["#above", "#below"]) {
        assertSame(await picture(used, piece), await picture(alone, piece), `what stands ${piece.slice(1)} the element`);
      }
    });
  }
}

test("the element adds at most one name to the page's globals", async (t) => {
  const names = async (gap) => (await open(t, { gap })).page.evaluate(() => Object.getOwnPropertyNames(window));
  const alone = new Set(await names(0));
  const added = (await names()).filter((name) => !alone.has(name));
  assert.ok(added.length <= 1, added.join());
});

test("the element stores nothing, and asks nobody but its own server", async (t) => {
  const { context, page, requests } = await open(t, {});
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await page.getByRole("button", { name: /^Request MSA/ }).first().click();
  const origins = new Set(requests.filter((url) => !url.startsWith("data:")).map((url) => new URL(url).origin));
  assert.deepEqual([...origins], [world.server.url]);
  assert.deepEqual(await context.cookies(), []);
  const stored = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
  assert.deepEqual(stored, [0, 0, 0, 0, 0]);
});

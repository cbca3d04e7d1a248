// A sanitiser took the template of the snippet away, so that its link and its markup stand in the host's own document.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hoursAreTold, product } from "../support.mjs";
import { built, site, snippet, told, visit } from "./site.mjs";

const world = product();
const host = site();

const STYLE = `<style>
  :root { --plan-accent: rgb(1, 2, 3); font-size: 20px; }
  * { box-sizing: content-box; }
  .button { color: rgb(9, 9, 9); }
</style>`;

/** What stands on the page of the host's, with the names that our sheets use, too. */
const OWN = `<div id="own" class="root page"><h1>Theirs</h1><h2 class="head">Ours?</h2><h3>Small</h3><p class="card bar soft small">A card</p>
  <a class="button" href="#">A button</a><button class="button button--main">Main</button>
  <form class="questions"><label class="choice field"><input class="select" value="x" /></label><select class="select"></select></form>
  <table class="table"><thead><tr><th>Head</th></tr></thead><tbody class="table__section"><tr class="row"><td class="value hours">Cell</td></tr></tbody></table>
  <span hidden class="ribbon">Hidden</span><div class="notice loading advice pinned picker">Notice</div></div>`;

const without = (html, ...parts) => parts.reduce((html, part) => html.replaceAll(part, ""), html);

/** Every computed style of the host's own elements, the document's and the body's among them. */
const styles = (page) =>
  page.evaluate(() =>
    [document.documentElement, document.body, ...document.querySelectorAll("#own, #own *")].map((element) =>
      ["", "::before", "::after"].map((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        const names = [...style].filter((name) => !/^(block-size|height|inline-size|width|perspective-origin|transform-origin)$/.test(name));
        return names.map((name) => `${element.tagName}${pseudo} ${name}: ${style.getPropertyValue(name)}`);
      }),
    ).flat(2),
  );

for (const javaScriptEnabled of [true, false]) {
  test(`with scripts ${javaScriptEnabled ? "on" : "off"} nothing of the host's looks different`, async (t) => {
    const html = snippet(world.server.url);
    const flattened = without(html, /<\/?template[^>]*>/g);
    assert.match(flattened, /<plan-configurator>\s*<link rel="stylesheet"/);
    const bare = without(flattened, /<script.*?<\/script>/gs, /<link [^>]*>/g);
    // Evaluating needs no scripts of the page's.
    const options = { javaScriptEnabled };
    const alone = await visit(t, world, host.page(STYLE + OWN + bare), options);
    const page = await visit(t, world, host.page(STYLE + OWN + flattened), options);
    if (javaScriptEnabled) await told(page, "plan-ready");
    const [found, expected] = [await styles(page), await styles(alone)];
    assert.ok(expected.length > 5000);
    assert.deepEqual(found.filter((style, at) => style !== expected[at]), []);
    assert.equal(found.length, expected.length);
  });
}

test("flattened, the page is read until the app is there, which then stands alone", async (t) => {
  const flattened = without(snippet(world.server.url), /<\/?template[^>]*>/g);
  const still = await visit(t, world, host.page(without(flattened, /<script.*?<\/script>/gs)));
  assert.ok(await still.getByRole("columnheader", { name: "MSA Enterprise" }).isVisible());
  const page = await visit(t, world, host.page(flattened));
  await told(page, "plan-ready");
  assert.equal(await page.getByRole("columnheader", { name: "MSA Enterprise" }).count(), 1);
});

test("flattened, and where the app cannot start, the page stands there once", async (t) => {
  const flattened = without(snippet(world.server.url), /<\/?template[^>]*>/g);
  const page = await visit(t, world, host.page(flattened), { before: (page) => page.addInitScript(() => delete globalThis.WebAssembly) });
  await told(page, "plan-error");
  await page.getByRole("alert").filter({ hasText: "WebAssembly" }).waitFor();
  assert.equal(await page.getByRole("columnheader", { name: "MSA Enterprise" }).count(), 1);
});

test("in its template the snippet looks as the two lines do", async (t) => {
  const sheet = /plan-configurator-snippet-style-[0-9a-f]{16}\.css/.exec(snippet(world.server.url));
  assert.ok(sheet, "the snippet has a sheet of its own");
  const text = await built(sheet[0]);
  assert.doesNotMatch(text, /:root/);
  // The time stands still, and is told: what the hours say of it has a size, too.
  const before = (page) => page.clock.setFixedTime(new Date("2026-11-25T15:00:00Z"));
  const page = await visit(t, world, host.page(snippet(world.server.url)), { before });
  await told(page, "plan-ready");
  await hoursAreTold(page);
  const looks = () =>
    page.evaluate(() => {
      const root = document.querySelector("plan-configurator").shadowRoot;
      return [...root.querySelectorAll(".root *")].map((element) => {
        const style = getComputedStyle(element);
        const { x, y, width, height } = element.getBoundingClientRect();
        const [color, ground] = [style.color, style.backgroundColor];
        const looks = [style.display, style.position, style.font, color, ground, style.border, style.borderRadius, style.padding, style.margin];
        return `${element.localName}.${element.className}: ${[x, y, width, height, ...looks].join(" ")}`;
      });
    });
  const own = await looks();
  const main = /href="[^"]*"/.exec(snippet(world.server.url))[0].replace(/^href="|"$/g, "");
  assert.ok(own.length > 500 && main.endsWith(sheet[0]));
  const all = (await built("plan-configurator.js")).match(/plan-configurator-style-[0-9a-f]{16}\.css/)[0];
  await page.evaluate(async (href) => {
    const link = document.querySelector("plan-configurator").shadowRoot.querySelector("link");
    link.removeAttribute("integrity");
    const loaded = new Promise((resolve) => (link.onload = resolve));
    link.href = href;
    await loaded;
  }, `${world.server.url}/${all}`);
  const others = await looks();
  assert.deepEqual(others.filter((style, at) => style !== own[at]), []);
  assert.equal(others.length, own.length);
});

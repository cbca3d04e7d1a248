// A loader that is held to one build by a hash holds all that it loads: what was replaced neither runs nor changes how anything looks.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { setting } from "../settings.mjs";
import { isFollowed, product, useTool } from "../support.mjs";
import { built, site, snippet, told, twoLines, visit } from "./site.mjs";

const world = product();
const host = site();

const files = await readdir(setting("PLAN_SITE"));

/** The name of a file of the site, by what stands before its hash and after. */
const named = (what, extension) => {
  const found = files.filter((name) => new RegExp(`^${what}-[0-9a-f]{16}\\.${extension}$`).test(name));
  assert.equal(found.length, 1, `${what} ${extension}: ${files.join(" ")}`);
  return found[0];
};

const sha384 = createHash("sha384").update(await readFile(join(setting("PLAN_SITE"), "plan-configurator.js"))).digest("base64");
const pinned = (home, ...more) => twoLines(home, ...more).replace("></script>", ` integrity="sha384-${sha384}" crossorigin></script>`);

/** What a replaced file does: a script runs something, a sheet marks everything, a page says something. */
const EVIL = { js: "\nglobalThis.ran = true;", css: "\n*, *::before { --ran: yes !important; outline: 9px solid red !important; }", html: "<p>Replaced</p><img src=x onerror='globalThis.ran = true'>" };

const TYPES = { js: "text/javascript", css: "text/css", html: "text/html" };

const replace = async (page, name) => {
  const extension = name.split(".").pop();
  const body = (await built(name)) + EVIL[extension];
  const headers = { "access-control-allow-origin": "*" };
  await page.route(`**/${name}*`, (route) => route.fulfill({ headers, contentType: TYPES[extension], body }));
};

/** Whether anything of a replaced file is seen in the page. */
const isSeen = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("plan-configurator").shadowRoot;
    const all = [...document.querySelectorAll("*"), ...root.querySelectorAll("*")];
    return Boolean(globalThis.ran) || all.some((element) => getComputedStyle(element).getPropertyValue("--ran") === "yes") || /Replaced/.test(root.textContent);
  });

/** Waits until the browser says that it has refused a file for its hash. Whether anything of it is seen is not known before. */
function isRefused(page, name) {
  const said = page.waitForEvent("console", (message) => message.text().includes("valid digest") && message.text().includes(name));
  // A test that fails before it waits for this has said why.
  said.catch(() => {});
  return said;
}

const NOISE = /404|valid digest|integrity|WebAssembly|ERR_FAILED|Content Security Policy/;

/** A catalogue that brings the compiler, given to the element. */
const giveCatalog = (page) => page.evaluate(() => (document.querySelector("plan-configurator").catalogData = { id: "none" }));

/** What is replaced, and what brings it. */
const HELD = {
  "the app's script": { name: () => named("plan-configurator-glue", "js") },
  "the rarely needed script": { name: () => named("plan-configurator-deferred", "js"), act: giveCatalog },
  "the rarely needed script, after another was caught": {
    name: () => named("plan-configurator-deferred", "js"),
    before: (page) => replace(page, named("plan-configurator-glue", "js")),
  },
  "the compiler's script": { name: () => named("plan-configurator-compiler-glue", "js"), act: giveCatalog },
  "the style sheet": { name: () => named("plan-configurator-style", "css"), isStarted: true },
  "the style sheet of the page without the app": {
    name: () => named("plan-configurator-plain-style", "css"),
    before: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
  },
  "the page without the app": {
    name: () => named("plan-configurator-plain-page", "html"),
    before: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
  },
};

for (const [what, { name, act, before, isStarted = Boolean(act) }] of Object.entries(HELD)) {
  test(`under a pinned loader ${what} is used only as it was built`, async (t) => {
    let refused;
    const page = await visit(t, world, host.page(pinned(world.server.url)), {
      before: async (page) => {
        refused = isRefused(page, name());
        await before?.(page);
        await replace(page, name());
      },
      expected: NOISE,
    });
    if (isStarted) await told(page, "plan-ready");
    await act?.(page);
    if (act || !isStarted) {
      await told(page, "plan-error");
      await page.locator(".root:not([aria-busy])").waitFor();
    }
    await refused;
    assert.equal(await isSeen(page), false);
  });
}

test("a pinned loader whose files are as they were built starts, and compiles a catalogue", async (t) => {
  const page = await visit(t, world, host.page(pinned(world.server.url)));
  await told(page, "plan-ready");
  await giveCatalog(page);
  assert.equal((await told(page, "plan-error")).code, "catalog-invalid");
});

test("the snippet's style sheets are held by their hashes", async (t) => {
  for (const [name, options] of [
    [named("plan-configurator-snippet-style", "css"), {}],
    [named("plan-configurator-plain-style", "css"), { javaScriptEnabled: false }],
  ]) {
    let count = 0;
    let refused;
    const page = await visit(t, world, host.page(snippet(world.server.url)), {
      before: async (page) => {
        refused = isRefused(page, name);
        page.on("request", (request) => (count += request.url().includes(name)));
        await replace(page, name);
      },
      expected: NOISE,
      ...options,
    });
    await page.getByRole("table").waitFor();
    await refused;
    assert.equal(count, 1);
    assert.equal(await isSeen(page), false);
  }
});

/** On the product page: what is replaced, and what brings it. */
const PAGE = {
  "what the page does around the element": { name: () => named("plan-configurator-page-features", "js"), act: () => {} },
  "what is taken elsewhere": { name: () => named("plan-configurator-export", "js") },
  "the script of what is taken elsewhere": { name: () => named("plan-configurator-export-glue", "js") },
  "the style sheet of that": { name: () => named("plan-configurator-export-style", "css"), act: (page) => useTool(page, "Present") },
};

for (const [what, { name, act }] of Object.entries(PAGE)) {
  test(`on the product page ${what} is used only as it was built`, async (t) => {
    let refused;
    const page = await visit(t, world, `${world.server.url}/`, {
      before: async (page) => {
        refused = isRefused(page, name());
        await replace(page, name());
      },
      expected: NOISE,
    });
    await page.locator(".strip button:enabled").first().waitFor();
    if (!act) {
      await isFollowed(page);
      await useTool(page, "Show as QR code");
      await page.getByText("This could not be loaded.").waitFor();
    } else {
      if (name().includes("export")) await isFollowed(page);
      await act(page);
    }
    await refused;
    if (name().endsWith(".css")) await page.getByText("This could not be loaded.").waitFor();
    assert.equal(await isSeen(page), false);
  });
}

test("in the page for frames its own sheet is held by its hash", async (t) => {
  let refused;
  const before = (page) => {
    refused = isRefused(page, named("embed", "css"));
    return replace(page, named("embed", "css"));
  };
  const page = await visit(t, world, `${world.server.url}/embed.html?theme=dark`, { before, expected: NOISE });
  await page.locator(".strip button:enabled").first().waitFor();
  await refused;
  assert.equal(await isSeen(page), false);
});

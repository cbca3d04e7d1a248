// Where the script does not run, or runs in the wrong place, what the host put into the element stays on show, and who embeds is told why.

import assert from "node:assert/strict";
import { test } from "node:test";

import { product } from "../support.mjs";
import { built, site, snippet, told, twoLines, visit } from "./site.mjs";

const world = product();
const host = site();

const FALLBACK = `<p>Call us: <a href="tel:123">123</a></p>`;
const SCRIPT = { "content-type": "text/javascript", "access-control-allow-origin": "*" };

const fallback = (page) => page.getByText("Call us: 123");
const alert = (page) => page.getByRole("alert").filter({ hasText: /\S/ });

/** Waits until the page and its scripts have come. */
const whole = (page) => page.waitForFunction(() => document.readyState === "complete");

for (const [what, script] of Object.entries({
  "deferred by an optimiser that never runs it": (src) => `<script type="1a2b3c-module" data-src="${src}" src="${src}"></script>`,
  "blocked by the visitor": (src) => `<script type="module" src="${src}?blocked"></script>`,
  "loaded without type=module": (src) => `<script src="${src}"></script>`,
  "loaded without type=module, deferred": (src) => `<script defer src="${src}"></script>`,
})) {
  test(`${what}, the script leaves the element's content on show`, async (t) => {
    const src = `${world.server.url}/plan-configurator.js`;
    const page = await visit(t, world, host.page(script(src) + `<plan-configurator>${FALLBACK}</plan-configurator>`), {
      before: (page) => page.route("**/*?blocked", (route) => route.abort()),
      expected: /ERR_FAILED/,
    });
    await whole(page);
    assert.ok(await fallback(page).isVisible());
    assert.equal(await page.evaluate(() => customElements.get("plan-configurator")), undefined);
    if (what.includes("without")) assert.deepEqual(page.warnings.map((warning) => warning.includes(`${src} runs as <script type="module"> only`)), [true]);
  });
}

test("as a classic script it does nothing to what stands behind it in the same bundle", async (t) => {
  const bundle = host.put("/classic-bundle.js", `${await built("plan-configurator.js")}document.title = "It went on";`, SCRIPT);
  const page = await visit(t, world, host.page(`<script src="${bundle}"></script>`));
  await page.waitForFunction(() => document.title === "It went on");
});

for (const [where, answer] of Object.entries({
  "that holds nothing else": { status: 404, body: "Not found" },
  "where a page stands for whatever is not there": { status: 200, body: "<!doctype html><title>The site</title>" },
})) {
  test(`copied to a folder ${where}, the script says which one, and the content stays on show`, async (t) => {
    const folder = `/copied/${answer.status}/`;
    const src = host.put(`${folder}plan-configurator.js`, await built("plan-configurator.js"), SCRIPT);
    const page = await visit(
      t,
      world,
      host.page(`<script type="module" src="${src}?ver=6.4"></script><plan-configurator>${FALLBACK}</plan-configurator>`),
      {
        before: (page) =>
          page.route(`**${folder}*-*`, (route, request) =>
            request.url().includes("?ver=") ? route.fallback() : route.fulfill({ ...answer, contentType: "text/html" }),
          ),
        expected: /404|MIME type|integrity/,
      },
    );
    const { code, reason, message } = await told(page, "plan-error");
    assert.deepEqual([code, reason], ["start-failed", "missing"]);
    assert.ok(message.includes(new URL(folder, src).href), message);
    await alert(page).filter({ hasText: `What they need is not in ${new URL(folder, src).href}` }).waitFor();
    assert.ok(await fallback(page).isVisible());
    assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0, "trying again cannot help");
    assert.equal(await page.getByText("Loading the plans").count(), 0);
  });
}

test("made a part of the page itself, or of a blob, the script says where it looks for its files", async (t) => {
  const text = await built("plan-configurator.js");
  const blob = `<script type="module">import(URL.createObjectURL(new Blob([${JSON.stringify(text).replaceAll("</", "<\\/")}], { type: "text/javascript" })));</script>`;
  for (const script of [`<script type="module">${text.replaceAll("</script", "<\\/script")}</script>`, blob]) {
    const url = host.page(`${script}<plan-configurator>${FALLBACK}</plan-configurator>`);
    const page = await visit(t, world, url, { expected: /404|MIME type|integrity/ });
    const { reason, message } = await told(page, "plan-error");
    assert.equal(reason, "missing");
    assert.ok(message.includes(new URL(".", url).href), message);
    await alert(page).waitFor();
    assert.ok(await fallback(page).isVisible());
  }
});

test("while the app is on its way the content is on show, and once it is there, it is not", async (t) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const page = await visit(t, world, host.page(twoLines(world.server.url, "", FALLBACK)), {
    before: (page) =>
      page.route("**/*.wasm", async (route) => {
        await held;
        await route.continue();
      }),
  });
  await page.getByText("Loading the plans").waitFor();
  assert.ok(await fallback(page).isVisible());
  assert.equal(await fallback(page).evaluate((element) => getComputedStyle(element).fontFamily), await page.evaluate(() => getComputedStyle(document.body).fontFamily));
  release();
  await told(page, "plan-ready");
  await page.getByRole("table").waitFor();
  assert.equal(await fallback(page).isVisible(), false);
});

test("in the snippet, too, the content is on show until the app is there", async (t) => {
  const pasted = snippet(world.server.url).replace("</template>", `</template>${FALLBACK}`);
  const page = await visit(t, world, host.page(pasted.replace(/<script type="module".*?<\/script>/, "")));
  await page.getByRole("table").waitFor();
  assert.ok(await fallback(page).isVisible());
  const started = await visit(t, world, host.page(pasted));
  await told(started, "plan-ready");
  assert.equal(await fallback(started).isVisible(), false);
});

test("a style sheet that is gone hides nothing", async (t) => {
  const page = await visit(t, world, host.page(twoLines(world.server.url, "", FALLBACK)), {
    before: async (page) => {
      await page.route("**/*.css", (route) => route.abort());
      await page.route("**/*-glue-*", (route) => route.abort());
    },
    expected: /ERR_FAILED/,
  });
  await told(page, "plan-error");
  await alert(page).waitFor();
  assert.ok(await fallback(page).isVisible());
});

// Host pages that isolate themselves from other origins: the element and its frame look and work as they do elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";

import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

import { answerForBusiness, fillContact, hoursAreTold, product } from "../support.mjs";
import { site, snippet, told, twoLines, visit } from "./site.mjs";

const NOW = "2026-11-25T15:00:00Z";

const world = product();
const host = site();

const isolated = (embedder) => ({ "cross-origin-embedder-policy": embedder, "cross-origin-opener-policy": "same-origin" });
const frame = (home) => `<iframe title="Plans" src="${home}/embed.html" style="inline-size:100%;block-size:3000px;border:0"></iframe>`;
const listener = (home) => `<script type="module" src="${home}/plan-configurator-frame.js"></script>`;

const before = (page) => page.clock.setFixedTime(new Date(NOW));

/** Where the element is: in the page, or in a frame of it. */
const within = (page, what) => (what === "a frame" ? page.frameLocator("iframe") : page);

/** Opens a host page with the element, and gives the page and a picture of the element. */
async function open(t, what, paste, headers) {
  const page = await visit(t, world, host.page(paste(world.server.url), headers), { before });
  await within(page, what).locator(".strip button:enabled").first().waitFor();
  await within(page, what).locator(".root:not([aria-busy])").waitFor();
  await hoursAreTold(within(page, what));
  const picture = await within(page, what).locator("plan-configurator .root").screenshot({ animations: "disabled" });
  return [page, PNG.sync.read(picture)];
}

const PASTED = { "the two lines": twoLines, "the snippet": snippet, "a frame": frame };

for (const [what, paste] of Object.entries(PASTED)) {
  let plain;
  for (const embedder of ["require-corp", "credentialless"]) {
    test(`${what} under ${embedder}: the same pixels, and it works`, async (t) => {
      plain ??= (await open(t, what, paste))[1];
      const [page, picture] = await open(t, what, paste, isolated(embedder));
      assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), true);
      const { width, height } = plain;
      assert.deepEqual([picture.width, picture.height], [width, height]);
      assert.equal(pixelmatch(picture.data, plain.data, undefined, width, height), 0);
      const place = within(page, what);
      await place.getByRole("radio", { name: "100 to 499" }).check();
      await place.getByRole("button", { name: "Request plan: MSA Plus" }).first().click();
      await fillContact(place);
      await place.getByRole("button", { name: "Send request" }).click();
      await place.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    });
  }
}

test("in an isolated page the frame is as high as what it shows", async (t) => {
  const body = frame(world.server.url).replace("3000px", "200px") + listener(world.server.url);
  const page = await visit(t, world, host.page(body, isolated("require-corp")), { before });
  await answerForBusiness(within(page, "a frame"));
  await page.waitForFunction(() => Number.parseInt(document.querySelector("iframe").style.height) > 500);
});

test("without scripts the form in an isolated frame is sent, and its answer is shown there", async (t) => {
  const headers = isolated("require-corp");
  const page = await visit(t, world, host.page(frame(world.server.url), headers), { before, javaScriptEnabled: false });
  const place = within(page, "a frame");
  await place.getByRole("radio", { name: "Request: MSA Plus" }).focus();
  await page.keyboard.press("Space");
  await place.getByRole("button", { name: "Send request" }).click({ trial: true });
  await fillContact(place);
  await place.getByRole("button", { name: "Send request" }).click();
  await place.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
});

test("in an isolated page what is loaded for a catalogue of the host's, and where nothing starts, comes as well", async (t) => {
  const headers = isolated("require-corp");
  const page = await visit(t, world, host.page(twoLines(world.server.url), headers), { before });
  await told(page, "plan-ready");
  await page.evaluate(() => (document.querySelector("plan-configurator").catalogData = { id: "none" }));
  assert.equal((await told(page, "plan-error")).code, "catalog-invalid");
  const plain = await visit(t, world, host.page(twoLines(world.server.url), headers), {
    before: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
  });
  await told(plain, "plan-error");
  await plain.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor();
  await plain.waitForFunction(() => document.querySelector("plan-configurator").shadowRoot.querySelector(".plain-style").sheet);
});

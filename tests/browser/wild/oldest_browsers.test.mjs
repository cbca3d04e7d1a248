// Without all that the oldest browsers of docs/embedding.md lack, the element and the product page do what they do: the tests' browser is
// made as old as they are, by taking from it what the compatibility data of MDN says came later.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import { answerForBusiness, fillContact, isFollowed, isMounted, product, useTool } from "../support.mjs";
import { site, told, twoLines, visit } from "./site.mjs";

const world = product();
const host = site();

const docs = await readFile(new URL("../../../docs/embedding.md", import.meta.url), "utf8");
const [, chrome, firefox, safari] = docs.match(/nothing newer than Chrome and Edge (\d+),\s+Firefox (\d+)\s+and\s+Safari ([\d.]+)/).map(Number);
const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** Whether a browser of that version lacks something. */
function isNewer(support, version) {
  const has = ({ version_added: added, flags, prefix }) =>
    !flags && !prefix && typeof added === "string" && Number.parseFloat(added.replace("≤", "")) <= version;
  return ![support].flat().some(has);
}

/** The paths of what came later than the oldest browsers, in the page's global names: `Promise.withResolvers`. */
function later(tree, path = []) {
  const found = [];
  for (const [name, entry] of Object.entries(tree)) {
    if (name === "__compat") continue;
    const here = [...path, name.replace(/_static$/, "")];
    const support = entry.__compat?.support;
    if (support && (isNewer(support.chrome, chrome) || isNewer(support.firefox, firefox) || isNewer(support.safari, safari))) {
      found.push(here);
    } else if (here.length < 2) found.push(...later(entry, here));
  }
  return found;
}

const newer = [...later(data.javascript.builtins), ...later(data.api)];

/** Takes them from a page, before its scripts run. */
function age(paths) {
  globalThis.gone = [];
  for (const [owner, name] of paths) {
    // Members of the window stand in the window itself.
    const owners = name === undefined ? [globalThis] : owner === "Window" ? [globalThis] : [globalThis[owner], globalThis[owner]?.prototype];
    const property = name ?? owner;
    for (const place of owners) {
      if (!place || !Object.hasOwn(place, property) || !Object.getOwnPropertyDescriptor(place, property).configurable) continue;
      delete place[property];
      globalThis.gone.push([owner, name].filter(Boolean).join("."));
    }
  }
}

const before = (page) => page.addInitScript(age, newer);

test("the oldest browsers are older than what many scripts of today rely on", async (t) => {
  assert.ok(chrome <= 114 && firefox <= 128 && safari <= 17);
  const page = await visit(t, world, host.page(""), { before });
  const gone = await page.evaluate(() => globalThis.gone);
  assert.ok(gone.length > 100, `${gone.length}`);
  for (const name of ["Promise.withResolvers", "Promise.try", "Object.groupBy", "Set.union", "Array.fromAsync", "URL.parse", "Iterator.map", "Intl.DurationFormat"]) {
    assert.ok(gone.includes(name), `${name} is not among ${gone.join(" ")}`);
  }
});

test("in the oldest browsers the element starts, answers, compiles a catalogue and sends", async (t) => {
  const page = await visit(t, world, host.page(twoLines(world.server.url)), { before });
  await told(page, "plan-ready");
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Private Patching and Error Fixing" }).click();
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  await page.evaluate(() => (document.querySelector("plan-configurator").catalogData = { id: "none" }));
  assert.equal((await told(page, "plan-error")).code, "catalog-invalid");
});

test("in the oldest browsers the product page opens links, follows the visitor, prints, presents and shows codes", async (t) => {
  const page = await visit(t, world, `${world.server.url}/#v1;company-size=100-499`, { before });
  await isFollowed(page);
  await page.getByRole("radio", { name: "100 to 499", checked: true }).waitFor();
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await page.waitForURL(/company-size=1-99/);
  await useTool(page, "Show as QR code");
  await page.getByRole("heading", { name: "Open this comparison elsewhere" }).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await useTool(page, "Present");
  await page.getByRole("button", { name: "Leave" }).click();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
});

test("in the oldest browsers the page for frames starts", async (t) => {
  // As a page of its own it has no icon.
  const page = await visit(t, world, `${world.server.url}/embed.html?theme=dark&plans=plus,business`, { before, expected: /404/ });
  await isMounted(page);
  await page.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor({ state: "detached" });
  assert.equal(await page.getByRole("columnheader").count(), 1 + 2);
});

test("in the oldest browsers, too, it is said why the app does not start", async (t) => {
  const page = await visit(t, world, host.page(twoLines(world.server.url)), {
    before: async (page) => {
      await before(page);
      await page.addInitScript(() => delete globalThis.WebAssembly);
    },
  });
  assert.equal((await told(page, "plan-error")).reason, "webassembly");
  await page.getByRole("columnheader", { name: "MSA Enterprise" }).waitFor();
});

// A page that is older than the server's catalogue, or newer: what it sends is stored as the visitor saw it.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Server } from "../server.mjs";
import { setting } from "../settings.mjs";
import { answerForBusiness, fillContact, isFollowed, isMounted, product } from "../support.mjs";

const world = product();

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "plan-older-"))));
after(() => rm(folder, { recursive: true }));

const MSA = JSON.parse(await readFile(new URL("../../../catalogs/msa.json", import.meta.url), "utf8"));

/** A newer version of the catalogue. */
function newer(change) {
  const catalog = structuredClone(MSA);
  catalog.version = "2031-01";
  change(catalog);
  return catalog;
}

/** The product page on a server of another catalogue, which served the page's own before, or never did. */
async function open(t, catalog, { isKnown, ...options }) {
  const file = join(folder, "catalog.json");
  const save = (content) => writeFile(file, JSON.stringify(content));
  await save(isKnown ? MSA : catalog);
  const server = await Server.start(setting("PLAN_SITE"), ["--catalog", file]);
  t.after(() => server.remove());
  const page = await world.blank(t, options);
  await page.goto(server.url);
  if (options.javaScriptEnabled !== false) {
    await isMounted(page);
    await isFollowed(page);
  }
  if (isKnown) {
    await server.stop();
    await save(catalog);
    await server.restart();
  }
  return { page, server };
}

/** Asks for a plan, and gives what is stored. */
async function send(page, server) {
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  const [request, ...others] = server.stored();
  assert.equal(others.length, 0);
  assert.deepEqual(JSON.parse(request.answers), { "company-size": "100-499", "sev1-hours": "always", "sev1-response": "2-hours" });
  assert.equal(request.plan, "business");
  assert.equal(request.page_language, "en");
  return request;
}

const CHANGED = "The plans have changed since your page was made.";
const UNKNOWN = "Your page showed plans that this server does not know.";

for (const [what, change, codes] of [
  ["a renamed choice", ({ groups }) => (groups[0].questions[0].choices.find(({ id }) => id === "100-499").id = "100-999"), ["answer-gone"]],
  ["reordered choices", ({ groups }) => groups[0].questions[0].choices.reverse(), []],
  ["a new consent", (catalog) => (catalog.consent = "You may write to me."), ["other-consent"]],
  [
    "a plan that cannot be asked for any more",
    ({ plans }) => (plans.find(({ id }) => id === "business").requestable = false),
    ["plan-not-requestable"],
  ],
]) {
  test(`${what} loses no request of a page that was open before`, async (t) => {
    const { page, server } = await open(t, newer(change), { isKnown: true });
    const request = await send(page, server);
    assert.equal(await page.getByText(CHANGED).count(), codes.length);
    assert.deepEqual([request.catalog_version, request.checked, request.recommended], [MSA.version, 1, "business"]);
    assert.deepEqual(JSON.parse(request.changes).map(({ code }) => code), ["other-version", ...codes]);
  });
}

test("a page that the server never served is stored unchecked, and says so", async (t) => {
  const { page, server } = await open(t, newer((catalog) => (catalog.title = "Which plan?")), { isKnown: false });
  const request = await send(page, server);
  await page.getByText(UNKNOWN).waitFor();
  assert.deepEqual([request.catalog_version, request.checked, request.recommended], [MSA.version, 0, null]);
});

test("a page of the server's own catalogue is told nothing of that", async (t) => {
  const { page, server } = await open(t, MSA, { isKnown: false });
  const request = await send(page, server);
  assert.equal(await page.getByText(CHANGED).or(page.getByText(UNKNOWN)).count(), 0);
  assert.deepEqual([request.checked, request.recommended, JSON.parse(request.changes)], [1, "business", []]);
  assert.equal(request.page_content, request.catalog_content);
});

test("a plain form of a page that was open before is stored likewise", async (t) => {
  // What is loaded ahead of scripts may still be on its way when the server stops; the server's own page has no icon.
  world.expectedFault = /Failed to load resource/;
  const catalog = newer((catalog) => (catalog.consent = "You may write to me."));
  const { page, server } = await open(t, catalog, { isKnown: true, javaScriptEnabled: false });
  await page.getByRole("radio", { name: "Request: MSA Business" }).focus();
  await page.keyboard.press("Space");
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  await page.getByText(CHANGED).waitFor();
  const [request] = server.stored();
  assert.deepEqual([request.catalog_version, request.checked], [MSA.version, 1]);
});

// A deploy under an open page: the files of its build are gone. The page says that a newer version is there, and takes along what was
// answered and typed.

import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Server } from "../server.mjs";
import { setting } from "../settings.mjs";
import { answerForBusiness, choices, fillContact, isFollowed, isMounted, product, useTool, WHEN_OPEN } from "../support.mjs";
import { answerPage, startProxy } from "./proxy.mjs";

const world = product();
const HASHED = /-[0-9a-f]{16}\./;

/** The page behind a proxy that can deploy: until the page is loaded anew, there is none of these files. */
async function open(t, { files = HASHED, isGone = false, answer } = {}) {
  const proxy = await startProxy(t, () => world.server.url);
  const missing = answer ?? ((response) => answerPage(response, "Not found", 404));
  proxy.deploy = () => (proxy.isGone = true);
  proxy.isGone = isGone;
  proxy.loads = 0;
  proxy.answer = ({ url }, response) => {
    if (url.split("?")[0] === "/") {
      proxy.loads += 1;
      if (proxy.loads > 1) proxy.isGone = false;
    }
    return proxy.isGone && files.test(url) && missing(response);
  };
  world.expectedFault = /Failed to load resource|dynamically imported module|Failed to load module script|integrity/;
  const page = await world.blank(t, { serviceWorkers: "block", permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(proxy.url);
  return { proxy, page };
}

const newer = (page) => page.getByRole("status").filter({ hasText: "A newer version of this page is ready." });
const tool = (name) => (page) => useTool(page, name);

/** Answers and types something. */
async function enter(page) {
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByLabel("Message").fill("We have 12 sites.");
  // It is kept, and no dialog stands before what is used next.
  await page.getByRole("button", { name: "Cancel" }).click();
}

/** Takes the newer page, which has all of that. */
async function takeNewer(page) {
  await newer(page).getByRole("button", { name: "Update now" }).click();
  await isFollowed(page);
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
  assert.ok(await choices(page, WHEN_OPEN).getByRole("radio", { name: "Around the clock" }).isChecked());
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
  assert.equal(await page.getByLabel("Work email").inputValue(), "ada@example.com");
  assert.equal(await page.getByLabel("Message").inputValue(), "We have 12 sites.");
  assert.equal(await page.getByLabel("Plan", { exact: true }).and(page.locator("select")).inputValue(), "business");
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await page.evaluate(() => history.state), null, "what was typed stays nowhere");
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
}

for (const [what, use] of Object.entries({
  Present: tool("Present"),
  "Copy link": tool("Copy link"),
  Print: tool("Print or save as PDF…"),
  "Show as QR code": tool("Show as QR code"),
  "From one plan to another": tool("From one plan to another…"),
  "Copy the table": tool("Copy the table as CSV"),
})) {
  test(`${what} offers the newer version, with all that was entered`, async (t) => {
    const { proxy, page } = await open(t);
    await isMounted(page);
    await isFollowed(page);
    proxy.deploy();
    await enter(page);
    await use(page);
    await newer(page).waitFor();
    assert.equal(await page.getByText("Please check your connection").count(), 0);
    assert.equal(await page.locator("dialog[open]").count(), 0);
    const place = await newer(page).evaluate((notice) => getComputedStyle(notice.parentElement).position);
    assert.equal(place, "fixed", "it is seen wherever the page stands");
    await takeNewer(page);
    await use(page);
    await page.locator("dialog[open]").or(page.getByText("Copied.")).waitFor();
    assert.equal(await newer(page).count(), 0);
  });
}

test("a server that has a page for whatever is not there offers the newer version, too", async (t) => {
  const { proxy, page } = await open(t, { answer: (response) => answerPage(response, "<plan-configurator></plan-configurator>") });
  await isMounted(page);
  await isFollowed(page);
  proxy.deploy();
  await useTool(page, "Present");
  await newer(page).waitFor();
});

test("nothing is presented or printed without its style sheet", async (t) => {
  const { proxy, page } = await open(t, { files: /export-style-/ });
  await isMounted(page);
  await isFollowed(page);
  proxy.deploy();
  for (const use of [tool("Present"), tool("Print or save as PDF…")]) {
    await use(page);
    await page.getByText("This could not be loaded.").waitFor();
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.getByRole("button", { name: "Close" }).click();
  }
  proxy.isGone = false;
  await useTool(page, "Present");
  await page.getByRole("dialog", { name: "Present" }).waitFor();
});

test("a page whose files went while it was loading offers the newer version", async (t) => {
  const { page } = await open(t, { isGone: true });
  await newer(page).waitFor();
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await page.getByText("More questions").click();
  await page.getByRole("checkbox", { name: "Yearly health check" }).check();
  await newer(page).getByRole("button", { name: "Update now" }).click();
  await isMounted(page);
  await page.getByRole("heading", { name: "MSA Enterprise", level: 2 }).waitFor();
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
  await page.waitForFunction(() => location.hash.startsWith("#v1;company-size=100-499;assurance=health-check"));
});

test("a page whose tools went while the app started offers the newer version", async (t) => {
  const { page } = await open(t, { isGone: true, files: /page-features|export/ });
  await isMounted(page);
  await newer(page).waitFor();
  await enter(page);
  await takeNewer(page);
});

test("a server that cannot be reached is no newer version", async (t) => {
  const { page } = await open(t);
  await isMounted(page);
  await isFollowed(page);
  await page.route("**/*", (route) => route.abort());
  await useTool(page, "Present");
  await page.getByText("This could not be loaded. Please check your connection").waitFor();
  assert.equal(await newer(page).count(), 0);
});

test("a server that keeps the files of the build before lets an open page go on with them", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "plan-deploys-"));
  await cp(setting("PLAN_SITE"), folder, { recursive: true });
  const server = await Server.start(folder);
  t.after(async () => {
    await server.remove();
    await rm(folder, { recursive: true });
  });
  const page = await world.blank(t, { serviceWorkers: "block" });
  await page.goto(server.url);
  await isMounted(page);
  await isFollowed(page);
  await enter(page);
  await page.keyboard.press("Escape");

  // Another build has files of other names alone.
  for (const name of await readdir(folder)) if (HASHED.test(name)) await rm(join(folder, name));
  await writeFile(join(folder, "plan-configurator-3333333333333333.js"), "another build's");
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Another build</title>");
  await server.stop();
  await server.restart();

  await page.evaluate(() => (globalThis.print = () => {}));
  await useTool(page, "Print or save as PDF…");
  await page.getByRole("dialog").getByRole("button", { name: "Print" }).click();
  await page.locator(".printed-sheet .code").waitFor({ state: "attached" });
  await useTool(page, "Present");
  await page.getByRole("dialog", { name: "Present" }).waitFor();
  assert.equal(await newer(page).count(), 0);
});

// The page around the element: loading, without scripts, under its security policy.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hasFocus, hoursAreTold, product } from "./support.mjs";

const world = product();

test("nothing moves while the page loads", async (t) => {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 } });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.shift = 0;
    const add = (entries) => entries.forEach(({ value }) => (globalThis.shift += value));
    globalThis.observer = new PerformanceObserver((list) => add(list.getEntries()));
    globalThis.observer.observe({ type: "layout-shift", buffered: true });
    globalThis.takeRest = () => add(globalThis.observer.takeRecords());
  });
  // The WebAssembly comes late, so that the page is painted before and after.
  await page.route("**/*.wasm", async (route) => {
    await page.getByRole("table").waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await route.continue();
  });
  await page.goto(world.server.url);
  await page.locator(".strip button:enabled").first().waitFor();
  await hoursAreTold(page);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.evaluate(() => globalThis.takeRest());
  assert.equal(await page.evaluate(() => globalThis.shift), 0);
});

test("the heading stands there before the WebAssembly does, and is the catalogue's", async (t) => {
  const page = await world.open(t);
  const html = await (await page.request.get(world.server.url)).text();
  for (const text of [page.getByRole("heading", { level: 1 }), page.locator(".head__lede")]) {
    assert.ok(html.includes(`>${await text.innerText()}<`), `${await text.innerText()} stands in the page`);
  }
  assert.equal(await page.title(), "Which support plan fits?");
  assert.ok(await page.locator("meta[name=description]").getAttribute("content"));
});

for (const [what, files] of [
  ["WebAssembly", "**/*.wasm"],
  ["glue", "**/plan-configurator-glue-*.js*"],
]) {
  test(`when the ${what} cannot be loaded, the page says so and can try again`, async (t) => {
    const context = await world.browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.route(files, (route) => route.abort());
    await page.goto(world.server.url);
    const notice = page.getByRole("alert").filter({ hasText: "The plans could not be loaded." });
    await notice.getByText("Your answers are kept").waitFor();
    await notice.getByRole("button", { name: "Write to us" }).click();
    await hasFocus(page.getByRole("radio", { name: "Request: MSA Start" }));
    await page.keyboard.press("Space");
    await page.getByLabel("Your name").waitFor();
    await page.unroute(files);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".strip button:enabled").first().waitFor();
  });
}

test("the page stores nothing of the visitor's in the browser and asks nobody else for anything", async (t) => {
  const context = await world.browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(world.server.url);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  assert.deepEqual([...hosts], [new URL(world.server.url).origin]);
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

test("the element can be removed and put back", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await page.evaluate(() => {
    const element = document.querySelector("plan-configurator");
    element.remove();
    document.body.append(element);
  });
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await page.getByRole("heading", { name: "MSA Start", level: 2 }).waitFor();
});

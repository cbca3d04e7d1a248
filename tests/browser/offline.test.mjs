// The product page without network, and what a newer build does to one that is open: nothing, unless it is asked for.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Server } from "./server.mjs";
import { setting } from "./settings.mjs";
import { answerForBusiness, fillContact, isFollowed, isMounted, patient, product, until, useTool } from "./support.mjs";

const world = product();
const WORKER = "plan-configurator-worker.js";
const LOADER = "plan-configurator.js";

/** A server of a copy of the site, which a test may stop and change. Its worker waits for it as long as a test does. */
async function deployed(t) {
  const folder = await mkdtemp(join(tmpdir(), "plan-configurator-site-"));
  await cp(setting("PLAN_SITE"), folder, { recursive: true });
  const write = async (name, text) => {
    await writeFile(join(folder, name), text);
    for (const compressed of [".br", ".gz"]) await rm(join(folder, name + compressed), { force: true });
  };
  const change = async (name, edit) => write(name, edit(await readFile(join(folder, name), "utf8")));
  await change(WORKER, patient);
  const server = await Server.start(folder);
  t.after(async () => {
    await server.remove();
    await rm(folder, { recursive: true });
  });
  const hash = async (name) => `sha256-${createHash("sha256").update(await readFile(join(folder, name))).digest("base64")}`;
  /** Puts another build in its place: one whose page and whose loader say so, and whose glue has another name. */
  const deploy = async ({ isWhole = true } = {}) => {
    const before = await hash(LOADER);
    const page = await readFile(join(folder, "index.html"), "utf8");
    const [glue] = page.match(/plan-configurator-glue-[0-9a-f]{16}\.js/);
    const newer = "plan-configurator-glue-2222222222222222.js";
    await cp(join(folder, glue), join(folder, newer));
    await change("index.html", (page) => page.replaceAll(glue, newer).replace("<main>", '<main data-build="second">'));
    await change(LOADER, (loader) => `${loader.replaceAll(glue, newer)}\nglobalThis.secondLoader = true;\n`);
    const after = isWhole ? await hash(LOADER) : before;
    await change(WORKER, (worker) => {
      const changed = worker.replaceAll(glue, newer).replace(before, after).replace(/"[0-9a-f]{16}"/, '"2222222222222222"');
      assert.notEqual(changed, worker);
      return changed;
    });
  };
  return { server, deploy };
}

/** Opens the page in a browser of its own. Everything that goes wrong in it fails the test, but what is `expected`. */
async function visit(t, url, expected) {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const faults = [];
  context.on("page", (page) => {
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults.filter((fault) => !expected?.test(fault)), []);
  });
  const page = await context.newPage();
  await page.goto(url);
  await isMounted(page);
  return page;
}

/** Waits until the worker answers for the page. */
const isKept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");

/** Which build's page and loader a page runs. */
const builds = (page) =>
  page.evaluate(() => [document.querySelector("main").dataset.build ?? "first", globalThis.secondLoader ? "second" : "first"]);

const cacheNames = (page) => page.evaluate(() => caches.keys());

const update = (page) => page.getByRole("status").filter({ hasText: "A newer version of this page is ready." });

test("after one visit the page works without network and server", async (t) => {
  const { server } = await deployed(t);
  const page = await visit(t, server.url);
  await isKept(page);
  await page.context().setOffline(true);
  await server.stop();
  const failed = [];
  // A visit that ends ends what it still asked for.
  page.on("requestfailed", (request) => request.failure().errorText !== "net::ERR_ABORTED" && failed.push(request.url()));

  for (const address of ["/", "/?utm_source=mail", "/index.html#plans"]) {
    await page.goto(server.url + address);
    await isMounted(page);
    await answerForBusiness(page);
  }
  await page.reload();
  await isMounted(page);
  await answerForBusiness(page);

  // Links, presenting and printing too.
  await page.goto(`${server.url}/?to=a-customer#v1;contacts=3;plans=plus,business`);
  await isMounted(page);
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
  // From then on the key does something.
  await isFollowed(page);
  await page.keyboard.press("F8");
  await page.getByRole("dialog", { name: "Present" }).getByRole("heading", { name: "Recommended: MSA Business" }).waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (globalThis.print = () => {}));
  await useTool(page, "Print or save as PDF…");
  await page.getByRole("dialog").getByRole("button", { name: "Print" }).click();
  await page.locator(".printed-sheet .code").waitFor({ state: "attached" });
  assert.deepEqual(failed, []);
});

test("the first visit goes on when the network goes", async (t) => {
  const { server } = await deployed(t);
  const page = await visit(t, server.url);
  await isKept(page);
  await answerForBusiness(page);
  await server.stop();
  await page.reload();
  await isMounted(page);
  // The answers are in the address.
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
});

test("no answer of the server's is kept, and no request is answered from what is kept", async (t) => {
  const { server } = await deployed(t);
  const page = await visit(t, server.url, /ERR_CONNECTION_REFUSED/);
  await isKept(page);
  await page.reload();
  await isMounted(page);
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await server.stop();
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByText("No answer came from the server.").waitFor();
  await server.restart();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();

  const kept = await page.evaluate(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => url);
  });
  assert.ok(kept.includes(`${server.url}/`) && kept.length > 5);
  const others = kept.filter((url) => /\/api\/|embed|frame|\.html|\.json|\.d\.ts|worker|\.br$|\.gz$/.test(url));
  assert.deepEqual(others, []);
  assert.equal(server.stored().length, 1);
});

/** Looks for a newer worker, as browsers do now and then while a page is open. */
const lookForNewer = (page) => page.evaluate(async () => void (await navigator.serviceWorker.ready).update().catch(() => {}));

test("a newer build is offered to an open page, and takes along what stands in its form", async (t) => {
  const { server, deploy } = await deployed(t);
  // Where embed.html is no frame, browsers ask for the icon that it does not name.
  const page = await visit(t, server.url, /status of 404/);
  await isKept(page);
  const [first] = await cacheNames(page);
  await page.evaluate(() => caches.open("somebody else's"));
  await deploy();
  await lookForNewer(page);
  await update(page).waitFor();

  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByLabel("Message").fill("We have 12 sites.");
  assert.deepEqual(await builds(page), ["first", "first"], "nothing changes by itself");
  // Whoever embeds the element has what the server has.
  const embed = await page.context().newPage();
  await embed.goto(`${server.url}/embed.html`);
  await isMounted(embed);
  assert.equal(await embed.evaluate(() => globalThis.secondLoader), true);
  await embed.close();

  await page.keyboard.press("Escape");
  await update(page).getByRole("button", { name: "Update now" }).click();
  await page.waitForFunction(() => globalThis.secondLoader);
  await isMounted(page);
  assert.deepEqual(await builds(page), ["second", "second"]);
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
  assert.equal(await page.getByLabel("Message").inputValue(), "We have 12 sites.");
  const names = await cacheNames(page);
  assert.equal(names.length, 2);
  assert.ok(names.includes("somebody else's") && !names.includes(first));
  assert.equal(await update(page).count(), 0);

  await server.stop();
  await page.reload();
  await isMounted(page);
  assert.deepEqual(await builds(page), ["second", "second"]);
});

test("the server's page comes first, and its build is then kept without a question", async (t) => {
  const { server, deploy } = await deployed(t);
  const page = await visit(t, server.url);
  await isKept(page);
  const [first] = await cacheNames(page);
  await deploy();

  await page.reload();
  await isMounted(page);
  assert.deepEqual(await builds(page), ["second", "second"]);
  await until(page, `async () => !(await caches.keys()).includes(${JSON.stringify(first)})`);
  assert.equal(await update(page).count(), 0, "there is nothing newer");
  await server.stop();
  await page.reload();
  await isMounted(page);
  assert.deepEqual(await builds(page), ["second", "second"]);
  await answerForBusiness(page);
});

test("an update in one window leaves the others as they are, and offers it to them", async (t) => {
  const { server, deploy } = await deployed(t);
  const page = await visit(t, server.url);
  await isKept(page);
  const other = await page.context().newPage();
  await other.goto(server.url);
  await isMounted(other);
  await answerForBusiness(other);
  await isFollowed(other);
  await deploy();

  await page.reload();
  await page.waitForFunction(() => globalThis.secondLoader);
  await update(other).waitFor();
  await other.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
  assert.deepEqual(await builds(other), ["first", "first"]);
  await update(other).getByRole("button", { name: "Update now" }).click();
  await other.waitForFunction(() => globalThis.secondLoader);
  await other.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
});

test("a build that is not whole is not kept", async (t) => {
  const { server, deploy } = await deployed(t);
  const page = await visit(t, server.url);
  await isKept(page);
  await deploy({ isWhole: false });
  const end = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise((resolve) => registration.addEventListener("updatefound", () => resolve(registration.installing)));
    registration.update().catch(() => {});
    const worker = await found;
    if (worker.state === "installing") await new Promise((resolve) => (worker.onstatechange = resolve));
    return worker.state;
  });
  assert.equal(end, "redundant");
  await server.stop();
  await page.reload();
  await isMounted(page);
  assert.deepEqual(await builds(page), ["first", "first"]);
});

test("an operator can switch it off: nothing is kept any more, and the page works", async (t) => {
  const { server } = await deployed(t);
  const page = await visit(t, server.url);
  await isKept(page);
  await page.evaluate(() => caches.open("somebody else's"));
  await server.stop();
  await server.restart(["--no-offline"]);

  await page.reload();
  await isMounted(page);
  await until(page, async () => {
    const [names, registration] = await Promise.all([caches.keys(), navigator.serviceWorker.getRegistration()]);
    return names.length === 1 && names[0] === "somebody else's" && !registration;
  });
  await answerForBusiness(page);
  assert.equal(await update(page).count(), 0);
  await page.reload();
  await isMounted(page);
  await answerForBusiness(page);
});

for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
  test(`the notice is reached and answered by keyboard, ${colorScheme} at ${width}`, async (t) => {
    const { server, deploy } = await deployed(t);
    const page = await visit(t, server.url);
    await isKept(page);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 700 });
    await deploy();
    await lookForNewer(page);
    await update(page).waitFor();
    const box = await update(page).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width && box.y + box.height <= 700, "all of it is on the screen");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const later = update(page).getByRole("button", { name: "Later" });
    await update(page).getByRole("button", { name: "Update now" }).focus();
    await page.keyboard.press("Tab");
    assert.ok(await later.evaluate((button) => button.matches(":focus-visible")));
    assert.notEqual(await later.evaluate((button) => getComputedStyle(button).outlineStyle), "none");
    await page.keyboard.press("Enter");
    await update(page).waitFor({ state: "detached" });
    assert.deepEqual(await builds(page), ["first", "first"]);
  });
}

for (const [what, path, count, html] of [
  // That one does shows that the others would have by then.
  ["the product page", "/", 1],
  ["a page with the element", "/host", 0, `<script type="module" src="/${LOADER}"></script><plan-configurator></plan-configurator>`],
  ["a page with a frame of embed.html", "/host", 0, '<iframe src="/embed.html"></iframe>'],
  ["embed.html by itself", "/embed.html", 0],
  ["a page with a frame of the product page", "/host", 0, '<iframe src="/"></iframe>'],
]) {
  test(`${what} registers ${count === 0 ? "no" : "a"} worker`, async (t) => {
    const page = await world.blank(t, {
      before: () => {
        globalThis.registered = 0;
        ServiceWorkerContainer.prototype.register = async () => top.registered++;
      },
    });
    const body = `<!doctype html><html lang="en"><title>Host</title>${html}</html>`;
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.clock.install();
    await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto(world.server.url + path);
    const frame = page.frames().at(-1);
    await isMounted(frame);
    const isProductPage = new URL(frame.url()).pathname === "/";
    if (isProductPage) await isFollowed(frame);
    // The visitor pauses.
    await page.clock.fastForward("01:00");
    assert.equal(await page.evaluate(() => globalThis.registered), count);
    const own = asked.filter((url) => url.includes("plan-configurator-page-features-"));
    assert.equal(own.length, isProductPage ? 1 : 0, "what the page does around the element is the product page's alone");
  });
}

test("browsers ask for the worker each time, and the page does without one that is not there", async (t) => {
  const response = await fetch(`${world.server.url}/${WORKER}`);
  assert.equal(response.headers.get("cache-control"), "no-cache");
  assert.match(response.headers.get("content-type"), /javascript/);

  const page = await world.blank(t, { serviceWorkers: "block" });
  const told = page.waitForEvent("console", (message) => message.text().includes("not kept for when there is no network"));
  await page.goto(world.server.url);
  assert.equal((await told).type(), "info");
  await answerForBusiness(page);
});

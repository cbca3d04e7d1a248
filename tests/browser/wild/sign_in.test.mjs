// The product page behind a sign-in, a redirect or somebody else's page: none of them is ever kept in the page's place, and whoever was
// shut out by one that was is let in again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, isMounted, patient, product, until } from "../support.mjs";
import { answerPage, redirect, startProxy } from "./proxy.mjs";

const world = product();
const WORKER = "/plan-configurator-worker.js";
const SIGN_IN = "<h1>Sign in</h1><a href='/signed-in'>Sign in as Ada</a>";

/** A proxy in front of the server, whose worker waits for it as long as a test does. */
async function startPatient(t) {
  const beneath = await startProxy(t, () => world.server.url);
  beneath.answer = ({ url }, response) => url === WORKER && changedWorker(response, patient);
  return startProxy(t, () => beneath.url);
}

/** A proxy that asks for a sign-in: by `ask`, whoever has not signed in and wants the page. */
async function behindSignIn(t, ask = (response) => redirect(response, "/sign-in")) {
  const proxy = await startPatient(t);
  proxy.isNeeded = true;
  proxy.answer = ({ url, headers }, response) => {
    if (url === "/sign-in") return answerPage(response, SIGN_IN);
    if (url === "/signed-in") {
      response.setHeader("set-cookie", "session=1; Path=/");
      return redirect(response, "/");
    }
    const isPage = ["/", "/index.html"].includes(url.split("?")[0]);
    return isPage && proxy.isNeeded && !headers.cookie?.includes("session=1") && ask(response);
  };
  return proxy;
}

/** A page in a browser of its own, in which a registration's end can be waited for. */
async function browse(t) {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 } });
  t.after(() => context.close());
  await context.addInitScript(() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = async function (...values) {
      const registration = await register.apply(this, values);
      globalThis.isRegistered = true;
      return registration;
    };
  });
  return context.newPage();
}

const isKept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");

const isRefused = (page) => until(page, async () => globalThis.isRegistered && !(await navigator.serviceWorker.getRegistration()));
const signInIsShown = (page) => page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();

async function signIn(page) {
  await signInIsShown(page);
  await page.getByRole("link", { name: "Sign in as Ada" }).click();
  await isMounted(page);
}

/** What every cache keeps of the page's address. */
const keptPages = (page) =>
  page.evaluate(async () => {
    const pages = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).match("/")));
    return Promise.all(pages.filter(Boolean).map(async (page) => [page.redirected, await page.text()]));
  });

/** The page behind a proxy, once it is kept. Unless it `isPatient`, the worker gives the server as little time as visitors are to wait. */
async function onceKept(t, isPatient = true) {
  const proxy = await (isPatient ? startPatient(t) : startProxy(t, () => world.server.url));
  const page = await browse(t);
  await page.goto(proxy.url);
  await isMounted(page);
  await isKept(page);
  return { proxy, page };
}

test("a session that has ended leads to the sign-in, and from there back to the page, which goes on without network", async (t) => {
  const proxy = await behindSignIn(t);
  const page = await browse(t);
  await page.goto(proxy.url);
  await signIn(page);
  await isKept(page);
  await page.context().clearCookies();
  await page.goto(`${proxy.url}/?utm_source=mail`);
  await signIn(page);
  await page.context().clearCookies();
  proxy.stop();
  await page.goto(proxy.url);
  await isMounted(page);
  await answerForBusiness(page);
});

for (const [what, ask] of [
  ["a redirect to a sign-in", (response) => redirect(response, "/sign-in")],
  ["a redirect to index.html", (response) => redirect(response, "/index.html?")],
  ["a sign-in page with status 200", (response) => answerPage(response, SIGN_IN)],
  ["a page of another build", (response) => answerPage(response, "<plan-configurator></plan-configurator>")],
  ["an error", (response) => answerPage(response, "Gone", 500)],
]) {
  test(`${what} is never kept in the page's place, and the page opens ever after`, async (t) => {
    const proxy = await startProxy(t, () => world.server.url);
    // The browser shows the page; what the worker asks for is answered otherwise.
    proxy.answer = ({ url, headers }, response) => url === "/" && headers["sec-fetch-dest"] === "empty" && ask(response);
    const page = await browse(t);
    await page.goto(proxy.url);
    await isMounted(page);
    await isRefused(page);
    assert.deepEqual(await keptPages(page), []);
    proxy.answer = () => false;
    await page.reload();
    await isMounted(page);
    await isKept(page);
    proxy.stop();
    await page.reload();
    await isMounted(page);
  });

  test(`${what} while a newer build installs leaves the old one at work`, async (t) => {
    const { proxy, page } = await onceKept(t);
    const [[, kept]] = await keptPages(page);
    proxy.answer = ({ url, headers }, response) => {
      if (url === "/") return headers["sec-fetch-dest"] === "empty" && ask(response);
      return url === WORKER && newerWorker(response);
    };
    const end = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const found = new Promise((resolve) => registration.addEventListener("updatefound", () => resolve(registration.installing)));
      registration.update().catch(() => {});
      const worker = await found;
      while (worker.state === "installing") await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
      return worker.state;
    });
    assert.equal(end, "redundant");
    assert.deepEqual(await keptPages(page), [[false, kept]]);
    proxy.stop();
    await page.reload();
    await isMounted(page);
  });
}

/** Answers with the built worker, changed. */
function changedWorker(response, change) {
  fetch(world.server.url + WORKER)
    .then((answer) => answer.text())
    .then((worker) => {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-cache" });
      response.end(change(worker));
    });
  return true;
}

/** The built worker as that of another build: with another version. */
const newerWorker = (response) => changedWorker(response, (worker) => patient(worker).replace(/"[0-9a-f]{16}"/, '"2222222222222222"'));

/** The worker that once was built: it kept whatever a redirect led to, and answered by that alone. */
function formerWorker(response) {
  const former = () => {
    const page = new URL("./", location).href;
    const name = `plan-configurator ${page} 0123456789abcdef`;
    addEventListener("install", (event) =>
      event.waitUntil(caches.open(name).then((cache) => cache.addAll([new Request(page, { cache: "reload" })]))),
    );
    addEventListener("activate", (event) => event.waitUntil(clients.claim()));
    addEventListener("fetch", (event) => {
      if (event.request.mode !== "navigate" || event.request.url.split(/[?#]/)[0] !== page) return;
      event.respondWith(caches.open(name).then((cache) => cache.match(page)));
    });
  };
  response.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-cache" });
  response.end(`(${former})()`);
  return true;
}

for (const [what, ask] of [
  ["a redirect", (response) => redirect(response, "/sign-in")],
  ["a sign-in page with status 200", (response) => answerPage(response, SIGN_IN)],
]) {
  for (const isSignedIn of [true, false]) {
    test(`a browser in which ${what} was kept is let in again, ${isSignedIn ? "signed in" : "signed out"}`, async (t) => {
      const proxy = await behindSignIn(t, ask);
      const withSignIn = proxy.answer;
      proxy.answer = (request, response) => {
        if (request.url === WORKER) return formerWorker(response);
        // What the worker asked for was answered by the sign-in.
        if (request.url === "/" && request.headers["sec-fetch-dest"] === "empty") return ask(response);
        return withSignIn(request, response);
      };
      const page = await browse(t);
      await page.goto(proxy.url);
      await signIn(page);
      await isKept(page);
      if (!isSignedIn) await page.context().clearCookies();
      // It is shut out.
      await page.goto(proxy.url).then(
        () => signInIsShown(page),
        (error) => assert.match(error.message, /ERR_FAILED/),
      );

      proxy.answer = withSignIn;
      // As browsers do after each visit, this looks for a newer worker, which takes over by itself from one that is at work.
      const other = await page.context().newPage();
      await other.goto(`${proxy.url}/embed.html`);
      await other.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      await until(other, async () => {
        const { installing, waiting } = await navigator.serviceWorker.getRegistration();
        return !installing && !waiting && !(await caches.keys()).some((name) => name.endsWith(" 0123456789abcdef"));
      });
      await other.goto(proxy.url);
      if (!isSignedIn) await signIn(other);
      await isMounted(other);
      // From then on it is kept as it should be.
      await until(other, async () => {
        const pages = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).match("/")));
        return pages.some((page) => page && !page.redirected);
      });
      proxy.stop();
      await other.goto(proxy.url);
      await isMounted(other);
    });
  }
}

for (const [what, answer] of [
  ["that answers with an error", (response) => answerPage(response, "Bad gateway", 502)],
  ["that does not answer", () => true],
  ["that breaks off", (response) => response.destroy() ?? true],
]) {
  test(`beside a server ${what} the page is the one that is kept`, async (t) => {
    const { proxy, page } = await onceKept(t, what !== "that does not answer");
    proxy.answer = ({ url }, response) => url === "/" && answer(response);
    await page.reload();
    await isMounted(page);
    await answerForBusiness(page);
  });
}

for (const [what, answer] of [
  ["refuses the visitor", (response) => answerPage(response, SIGN_IN, 401)],
  ["sends somebody else's page", (response) => answerPage(response, SIGN_IN)],
  ["asks for the network's own sign-in", (response) => answerPage(response, SIGN_IN, 511)],
]) {
  test(`a server that ${what} is heard, though the page is kept`, async (t) => {
    const { proxy, page } = await onceKept(t);
    proxy.answer = ({ url }, response) => url === "/" && answer(response);
    await page.reload();
    await signInIsShown(page);
    proxy.answer = () => false;
    await page.goto(proxy.url);
    await isMounted(page);
  });
}

// The element on pages of other sites: in a frame that is as high as what it shows, and as it is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Site, answerForBusiness, fillContact, hoursAreTold, product } from "./support.mjs";

const world = product();

const [host, stranger] = [new Site(), new Site()];
before(() => Promise.all([host.listen(), stranger.listen()]));
after(() => Promise.all([host.close(), stranger.close()]));

const iframe = (query = "", attributes = "") =>
  `<iframe title="Plans" src="${world.server.url}/embed.html${query}" style="width:100%;border:0" ${attributes}></iframe>`;
const listener = () => `<script type="module" src="${world.server.url}/plan-configurator-frame.js"></script>`;
const heightMessage = (height) => ({ type: "plan-configurator:height", version: 1, height });

/** Opens a page. Everything that goes wrong in it and its frames fails the test. */
async function open(t, url, { before, expected, ...options } = {}) {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults.filter((fault) => !expected?.test(fault)), []);
  });
  // Keeps what the page is told, in order.
  await page.addInitScript(() => {
    globalThis.told = [];
    addEventListener("message", ({ data, origin }) => told.push({ data, origin }));
  });
  await before?.(page);
  await page.goto(url);
  return page;
}

/** The document in a frame, once it can be used. */
async function inside(page, at = 0) {
  const frame = await (await page.locator("iframe").nth(at).elementHandle()).contentFrame();
  await frame.locator(".strip button:enabled").first().waitFor();
  return frame;
}

/** Waits until a frame is exactly as high as what it shows, and higher or lower than it was, and gives its height. */
async function fits(frame, { above = 0, below = Infinity } = {}) {
  // A browser draws nothing in a frame that is out of sight, and so tells nothing of it; nor do the hours tell the time there.
  await (await frame.frameElement()).evaluate((element) => element.scrollIntoView());
  await hoursAreTold(frame);
  const found = await frame.waitForFunction(
    ([above, below]) => {
      const is = innerHeight === Math.ceil(document.body.getBoundingClientRect().height);
      return is && innerHeight > above && innerHeight < below && innerHeight;
    },
    [above, below],
  );
  return found.jsonValue();
}

/** Waits until the page has been told everything that a window posted to it before. */
async function settle(page, window) {
  const mark = Math.random();
  await window.evaluate((mark) => parent.postMessage({ mark }, "*"), mark);
  await page.waitForFunction((mark) => told.some(({ data }) => data?.mark === mark), mark);
}

const heights = (page) => page.evaluate(() => told.filter(({ data }) => data?.type === "plan-configurator:height"));
const styleHeight = (page, at = 0) => page.locator("iframe").nth(at).evaluate((frame) => frame.style.height);

test("a frame is as high as what it shows, whatever is opened, closed or answered", async (t) => {
  const page = await open(t, host.page(iframe() + listener()));
  const frame = await inside(page);
  const closed = await fits(frame, { above: 300 });

  await frame.getByRole("button", { name: "Break/Fix Incidents" }).click();
  const opened = await fits(frame, { above: closed });
  await frame.getByRole("button", { name: "Break/Fix Incidents" }).click();
  assert.equal(await fits(frame, { below: opened }), closed);
  await answerForBusiness(frame);
  await fits(frame);
  await frame.getByRole("button", { name: "Request MSA Business" }).click();
  await fits(frame, { above: closed });

  await page.setViewportSize({ width: 400, height: 900 });
  await fits(frame, { above: opened });
});

test("a frame that comes later is as high as what it shows too", async (t) => {
  const page = await open(t, host.page(listener()));
  await page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), iframe());
  await fits(await inside(page), { above: 300 });
});

test("a listener that comes later is told too, also while the frame is out of sight", async (t) => {
  const page = await open(t, host.page(`<p style="height:5000px"></p>${iframe()}`));
  const frame = await inside(page);
  await settle(page, frame);
  assert.equal(await styleHeight(page), "", "without the script the frame keeps its height, and scrolls");
  const { height, shown } = await frame.evaluate(() => {
    return { height: document.body.getBoundingClientRect().height, shown: innerHeight };
  });
  assert.ok(height > shown);
  await page.addScriptTag({ type: "module", url: `${world.server.url}/plan-configurator-frame.js` });
  await page.waitForFunction(() => parseInt(document.querySelector("iframe").style.height, 10) > 300);
  await fits(frame, { above: 300 });
});

test("on a page of the same site the frame is as high as what it shows", async (t) => {
  const url = `${world.server.url}/around`;
  const body = `<!doctype html><title>Around</title>${iframe()}${listener()}`;
  const page = await open(t, url, { before: (page) => page.route(url, (route) => route.fulfill({ contentType: "text/html", body })) });
  await fits(await inside(page), { above: 300 });
});

test("a height counts from the frame itself alone, and only as it is described", async (t) => {
  const strange = `<iframe title="Strange" src="${stranger.page("")}"></iframe>`;
  const page = await open(t, host.page(iframe() + iframe() + strange + listener()));
  const [first, second] = [await inside(page, 0), await inside(page, 1)];
  const third = await (await page.locator("iframe").nth(2).elementHandle()).contentFrame();
  const height = await fits(first, { above: 300 });
  await fits(second, { above: 300 });

  const post = (window, messages) =>
    window.evaluate((messages) => messages.forEach((message) => parent.postMessage(message, "*")), messages);
  await post(third, [heightMessage(4321)]);
  await post(page, [heightMessage(4321)]);
  const strangeNumbers = ["4321", null, -1, 0, 1e6, NaN, Infinity].map(heightMessage);
  const strangeKinds = [null, "4321", { ...heightMessage(4321), version: 2 }, { ...heightMessage(4321), type: "height" }];
  await post(first, [...strangeNumbers, ...strangeKinds]);
  for (const window of [first, third, page]) await settle(page, window);
  assert.deepEqual([await styleHeight(page, 0), await styleHeight(page, 2)], [`${height}px`, ""]);

  await post(second, [heightMessage(4321)]);
  await settle(page, second);
  assert.deepEqual([await styleHeight(page, 0), await styleHeight(page, 1)], [`${height}px`, "4321px"]);

  await second.goto(stranger.page(""));
  await post(second, [heightMessage(1234)]);
  await settle(page, second);
  assert.equal(await styleHeight(page, 1), "4321px", "what another site shows in the frame says nothing");
});

test("the frame tells its height to the page around it as docs/iframe.md describes it", async (t) => {
  const page = await open(t, host.page(iframe()));
  const frame = await inside(page);
  await hoursAreTold(frame);
  const height = await frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
  const isTold = (height) => told.findLast(({ data }) => data?.type === "plan-configurator:height")?.data.height === height;
  await page.waitForFunction(isTold, height);
  await settle(page, frame);
  assert.deepEqual((await heights(page)).at(-1), { data: heightMessage(height), origin: world.server.url });
});

/** Makes the browser one that does not say which pages are around a frame. */
const withoutAncestors = (page) =>
  page.route("**/embed-*.js", async (route) => {
    const body = await (await route.fetch()).text();
    assert.ok(body.includes("ancestorOrigins"));
    await route.fulfill({ contentType: "text/javascript", body: body.replaceAll("ancestorOrigins", "none") });
  });

test("where the browser does not say what is around the frame, nothing is told before a hello from there", async (t) => {
  const page = await open(t, host.page(iframe("", 'referrerpolicy="no-referrer"')), { before: withoutAncestors });
  const frame = await inside(page);
  await settle(page, frame);
  const hello = (message) => page.evaluate((message) => frames[0].postMessage(message, "*"), message);
  await hello({ type: "plan-configurator:hello", version: 2 });
  await hello({ type: "hello", version: 1 });
  await hello(null);
  await frame.evaluate(() => postMessage({ type: "plan-configurator:hello", version: 1 }, "*"));
  await frame.evaluate(() => new Promise((resolve) => ((onmessage = resolve), postMessage("the last", "*"))));
  await settle(page, frame);
  assert.deepEqual(await heights(page), []);

  await hello({ type: "plan-configurator:hello", version: 1 });
  await page.waitForFunction(() => told.some(({ data }) => data?.type === "plan-configurator:height"));

  // The listener says it by itself.
  const listened = await open(t, host.page(iframe("", 'referrerpolicy="no-referrer"') + listener()), { before: withoutAncestors });
  await fits(await inside(listened), { above: 300 });
});

test("where the browser says it by the referrer alone, a link within the frame does not hide who is around it", async (t) => {
  const page = await open(t, host.page(iframe()), { before: withoutAncestors });
  const frame = await inside(page);
  await page.waitForFunction(() => told.some(({ data }) => data?.type === "plan-configurator:height"));

  // The referrer is the frame's own site from there on.
  await frame.evaluate(() => location.assign("embed.html?theme=dark"));
  await frame.waitForURL("**/embed.html?theme=dark");
  await frame.locator(".strip button:enabled").first().waitFor();
  assert.equal(await frame.evaluate(() => new URL(document.referrer).origin), world.server.url);
  await page.evaluate(() => ((told.length = 0), frames[0].postMessage({ type: "plan-configurator:hello", version: 1 }, "*")));
  await page.waitForFunction(() => told.some(({ data }) => data?.type === "plan-configurator:height"));
});

test("the address says what may be said of the element, and nothing else", async (t) => {
  const said = { lang: "en", theme: "dark", plans: "plus business", show: "questions,comparison,request", plan: "business" };
  const all = { ...said, "time-zone": "Europe/Berlin", catalog: "https://other.example/c", endpoint: "https://other.example/e", id: "x" };
  const page = await open(t, host.page(iframe(`?${new URLSearchParams(all)}`)));
  const frame = await inside(page);
  const element = frame.locator("plan-configurator");
  for (const [name, value] of Object.entries({ ...said, "time-zone": "Europe/Berlin" })) {
    assert.equal(await element.getAttribute(name), value);
  }
  for (const name of ["catalog", "endpoint", "id"]) {
    assert.doesNotMatch((await element.getAttribute(name)) ?? "", /other|x/, name);
  }
  assert.equal(await frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
});

test("a request is sent from within the frame and stored", async (t) => {
  const page = await open(t, host.page(iframe() + listener()));
  const frame = await inside(page);
  await answerForBusiness(frame);
  await frame.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(frame);
  await frame.getByRole("button", { name: "Send request" }).click();
  await frame.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  isStored(await frame.locator(".receipt__reference").innerText());
});

test("the answer to a plain form is shown in the frame, and leads back within it", async (t) => {
  const form = `<!doctype html><html lang="en"><title>Plans</title><form method="post" action="/api/plan-requests">
    <input type="hidden" name="plan" value="business"><input type="hidden" name="catalog_id" value="msa">
    <input type="hidden" name="catalog_version" value="2026-11"><label>Your name <input name="name"></label>
    <label>Work email <input name="email"></label> <label>Company <input name="company"></label>
    <button>Send request</button></form>`;
  const before = (page) => page.route("**/embed.html?*", (route) => route.fulfill({ contentType: "text/html", body: form }));
  const page = await open(t, host.page(iframe("?theme=dark")), { javaScriptEnabled: false, before, expected: /422/ });
  const frame = page.frameLocator("iframe");
  await fillContact(frame);
  await frame.getByLabel("Work email").fill("ada at example");
  await frame.getByRole("button", { name: "Send request" }).click();
  await frame.getByRole("alert").waitFor();
  await frame.getByLabel("Work email").fill("ada@example.com");
  await frame.getByRole("button", { name: "Send request" }).click();
  await frame.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  await isStored((await frame.locator("strong").first().innerText()).trim());
  await frame.locator("main > p:last-child > a").click();
  await frame.getByLabel("Your name").waitFor();
  assert.equal(page.frames()[1].url(), `${world.server.url}/embed.html?theme=dark`);
});

test("the element itself works on a page of another site, which sends its requests here", async (t) => {
  const script = `<script type="module" src="${world.server.url}/plan-configurator.js"></script>`;
  const page = await open(t, host.page(`${script}<plan-configurator></plan-configurator>`));
  await page.locator(".strip button:enabled").first().waitFor();
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  isStored(await page.locator(".receipt__reference").innerText());
});

function isStored(reference) {
  const stored = world.server.stored({ reference });
  assert.deepEqual(stored.map(({ plan, email }) => [plan, email]), [["business", "ada@example.com"]]);
}

test("in a frame as high as its content, what is recommended stands under the question that was answered", async (t) => {
  const page = await open(t, host.page(`${listener()}${iframe()}`));
  const frame = await inside(page);
  await fits(frame, { above: 1000 });
  const said = frame.locator(".question__says");
  for (const [choice, plan] of [["100 to 499", "MSA Plus"], ["2 hours", "MSA Business"]]) {
    await frame.getByRole("radio", { name: choice, exact: true }).check();
    const question = frame.locator(".question").filter({ has: frame.getByRole("radio", { name: choice, exact: true }) });
    await question.getByText(`Recommended: ${plan}`, { exact: true }).waitFor();
    assert.equal(await said.count(), 1);
    // The line makes it higher, and while it is cut off it is no frame as high as its content.
    await fits(frame, { above: 1000 });
  }
  await frame.getByRole("button", { name: "Request MSA Business" }).click();
  const [form, button] = await Promise.all(
    [frame.getByRole("dialog"), frame.locator("#request-recommended")].map((part) => part.boundingBox()),
  );
  assert.ok(Math.abs(form.y - button.y) < 400, `it opens at ${form.y}, and what was pressed is at ${button.y}`);
});

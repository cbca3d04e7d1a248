// Where a request came from: what the page's address and its host say of it, told with the request and nowhere else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Server } from "./server.mjs";
import { Site, answerForBusiness, fillContact, isMounted, product } from "./support.mjs";

const world = product();
const site = new Site();
let server;
before(async () => {
  await site.listen();
  server = await Server.start(undefined, ["--campaign-name", "ref"]);
});
after(() => Promise.all([site.close(), server?.remove()]));

const element = (attributes = "") =>
  `<script type="module" src="${server.url}/plan-configurator.js"></script><plan-configurator ${attributes}></plan-configurator>`;
const frame = (query) => `<iframe title="Plans" src="${server.url}/embed.html${query}" style="width:100%;height:700px"></iframe>`;

/** Sends a request from a page or a frame. */
async function send(page) {
  await page.locator(".strip button:enabled").first().waitFor();
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
}

/** The document in the frame of a page. */
const framed = async (page) => (await page.locator("iframe").elementHandle()).contentFrame();

/** What is stored of where the last request came from. That these tests type faster than people do is another matter. */
function stored() {
  const { campaign, page_address, variant } = server.stored().at(-1);
  return { campaign: JSON.parse(campaign), page: page_address, variant, suspect: suspicions().filter((word) => word !== "quick") };
}

/** Why the last request may be no person's. */
const suspicions = () => JSON.parse(server.stored().at(-1).suspect);

/** Opens a page of another site, with a query of its own. */
async function open(t, body, query = "") {
  const page = await world.blank(t);
  const address = site.page(body);
  // The site knows its pages by their whole addresses.
  const { pathname } = new URL(address);
  site.pages.set(pathname + query, site.pages.get(pathname));
  await page.goto(`${address}${query}#plans`);
  return [page, address];
}

test("the address of another site's page says it, of its query the names that are known alone, and nothing is kept", async (t) => {
  const query = "?utm_source=news%20letter&utm_medium=e+mail&gclid=1&ref=ada&session=secret";
  const [page, address] = await open(t, element('campaign-names="ref, partner"'), query);
  let body;
  page.on("request", (request) => request.method() === "POST" && (body = request.postDataJSON()));
  await send(page);
  const campaign = { ref: "ada", utm_medium: "e mail", utm_source: "news letter" };
  assert.deepEqual(stored(), { campaign, page: address, variant: null, suspect: [] });
  const { form_open, ...rest } = body.origin;
  assert.deepEqual(rest, { campaign, page: address }, "no more leaves the page than is stored");
  assert.ok(form_open >= 0 && form_open <= 2000, `${form_open}: not for how long beyond the least time`);
  const kept = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
  assert.deepEqual([kept, await page.context().cookies()], [["", 0, 0], []]);
});

test("what led to a page is still known once the page has taken it out of its address or goes on by itself", async (t) => {
  const [page, address] = await open(t, element(), "?utm_source=mail");
  await page.locator(".strip button:enabled").first().waitFor();
  await page.evaluate(() => history.replaceState(null, "", `${location.pathname}/further?id=7`));
  await send(page);
  assert.deepEqual(stored(), { campaign: { utm_source: "mail" }, page: `${address}/further`, variant: null, suspect: [] });
});

test("what the host says wins, by attribute and property, also later", async (t) => {
  const [page, address] = await open(t, element('campaign="utm_source=host&ref=h" variant="a"'), "?utm_campaign=page");
  await page.evaluate(() => (document.querySelector("plan-configurator").variant = "b"));
  await send(page);
  const campaign = { ref: "h", utm_source: "host" };
  assert.deepEqual(stored(), { campaign, page: address, variant: "b", suspect: [] });

  await page.evaluate(() => Object.assign(document.querySelector("plan-configurator"), { campaign: null, variant: null }));
  await page.getByRole("button", { name: "Close" }).first().click();
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.deepEqual(stored(), { campaign: { utm_campaign: "page" }, page: address, variant: null, suspect: [] });
});

test("the variant is in every event, and one that is too long is refused", async (t) => {
  const page = await world.host(t, `<!doctype html><html lang="en"><title>Host</title>
    <script type="module" src="/plan-configurator.js"></script><plan-configurator variant="b"></plan-configurator></html>`);
  await page.locator(".strip button:enabled").first().waitFor();
  await answerForBusiness(page);
  await page.evaluate(() => (document.querySelector("plan-configurator").variant = "x".repeat(41)));
  await page.waitForFunction(() => globalThis.events.some(([name]) => name === "plan-error"));
  const events = await page.evaluate(() => globalThis.events);
  assert.ok(events.length > 3);
  assert.deepEqual([...new Set(events.map(([, { variant }]) => variant))], ["b"]);
  assert.match(events.at(-1)[1].message, /^variant="x+" is not of at most 40 characters$/);
});

test("the product page says it, and the server knows the operator's names in its address", async (t) => {
  const page = await world.blank(t);
  await page.goto(`${server.url}/?utm_source=search&ref=b&token=secret`);
  await isMounted(page);
  await send(page);
  const campaign = { ref: "b", utm_source: "search" };
  assert.deepEqual(stored(), { campaign, page: `${server.url}/`, variant: null, suspect: [] });
});

test("in a frame it is the page around it that says it, by the script beside the frame", async (t) => {
  const script = `<script type="module" src="${server.url}/plan-configurator-frame.js"></script>`;
  const query = "?utm_source=host&ref=x&session=1";
  const [page, address] = await open(t, frame("?variant=b&campaign-names=ref") + script, query);
  const inside = await framed(page);
  await inside.locator("plan-configurator[data-page*=utm_source]").waitFor();
  assert.doesNotMatch(await inside.locator("plan-configurator").getAttribute("data-page"), /session/);
  await send(inside);
  const campaign = { ref: "x", utm_source: "host" };
  assert.deepEqual(stored(), { campaign, page: address, variant: "b", suspect: [] });
});

test("a frame on a page of its own origin knows that page without the script", async (t) => {
  const page = await world.blank(t);
  const body = `<!doctype html><html lang="en"><title>Host</title>${frame("?theme=dark")}</html>`;
  await page.route("**/host?*", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(`${server.url}/host?utm_source=own&session=1`);
  await send(await framed(page));
  assert.deepEqual(stored(), { campaign: { utm_source: "own" }, page: `${server.url}/host`, variant: null, suspect: [] });
});

test("a frame without the script knows its site, and what its own address says", async (t) => {
  const [page] = await open(t, frame("?utm_source=cms&ref=y"), "?utm_source=unknown");
  const inside = await framed(page);
  await send(inside);
  const campaign = { ref: "y", utm_source: "cms" };
  assert.deepEqual(stored(), { campaign, page: `${site.origin}/`, variant: null, suspect: [] });
});

test("no other window tells a frame where it stands", async (t) => {
  const [page] = await open(t, frame(""));
  const inside = await framed(page);
  await inside.locator(".strip button:enabled").first().waitFor();
  await inside.evaluate(() => postMessage({ type: "plan-configurator:page", version: 1, page: "https://evil.example/" }, "*"));
  const from = await page.evaluateHandle((html) => {
    const other = Object.assign(document.createElement("iframe"), { srcdoc: html });
    document.body.append(other);
    return new Promise((resolve) => (other.onload = () => resolve(other)));
  }, "<p>Another</p>");
  await from.evaluate((other) => {
    const script = `parent.frames[0].postMessage({ type: "plan-configurator:page", version: 1, page: "https://evil.example/" }, "*")`;
    other.contentWindow.eval(script);
  });
  await send(inside);
  assert.equal(stored().page, `${site.origin}/`);
});

test("without scripts the browser says from which page the form came, also once it was put right", async (t) => {
  const page = await world.blank(t, { javaScriptEnabled: false });
  world.expectedFault = /422|404/;
  await page.goto(`${server.url}/?utm_source=plain&ref=z&token=secret`);
  await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
  await page.keyboard.press("Space");
  await fillContact(page, "ada at example");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Work email").fill("ada@example.com");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  const campaign = { ref: "z", utm_source: "plain" };
  assert.deepEqual(stored(), { campaign, page: `${server.url}/`, variant: null, suspect: [] });
});

test("where the app cannot start the plain form says what the element knows", async (t) => {
  world.expectedFault = /ERR_FAILED|404/;
  const page = await world.blank(t);
  await page.route("**/*.wasm*", (route) => route.abort());
  const address = site.page(element('campaign="utm_source=host" variant="c"'));
  await page.goto(address);
  await page.getByRole("alert").filter({ hasText: "The plans could not be loaded." }).waitFor();
  await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
  await page.keyboard.press("Space");
  // What is asked is else the same as without scripts.
  await fillContact(page, "grace@example.com");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.deepEqual(stored(), { campaign: { utm_source: "host" }, page: address, variant: "c", suspect: [] });
});

test("the field that nobody sees is out of sight, reach and hearing, and what fills it in is stored as suspect", async (t) => {
  const page = await world.blank(t);
  await page.goto(server.url);
  await isMounted(page);
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  const field = page.locator("[name=topic]");
  const { width, height } = await field.boundingBox();
  assert.ok(width < 10 && height < 10, `${width} x ${height}, and none of it is drawn`);
  assert.equal(await field.evaluate((input) => getComputedStyle(input).clipPath), "inset(50%)");
  const names = await page.getByRole("dialog").getByRole("textbox").evaluateAll((boxes) => boxes.map(({ name }) => name));
  assert.deepEqual(names, ["name", "company", "email", "message"]);
  await page.getByLabel("Company", { exact: true }).focus();
  const reached = new Set();
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.querySelector("plan-configurator").shadowRoot.activeElement?.name));
  }
  assert.ok(reached.has("message") && !reached.has("topic"), [...reached].join());
  await field.evaluate((input) => (input.value = "Cheap watches"));
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.deepEqual(stored().suspect, ["honeypot"]);
});

/** Has the clock of a page's events go on by some time. */
const wait = (page, milliseconds) =>
  page.evaluate((milliseconds) => {
    const { get } = Object.getOwnPropertyDescriptor(Event.prototype, "timeStamp");
    Object.defineProperty(Event.prototype, "timeStamp", { get() { return get.call(this) + milliseconds; } });
  }, milliseconds);

test("what is sent sooner after the form was opened than a person can is marked, once; what the host filled in is not timed", async (t) => {
  const page = await world.blank(t);
  await page.goto(server.url);
  let origin;
  page.on("request", (request) => request.method() === "POST" && ({ origin } = request.postDataJSON()));
  await send(page);
  const { form_open } = origin;
  assert.ok(form_open >= 0, `${form_open}`);
  assert.deepEqual(suspicions(), form_open < 2000 ? ["quick"] : []);

  const slow = await world.blank(t);
  await slow.goto(server.url);
  await slow.locator(".strip button:enabled").first().waitFor();
  await answerForBusiness(slow);
  await slow.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(slow);
  // Closed and opened again, it was open since the first time.
  await slow.getByRole("button", { name: "Cancel" }).click();
  await wait(slow, 2000);
  await slow.getByRole("button", { name: "Request MSA Business" }).click();
  await slow.getByRole("button", { name: "Send request" }).click();
  await slow.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.deepEqual(suspicions(), []);

  const filled = await world.blank(t);
  await filled.goto(server.url);
  await isMounted(filled);
  await filled.evaluate(() => (document.querySelector("plan-configurator").prefill = { name: "Ada" }));
  await send(filled);
  assert.deepEqual(suspicions(), []);
});

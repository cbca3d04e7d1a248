// Replies that are not the server's: sign-in pages, captive portals, proxies. Nothing is said to be sent that was not, and the way out
// is told.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { answerForBusiness, fillContact, product } from "../support.mjs";

const world = product();

const API = "**/api/plan-requests";
const SIGN_IN = "<!doctype html><title>Sign in</title><form>Sign in</form>";

/** Closes a server, also to whoever keeps a connection to it. */
function shut(server) {
  server.close();
  server.closeAllConnections();
}

/** A sign-in page on another origin, which lets nobody else read it. */
let elsewhere;
before(async () => {
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(SIGN_IN));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  elsewhere = { server, url: `http://localhost:${server.address().port}/` };
});
after(() => shut(elsewhere.server));

/** Fills in the form and sends it to what answers like this. */
async function sent(t, reply, message = "A short message.") {
  world.expectedFault = /status of|ERR_|CORS|Access/;
  const page = await world.open(t);
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.getByLabel("Message (optional)").fill(message);
  await page.route(API, reply);
  await page.getByRole("button", { name: "Send request" }).click();
  return page;
}

async function isForeign(page) {
  await page.getByText("Something else answered in place of our server").waitFor();
  assert.equal(await page.getByRole("heading", { name: "Thank you" }).count(), 0);
  assert.equal(await page.locator("[aria-invalid=true]").count(), 0);
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
  assert.equal(await page.getByLabel("Message (optional)").inputValue(), "A short message.");
  const link = page.getByRole("link", { name: "Open in a new tab" });
  assert.equal(await link.evaluate((link) => link.href), `${world.server.url}/`);
  assert.equal(await link.getAttribute("target"), "_blank");
  // Once one has signed in, the same request is sent.
  await page.unroute(API);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
}

const html = (status) => (route) => route.fulfill({ status, contentType: "text/html", body: SIGN_IN });
const json = (status, body) => (route) => route.fulfill({ status, contentType: "application/json", body });

for (const [what, reply] of [
  ["a page with 200", html(200)],
  ["a page with 201", html(201)],
  ["no content", (route) => route.fulfill({ status: 204 })],
  ["a receipt without a reference", json(201, '{"reference":""}')],
  ["a receipt with a reference of blanks", json(201, '{"reference":" \\u200b"}')],
  ["a receipt whose reference is a number", json(201, '{"reference":7}')],
  ["another service's JSON", json(200, '{"ok":true}')],
  ["JSON that is null", json(200, "null")],
  ["401", html(401)],
  ["403", html(403)],
  ["403 in JSON", json(403, '{"errors":[]}')],
  ["511", html(511)],
  ["404 as a page", html(404)],
  ["422 as a page", html(422)],
]) {
  test(`${what} is not taken for an answer of ours`, async (t) => {
    await isForeign(await sent(t, reply));
  });
}

/** A host's server: its page has the element, and what is posted to it is sent on to another address. */
async function host(t, status, location) {
  const server = createServer((request, response) => {
    if (request.method === "POST") return response.writeHead(status, { location }).end();
    response.setHeader("content-type", "text/html");
    return response.end(`<!doctype html><title>Host</title><script type="module" src="${world.server.url}/plan-configurator.js"></script>
      <plan-configurator plan="business" endpoint="/app/api/plan-requests"></plan-configurator>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => shut(server));
  return `http://127.0.0.1:${server.address().port}`;
}

/** The host's page, in which a request was sent. */
async function sentFrom(t, address) {
  world.expectedFault = /ERR_|CORS|Access/;
  const page = await world.blank(t);
  await page.goto(`${address}/offer`);
  await page.getByRole("heading", { name: "Request MSA Business" }).waitFor();
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  return page;
}

for (const [what, address] of [["this site", () => `${world.server.url}/`], ["another site", () => elsewhere.url]]) {
  test(`a redirect to a sign-in page of ${what} is not taken for an answer of ours`, async (t) => {
    const own = await host(t, 302, address());
    const page = await sentFrom(t, own);
    await page.getByText("Something else answered in place of our server").waitFor();
    assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
    const link = page.getByRole("link", { name: "Open in a new tab" });
    assert.equal(await link.evaluate((link) => link.href), `${own}/app/`);
  });
}

test("a request that is sent on to where it is stored is stored", async (t) => {
  const page = await sentFrom(t, await host(t, 308, `${world.server.url}/api/plan-requests`));
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
});

test("too long is said of what is too long, and of nothing else", async (t) => {
  const tooLarge = html(413);
  const page = await sent(t, tooLarge);
  await page.getByText("The request could not be stored just now.").waitFor();
  assert.equal(await page.getByText("This is too long.").count(), 0);
  assert.equal(await page.locator("[aria-invalid=true]").count(), 0);

  const message = page.getByLabel("Message (optional)");
  await message.fill("é".repeat(4001));
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("This is too long.").waitFor();
  assert.equal(await message.getAttribute("aria-invalid"), "true");
  await page.getByText("Please check the marked fields.").waitFor();
});

for (const [what, reply] of [
  ["400 of ours without a place", json(400, '{"type":"urn:problem-type:plan-configurator:cut-off","status":400,"errors":[]}')],
  ["409 of ours", json(409, '{"type":"urn:problem-type:plan-configurator:conflict","status":409,"errors":[]}')],
  ["500", html(500)],
  ["503", html(503)],
  ["408", html(408)],
  ["429", html(429)],
]) {
  test(`${what} asks nobody to check a field`, async (t) => {
    const page = await sent(t, reply);
    await page.getByText("The request could not be stored just now.").waitFor();
    assert.equal(await page.locator("[aria-invalid=true]").count(), 0);
    assert.equal(await page.getByText("marked fields").count(), 0);
  });
}

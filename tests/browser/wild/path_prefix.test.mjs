// The product page behind a path of a proxy's, such as https://www.example.com/plans/.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, fillContact, isMounted, product } from "../support.mjs";
import { answerPage, startProxy } from "./proxy.mjs";

const world = product();

/** A proxy that hands on what is below `/plans`, without that, and knows nothing else. */
async function startPrefix(t) {
  const proxy = await startProxy(t, () => world.server.url);
  proxy.answer = (request, response) => {
    if (!request.url.startsWith("/plans")) return answerPage(response, "Not here", 404);
    request.url = request.url.slice("/plans".length).replace(/^(?!\/)/, "/");
    return false;
  };
  return `${proxy.url}/plans`;
}

test("behind a prefix the page works", async (t) => {
  const address = await startPrefix(t);
  const page = await world.blank(t, { serviceWorkers: "block" });
  await page.goto(`${address}/`);
  await isMounted(page);
  await answerForBusiness(page);
  await page.waitForURL(/\/plans\/#v1;/);
});

test("without its last slash the page says what is wrong, and the way out keeps the rest of the address", async (t) => {
  const address = await startPrefix(t);
  world.expectedFault = /Failed to load resource|dynamically imported module|Failed to load module script|integrity|MIME type/;
  const page = await world.blank(t, { serviceWorkers: "block" });
  await page.goto(`${address}?utm_source=mail#v1;company-size=100-499`);
  const said = page.getByRole("status").filter({ hasText: "lacks its last slash" });
  await said.getByRole("link", { name: `${address}/` }).click();
  await isMounted(page);
  assert.match(page.url(), /\/plans\/\?utm_source=mail#v1;/);
  await page.getByRole("radio", { name: "100 to 499", checked: true }).waitFor();
});

test("a plain form's way back, and the page of an address that is not there, stay behind the prefix", async (t) => {
  const address = await startPrefix(t);
  world.expectedFault = /Failed to load resource/;
  const page = await world.blank(t, { javaScriptEnabled: false });
  await page.goto(`${address}/nothing/here`);
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "This page is not there");
  await page.getByRole("link", { name: "Back to the plans" }).click();
  assert.equal(page.url(), `${address}/`);

  await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
  await page.keyboard.press("Space");
  await fillContact(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("link", { name: "Back to the plans" }).click();
  assert.equal(page.url(), `${address}/`);
});

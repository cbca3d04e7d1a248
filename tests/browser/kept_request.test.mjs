// A request that cannot be sent now: it waits as long as the server asks for, or is kept in the browser where the visitor says so.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { answerForBusiness, fillContact, hasFocus, isFollowedUp, isMounted, product, replaceTexts, toTop } from "./support.mjs";

const world = product();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const API = "**/api/plan-requests";
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_ABORTED|ERR_CONNECTION|when fetching the script/;

/** Tells the requests of this run from those of an earlier one. */
const RUN = Math.random().toString(36).slice(2);
const mail = (name) => `${name}-${RUN}@example.com`;

const button = (page, name) => page.getByRole("button", { name, exact: true });
const thanks = (page) => page.getByRole("heading", { name: "Thank you. Your request is stored." });
const offer = (page) => page.getByText("You can keep the request in this browser");
const waiting = (page) => page.getByText("is kept in this browser, and is not sent yet.").filter({ visible: true });

/** What this browser keeps for the page, by the names under which it does. */
const stored = (page) => page.evaluate(() => Object.entries({ ...localStorage }));

/** Opens the form and fills it in. What keeps requests is at work by then. */
async function fillForm(page, email) {
  await answerForBusiness(page);
  await button(page, "Request MSA Business").click();
  await fillContact(page, email);
  await isFollowedUp(page);
}

/** Has the network gone, sends the form in vain, and keeps it. */
async function keep(page) {
  await page.context().setOffline(true);
  await button(page, "Send request").click();
  await button(page, "Keep it here and send it later").click();
  await waiting(page).waitFor();
}

/** The requests that were posted in a context: each its key and its body. */
function posts(page) {
  const all = [];
  page.context().on("request", (request) => {
    if (request.method() === "POST") all.push([request.headers()["idempotency-key"], request.postData()]);
  });
  return all;
}

test("without network the form offers to keep the request, and keeps nothing before the visitor says so", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t);
  const sent = posts(page);
  await fillForm(page, mail("kept"));
  await page.context().setOffline(true);
  await button(page, "Send request").click();
  await offer(page).waitFor();
  assert.deepEqual(await stored(page), []);

  await button(page, "Keep it here and send it later").click();
  await waiting(page).waitFor();
  await hasFocus(button(page, "Send it now"));
  const [[name, text], ...others] = await stored(page);
  assert.deepEqual(others, []);
  assert.equal(name, `plan-configurator kept ${world.server.url}/api/plan-requests`);
  assert.ok(text.includes(mail("kept")));

  // The network is back: it is sent by itself, as it was, and its receipt stands in the form's place.
  await page.context().setOffline(false);
  await thanks(page).waitFor();
  assert.deepEqual(await stored(page), []);
  assert.deepEqual(sent.at(-1), sent[0]);
  assert.equal(world.server.stored({ email: mail("kept") }).length, 1);
  assert.equal((await world.stored(page)).email, mail("kept"));
});

test("a kept request is sent after the page was opened again, byte for byte and under its key", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t);
  const sent = posts(page);
  await fillForm(page, mail("again"));
  await page.getByLabel("Message (optional)").fill("Ä “quoted” \u{1f600}");
  await keep(page);
  // Opened again, the server does not answer yet.
  await page.route(API, (route) => route.abort());
  await page.context().setOffline(false);
  await page.reload();
  await isMounted(page);
  await waiting(page).waitFor();
  await button(page, "Send it now").click();
  await page.getByText("No answer came. The request stays kept in this browser.").waitFor();
  assert.equal((await stored(page)).length, 1);

  await page.unroute(API);
  await button(page, "Send it now").click();
  const said = page.getByText(/^Your kept request for MSA Business is stored\. Its reference is [0-9A-Z-]{14}\.$/);
  await said.waitFor();
  assert.deepEqual(await stored(page), []);
  const [request, ...others] = world.server.stored({ email: mail("again") });
  assert.deepEqual([others, request.message], [[], "Ä “quoted” \u{1f600}"]);
  assert.ok((await said.innerText()).includes(request.reference));
  assert.ok(sent.length >= 3);
  for (const one of sent) assert.deepEqual(one, sent[0]);
  // The way to the whole receipt.
  const [receipt] = await Promise.all([page.waitForEvent("popup"), page.getByRole("link", { name: /found again here/ }).click()]);
  await receipt.getByText(request.reference).waitFor();
  await button(page, "Close").click();
  await said.waitFor({ state: "detached" });
});

test("a page that opens with the network back sends what is kept by itself", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t);
  await fillForm(page, mail("by-itself"));
  await keep(page);
  await page.close();
  await page.context().setOffline(false);
  const other = await page.context().newPage();
  await other.goto(world.server.url);
  await other.getByText("Your kept request for MSA Business is stored.").waitFor();
  assert.equal(world.server.stored({ email: mail("by-itself") }).length, 1);
  assert.deepEqual(await stored(other), []);
});

test("after 48 hours a kept request is offered again, and not sent", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t, { now: "2026-11-29T10:00:00Z" });
  const sent = posts(page);
  await fillForm(page, mail("old"));
  await keep(page);
  const before = sent.length;
  await page.close();
  await page.context().setOffline(false);
  for (const [hours, isSent] of [[49, false], [47, true]]) {
    const other = await page.context().newPage();
    await other.clock.install({ time: new Date(Date.parse("2026-11-29T10:00:00Z") + hours * 3_600_000) });
    await other.goto(world.server.url);
    if (isSent) {
      await other.getByText("Your kept request for MSA Business is stored.").waitFor();
    } else {
      await other.getByText("It is more than two days old, so it is not sent by itself.").waitFor();
      await other.clock.runFor(5 * 60_000);
      assert.equal(sent.length, before);
      assert.equal((await stored(other)).length, 1);
      await button(other, "Send it now").waitFor();
    }
    await other.close();
  }
  assert.equal(world.server.stored({ email: mail("old") }).length, 1);
});

for (const locks of [true, false]) {
  test(`two tabs store a kept request once, ${locks ? "by taking turns" : "also without locks"}`, async (t) => {
    world.expectedFault = OFFLINE;
    const before = locks ? undefined : () => Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
    const page = await world.open(t, { before });
    const sent = posts(page);
    const email = mail(`tabs-${locks}`);
    await fillForm(page, email);
    const other = await page.context().newPage();
    if (before) await other.addInitScript(before);
    await other.goto(world.server.url);
    await isMounted(other);
    await keep(page);
    await page.route(API, (route) => route.abort());
    await other.route(API, (route) => route.abort());
    await page.context().setOffline(false);
    await other.reload();
    await waiting(other).waitFor();
    for (const tab of [page, other]) await tab.unroute(API);
    await Promise.all([page, other].map((tab) => tab.evaluate(() => dispatchEvent(new Event("online")))));
    await page.waitForFunction(() => localStorage.length === 0);
    // The other one has nothing to tell any more, or has the receipt.
    await waiting(other).waitFor({ state: "detached" });
    assert.equal(world.server.stored({ email }).length, 1);
    assert.equal(new Set(sent.map(([key]) => key)).size, 1);
  });
}

test("a request that had arrived though no answer came back is not stored twice when it is kept", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t);
  await fillForm(page, mail("arrived"));
  const lose = async (route) => {
    await route.fetch();
    await route.abort();
  };
  await page.route(API, lose, { times: 1 });
  await button(page, "Send request").click();
  await button(page, "Keep it here and send it later").click();
  await button(page, "Send it now").click();
  await thanks(page).waitFor();
  assert.equal(world.server.stored({ email: mail("arrived") }).length, 1);
});

test("a kept request that is refused comes back into the form with its errors, and nothing of it is lost", async (t) => {
  world.expectedFault = /422|ERR_/;
  const page = await world.open(t);
  await fillForm(page, "ada at example");
  await page.getByLabel("Message (optional)").fill("Please call.");
  await keep(page);
  await page.close();
  await page.context().setOffline(false);
  const other = await page.context().newPage();
  await other.goto(world.server.url);

  await other.getByText("Write an address such as name@company.com.").waitFor();
  await hasFocus(other.getByLabel("Work email"));
  const values = ["Your name", "Work email", "Company", "Message (optional)"].map((label) => other.getByLabel(label, { exact: true }).inputValue());
  assert.deepEqual(await Promise.all(values), ["Ada Lovelace", "ada at example", "Analytical Engines", "Please call."]);
  assert.equal(await other.getByRole("radio", { name: "100 to 499" }).isChecked(), true);
  assert.equal((await stored(other)).length, 1, "it is lost with no page");

  await other.getByLabel("Work email").fill(mail("mended"));
  await button(other, "Send request").click();
  await thanks(other).waitFor();
  assert.deepEqual(await stored(other), []);
  assert.equal(world.server.stored({ email: mail("mended") }).length, 1);
});

test("a refused request waits above a page on which something else is written", async (t) => {
  world.expectedFault = /422|ERR_/;
  const page = await world.open(t);
  await fillForm(page, "no address");
  await keep(page);
  await page.route(API, (route) => route.abort());
  await page.context().setOffline(false);
  await page.reload();
  await isMounted(page);
  await waiting(page).waitFor();
  await page.getByRole("button", { name: "Request plan: MSA Plus" }).last().click();
  await page.getByLabel("Your name").fill("Grace");
  await page.unroute(API);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("was not accepted. It is still kept in this browser.").waitFor({ state: "attached" });
  assert.equal(await page.getByLabel("Your name").inputValue(), "Grace");
  await page.keyboard.press("Escape");
  await button(page, "Open it in the form").click();
  await page.getByText("Write an address such as name@company.com.").waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
});

test("what is kept can be deleted, and what is sent in its place takes it away", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t);
  await fillForm(page, mail("first"));
  await keep(page);
  await button(page, "Delete it").click();
  await waiting(page).waitFor({ state: "detached" });
  assert.deepEqual(await stored(page), []);

  await page.getByLabel("Work email").fill(mail("second"));
  await button(page, "Try again").click();
  await button(page, "Keep it here and send it later").click();
  await page.getByLabel("Work email").fill(mail("third"));
  await page.context().setOffline(false);
  // What was kept may be on its way by now; what is written since is another request.
  await page.waitForFunction(() => localStorage.length === 0);
  assert.equal(world.server.stored({ email: mail("first") }).length, 0);
  assert.equal(world.server.stored({ email: mail("second") }).length, 1);
});

test("a form that was mended after it was kept takes the place of what was kept", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t);
  await fillForm(page, mail("typo"));
  await keep(page);
  await page.getByLabel("Work email").fill(mail("right"));
  await button(page, "Try again").click();
  await button(page, "Keep it here and send it later").click();
  await waiting(page).waitFor();
  await page.context().setOffline(false);
  await thanks(page).waitFor();
  assert.deepEqual(await stored(page), []);
  assert.equal(world.server.stored({ email: mail("typo") }).length, 0);
  assert.equal(world.server.stored({ email: mail("right") }).length, 1);
});

test("closed, the form's request is told of above the page, with its receipt once it is sent", async (t) => {
  world.expectedFault = OFFLINE;
  const page = await world.open(t);
  await fillForm(page, mail("closed"));
  await keep(page);
  await page.keyboard.press("Escape");
  await waiting(page).waitFor();
  await page.context().setOffline(false);
  await page.getByText("Your kept request for MSA Business is stored.").waitFor();
  assert.equal(world.server.stored({ email: mail("closed") }).length, 1);
});

for (const [what, before] of [
  ["refuses to keep anything", () => Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } })],
  ["is full", () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); })],
]) {
  test(`a browser that ${what} says that the request cannot be kept`, async (t) => {
    world.expectedFault = OFFLINE;
    const page = await world.open(t, { before });
    await fillForm(page, mail("private"));
    await page.context().setOffline(true);
    await button(page, "Send request").click();
    await button(page, "Keep it here and send it later").click();
    await page.getByText("This browser keeps nothing for this page").waitFor();
    await page.context().setOffline(false);
    await button(page, "Try again").click();
    await thanks(page).waitFor();
  });
}

/** Has the server answer so many requests with a status and what it asks for. */
const busy = (page, value, { times = 1, status = 503 } = {}) =>
  page.route(API, (route) => route.fulfill({ status, headers: { "retry-after": value }, json: {} }), { times });

/** How many seconds are left until the form is sent by itself, as its button shows. */
async function left(page) {
  const [, minutes, seconds] = (await page.locator(".request__countdown").innerText()).match(/^\s*(\d):(\d{2})$/);
  return 60 * Number(minutes) + Number(seconds);
}

/** Lets as much time pass as is left until the form is sent by itself, and waits for the reply. No more: a request may take so long, too. */
async function waitForNext(page) {
  const answered = page.waitForResponse(API);
  await page.clock.runFor(1000 * (await left(page)));
  await answered;
}

// The page's clock goes on while a test takes its steps. So what a server asks for is minutes, and the test lets them pass.

test("a busy server is asked again when it says, and the button counts down", async (t) => {
  world.expectedFault = /429|503/;
  const NOW = "2026-11-29T10:00:00Z";
  const page = await world.open(t, { now: NOW });
  await fillForm(page, mail("busy"));
  for (const [value, status] of [["300", 503], [new Date(Date.parse(NOW) + 780_000).toUTCString(), 429]]) {
    await busy(page, value, { status });
    if (status === 503) await button(page, "Send request").click();
    else await waitForNext(page);
    const said = page.getByText(/^Our server is busy\. This is sent again by itself at /);
    await page.locator(".request__countdown").waitFor();
    // Its name, which is read out, stays; what is seen counts down.
    const shown = button(page, "Try again");
    await shown.waitFor();
    assert.match(await shown.innerText(), /^Try again\s+[0-9]:[0-9]{2}$/);
    const [text, before] = [await said.innerText(), await left(page)];
    await page.clock.runFor(2000);
    assert.ok((await left(page)) < before);
    assert.equal(await said.innerText(), text, "nothing is announced each second");
  }
  await waitForNext(page);
  await thanks(page).waitFor();
  assert.equal(world.server.stored({ email: mail("busy") }).length, 1);
});

test("the visitor can send earlier, or not wait at all, and what they change is theirs to send", async (t) => {
  world.expectedFault = /503/;
  const page = await world.open(t, { now: "2026-11-29T10:00:00Z" });
  const sent = posts(page);
  const said = page.getByText("Our server is busy. This is sent again by itself");
  await fillForm(page, mail("stop"));
  await busy(page, "300", { times: 3 });
  await button(page, "Send request").click();
  await button(page, "Do not send it by itself").click();
  await said.waitFor({ state: "detached" });
  await hasFocus(button(page, "Try again"));
  await page.clock.runFor(400_000);
  assert.equal(sent.length, 1);

  await button(page, "Try again").click();
  await said.waitFor();
  await page.getByLabel("Company", { exact: true }).fill("Engines");
  await said.waitFor({ state: "detached" });
  await page.clock.runFor(400_000);
  assert.equal(sent.length, 2);

  await button(page, "Try again").click();
  await said.waitFor();
  await button(page, "Try again").click();
  await thanks(page).waitFor();
  await page.clock.runFor(400_000);
  assert.equal(sent.length, 4);
});

test("it is tried by itself a few times, and not after a long time", async (t) => {
  world.expectedFault = /503/;
  const page = await world.open(t, { now: "2026-11-29T10:00:00Z" });
  const sent = posts(page);
  await fillForm(page, mail("often"));
  await busy(page, "300", { times: 9 });
  await button(page, "Send request").click();
  for (let tries = 1; tries <= 3; tries += 1) {
    await page.locator(".request__countdown").waitFor();
    await page.getByText("This is sent again by itself").waitFor();
    await waitForNext(page);
  }
  await page.getByText("Our server is busy, and asks to try again at").waitFor();
  await page.clock.runFor(400_000);
  assert.equal(sent.length, 4);

  await page.unroute(API);
  await busy(page, "86400");
  await button(page, "Try again").click();
  await page.getByText("Our server is busy, and asks to try again at").waitFor();
  await button(page, "Try again").click();
  await thanks(page).waitFor();
});

test("a request that says nothing of when is tried again by the visitor alone", async (t) => {
  world.expectedFault = /503/;
  const page = await world.open(t, { now: "2026-11-29T10:00:00Z" });
  const sent = posts(page);
  await fillForm(page, mail("silent"));
  for (const value of ["soon", "-5", ""]) {
    await busy(page, value);
    await page.locator("form.request__form button:not([type])").click();
    await page.getByText("The request could not be stored just now.").waitFor();
  }
  await page.clock.runFor(600_000);
  assert.equal(sent.length, 3);
});

describe("however it is looked at", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      test(`${colorScheme}, ${width} pixels: axe finds nothing, and nothing is cut off`, async (t) => {
        world.expectedFault = OFFLINE;
        const page = await world.blank(t, { width, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
        await page.goto(world.server.url);
        await isMounted(page);
        await fillForm(page, mail(`axe-${colorScheme}-${width}`));
        const check = async () => {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(async () => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
          assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), "nothing stands out");
        };
        await page.context().setOffline(true);
        await button(page, "Send request").click();
        await offer(page).waitFor();
        await check();
        await button(page, "Keep it here and send it later").click();
        await waiting(page).waitFor();
        await check();
        await page.keyboard.press("Escape");
        await waiting(page).waitFor();
        await toTop(page);
        await check();
      });
    }
  }

  test("in German, from right to left, and under a translator it says and does the same", async (t) => {
    world.expectedFault = OFFLINE;
    const page = await world.host(t, `<!doctype html><html dir="rtl" lang="de"><title>Host</title>
      <script type="module" src="/plan-configurator.js"></script><plan-configurator lang="de" plan="plus"></plan-configurator></html>`);
    await page.getByLabel("Your name").waitFor();
    await fillContact(page, mail("rtl"));
    await isFollowedUp(page);
    await page.evaluate(replaceTexts, "§");
    await page.context().setOffline(true);
    await page.locator("form.request__form button:not([type])").click();
    await button(page, "Keep it here and send it later").click();
    await waiting(page).waitFor();
    await page.evaluate(replaceTexts, "§");
    await page.context().setOffline(false);
    await page.getByText("Thank you. Your request is stored.").waitFor();
    assert.equal(world.server.stored({ email: mail("rtl") }).length, 1);
  });
});

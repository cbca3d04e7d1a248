// What the host changes while somebody is at work: nothing that was entered is lost, and no request is stored twice.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, hasFocus, isFollowed, isMounted, product, translatedCatalog } from "./support.mjs";

const world = product();

const HOST = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="/plan-configurator.js"></script>
  <main><plan-configurator></plan-configurator></main><script>
    document.querySelector("plan-configurator").catalogData = ${JSON.stringify(translatedCatalog())};
  </script></html>`;

const element = (page, act, argument) =>
  page.evaluate(([act, argument]) => new Function("element", "argument", act)(document.querySelector("plan-configurator"), argument), [act, argument]);

const title = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

/** What a host can change, and when it is seen. */
const CHANGES = {
  "another language": async (page) => {
    await element(page, "element.lang = 'fr'");
    await title(page, "Which support plan fits? (fr)");
  },
  "other plans": async (page) => {
    await element(page, "element.plans = ['business', 'plus']");
    await page.getByRole("columnheader", { name: "MSA Start" }).waitFor({ state: "detached" });
  },
  "another catalogue": async (page) => {
    await element(page, "element.catalogData = argument", translatedCatalog({ version: "2027-01", title: "Newer plans" }));
    await title(page, "Newer plans");
  },
  "a place in the page": async (page) => {
    await page.evaluate(async () => {
      const element = document.querySelector("plan-configurator");
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      if (element.shadowRoot.querySelector("table")) throw new Error("the app was not taken down");
      document.querySelector("main").append(element);
    });
    await title(page, "Which support plan fits?");
  },
};

const send = (page) => page.getByRole("button", { name: "Send request" });
const again = (page) => page.getByRole("button", { name: "Try again" });
const name = (page) => page.getByLabel("Your name");
const consent = (page) => page.getByRole("checkbox", { name: "We may write to you." });
const search = (page) => page.getByRole("searchbox", { name: "Find a row" });
const openForm = (page) => page.getByRole("button", { name: "Request MSA Business" }).click();
const thanks = (page) => page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
const reference = (page) => page.locator(".receipt__reference").innerText();

/** The host page, ready to ask for MSA Business. */
async function open(t) {
  const page = await world.host(t, HOST);
  await isMounted(page);
  await title(page, "Which support plan fits?");
  await answerForBusiness(page);
  return page;
}

/** Fills the form in, for a requester of this name alone, and agrees. */
async function fill(page, requester) {
  await openForm(page);
  await name(page).fill(requester);
  await page.getByLabel("Work email").fill("ada@example.com");
  await page.getByLabel("Company", { exact: true }).fill("Analytical Engines");
  await consent(page).check();
}

/** The requests that a page sends, each as its key and its body. */
function requestsOf(page) {
  const sent = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/api/plan-requests")) return;
    sent.push({ key: request.headers()["idempotency-key"], body: request.postData() });
  });
  return sent;
}

/** Lets the next request be stored, and its answer be lost. */
const loseAnswer = (page) =>
  page.route(
    "**/api/plan-requests",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );

/** What is stored for a requester. */
const storedFor = (requester) => world.server.stored({ name: requester });

for (const [what, change] of Object.entries(CHANGES)) {
  test(`a request whose answer was lost is stored once when it is sent again after ${what}`, async (t) => {
    world.expectedFault = /ERR_FAILED/;
    const page = await open(t);
    const sent = requestsOf(page);
    const requester = `Ada, lost, ${what}`;
    await fill(page, requester);
    await loseAnswer(page);
    await send(page).click();
    await again(page).waitFor();
    await change(page);
    await again(page).click();
    await thanks(page);
    const shown = await reference(page);
    assert.equal(sent.length, 2);
    assert.equal(sent[1].key, sent[0].key);
    assert.equal(sent[1].body, sent[0].body, "it is the same byte for byte");
    const stored = storedFor(requester);
    assert.deepEqual(stored.map((row) => row.reference), [shown]);
  });

  test(`a request on its way while there is ${what} is stored once, and its receipt is shown`, async (t) => {
    const page = await open(t);
    const sent = requestsOf(page);
    const requester = `Ada, on its way, ${what}`;
    await fill(page, requester);
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route("**/api/plan-requests", async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    await send(page).click();
    const sending = page.getByRole("button", { name: "Sending…" });
    await sending.waitFor();
    await change(page);
    await sending.waitFor();
    release();
    await thanks(page);
    assert.equal(sent.length, 1);
    const shown = await reference(page);
    assert.deepEqual(storedFor(requester).map((row) => row.reference), [shown]);
  });

  test(`what was entered, chosen and opened is still there after ${what}`, async (t) => {
    const page = await open(t);
    await element(page, "element.prefill = { company: 'Acme' }");
    await search(page).fill("private");
    const row = page.getByRole("button", { name: "Private Patching and Error Fixing" });
    await row.click();
    await openForm(page);
    await name(page).fill("Ada Lovelace");
    await page.getByLabel("Work email").fill("ada at");
    await page.getByLabel("Message (optional)").fill("First line\nsecond");
    await change(page);

    assert.equal(await search(page).inputValue(), "private");
    await page.locator(".comparison > .bar > [role=status]").filter({ hasText: "Rows with “private”: 1 of 19." }).waitFor();
    assert.equal(await row.getAttribute("aria-expanded"), "true");
    assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked());
    await page.getByRole("heading", { name: "Request MSA Business" }).waitFor();
    assert.equal(await name(page).inputValue(), "Ada Lovelace");
    assert.equal(await page.getByLabel("Work email").inputValue(), "ada at");
    assert.equal(await page.getByLabel("Company", { exact: true }).inputValue(), "Acme");
    assert.equal(await page.getByLabel("Message (optional)").inputValue(), "First line\nsecond");
    assert.deepEqual(await page.evaluate(() => document.querySelector("plan-configurator").prefill), { company: "Acme" });
  });

  for (const [which, field] of Object.entries({ name, "row search": search })) {
    test(`the focus and what is selected in the ${which} stay after ${what}`, async (t) => {
      const page = await open(t);
      await search(page).fill("private");
      // The form is a dialog: while it is open, nothing behind it takes the focus.
      if (field === name) {
        await openForm(page);
        await name(page).fill("Ada Lovelace");
      }
      await field(page).evaluate((field) => {
        field.focus();
        field.setSelectionRange(2, 5);
      });
      await change(page);
      await hasFocus(field(page));
      assert.deepEqual(await field(page).evaluate((field) => [field.selectionStart, field.selectionEnd]), [2, 5]);
    });
  }

  test(`a receipt is still shown after ${what}`, async (t) => {
    const page = await open(t);
    await fill(page, `Ada, receipt, ${what}`);
    await send(page).click();
    await thanks(page);
    const before = await reference(page);
    await change(page);
    await thanks(page);
    assert.equal(await reference(page), before);
    assert.equal(await name(page).count(), 0, "there is no form beside it");
  });

  test(`a form that was typed in and cancelled is there when it opens again after ${what}`, async (t) => {
    const page = await open(t);
    await openForm(page);
    await name(page).fill("Ada");
    await page.getByLabel("Message (optional)").fill("Please call.");
    await page.getByRole("button", { name: "Cancel" }).click();
    await name(page).waitFor({ state: "detached" });
    await change(page);
    await openForm(page);
    assert.equal(await name(page).inputValue(), "Ada");
    assert.equal(await page.getByLabel("Message (optional)").inputValue(), "Please call.");
  });
}

test("a request on its way for a plan that is then offered no longer ends in its receipt", async (t) => {
  const page = await open(t);
  const requester = "Ada, no longer offered";
  await fill(page, requester);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/plan-requests", async (route) => {
    await held;
    await route.continue();
  });
  await send(page).click();
  await page.getByRole("button", { name: "Sending…" }).waitFor();
  await element(page, "element.plans = ['start', 'plus']");
  await page.getByRole("columnheader", { name: "MSA Business" }).waitFor({ state: "detached" });
  release();
  await thanks(page);
  assert.equal(storedFor(requester).length, 1);
});

test("a request that the visitor changed since is another one, with a key of its own", async (t) => {
  world.expectedFault = /ERR_FAILED/;
  const page = await open(t);
  const sent = requestsOf(page);
  await fill(page, "Ada, changed");
  await loseAnswer(page);
  await send(page).click();
  await again(page).waitFor();
  await element(page, "element.lang = 'fr'");
  await title(page, "Which support plan fits? (fr)");
  await page.getByLabel("Message (optional)").fill("And one more thing.");
  await page.getByRole("checkbox", { name: "We may write to you. (fr)" }).check();
  await page.getByRole("button", { name: /^(Send request|Try again)$/ }).click();
  await thanks(page);
  assert.equal(sent.length, 2);
  assert.notEqual(sent[1].key, sent[0].key);
  assert.equal(JSON.parse(sent[1].body).message, "And one more thing.");
});

test("nobody has agreed to other words than those that were ticked", async (t) => {
  const page = await open(t);
  await openForm(page);
  await consent(page).check();
  for (const same of ["other plans", "a place in the page", "another catalogue"]) {
    await CHANGES[same](page);
    assert.ok(await consent(page).isChecked(), `the words are the same after ${same}`);
  }
  await element(page, "element.catalogData = argument", translatedCatalog({ title: "Newer", consent: "We may call you." }));
  await title(page, "Newer");
  const call = page.getByRole("checkbox", { name: "We may call you." });
  assert.equal(await call.isChecked(), false);
  await call.check();
  await element(page, "element.lang = 'fr'");
  await title(page, "Newer (fr)");
  const french = page.getByRole("checkbox", { name: "We may call you. (fr)" });
  assert.equal(await french.isChecked(), false);
  await french.check();
  await element(page, "element.lang = 'fr-CA'");
  assert.ok(await french.isChecked(), "fr-CA reads the same words");
});

test("after a reload nothing promises that trying again cannot store it twice", async (t) => {
  world.expectedFault = /ERR_FAILED/;
  const page = await open(t);
  const promise = page.getByText("cannot store it twice");
  await fill(page, "Ada, reloaded");
  await loseAnswer(page);
  await send(page).click();
  await promise.waitFor();
  await page.reload();
  await isMounted(page);
  assert.equal(await promise.count(), 0);
  await answerForBusiness(page);
  await openForm(page);
  assert.equal(await promise.count(), 0);
  assert.equal(await again(page).count(), 0);
});

test("another language keeps the elements that stand there, and makes none beside them", async (t) => {
  const page = await open(t);
  await openForm(page);
  const controls = "input, textarea, select, .table tr, .question, .week";
  const count = () => element(page, "return element.shadowRoot.querySelectorAll(argument).length", controls);
  const before = await count();
  await element(page, "for (const control of element.shadowRoot.querySelectorAll(argument)) control.wasThere = true", controls);
  await CHANGES["another language"](page);
  assert.equal(await count(), before);
  const made = await element(
    page,
    "return [...element.shadowRoot.querySelectorAll(argument)].filter((one) => !one.wasThere).map((one) => one.outerHTML.slice(0, 120))",
    controls,
  );
  assert.deepEqual(made, []);
});

/** The product page at a link, with the translated catalogue in place of its own. */
async function openLink(t, link) {
  const page = await world.blank(t);
  await page.route("**/own.json", (route) => route.fulfill({ json: translatedCatalog() }));
  await page.route(`${world.server.url}/`, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace("<plan-configurator ", '<plan-configurator catalog="/own.json" ');
    await route.fulfill({ response, body: html });
  });
  await page.goto(`${world.server.url}/${link}`);
  await isMounted(page);
  await isFollowed(page);
  return page;
}

for (const [entry, value] of [["consent", "yes"], ["email", "x"], ["message", "x"], ["plan", "enterprise"]]) {
  test(`a name in a link is a name, whatever it holds: ${entry}`, async (t) => {
    const page = await openLink(t, `#v1;name=Ada%00${entry}%00${value}`);
    await page.evaluate(() => (location.hash = "#v1;lang=fr"));
    await title(page, "Which support plan fits? (fr)");
    assert.equal(await page.getByRole("heading", { name: /^Request MSA/ }).count(), 0, "no form is open");
    await page.getByRole("button", { name: "Request plan: MSA Plus" }).first().click();
    assert.match(await name(page).inputValue(), /^Ada/);
    assert.equal(await consent(page).isChecked(), false);
    for (const label of ["Work email", "Company", "Message (optional)"]) {
      assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), "", label);
    }
    assert.equal(await page.getByLabel("Plan", { exact: true }).inputValue(), "plus");
  });
}

test("a link with a language and a person speaks that language and fills the form", async (t) => {
  const page = await openLink(t, "#v1;lang=fr;name=Ada;company=Acme");
  await title(page, "Which support plan fits? (fr)");
  await page.getByText("Prepared for Ada, Acme", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Request plan: MSA Plus" }).first().click();
  assert.equal(await name(page).inputValue(), "Ada");
  assert.equal(await page.getByLabel("Company", { exact: true }).inputValue(), "Acme");
});

// A plan is asked for: the form, its errors, what is stored, and what happens without a server.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Server } from "./server.mjs";
import { answerForBusiness, fillContact, hasFocus, product } from "./support.mjs";

const world = product();

const openForm = (page) => page.getByRole("button", { name: "Request MSA Business" }).click();
async function fillForm(page) {
  await answerForBusiness(page);
  await openForm(page);
  await fillContact(page);
}
const send = (page) => page.getByRole("button", { name: "Send request" });

test("a request is stored with the answers and the server's own advice", async (t) => {
  const page = await world.open(t);
  await fillForm(page);
  await page.getByLabel("Message (optional)").fill("Please call.\nMornings are best. <b>Thanks</b>");
  await send(page).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  await page.getByText("What was sent").click();
  for (const text of ["ada@example.com", "Mornings are best. <b>Thanks</b>", "100 to 499"]) {
    await page.locator(".receipt").getByText(text).waitFor();
  }

  const stored = await world.stored(page);
  assert.equal(stored.plan, "business");
  assert.equal(stored.recommended, "business");
  assert.equal(stored.email, "ada@example.com");
  assert.equal(stored.message, "Please call.\nMornings are best. <b>Thanks</b>");
  const answers = { "company-size": "100-499", "sev1-hours": "always", "sev1-response": "2-hours" };
  assert.deepEqual(JSON.parse(stored.answers), answers);
});

test("the receipt tells when the plan's team is next there, by the visitor's clocks", async (t) => {
  const page = await world.open(t, { timezoneId: "Europe/Berlin" });
  await fillForm(page);
  const told = async () => {
    await send(page).click();
    await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    const list = page.locator(".receipt dl").first();
    const [terms, times] = await Promise.all([list.locator("dt").allInnerTexts(), list.locator("dd").allInnerTexts()]);
    return terms.map((term, at) => `${term}: ${times[at]}`);
  };
  const opens = (await told()).map((line) => line.replace(/: \w+day \d\d:\d\d your time$/, ": later"));
  assert.equal(opens[0], "Severity 1: now", "MSA Business is open around the clock");
  assert.ok(opens.slice(1).every((line) => /^Severity [234]: (now|later)$/.test(line)), opens.join());
  await page.getByRole("button", { name: "Close" }).click();

  // A receipt of now, for hours that open on the day after tomorrow; and the same when it is told again an hour later.
  const iso = (time) => new Date(time).toISOString().replace(/\.\d+/, "");
  const receipt = (received_at) => {
    const day = new Date(received_at);
    day.setUTCDate(day.getUTCDate() + 2);
    const opens = `${iso(day).slice(0, 11)}14:00:00Z`;
    return {
      reference: "AAAA-BBBB-CCCC",
      received_at: iso(received_at),
      support: [
        { severity: "1", opens: iso(received_at) },
        { severity: "2", opens },
        { severity: "3", opens: null },
        { severity: "of a newer catalogue", opens: null },
      ],
    };
  };
  const answerWith = (json) => page.route("**/api/plan-requests", (route) => route.fulfill({ status: 201, json }), { times: 1 });
  await answerWith(receipt(Date.now()));
  await openForm(page);
  const [now, later, ...others] = await told();
  assert.equal(now, "Severity 1: now");
  assert.match(later, /^Severity 2: \w+day 1[56]:00(, \d+ \w+)? your time$/);
  assert.deepEqual(others, ["Severity 3: 9:00 to 19:00 ET, Monday to Friday"], "in the catalogue's words");
  await page.getByRole("button", { name: "Close" }).click();
  await answerWith(receipt(Date.now() - 3_600_000));
  await openForm(page);
  await send(page).click();
  await page.getByText("AAAA-BBBB-CCCC").waitFor();
  assert.equal(await page.getByText("When the team of your plan is next there:").count(), 0, "it may not be true any more");
});

test("the form opens as a dialog, its plan can be changed, and what is typed moves along", async (t) => {
  const page = await world.open(t);
  await page.getByRole("button", { name: "Request plan: MSA Start" }).first().click();
  await page.getByRole("heading", { name: "Request MSA Start" }).waitFor();
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Plan", { exact: true }).selectOption("MSA Enterprise");
  await page.getByRole("heading", { name: "Request MSA Enterprise" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Request plan: MSA Plus" }).last().click();
  await page.getByRole("heading", { name: "Request MSA Plus" }).waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
  assert.equal(await page.getByLabel("Your name").count(), 1);
  assert.deepEqual(await page.getByLabel("Plan", { exact: true }).locator("option").allInnerTexts(), [
    "MSA Start",
    "MSA Plus",
    "MSA Business",
    "MSA Enterprise",
  ]);
});

test("the plan that comes by default has no request button", async (t) => {
  const page = await world.open(t);
  assert.equal(await page.getByRole("button", { name: "Request plan: Standard Support" }).count(), 0);
});

test("errors stand beside their field, and what was typed stays", async (t) => {
  world.expectedFault = /422/;
  const page = await world.open(t);
  await answerForBusiness(page);
  await openForm(page);
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Work email").fill("ada at example");
  await send(page).click();
  const company = page.getByLabel("Company", { exact: true });
  await page.getByText("Please fill this in.").waitFor();
  assert.equal(await company.getAttribute("aria-invalid"), "true");
  assert.equal(await company.getAttribute("aria-describedby"), "request-company-error");
  await company.fill("Engines");
  assert.equal(await company.getAttribute("aria-invalid"), null);

  await send(page).click();
  await page.getByText("Write an address such as name@company.com.").waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
  assert.equal(await page.getByLabel("Work email").inputValue(), "ada at example");
});

test("a request cannot be sent twice by pressing twice", async (t) => {
  const page = await world.open(t);
  let requests = 0;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/plan-requests", async (route) => {
    requests += 1;
    await held;
    await route.continue();
  });
  await fillForm(page);
  await send(page).click();
  const sending = page.getByRole("button", { name: "Sending…" });
  await sending.waitFor();
  await sending.click({ force: true });
  await page.keyboard.press("Enter");
  release();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.equal(requests, 1);
});

test("without a server the form says so, and trying again sends it once", async (t) => {
  world.expectedFault = /ERR_CONNECTION_REFUSED/;
  const server = await Server.start();
  t.after(() => server.remove());
  const page = await world.open(t, { server });
  await fillForm(page);
  await server.stop();
  await send(page).click();
  await page.getByText("No answer came from the server.").waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");

  await server.restart();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.equal(server.stored().length, 1);
});

test("an answer lost on its way back is not stored twice when it is tried again", async (t) => {
  world.expectedFault = /ERR_FAILED|ERR_CONNECTION/;
  const page = await world.open(t);
  await fillForm(page);
  await page.getByLabel("Work email").fill("lost@example.com");
  // The server stores the request, and the visitor never hears of it.
  await page.route("**/api/plan-requests", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await send(page).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.equal(world.server.stored({ email: "lost@example.com" }).length, 1);
});

test("a server error says so and keeps what was typed", async (t) => {
  world.expectedFault = /500/;
  const page = await world.open(t);
  await page.route("**/api/plan-requests", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
  await fillForm(page);
  await send(page).click();
  await page.getByText("The request could not be stored just now.").waitFor();
  assert.equal(await page.getByLabel("Company", { exact: true }).inputValue(), "Analytical Engines");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
});

test("what is missing is marked, and the first of it takes the focus", async (t) => {
  const page = await world.open(t);
  await answerForBusiness(page);
  await openForm(page);
  await page.getByLabel("Your name").fill("Ada");
  await send(page).click();
  await page.getByText("Please fill this in.").first().waitFor();
  await hasFocus(page.getByLabel("Company", { exact: true }));
});

test("the form takes the focus each time it is asked for, and gives it back when it closes", async (t) => {
  const page = await world.open(t);
  for (const name of ["Request plan: MSA Start", "Request plan: MSA Plus"]) {
    const opener = page.getByRole("button", { name }).last();
    await opener.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    await opener.click();
    await page.getByRole("dialog", { name: name.replace("plan: ", ""), exact: true }).waitFor();
    await hasFocus(page.getByLabel("Your name"));
    assert.equal(await page.evaluate(() => scrollY), place, "nothing jumps");
    await page.getByRole("button", { name: "Cancel" }).click();
    await hasFocus(opener);
    assert.equal(await page.evaluate(() => scrollY), place, "nor back");
  }
});

test("a page that is taken down while its request is under way does not fail", async (t) => {
  const page = await world.open(t);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const answered = page.waitForResponse("**/api/plan-requests");
  await page.route("**/api/plan-requests", async (route) => {
    await held;
    await route.continue();
  });
  await fillForm(page);
  await send(page).click();
  await page.getByRole("button", { name: "Sending…" }).waitFor();
  await page.evaluate(() => {
    globalThis.kept = document.querySelector("plan-configurator");
    globalThis.kept.remove();
  });
  release();
  assert.equal((await answered).status(), 201);
  // It lives on: put back, it can be used. A trap in the WebAssembly would have ended it.
  await page.evaluate(() => document.querySelector("main").append(globalThis.kept));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Clear all answers" }).click();
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await page.getByRole("heading", { name: "MSA Start", level: 2 }).waitFor();
});

test("Escape closes the form, and it opens again as it was left", async (t) => {
  const page = await world.open(t);
  await answerForBusiness(page);
  await openForm(page);
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Escape");
  await page.getByLabel("Your name").waitFor({ state: "detached" });
  await hasFocus(page.getByRole("button", { name: "Request MSA Business" }));
  await openForm(page);
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
});

for (const [width, height] of [[1280, 720], [390, 844], [320, 568]]) {
  test(`at ${width} x ${height} the form has its title and what sends it in view, and says what is sent along`, async (t) => {
    const page = await world.open(t, { width, height });
    await answerForBusiness(page);
    await openForm(page);
    const form = page.getByRole("dialog", { name: "Request MSA Business" });
    for (const part of [form.getByRole("heading", { level: 2 }), form.getByRole("button", { name: "Send request" })]) {
      const { x, y, width: inline, height: block } = await part.boundingBox();
      assert.ok(x >= 0 && y >= 0 && x + inline <= width && y + block <= height, `${await part.innerText()}: ${x} ${y} ${inline} ${block}`);
    }
    await form.getByText("Sent with it, so nobody asks you again:").waitFor();
    await form.getByText("a plan for 100 to 499 employees, support around the clock when business stops and an answer within 2 hours when business stops").waitFor();
    // Nothing behind it takes the focus.
    for (let tabs = 0; tabs < 12; tabs += 1) await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => {
      const focused = document.querySelector("plan-configurator").shadowRoot.activeElement;
      return !focused || Boolean(focused.closest("dialog"));
    }));
  });
}

test("opened by the host, the form stands in the page and leaves the focus where it is", async (t) => {
  const page = await world.host(t, `<!doctype html><title>Host</title><script type="module" src="/plan-configurator.js"></script>
    <input aria-label="Search" autofocus><plan-configurator plan="plus"></plan-configurator>`);
  await page.getByRole("heading", { name: "Request MSA Plus" }).waitFor();
  await hasFocus(page.getByLabel("Search"));
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("heading", { name: "Request MSA Plus" }).waitFor({ state: "hidden" });
});

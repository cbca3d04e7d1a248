// The inbox: by keyboard alone and without scripts, and as axe sees it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";

import { Server } from "./server.mjs";
import { setting } from "./settings.mjs";
import { hasFocus, product } from "./support.mjs";

const world = product();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const PASSWORD = "correct horse battery";
const REFERENCE = /[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/;

let server;

before(async () => {
  server = await Server.start();
  await addUser("ada", "editor");
  await addUser("rita", "reader");
});
after(() => server?.remove());

async function addUser(name, role) {
  const args = ["users", "add", name, "--role", role, "--database", server.database];
  const added = spawn(setting("PLAN_SERVER"), args, { stdio: ["pipe", "ignore", "inherit"] });
  added.stdin.end(PASSWORD);
  assert.deepEqual(await once(added, "exit"), [0, null]);
}

/** Stores a request; gives its reference. */
async function store(name, more = {}) {
  const contact = { name, email: "grace@example.com", company: "Compilers & Co" };
  const answers = { "company-size": "100-499", "sev1-hours": "always", "sev1-response": "2-hours" };
  const origin = { campaign: { utm_source: "newsletter", utm_campaign: "autumn" }, page: "https://www.example.com/plans", variant: "b" };
  const catalog = { id: "msa", version: "2026-11" };
  const body = { plan: "plus", answers, contact, message: "Please call\nbefore noon.", origin, catalog, ...more };
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${server.url}/api/plan-requests`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(reply.status, 201);
  return (await reply.json()).reference;
}

/** Goes on by the Tab key until an element has the focus. */
async function tabTo(page, locator) {
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press("Tab");
    if ((await locator.and(page.locator(":focus")).count()) > 0) return;
  }
  throw new Error(`the Tab key does not lead to ${locator}`);
}

async function press(page, locator, key = "Enter") {
  await tabTo(page, locator);
  await page.keyboard.press(key);
}

async function signIn(page, name = "ada", address = "/inbox") {
  await page.goto(server.url + address);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

test("everything is done by the keyboard alone, and without scripts", async (t) => {
  await store("Grace Hopper");
  const page = await world.blank(t, { javaScriptEnabled: false });
  world.expectedFault = /status of 403/;
  const button = (name) => page.getByRole("button", { name, exact: true });
  const link = (name) => page.getByRole("link", { name, exact: true });
  const heading = (name) => page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.goto(`${server.url}/inbox`);

  await heading("Sign in");
  await tabTo(page, page.getByLabel("Name"));
  await page.keyboard.type("ada");
  await page.keyboard.press("Tab");
  await hasFocus(page.getByLabel("Password"));
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "The name or the password is not right." }).waitFor();
  assert.equal(await page.getByLabel("Name").inputValue(), "ada");
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");

  await heading("Requests");
  await page.keyboard.press("Tab");
  await hasFocus(link("Skip to the content"));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("searchbox", { name: "Search reference, name, mail, company, message" }));
  await page.keyboard.type("hopper");
  await page.keyboard.press("Enter");
  await page.getByText("1 to 1 of 1").waitFor();
  assert.equal(new URL(page.url()).search, "?text=hopper&plan=&campaign=&suspect=&from=&until=");
  await press(page, page.getByText("Plan, campaign, dates"));
  await tabTo(page, page.getByLabel("Plan", { exact: true }));
  await page.keyboard.type("MSA P");
  await press(page, button("Apply"));
  await page.waitForURL(/plan=msa%2Fplus/);
  await press(page, link("Grace Hopper"));

  await heading("Grace Hopper, Compilers & Co");
  await page.getByText("100 to 499").waitFor();
  await press(page, button("Answered"), "Space");
  const done = page.getByRole("status");
  await done.filter({ hasText: "The state is Answered now; it was New." }).waitFor();
  await press(page, done.getByRole("button", { name: "Undo" }));
  await done.filter({ hasText: "The state is New now; it was Answered." }).waitFor();
  await press(page, button("Won"));
  await done.filter({ hasText: "The state is Won now; it was New." }).waitFor();
  await tabTo(page, page.getByRole("textbox", { name: "Note" }));
  await page.keyboard.type("She calls back on Monday.");
  await press(page, button("Add note"));
  await done.filter({ hasText: "The note is added." }).waitFor();
  const history = page.getByRole("region", { name: "Notes and history" }).getByRole("listitem");
  assert.equal(await history.count(), 4);
  assert.match(await history.first().innerText(), /^She calls back on Monday\.\s+ada, \d/);

  await press(page, page.getByRole("link", { name: "Erase this request" }));
  await heading("Erase this request?");
  await press(page, link("Keep it"));
  await heading("Grace Hopper, Compilers & Co");
  await press(page, page.getByRole("link", { name: "Erase this request" }));
  await press(page, button("Erase for good"));
  await done.filter({ hasText: /^The request [-2-9A-Z]{14} is erased\.$/ }).waitFor();
  assert.deepEqual(server.stored({ name: "Grace Hopper" }), []);

  await press(page, link("Audit"));
  await heading("Audit");
  await page.getByRole("row").filter({ hasText: "Erased" }).getByText(REFERENCE).waitFor();
  await press(page, button("Sign out"));
  await heading("Sign in");
  await page.goBack();
  await page.goto(`${server.url}/inbox/audit`);
  await heading("Sign in");
});

test("the link of a request opens the page with the same answers", async (t) => {
  const reference = await store("Edsger Dijkstra");
  const page = await world.blank(t);
  await signIn(page, "rita", `/inbox/${reference}`);
  await page.getByRole("heading", { name: "Edsger Dijkstra, Compilers & Co" }).waitFor();
  await page.getByRole("link", { name: "Open the page with these answers" }).click();
  await page.getByRole("radio", { name: "100 to 499", checked: true }).waitFor();
  await page.getByRole("radio", { name: "2 hours", exact: true, checked: true }).waitFor();
});

test("what the list shows is taken along as a file", async (t) => {
  await store("Barbara Liskov");
  const page = await world.blank(t);
  await signIn(page);
  await page.goto(`${server.url}/inbox?text=liskov`);
  const downloaded = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export 1 as CSV" }).click();
  const file = await downloaded;
  assert.equal(file.suggestedFilename(), "requests.csv");
  assert.match(await text(await file.createReadStream()), /Barbara Liskov/);
});

test("a note that is typed after the session has ended is there still after the next sign-in", async (t) => {
  const reference = await store("Tony Hoare");
  const page = await world.blank(t, { javaScriptEnabled: false });
  world.expectedFault = /status of 403/;
  await signIn(page, "ada", `/inbox/${reference}`);
  await page.getByRole("textbox", { name: "Note" }).fill("A long note,\nthat nobody types twice.");
  const cookies = await page.context().cookies();
  await page.context().clearCookies({ name: "inbox" });
  assert.ok(cookies.every(({ httpOnly, secure, sameSite, path }) => httpOnly && secure && sameSite === "Lax" && path === "/inbox"));
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByText("Your session has ended. Sign in to go on.").waitFor();
  await page.getByLabel("Name").fill("ada");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  assert.equal(await page.getByRole("textbox", { name: "Note" }).inputValue(), "A long note,\nthat nobody types twice.");
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByText("The note is added.").waitFor();
  await page.getByText("that nobody types twice.").waitFor();
});

/** Each page: who is signed in, its address, and the steps that lead to what it shows. */
const PAGES = {
  "the sign-in, refused": [
    undefined,
    "/inbox",
    async (page) => {
      await page.getByLabel("Name").fill("nobody");
      await page.getByLabel("Password").fill("wrong");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").waitFor();
    },
  ],
  "the list": ["ada", "/inbox"],
  "the list, narrowed by what is wrong": ["ada", "/inbox?state=open&from=yesterday&suspect=maybe&plan=none"],
  "nothing found": ["ada", "/inbox?text=nothing+like+this"],
  "a request": ["ada", "/inbox/REFERENCE?was=new"],
  "a request for a reader": ["rita", "/inbox/REFERENCE"],
  "a note that is too long": [
    "ada",
    "/inbox/REFERENCE",
    async (page) => {
      await page.getByRole("textbox", { name: "Note" }).evaluate((field) => field.removeAttribute("maxlength"));
      await page.getByRole("textbox", { name: "Note" }).fill("far too long ".repeat(500));
      await page.getByRole("button", { name: "Add note" }).click();
      await page.getByRole("alert").waitFor();
    },
  ],
  "the question before erasing": ["ada", "/inbox/REFERENCE/erase"],
  "what is not for readers": ["rita", "/inbox/audit"],
  "no such request": ["ada", "/inbox/K7QM-4XWD-9TPC"],
  "the audit log": ["ada", "/inbox/audit"],
};

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    describe(`${colorScheme}, ${width} pixels`, () => {
      for (const [name, [user, address, steps = async () => {}]] of Object.entries(PAGES)) {
        test(name, async (t) => {
          const reference = await store("Ada Lovelace");
          world.expectedFault = /status of 4\d\d/;
          const page = await world.blank(t, { width, colorScheme, bypassCSP: true });
          if (user) {
            await signIn(page, user, `/inbox/${reference}`);
            if (user === "ada") {
              await page.getByRole("textbox", { name: "Note" }).fill("A note of more than one line:\nthis one.");
              await page.getByRole("button", { name: "Add note" }).click();
              await page.getByRole("button", { name: "Won" }).click();
              await page.getByText("The state is Won now").waitFor();
            }
          }
          await page.goto(server.url + address.replace("REFERENCE", reference));
          await steps(page);
          await page.getByRole("heading", { level: 1 }).waitFor();
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `${overflow} pixels are cut off`);
          await page.evaluate(axe);
          const violations = await page.evaluate(async (values) => (await globalThis.axe.run({ runOnly: values })).violations, TAGS);
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
          assert.deepEqual(found, []);
        });
      }
    });
  }
}

// The link: the address opens exactly what is shown, and says what it could not open.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerForBusiness, hasFocus, isFollowed, isMounted, openQuestions, product, toolsMenu, useTool, zoneField } from "./support.mjs";

const world = product();

/** Opens the page at a link, and waits until it has been read. */
async function openLink(t, link, options) {
  const page = await world.blank(t, options);
  await page.goto(`${world.server.url}/${link}`);
  await isMounted(page);
  await isFollowed(page);
  return page;
}

const showsPlan = (page, plan) => page.getByRole("complementary").getByRole("heading", { level: 2, name: plan }).waitFor();
const contacts = (page) => page.getByRole("textbox", { name: "How many people may call support?" });
const hash = (page) => new URL(page.url()).hash;
const showsHash = (page, start) => page.waitForFunction((start) => location.hash.startsWith(start), start);
const missing = (page) => page.getByRole("status").filter({ hasText: "These parts of the link could not be opened:" });

test("the address holds what is shown, and opens it again", async (t) => {
  const page = await world.open(t);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await showsHash(page, "#v1;company-size=100-499;catalog=2026-11");
  await page.getByRole("button", { name: "Technical Contacts" }).click();
  await page.getByRole("radio", { name: "Severity 3" }).check();
  await (await zoneField(page)).fill("Europe/Madrid");
  await page.keyboard.press("Enter");
  await contacts(page).fill("3");
  await showsHash(page, "#v1;company-size=100-499;contacts=3;open=technical-contacts;severity=3");
  // What it relies on comes into it when there is time.
  await page.waitForFunction(() => location.hash.includes(";was="));
  const link = hash(page);
  assert.match(link, /;zone=Europe\/Madrid;catalog=2026-11;rows=[0-9a-f]{8};was=/);

  const other = await openLink(t, link);
  await showsPlan(other, "MSA Business");
  await other.getByRole("button", { name: "Technical Contacts", expanded: true }).waitFor();
  assert.ok(await other.getByRole("radio", { name: "Severity 3" }).isChecked());
  assert.equal(await contacts(other).inputValue(), "3");
  assert.equal(await other.getByLabel("Your time zone").inputValue(), "Europe/Madrid");
  assert.equal(hash(other), link);
  assert.equal(await missing(other).count(), 0);
});

test("back and forward lead through what was shown, and what is typed is one step", async (t) => {
  const page = await world.open(t);
  // What is answered earlier is no step of its own.
  await isFollowed(page);
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await showsPlan(page, "MSA Start");
  await showsHash(page, "#v1;company-size=1-99");
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await showsPlan(page, "MSA Plus");
  await showsHash(page, "#v1;company-size=100-499");
  await contacts(page).pressSequentially("12");
  await showsHash(page, "#v1;company-size=100-499;contacts=12;");
  await page.goBack();
  await showsPlan(page, "MSA Plus");
  assert.equal(await contacts(page).inputValue(), "");
  await page.goBack();
  await showsPlan(page, "MSA Start");
  await page.goBack();
  await showsPlan(page, "Your plan shows here");
  assert.equal(hash(page), "");
  await page.goForward();
  await showsPlan(page, "MSA Start");
  assert.ok(await page.getByRole("radio", { name: "1 to 99" }).isChecked());
});

test("a damaged link opens what it can, and says what it could not", async (t) => {
  const page = await openLink(t, "#v1;company-size=100-499;contacts=many;colour=red;open=technical-contacts,nothing;half");
  await showsPlan(page, "MSA Plus");
  await missing(page).waitFor();
  for (const part of ["contacts=many", "colour=red", "open=nothing"]) {
    await missing(page).getByText(part, { exact: true }).waitFor();
  }
  await page.getByRole("button", { name: "Technical Contacts", expanded: true }).waitFor();
  await missing(page).getByRole("button", { name: "Close" }).click();
  await missing(page).waitFor({ state: "detached" });
});

test("a fragment that is no link opens nothing, and says nothing", async (t) => {
  const page = await openLink(t, "#prices");
  await showsPlan(page, "Your plan shows here");
  assert.equal(await missing(page).count(), 0);
  await answerForBusiness(page);
  await showsHash(page, "#v1;");
});

test("who it is for fills the form, leaves the address at once, and is in no link and no event", async (t) => {
  const page = await world.blank(t);
  await page.addInitScript(() => {
    globalThis.told = [];
    for (const name of ["plan-ready", "plan-answers", "plan-advice", "plan-select", "plan-view"]) {
      addEventListener(name, ({ detail }) => globalThis.told.push(JSON.stringify(detail)));
    }
  });
  await page.goto(`${world.server.url}/#v1;company-size=100-499;company=Acme%20%26%20Co;name=Ada;email=ada%40example.com`);
  await isMounted(page);
  await showsPlan(page, "MSA Plus");
  await showsHash(page, "#v1;company-size=100-499");
  assert.doesNotMatch(page.url(), /Acme|Ada|ada/);
  await page.getByText("Prepared for Ada, Acme & Co", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Request MSA Plus" }).click();
  assert.equal(await page.getByLabel("Company", { exact: true }).inputValue(), "Acme & Co");
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
  assert.equal(await page.getByLabel("Work email").inputValue(), "ada@example.com");
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: "Yearly health check" }).check();
  await showsHash(page, "#v1;company-size=100-499;assurance=health-check");
  const told = await page.evaluate(() => [location.href, ...globalThis.told]);
  assert.doesNotMatch(told.join("\n"), /Acme|Ada|ada@/);
  assert.equal(await page.evaluate(() => history.length), 3, "the address with the person is no step to go back");
});

test("the link is copied, with language and theme", async (t) => {
  const page = await world.open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.evaluate(() => (document.querySelector("plan-configurator").theme = "dark"));
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await useTool(page, "Copy link");
  await page.getByText("Copied.").waitFor();
  await hasFocus(toolsMenu(page));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /#v1;company-size=100-499;theme=dark;catalog=/);
  const other = await openLink(t, new URL(copied).hash);
  await showsPlan(other, "MSA Plus");
  assert.equal(await other.evaluate(() => document.querySelector("plan-configurator").theme), "dark");
  // What is no longer copied is no longer said to be.
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await page.getByText("Copied.").waitFor({ state: "detached" });
});

test("what was answered while the page was loading stays beside the link", async (t) => {
  const page = await world.blank(t);
  let deliver;
  const held = new Promise((resolve) => (deliver = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${world.server.url}/#v1;company-size=100-499`, { waitUntil: "commit" });
  await openQuestions(page);
  await page.getByRole("checkbox", { name: "Yearly health check" }).check();
  deliver();
  await isMounted(page);
  await page.getByRole("radio", { name: "100 to 499", checked: true }).waitFor();
  await showsPlan(page, "MSA Enterprise");
});

test("in a host page the address stays the host's, and what is shown is the host's to keep", async (t) => {
  const html = `<!doctype html><script type="module" src="/plan-configurator.js"></script><plan-configurator></plan-configurator>`;
  const page = await world.host(t, html);
  await page.waitForFunction(() => globalThis.events.some(([name]) => name === "plan-ready"));
  await page.getByRole("button", { name: "Technical Contacts" }).click();
  await page.getByRole("switch", { name: "Only what differs" }).check();
  await page.waitForFunction(
    () => document.querySelector("plan-configurator").view === "only=differences;open=technical-contacts",
  );
  const told = () => page.evaluate(() => globalThis.events.filter(([name]) => name === "plan-view").length);
  assert.equal(await told(), 2);
  await page.evaluate(() => (document.querySelector("plan-configurator").view = "plans=plus,business;severity=3"));
  await page.waitForFunction(() => document.querySelector("plan-configurator").view === "plans=plus,business;severity=3");
  assert.equal(await page.getByRole("button", { name: "Technical Contacts", expanded: true }).count(), 0);
  assert.ok(await page.getByRole("radio", { name: "Severity 3" }).isChecked());
  assert.equal(await told(), 2, "what the host does itself is no news to it");
  assert.equal(hash(page), "");
});

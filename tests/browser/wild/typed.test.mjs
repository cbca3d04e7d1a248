// What people type: names that show nothing, text in all directions, addresses and numbers of every script.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fillContact, isFollowed, isMounted, product, translatedCatalog, useTool, zoneField } from "../support.mjs";

const world = product();

const send = (page) => page.getByRole("button", { name: "Send request" }).click();
const thanks = (page) => page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
const openForm = (page) => page.getByRole("button", { name: "Request plan: MSA Plus" }).first().click();

/** The product page without scripts, with a plan picked. */
async function plainForm(t) {
  const context = await world.browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(world.server.url);
  await page.getByRole("radio", { name: "Request: MSA Plus" }).focus();
  await page.keyboard.press("Space");
  await page.getByText("More questions").click();
  return page;
}

/** Code points that show nothing: fillers, joiners, marks of direction, controls, and marks without a letter. */
const UNSEEN = [
  "\u{200b}", "\u{3164}", "\u{2800}", "\u{ad}", "\u{ffa0}", "\u{115f}", "\u{1160}", "\u{180e}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{2060}",
  "\u{feff}", "\u{fe0f}", "\u{34f}", "\u{301}", "\u{20dd}", "\u{202e}", "\u{2069}", "\u{e0041}", "\u{a0}", "\u{3000}", "\u{7}", "\u{13441}",
];

test("what shows nothing is empty, and nothing is sent", async (t) => {
  const page = await world.open(t);
  let sent = 0;
  page.on("request", (request) => (sent += Number(request.method() === "POST")));
  await openForm(page);
  await fillContact(page);
  const name = page.getByLabel("Your name");
  for (const unseen of UNSEEN) {
    await name.fill("Ada");
    await page.getByText("Please fill this in.").waitFor({ state: "detached" });
    await name.fill(`${unseen} ${unseen}`);
    await send(page);
    await page.getByText("Please fill this in.").waitFor();
    assert.equal(await name.getAttribute("aria-invalid"), "true", `U+${unseen.codePointAt(0).toString(16)}`);
  }
  assert.equal(sent, 0);
});

test("what shows nothing is empty in the plain form, too", async (t) => {
  const page = await plainForm(t);
  await fillContact(page);
  await page.getByLabel("Your name").fill("\u{3164}");
  await page.getByLabel("Company", { exact: true }).fill("\u{200b}\u{2800}");
  await send(page);
  const alert = page.getByRole("alert");
  for (const field of ["Your name", "Company"]) await alert.getByRole("listitem").filter({ hasText: `${field} Please fill this in.` }).waitFor();
});

test("a name keeps what belongs to it, and directs nothing beside it", async (t) => {
  const page = await world.open(t);
  await openForm(page);
  await fillContact(page);
  const [name, company] = ["می\u{200c}نا \u{202e}evil", "C++\u{200f} בע\u{5f4}מ"];
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Company", { exact: true }).fill(company);
  assert.equal(await page.getByLabel("Your name").evaluate((field) => getComputedStyle(field).direction), "rtl");
  await send(page);
  await thanks(page);
  await page.getByText("What was sent").click();
  for (const text of [name, company]) {
    const shown = page.locator(".receipt dd").filter({ hasText: text }).locator("bdi");
    assert.equal(await shown.evaluate((element) => getComputedStyle(element).unicodeBidi), "isolate");
    assert.equal(await shown.textContent(), text);
  }
  const request = await world.stored(page);
  assert.deepEqual([request.name, request.company], [name, company]);
});

test("what is quoted of a field turns no sentence around", async (t) => {
  const page = await world.open(t);
  await page.getByRole("textbox", { name: "How many premium incidents do you expect?" }).fill("\u{202e}12x");
  await page.getByText("“12x” is not a whole number from 0 to 999999. Write one, or clear the field.").waitFor();
  await (await zoneField(page)).fill("\u{2067}Atlantis\u{2069}\u{202e}");
  await (await zoneField(page)).blur();
  await page.getByText("“Atlantis” is no time zone that this browser knows.").waitFor();
});

for (const email of ["用户@例子.公司", "jürgen@x.example", "дана@почта.рф"]) {
  test(`${email} can be written to`, async (t) => {
    const page = await world.open(t);
    await openForm(page);
    await fillContact(page);
    await page.getByLabel("Work email").fill(email);
    await send(page);
    await thanks(page);
    assert.equal((await world.stored(page)).email, email);
  });

  test(`${email} can be written to without scripts`, async (t) => {
    const page = await plainForm(t);
    await fillContact(page);
    await page.getByLabel("Work email").fill(email);
    await send(page);
    await thanks(page);
    assert.equal((await world.stored(page)).email, email);
  });
}

test("a plain form that is shown again takes an address of any script", async (t) => {
  const page = await plainForm(t);
  await fillContact(page);
  await page.getByLabel("Work email").fill("jürgen");
  await send(page);
  await page.getByRole("alert").getByRole("link", { name: "Work email" }).waitFor();
  await page.getByLabel("Work email").fill("jürgen@x.example");
  await send(page);
  await thanks(page);
});

const CONTACTS = "How many people may call support?";

/** Types as people do, a character at a time, and gives what stands there then. */
async function typed(page, text) {
  const field = page.getByRole("textbox", { name: CONTACTS });
  await field.fill("");
  await field.pressSequentially(text);
  return field.inputValue();
}

const contacts = (page) => page.evaluate(() => document.querySelector("plan-configurator").answers.contacts);

test("numbers are read in the digits and groups of any script, and stay as they were typed", async (t) => {
  const page = await world.open(t);
  for (const [text, number] of [["１２", 12], ["٣", 3], ["۴۲", 42], ["१२", 12], ["1,000", 1000], ["１，０００", 1000], ["12", 12]]) {
    assert.equal(await typed(page, text), text);
    assert.equal(await contacts(page), number, text);
    assert.equal(await page.getByText("is not a whole number").count(), 0, text);
  }
  for (const text of ["1.000", "1,00", "1.5", "three", "-1", "1000000"]) {
    assert.equal(await typed(page, text), text);
    await page.getByText(`“${text}” is not a whole number from 0 to 999999. Write one, or clear the field.`).waitFor();
    assert.equal(await contacts(page), undefined, text);
  }
});

test("groups are read as the language of the page writes them", async (t) => {
  const page = await world.host(
    t,
    `<!doctype html><title>Host</title><script type="module" src="/plan-configurator.js"></script>
    <plan-configurator lang="de"></plan-configurator>
    <script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(translatedCatalog({}, "de"))}</script>`,
  );
  await isMounted(page);
  await typed(page, "1.000");
  assert.equal(await contacts(page), 1000);
  await typed(page, "1,000");
  await page.getByText("„1,000“ ist keine ganze Zahl").waitFor();
  await typed(page, "2.000");
  await page.evaluate(() => (document.querySelector("plan-configurator").lang = "en"));
  await page.waitForFunction(() => document.querySelector("plan-configurator").shadowRoot.querySelector("[lang]").lang === "en");
  assert.equal(await contacts(page), 2000, "a number that was read stays");
});

for (const [text, number] of [["１２", 12], ["٣", 3], ["1,000", 1000]]) {
  test(`${text} is read without scripts`, async (t) => {
    const page = await plainForm(t);
    await fillContact(page);
    await page.getByRole("textbox", { name: CONTACTS }).fill(text);
    await send(page);
    await thanks(page);
    assert.equal(JSON.parse((await world.stored(page)).answers).contacts, number);
  });
}

test("a number that may be meant in two ways is quoted with the rule and the way out, without scripts", async (t) => {
  const page = await plainForm(t);
  await fillContact(page);
  await page.getByRole("textbox", { name: CONTACTS }).fill("1.000");
  await send(page);
  await page.getByText("“1.000” is not a whole number from 0 to 999999. Write one, or clear the field.").first().waitFor();
  assert.equal(await page.getByLabel(CONTACTS).inputValue(), "1.000");
});

test("for whom a link was made stands by itself in the banner, and shows something or is left out", async (t) => {
  const page = await world.blank(t);
  const name = "\u{202e}\u{2067}evil";
  await page.goto(`${world.server.url}/#v1;contacts=3;name=${encodeURIComponent(name)};company=Engines`);
  const banner = page.getByText("Prepared for");
  await banner.waitFor();
  const shown = banner.locator("bdi");
  assert.equal(await shown.textContent(), `${name}, Engines`);
  assert.equal(await shown.evaluate((element) => getComputedStyle(element).unicodeBidi), "isolate");

  await page.goto("about:blank");
  await page.goto(`${world.server.url}/#v1;contacts=3;name=%E2%80%8B;company=%E3%85%A4`);
  await page.waitForFunction(() => !location.hash.includes("name="));
  await page.waitForFunction(() => document.querySelector("plan-configurator").answers.contacts === 3);
  assert.equal(await page.getByText("Prepared for").count(), 0);
});

test("for whom a sheet is printed stands by itself on it", async (t) => {
  const page = await world.open(t, { before: () => (globalThis.print = () => {}) });
  await isFollowed(page);
  const printed = async (name) => {
    await useTool(page, "Print or save as PDF…");
    await page.getByLabel("Prepared for").fill(name);
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await page.locator(".sheet").last().waitFor({ state: "attached" });
    return page.locator(".sheet__facts").last();
  };
  const facts = await printed("\u{202e}evil");
  assert.equal(await facts.locator("li").first().textContent(), "Prepared for \u{202e}evil");
  assert.equal(await facts.locator("bdi").evaluate((element) => getComputedStyle(element).unicodeBidi), "isolate");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await (await printed("\u{3164}")).getByText("Prepared for").count(), 0);
});

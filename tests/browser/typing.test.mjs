// What is typed into the page's own fields: through whatever composes texts, and beside the hot keys of a host.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hasFocus, isFollowed, isMounted, product, translatedCatalog } from "./support.mjs";

const world = product();

const name = (page) => page.getByLabel("Your name");
const search = (page) => page.getByRole("searchbox", { name: "Find a row" });
const number = (page) => page.getByRole("textbox", { name: "How many premium incidents do you expect?" });
const message = (page) => page.getByLabel("Message (optional)");
const counted = (page) => page.locator(".comparison > .bar > [role=status]");
const openForm = (page) => page.getByRole("button", { name: "Request plan: MSA Plus" }).first().click();

/** Presses a key in a field as a browser does while a text is composed; gives whether anybody kept it from its default. */
const press = (field, key, composing) =>
  field.evaluate(
    (field, [key, composing]) => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...composing });
      return !field.dispatchEvent(event);
    },
    [key, composing],
  );

const COMPOSING = { "a key while composing": { isComposing: true, keyCode: 229 }, "a key that begins it": { keyCode: 229 } };

for (const [what, composing] of Object.entries(COMPOSING)) {
  test(`Escape does not close the form, and F8 does not present, as ${what}`, async (t) => {
    const page = await world.open(t);
    await isFollowed(page);
    await page.evaluate(() => {
      globalThis.presented = 0;
      document.querySelector("#present").onclick = () => (globalThis.presented += 1);
    });
    const presented = () => page.evaluate(() => globalThis.presented);
    await openForm(page);
    await name(page).fill("Ada");
    assert.equal(await press(name(page), "F8", composing), false);
    assert.equal(await presented(), 0);
    assert.equal(await press(name(page), "F8", {}), true);
    assert.equal(await presented(), 1, "the same key does otherwise");

    await press(name(page), "Escape", composing);
    assert.ok(await name(page).isVisible());
    await press(name(page), "Escape", {});
    await name(page).waitFor({ state: "detached" });
  });
}

test("Escape while composing leaves an open explanation open", async (t) => {
  const page = await world.open(t);
  const row = page.getByRole("button", { name: "Technical Contacts" });
  await row.click();
  await press(row, "Escape", { isComposing: true, keyCode: 229 });
  assert.equal(await row.getAttribute("aria-expanded"), "true");
  await press(row, "Escape", {});
  assert.equal(await row.getAttribute("aria-expanded"), "false");
});

/** Composes a text in the field that has the focus, in these steps; gives what ends it as a text. */
async function compose(page, steps) {
  const client = await page.context().newCDPSession(page);
  for (const text of steps) {
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  return (text) => client.send("Input.insertText", { text });
}

test("the row search finds what was composed when that is done", async (t) => {
  const page = await world.open(t);
  await search(page).focus();
  const before = await counted(page).innerText();
  const end = await compose(page, ["p", "pr", "pri"]);
  assert.equal(await search(page).inputValue(), "pri");
  assert.equal(await counted(page).innerText(), before, "nothing is searched for yet");
  await end("private");
  await counted(page).filter({ hasText: "Rows with “private”: 1 of 19." }).waitFor();
  assert.equal(await search(page).inputValue(), "private");
});

test("a name that was composed is what stands in the form, and what is sent", async (t) => {
  const page = await world.open(t);
  await openForm(page);
  await page.getByRole("button", { name: "Send request" }).click();
  const error = page.locator("#request-name-error").filter({ hasText: "Please fill this in." });
  await error.waitFor();
  await name(page).focus();
  const end = await compose(page, ["あ", "あだ"]);
  assert.equal(await error.count(), 1, "nothing is taken yet");
  await end("アダ");
  await error.waitFor({ state: "detached" });
  // Opened elsewhere, the form shows what it holds.
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Request plan: MSA Start" }).last().click();
  await page.getByRole("heading", { name: "Request MSA Start" }).waitFor();
  assert.equal(await name(page).inputValue(), "アダ");
  const sent = page.waitForRequest("**/api/plan-requests");
  await page.getByLabel("Work email").fill("ada@example.com");
  await page.getByLabel("Company", { exact: true }).fill("Engines");
  await page.getByRole("button", { name: "Send request" }).click();
  assert.equal((await sent).postDataJSON().contact.name, "アダ");
});

/** A host page with hot keys, which the browser is then kept from typing, and a list of the keys that it hears. */
const HOST = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="/plan-configurator.js"></script>
  <button>Before</button><plan-configurator></plan-configurator><script>
    globalThis.heard = [];
    document.addEventListener("keydown", (event) => {
      const { key, ctrlKey, altKey, metaKey } = event;
      heard.push([ctrlKey && "Control", altKey && "Alt", metaKey && "Meta", key].filter(Boolean).join("+"));
      if (["/", "s", "k"].includes(key)) event.preventDefault();
    });
  </script></html>`;

for (const [what, field] of Object.entries({ "the name": name, "the row search": search, "a number": number, "the message": message })) {
  test(`a host's hot keys take nothing of what is typed into ${what}, and hear all other keys`, async (t) => {
    const page = await world.host(t, HOST);
    await isMounted(page);
    // What stands behind the form, which is modal, takes no key.
    if (field === name || field === message) await openForm(page);
    const heard = () => page.evaluate(() => globalThis.heard.splice(0));
    await field(page).focus();
    await page.keyboard.type("Sky / Kiosk?");
    assert.equal(await field(page).inputValue(), "Sky / Kiosk?");
    assert.deepEqual((await heard()).filter((key) => key.length === 1), []);
    for (const key of ["Control+k", "Alt+s", "Meta+k", "Tab", "Escape"]) {
      await field(page).focus();
      await page.keyboard.press(key);
      assert.equal((await heard()).at(-1), key);
    }
  });
}

test("a host's hot keys work wherever nothing is typed", async (t) => {
  const page = await world.host(t, HOST);
  await isMounted(page);
  for (const control of [page.getByRole("radio", { name: "100 to 499" }), page.getByRole("button", { name: "Technical Contacts" })]) {
    await control.focus();
    await hasFocus(control);
    await page.keyboard.press("k");
    assert.deepEqual(await page.evaluate(() => globalThis.heard.splice(0)), ["k"]);
  }
});

test("what is being composed stays whole while the host changes the language", async (t) => {
  const page = await world.host(
    t,
    `${HOST}<script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(translatedCatalog())}</script>`,
  );
  await isMounted(page);
  await openForm(page);
  await name(page).fill("Ada ");
  const end = await compose(page, ["ら", "らぶ"]);
  await page.evaluate(() => (document.querySelector("plan-configurator").lang = "fr"));
  await page.getByRole("heading", { level: 1, name: "Which support plan fits? (fr)" }).waitFor();
  assert.equal(await name(page).inputValue(), "Ada らぶ");
  await end("ラブ");
  assert.equal(await name(page).inputValue(), "Ada ラブ");
});

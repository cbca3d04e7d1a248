// Links as they arrive: through mail programs, chats and campaigns. All that can be read opens, and nothing false is said.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { PNG } from "pngjs";

import { setting } from "../settings.mjs";
import { isFollowed, isMounted, product } from "../support.mjs";

const world = product();

const SHORT = "v1;company-size=100-499;contacts=3;plans=plus,business";
const LONG = `${SHORT};catalog=2026-11;rows=911adbce;was=plus,business/technical-contacts:2,4`;

/** Opens the page at a link, as from elsewhere. */
async function open(page, link) {
  await page.goto("about:blank");
  await page.goto(`${world.server.url}/${link}`);
  await isMounted(page);
  await isFollowed(page);
}

const hash = (page) => new URL(page.url()).hash;
const showsHash = (page, start) => page.waitForFunction((start) => location.hash.startsWith(start), start);
const notices = (page) => page.locator(".notices").getByRole("status");
const contacts = (page) => page.getByRole("textbox", { name: "How many people may call support?" });

/** What the link above opens is shown, and no notice. */
async function isOpened(page, link) {
  await page.getByRole("complementary").getByRole("heading", { level: 2, name: "MSA Business" }).waitFor();
  assert.ok(await page.getByRole("radio", { name: "100 to 499" }).isChecked(), link);
  assert.equal(await contacts(page).inputValue(), "3", link);
  assert.equal(await page.evaluate(() => document.querySelector("plan-configurator").view), "plans=plus,business", link);
  assert.deepEqual(await notices(page).allInnerTexts(), [], link);
}

for (const [what, links] of Object.entries({
  "that is encoded": [
    `#${encodeURIComponent(SHORT)}`,
    `#${encodeURIComponent(encodeURIComponent(LONG))}`,
    `#${LONG.replaceAll(";", "%3b")}`,
    `#${LONG.replaceAll("=", "%3D")}`,
    `#%23${LONG}`,
  ],
  "with wrapped lines and escapes of HTML": [
    `#${LONG.replace("size=", "=\r\nsize=").replace("contacts=3", "con\r\ntacts=3")}`,
    `#${LONG.replace("business;", "busi=\nness;")}`,
    `#${LONG.replace("company-size", "company=\n-size")}`,
    `#${LONG.replaceAll("=", "=3D")}`,
    `#${SHORT.replace("100-", "100-%0A").replace("contacts", "%0D%0Acontacts")}`,
    `#${SHORT.replaceAll(";", "&amp;")}`,
    `#${SHORT.replaceAll("=", "&#x3D;")}`,
  ],
  "with something behind it": [SHORT, LONG].flatMap((link) =>
    ["&utm_source=mail", "&amp;utm_source=mail&utm_id=7", "?fbclid=IwAR0", ").", ">", "/", "%", "…", "...", "%20and%20more", '"', "&gt;", "#:~:text=a"].map(
      (tail) => `#${link}${tail}`,
    ),
  ),
})) {
  test(`a link ${what} opens as it was meant, and the address becomes the link`, async (t) => {
    const page = await world.blank(t);
    for (const link of links) {
      await open(page, link);
      await isOpened(page, link);
      await showsHash(page, `#${LONG}`);
    }
  });
}

test("a person in a link that is encoded, quoted or has something behind it leaves the address, too", async (t) => {
  const page = await world.blank(t);
  const link = "v1;company=Acme%20%26%20Co;email=ada%40example.com;contacts=3";
  for (const fragment of [
    encodeURIComponent(link),
    encodeURIComponent(encodeURIComponent(link)),
    link.replaceAll("=", "=3D"),
    "v1;contacts=3;company=Acme%20%26%20Co;email=ada%40example.com).",
    "v1;contacts=3&amp;company=Acme%20%26%20Co&amp;email=ada%40example.com&utm_source=mail",
  ]) {
    await open(page, `#${fragment}`);
    await showsHash(page, "#v1;contacts=3");
    assert.doesNotMatch(page.url(), /Acme|ada/, fragment);
    await page.getByText("Prepared for ada@example.com, Acme & Co", { exact: true }).waitFor();
    assert.equal(await contacts(page).inputValue(), "3", fragment);
    assert.equal(await notices(page).count(), 0, fragment);
  }
});

test("a fragment of somebody else's raises no notice, and stays until something is answered", async (t) => {
  const page = await world.blank(t);
  for (const fragment of [
    "#access_token=eyJh.b_c&token_type=bearer&email=ada@example.com",
    "#state=abc&code=x",
    "#/route",
    "#!/route?tab=2",
    "#:~:text=plans",
    "#tab=pricing",
    "#error=access_denied",
    "#v1-notes",
    "#email=ada@example.com",
  ]) {
    await open(page, fragment);
    await page.getByRole("heading", { level: 2, name: "Your plan shows here" }).waitFor();
    // What reads links has read it, if at all.
    await page.waitForLoadState("networkidle");
    assert.equal(await notices(page).count(), 0, fragment);
    assert.equal(await page.locator("#prepared").innerText(), "", fragment);
    if (!fragment.includes(":~:")) assert.equal(hash(page), fragment);
    await page.getByRole("radio", { name: "100 to 499" }).check();
    await showsHash(page, "#v1;company-size=100-499");
  }
});

for (const [how, refuse] of [
  ["by an error", () => { throw new DOMException("Attempt to use history.pushState() more than 100 times", "SecurityError"); }],
  ["by doing nothing", () => {}],
]) {
  test(`where a browser refuses a new address ${how}, nothing fails, and the address is right once it may be written`, async (t) => {
    const page = await world.open(t);
    await isFollowed(page);
    await page.evaluate((refuse) => {
      const refused = new Function(`return ${refuse}`)();
      const own = { pushState: history.pushState, replaceState: history.replaceState };
      globalThis.asked = 0;
      const count = () => (globalThis.asked += 1);
      history.pushState = history.replaceState = () => count() && refused();
      globalThis.allow = () => Object.assign(history, own);
    }, `${refuse}`);
    await page.getByRole("radio", { name: "1 to 99" }).check();
    await page.getByRole("radio", { name: "100 to 499" }).check();
    await contacts(page).fill("3");
    await page.waitForFunction(() => globalThis.asked > 0);
    assert.equal(hash(page), "");
    await page.evaluate(() => globalThis.allow());
    await showsHash(page, "#v1;company-size=100-499;contacts=3;catalog=");
    // What was refused in between is one step.
    await page.goBack();
    await page.getByRole("heading", { level: 2, name: "Your plan shows here" }).waitFor();
    assert.equal(hash(page), "");
    assert.equal(await notices(page).count(), 0);
  });
}

test("a key that is held makes one step back", async (t) => {
  const page = await world.open(t);
  await isFollowed(page);
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await showsHash(page, "#v1;company-size=100-499");
  const before = await page.evaluate(() => history.length);
  await page.getByRole("radio", { name: "100 to 499" }).focus();
  for (let times = 0; times < 130; times++) await page.keyboard.down("ArrowRight");
  await page.keyboard.up("ArrowRight");
  const size = await page.evaluate(() => document.querySelector("plan-configurator").answers["company-size"]);
  await showsHash(page, size === undefined ? "#v1;catalog" : `#v1;company-size=${size ?? "~"}`);
  assert.equal((await page.evaluate(() => history.length)) - before, 1);
  await page.goBack();
  await page.getByRole("radio", { name: "100 to 499" }).and(page.locator(":checked")).waitFor();
});

test("a link has a preview where people paste it", async (t) => {
  const page = await world.open(t);
  const property = (name) => page.locator(`meta[property="og:${name}"]`).getAttribute("content");
  assert.equal(await property("title"), await page.title());
  assert.equal(await property("description"), await page.locator("meta[name=description]").getAttribute("content"));
  assert.equal(await page.locator('meta[property="og:url"]').count(), 0, "it would take the place of a link's query");
  const picture = await page.request.get(new URL(await property("image"), world.server.url).href);
  assert.equal(picture.headers()["content-type"], "image/png");
  const { width, height } = PNG.sync.read(await picture.body());
  assert.deepEqual([width, height], [1200, 630]);
  assert.deepEqual([await property("image:width"), await property("image:height")], ["1200", "630"]);
  assert.ok(!(await readFile(join(setting("PLAN_SITE"), "index.html"), "utf8")).includes("{home}"));
});

test("what a campaign adds to the address stays there, and the plan that it names is picked", async (t) => {
  const page = await world.blank(t);
  await page.goto(`${world.server.url}/?plan=business&utm_source=mail#${SHORT}`);
  await isMounted(page);
  await page.getByRole("form").or(page.locator("form")).getByLabel("Plan", { exact: true }).and(page.locator("select")).waitFor();
  await isOpened(page, "with a query");
  assert.equal(new URL(page.url()).search, "?plan=business&utm_source=mail");
  await page.getByRole("radio", { name: "1 to 99" }).check();
  await showsHash(page, "#v1;company-size=1-99");
  assert.equal(new URL(page.url()).search, "?plan=business&utm_source=mail");
});

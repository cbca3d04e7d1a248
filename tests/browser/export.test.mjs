// What a rep takes elsewhere of the page: a sheet, a code, text, a presentation; and what a link of an older catalogue says.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";

import { createCanvas } from "@napi-rs/canvas";
import readCode from "jsqr";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { PNG } from "pngjs";

import { hasFocus, isFollowed, isMounted, product, toolsMenu, useTool } from "./support.mjs";

const world = product();
const pdfjs = new URL("..", pathToFileURL(createRequire(import.meta.url).resolve("pdfjs-dist/legacy/build/pdf.mjs"))).href;

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** Opens the page at a link. */
async function openLink(t, link, options) {
  const page = await world.blank(t, options);
  await page.goto(`${world.server.url}/${link}`);
  await isMounted(page);
  await isFollowed(page);
  return page;
}

/** The address, when the link in it is whole. */
async function link(page) {
  await page.waitForFunction(() => location.hash.includes(";was="));
  return page.url();
}

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

/** What a code in some pixels says. */
const decode = ({ data, width, height }) => readCode(new Uint8ClampedArray(data), width, height)?.data;

test("the link is shown as a code that leads to the same page", async (t) => {
  const page = await openLink(t, "#v1;company-size=100-499;contacts=3;plans=plus,business", { colorScheme: "dark" });
  await useTool(page, "Show as QR code");
  const code = page.getByRole("dialog").getByRole("img", { name: "QR code of the link to this comparison" });
  const pixels = PNG.sync.read(await code.screenshot());
  assert.equal(decode(pixels), await link(page));
  await page.keyboard.press("Escape");
  await code.waitFor({ state: "detached" });
});

test("the comparison is copied as CSV and as Markdown, as it is shown", async (t) => {
  const page = await openLink(t, "#v1;plans=business,plus;only=differences", CLIPBOARD);
  await useTool(page, "Copy the table as CSV");
  await page.getByText("Copied.").waitFor();
  const csv = await copied(page);
  assert.match(csv, /^Section,Entitlement,MSA Business,MSA Plus\r?\n/);
  assert.match(csv, /,Assigned Customer Technical Contacts,4,2\r?\n/);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await useTool(page, "Copy the table as Markdown");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
  const markdown = await copied(page);
  assert.match(markdown, /^\| Entitlement \| MSA Business \| MSA Plus \|\r?\n\| --- \| --- \| --- \|\r?\n/);
  assert.equal(markdown.trim().split("\n").length, csv.trim().split("\n").length + 1 + sections(csv), "a line a row, and one a section");
});

const sections = (csv) => new Set(csv.trim().split(/\r?\n/).slice(1).map((line) => line.split(",")[0])).size;

/** Prints the sheet as a PDF, in this format. */
async function sheet(page, format, name) {
  await page.evaluate(() => (globalThis.print = () => (globalThis.isPrinted = true)));
  await useTool(page, "Print or save as PDF…");
  const dialog = page.getByRole("dialog");
  if (name) await dialog.getByLabel("Prepared for").fill(name);
  await dialog.getByLabel("Valid until").fill("2027-01-31");
  await dialog.getByRole("button", { name: "Print" }).click();
  await page.waitForFunction(() => globalThis.isPrinted);
  const data = new Uint8Array(await page.pdf({ format, tagged: true, preferCSSPageSize: false, printBackground: false }));
  const pdf = await getDocument({ data, standardFontDataUrl: `${pdfjs}../standard_fonts/`, verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) pages.push(await pdf.getPage(number));
  return { pdf, pages };
}

/** The text of a page, with one space between any two words. */
async function textOf(page) {
  const { items } = await page.getTextContent();
  return items.map(({ str }) => str).join(" ").replace(/\s+/g, " ");
}

/** A page as pixels. */
async function draw(page) {
  const viewport = page.getViewport({ scale: 3 });
  const canvas = createCanvas(viewport.width, viewport.height);
  const context = canvas.getContext("2d");
  await page.render({ canvasContext: context, viewport }).promise;
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

const ANSWERED = "#v1;company-size=100-499;contacts=3;plans=plus,business,enterprise";

for (const format of ["A4", "Letter"]) {
  test(`the sheet fits one to three pages of ${format}, and says what, for whom and why`, async (t) => {
    const page = await openLink(t, ANSWERED, { now: "2026-11-26T12:00:00Z", locale: "en-US", timezoneId: "Europe/Berlin" });
    const { pdf, pages } = await sheet(page, format, "Grace Hopper");
    assert.ok(pages.length <= 3, `${pages.length} pages`);
    const texts = await Promise.all(pages.map(textOf));
    const text = texts.join(" ");
    for (const says of [
      "Prepared for Grace Hopper",
      "November 26, 2026",
      "Valid until January 31, 2027",
      "Recommended: MSA Business",
      "The answers",
      "How many people may call support?",
      "What the rows mean",
      "The support week for Severity 1, by the clocks of Europe/Berlin",
      "Catalogue version 2026-11",
    ]) {
      assert.ok(text.includes(says), `${says}: ${text}`);
    }
    assert.ok(text.replaceAll(" ", "").includes((await link(page)).replaceAll(" ", "")), "the link");
    assert.ok(!text.includes("Share, print, present"), "what can only be pressed is not on paper");
    // The head stands over each part of the table.
    const withRows = texts.filter((text) => /Premium Incidents|Severity Level|Health Check/.test(text.split("What the rows mean")[0]));
    for (const text of withRows) assert.match(text, /Entitlement MSA Plus MSA Business Recommended MSA Enterprise/);
    assert.ok(await pdf.getMarkInfo().then((info) => info.Marked), "a tagged PDF");

    const codes = [];
    for (const page of pages) codes.push(decode(await draw(page)));
    assert.ok(codes.includes(await link(page)), `a code leads here: ${codes}`);
  });
}

test("after printing the page is as before, and the sheet is gone", async (t) => {
  const page = await openLink(t, ANSWERED);
  await sheet(page, "A4");
  await page.locator(".printed-sheet").waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
  await hasFocus(toolsMenu(page));
});

test("the customer that a link was prepared for stands on the sheet, and in no link on it", async (t) => {
  const page = await openLink(t, `${ANSWERED};company=Acme`);
  const { pages } = await sheet(page, "A4");
  const text = (await Promise.all(pages.map(textOf))).join(" ");
  assert.ok(text.includes("Prepared for Acme"));
  assert.equal(text.split("Acme").length, 2, "once");
});

const slide = (page, name) => page.getByRole("dialog", { name: "Present" }).getByRole("heading", { name, level: 2 });
const count = (page, text) => page.getByRole("dialog").getByRole("status").filter({ hasText: text }).waitFor();

test("one key presents: slides move by arrows, and Escape leaves", async (t) => {
  const page = await openLink(t, ANSWERED);
  await page.keyboard.press("F8");
  await slide(page, "Recommended: MSA Business").waitFor();
  await page.getByRole("dialog").getByRole("listitem").filter({ hasText: "How many people may call support?" }).getByText("3", { exact: true }).waitFor();
  await count(page, "1 / 8");
  await page.keyboard.press("ArrowRight");
  await count(page, "2 / 8");
  const table = page.getByRole("dialog").getByRole("table");
  assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), ["MSA Plus", "★ MSA Business", "MSA Enterprise"]);
  await page.keyboard.press("ArrowRight");
  await count(page, "3 / 8");
  await page.keyboard.press("ArrowLeft");
  await count(page, "2 / 8");

  await page.keyboard.press("2");
  assert.match(await table.getByRole("columnheader", { name: "MSA Business" }).getAttribute("class"), /is-focused/);
  await page.keyboard.press("2");
  assert.doesNotMatch(await table.getByRole("columnheader", { name: "MSA Business" }).getAttribute("class"), /is-focused/);
  const rows = () => table.getByRole("rowheader").filter({ visible: true }).count();
  const all = await rows();
  await page.keyboard.press("d");
  await page.getByRole("button", { name: "Differences", pressed: true }).waitFor();
  assert.ok((await rows()) < all);
  await page.keyboard.press("?");
  await page.getByText("Escape: leave").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("the presentation fills screens of 16 to 9, shows all plans on screen, and ends with what is gained and a code", async (t) => {
  const page = await openLink(t, "#v1;company-size=100-499;contacts=3", { width: 1280, height: 720 });
  // Pressed twice, the key begins one presentation.
  await page.keyboard.press("F8");
  await page.keyboard.press("F8");
  await slide(page, "Recommended: MSA Business").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 1);
  await page.keyboard.press("ArrowRight");
  await count(page, "2 / 8");
  const table = page.getByRole("dialog").getByRole("table");
  assert.equal(await table.getByRole("columnheader").count(), 5, "the plans on screen");
  await table.getByRole("columnheader", { name: "★ MSA Business" }).and(page.locator(".is-recommended")).waitFor();
  for (const [width, height] of [[1280, 720], [1920, 1080], [2560, 1440]]) {
    await page.setViewportSize({ width, height });
    for (let at = 1; at <= 8; at++) {
      await page.keyboard.press(at === 1 ? "Home" : "ArrowRight");
      await count(page, `${at} / 8`);
      const [over, filled] = await page.getByRole("dialog").evaluate((dialog) => {
        const box = dialog.querySelector(".slide").getBoundingClientRect();
        const content = [...dialog.querySelectorAll(".slide :is(h2, table, p, li, svg)")].map((part) => part.getBoundingClientRect());
        const isOver = content.some(({ right, bottom }) => right > box.right + 1 || bottom > box.bottom + 1);
        // What is between the heading and the line at the foot lies over neither.
        const middle = dialog.querySelector(".slide__table > table, .slide__closing")?.getBoundingClientRect();
        const isOnHeading = middle && middle.top < dialog.querySelector(".slide h2").getBoundingClientRect().bottom;
        const isOnFoot = middle && middle.bottom > dialog.querySelector(".slide__offer").getBoundingClientRect().top;
        const used = content.filter((part) => part.height > 0).map(({ top, bottom }) => [top, bottom]);
        const spread = Math.max(...used.map(([, bottom]) => bottom)) - Math.min(...used.map(([top]) => top));
        return [isOver || isOnHeading || isOnFoot || dialog.scrollWidth > dialog.clientWidth || dialog.scrollHeight > dialog.clientHeight, spread / innerHeight];
      });
      assert.ok(!over, `slide ${at} fits ${width} x ${height}`);
      assert.ok(filled > 0.5, `slide ${at} takes ${filled} of ${width} x ${height}`);
    }
  }
  await slide(page, "What MSA Business gives you").waitFor();
  await page.getByRole("dialog").getByText("Next step: request MSA Business").waitFor();
  const code = page.getByRole("dialog").getByRole("img", { name: "QR code of the link to this comparison" });
  assert.equal(decode(PNG.sync.read(await code.screenshot())), await link(page));
  // The tools go while nobody uses them, and come back with a key or the pointer.
  await page.locator(".present.is-idle").waitFor();
  // They go again soon, perhaps before one has looked.
  await page.evaluate(() => {
    const dialog = document.querySelector(".present");
    globalThis.isBack = false;
    new MutationObserver(() => (globalThis.isBack ||= !dialog.matches(".is-idle"))).observe(dialog, { attributeFilter: ["class"] });
  });
  await page.mouse.move(300, 300);
  await page.waitForFunction(() => globalThis.isBack);
});

test("where only differences are shown, slides with nothing on them are skipped", async (t) => {
  const page = await openLink(t, "#v1;contacts=1;plans=plus,business");
  await page.keyboard.press("F8");
  await count(page, "1 / 8");
  await page.keyboard.press("d");
  const seen = [];
  for (;;) {
    const before = await page.locator(".present__count").innerText();
    await page.keyboard.press("ArrowRight");
    const after = await page.locator(".present__count").innerText();
    if (after === before) break;
    seen.push(await page.getByRole("dialog").locator("tbody tr, .slide__closing").filter({ visible: true }).count());
  }
  assert.ok(seen.length > 1 && seen.length < 7 && seen.every((count) => count > 0), seen.join());
});

test("a second window follows the first, and the notes stay in the first", async (t) => {
  const page = await openLink(t, ANSWERED);
  await useTool(page, "Present");
  await slide(page, "Recommended: MSA Business").waitFor();
  const opens = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Second window" }).click();
  const second = await opens;
  await slide(second, "Recommended: MSA Business").waitFor();
  await page.bringToFront();
  await page.keyboard.press("End");
  await count(second, "8 / 8");
  await page.keyboard.press("d");
  await second.locator(".is-only-different").waitFor();

  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Notes" }).fill("They have 12 sites.");
  await page.getByRole("textbox", { name: "Notes" }).press("d");
  assert.ok(await page.locator(".is-only-different").count(), "keys in the notes are text");
  assert.ok(!(await second.content()).includes("12 sites"));
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save notes as a file" }).click();
  const folder = await mkdtemp(join(tmpdir(), "plan-notes-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "notes.json");
  await (await saving).saveAs(file);
  await page.getByRole("textbox", { name: "Notes" }).fill("");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.waitForFunction(() => document.querySelector(".notes__field").value === "They have 12 sites.d");
  await page.reload();
  await isMounted(page);
  await useTool(page, "Present");
  await slide(page, "Recommended: MSA Business").waitFor();
  await page.keyboard.press("n");
  assert.equal(await page.getByRole("textbox", { name: "Notes" }).inputValue(), "They have 12 sites.d");
});

test("a link of an older catalogue says what changed since", async (t) => {
  const older = "#v1;contacts=3;plans=plus,business;catalog=2025-01;rows=00000000;was=plus,business/technical-contacts:1,4";
  const page = await openLink(t, older);
  const notice = page.getByRole("status").filter({ hasText: "Since this link was made, the plans have changed:" });
  await notice.getByText("MSA Plus: Assigned Customer Technical Contacts 1 → 2").waitFor();
  const now = await openLink(t, "#v1;contacts=3;plans=plus,business");
  const same = await openLink(t, new URL(await link(now)).hash);
  assert.equal(await same.locator(".notices").count(), 0);
});

test("nothing of it is loaded before it is asked for", async (t) => {
  const page = await world.blank(t);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(world.server.url);
  await isFollowed(page);
  // The service worker keeps it for when there is no network, which is no request of the page's.
  assert.deepEqual(asked.filter((url) => url.includes("export")), []);
  await useTool(page, "Present");
  await slide(page, "Which support plan fits?").waitFor();
  assert.ok(asked.some((url) => /plan-configurator-export-[0-9a-f]{16}\.wasm/.test(url)));
});

test("where it cannot be loaded the page says so, and goes on", async (t) => {
  world.expectedFault = /Failed to load resource/;
  const page = await openLink(t, "", { serviceWorkers: "block" });
  await page.route("**/*plan-configurator-export*", (route) => route.abort());
  await useTool(page, "Present");
  await page.getByText("This could not be loaded.").waitFor();
  await page.unroute("**/*plan-configurator-export*");
  await page.getByRole("button", { name: "Close" }).click();
  await useTool(page, "Present");
  await slide(page, "Which support plan fits?").waitFor();
});

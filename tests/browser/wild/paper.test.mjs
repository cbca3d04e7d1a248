// The page on paper, printed as it is: on the product page and on a host's.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { test } from "node:test";

import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

import { explainAll, isFollowed, isMounted, product, useTool } from "../support.mjs";

const world = product();
const pdfjs = new URL("..", pathToFileURL(createRequire(import.meta.url).resolve("pdfjs-dist/legacy/build/pdf.mjs"))).href;

const ANSWERED = "#v1;company-size=100-499;contacts=3";
/** A word of each plan's name that no other has, in their order. */
const PLANS = ["Standard", "Start", "Plus", "Business", "Enterprise"];

/** Prints a page; gives the lines of each sheet, from top to bottom, with its `items`: each text, and where it begins. */
async function print(page, options = { format: "A4" }) {
  const data = new Uint8Array(await page.pdf({ margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" }, ...options }));
  const pdf = await getDocument({ data, standardFontDataUrl: `${pdfjs}../standard_fonts/`, verbosity: 0 }).promise;
  const sheets = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const lines = new Map();
    const items = [];
    for (const { str, transform } of (await (await pdf.getPage(number)).getTextContent()).items) {
      if (!str.trim()) continue;
      const [x, y] = transform.slice(4);
      items.push({ text: str.trim(), x, y });
      const height = Math.round(y);
      lines.set(height, [...(lines.get(height) ?? []), str.trim()]);
    }
    const sorted = [...lines].sort(([one], [other]) => other - one);
    sheets.push(Object.assign(sorted.map(([, words]) => words.join(" ").replace(/\s+/g, " ")), { items }));
  }
  return sheets;
}

/** The text of a sheet, or of part of the page, without spaces, since letters that are drawn as one have some around them on paper. */
const squeezed = (text) => text.replace(/\s+/g, "");
const textOf = (sheet) => squeezed(sheet.join(" "));

/** The rows that are seen, each with the beginning of its explanation. */
const rowsOf = (page) =>
  page.locator("plan-configurator").evaluate(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll("tr.explanation:not([hidden])")].map((explanation) => {
      const words = (element, most) => element.textContent.trim().split(/\s+/).slice(0, most);
      return [words(explanation.previousElementSibling.querySelector("th span"), 1), words(explanation.querySelector("p, li"), 6)].map((words) => words.join(""));
    }),
  );

/** Checks that the strip tells the recommended plan in words: its mark stands nearer to that plan's name than to any other's. */
async function checkStrip(page, { items }) {
  const named = await page.locator(".strip .is-recommended .plan__name").innerText();
  const recommended = PLANS.find((word) => named.includes(word));
  // The strip is what stands first on the sheet.
  const topmost = (word) => items.filter(({ text }) => text.includes(word)).sort((one, other) => other.y - one.y)[0];
  const mark = topmost("Recommended");
  const names = PLANS.map((word) => ({ word, ...topmost(word) }));
  for (const { word, text } of [{ word: "Recommended", ...mark }, ...names]) assert.ok(text, `${word} stands on the sheet`);
  const [nearest] = names.sort((one, other) => Math.hypot(one.x - mark.x, one.y - mark.y) - Math.hypot(other.x - mark.x, other.y - mark.y));
  assert.equal(nearest.word, recommended, JSON.stringify({ mark, names }));
}

async function check(page, options) {
  await explainAll(page);
  const rows = await rowsOf(page);
  const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts();
  const sheets = await print(page, options);
  // What a severity means stands below the table, too.
  const own = rows.filter(([name]) => name !== "Severity").map(([, explanation]) => explanation);
  const table = sheets.filter((sheet) => own.some((explanation) => textOf(sheet).includes(explanation)));
  assert.ok(rows.length > 15 && table.length >= 2, `${rows.length} rows on ${table.length} sheets`);
  for (const sheet of table) {
    const lines = sheet.map(squeezed);
    const head = textOf(sheet.slice(0, lines.findIndex((line) => own.some((explanation) => line.startsWith(explanation.slice(0, 15))))));
    for (const word of [...PLANS, "★", "Recommended"]) assert.ok(head.includes(word), `${word}: ${head}`);
  }
  for (const [name, explanation] of rows) {
    const found = sheets.flatMap((sheet) => textOf(sheet).split(explanation).slice(0, -1));
    assert.ok(found.length > 0, `the explanation of ${name}`);
    // Some rows are explained by the same words.
    for (const before of found.filter((before) => !before.includes("Whenwilltheyanswer"))) assert.ok(before.slice(-400).includes(name), `${name} stands above its explanation: ${before}`);
  }
  for (const heading of headings.filter((heading) => sheets.some((sheet) => sheet.includes(heading)))) {
    assert.ok(!sheets.some((sheet) => sheet.at(-1) === heading), `something follows ${heading}`);
  }
  const all = sheets.flat().join(" ");
  for (const control of ["Copy link", "Share, print, present", "explanations", "Request plan", "Request MSA", "Clear", "Undo", "Only what differs", "Learn more", " ? ", "▾", "◂"]) {
    const at = all.indexOf(control);
    assert.equal(at, -1, `${control} can only be pressed: ${all.slice(Math.max(0, at - 60), at + 60)}`);
  }
  return sheets;
}

for (const [format, colorScheme] of [["A4", "light"], ["Letter", "dark"]]) {
  test(`the product page is printed on ${format} (${colorScheme}) with all plans named on each sheet`, async (t) => {
    const page = await world.blank(t, { colorScheme });
    await page.goto(`${world.server.url}/${ANSWERED}`);
    await isMounted(page);
    await isFollowed(page);
    const sheets = await check(page, { format });
    await checkStrip(page, sheets[0]);
    assert.match(textOf(sheets[0]), /Thefirstplanwith3technicalcontacts/);
  });
}

for (const width of ["100%", "36rem"]) {
  test(`a host's page prints the element, ${width} wide, with all plans named on each sheet`, async (t) => {
    const html = `<!doctype html><html lang="en"><title>Host</title><h1>Our plans</h1>
      <div style="inline-size: ${width}"><plan-configurator></plan-configurator></div>
      <script type="module" src="/plan-configurator.js"></script></html>`;
    const page = await world.host(t, html);
    await isMounted(page);
    await page.evaluate(() => (document.querySelector("plan-configurator").answers = { "company-size": "100-499", contacts: 3 }));
    const sheets = await check(page, { format: "A4" });
    await checkStrip(page, sheets[0]);
    assert.match(textOf(sheets[0]), /Ourplans/);
  });
}

test("printing twice prints one sheet, the newest, where a browser does not tell when it has printed", async (t) => {
  const page = await world.blank(t, { before: () => {
    globalThis.printed = 0;
    globalThis.print = () => (globalThis.printed += 1);
  } });
  await page.goto(`${world.server.url}/${ANSWERED}`);
  await isMounted(page);
  await isFollowed(page);
  for (const [at, name] of ["First Ltd", "Second Ltd"].entries()) {
    await useTool(page, "Print or save as PDF…");
    await page.getByRole("dialog").getByLabel("Prepared for").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Print" }).click();
    await page.waitForFunction((count) => globalThis.printed === count, at + 1);
  }
  const all = (await print(page)).map(textOf).join(" ");
  assert.ok(all.includes("PreparedforSecondLtd") && !all.includes("FirstLtd"), all.slice(0, 200));
  // Then the page itself is printed again.
  await page.locator(".printed-sheet").waitFor({ state: "detached" });
  assert.ok(!(await print(page)).map(textOf).join(" ").includes("SecondLtd"));
});

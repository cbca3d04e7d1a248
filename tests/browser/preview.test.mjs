// `plan-server preview`: the page follows the file that is written, and shows what is wrong with it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createInterface } from "node:readline";

import { setting } from "./settings.mjs";
import { answerForBusiness, fillContact, hasFocus, isFollowed, isMounted, product, until } from "./support.mjs";

const world = product();

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MSA = await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8");

/** The catalogue with another title. */
const titled = (title) => MSA.replace("Which support plan fits?", title);

/** The catalogue with a mistake in a plan, in a row and in a question. */
const BROKEN = MSA.replace('"id": "plus", "name": "MSA Plus"', '"id": "plus", "nmae": "MSA Plus"')
  .replace('"kind": "response"', '"kind": "respnse"')
  .replace('"kind": "yes-no"', '"kind": "yes/no"');

/** Opens a preview of a file of this text: its page, what saves the file, and what ends it. */
async function preview(t, text, options) {
  // It is closed before the preview ends.
  const page = await world.blank(t, options);
  const folder = await mkdtemp(join(tmpdir(), "plan-preview-"));
  const file = join(folder, "offer.json");
  // Editors put a new file in the place of the old one.
  const save = async (text) => {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  };
  await save(text);
  const child = spawn(setting("PLAN_SERVER"), ["preview", file], { stdio: ["ignore", "pipe", "ignore"] });
  const end = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
  };
  t.after(async () => {
    await end();
    await rm(folder, { recursive: true });
  });
  const [line] = await once(createInterface(child.stdout), "line");
  await page.goto(line.replace("listening on ", ""));
  return { page, save, end };
}

const region = (page) => page.getByRole("region", { name: "Preview of offer.json" });
const problems = (page) => region(page).getByRole("listitem");
const heading = (page, name) => page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
const isBusiness = (page) => page.getByRole("heading", { name: "MSA Business", level: 2, exact: true }).waitFor();

test("what is saved is shown without a click, and what was answered and typed stays", async (t) => {
  const { page, save } = await preview(t, MSA);
  await isMounted(page);
  await isFollowed(page);
  await region(page).getByText("kept in memory alone").waitFor();
  await answerForBusiness(page);
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await save(titled("Which one is it?"));
  await heading(page, "Which one is it?");
  await isBusiness(page);
  await page.getByLabel("Your name").waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Ada Lovelace");
  assert.equal(await page.getByLabel("Work email").inputValue(), "ada@example.com");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
});

test("a broken file leaves the page as it was, with each problem at its place; mended, the page is back", async (t) => {
  const { page, save } = await preview(t, MSA);
  await isMounted(page);
  await isFollowed(page);
  await answerForBusiness(page);
  await page.evaluate(() => (globalThis.isSamePage = true));

  await save(BROKEN);
  await region(page).getByRole("heading", { name: /^Problems in offer\.json: [1-9]/ }).waitFor();
  await region(page).getByText("The page shows the file as it was before.").waitFor();
  const lineOf = (text) => BROKEN.slice(0, BROKEN.indexOf(text)).split("\n").length;
  for (const wrong of ['"nmae"', '"respnse"', '"yes/no"']) {
    const item = problems(page).filter({ hasText: wrong }).filter({ hasText: `Line ${lineOf(wrong)} /` });
    await item.first().waitFor();
    await item.first().getByRole("button", { name: "Show on the page" }).waitFor();
  }
  assert.ok(await page.evaluate(() => globalThis.isSamePage), "the page was not loaded anew");
  await isBusiness(page);

  // Each problem leads to what it is about, which is outlined.
  const question = page.locator('[part~="question"]', { hasText: await promptOf(/"kind": "yes-no"/) });
  await problems(page).filter({ hasText: '"yes/no"' }).first().getByRole("button", { name: "Show on the page" }).click();
  await until(page, `() => {
    const outlined = [...document.querySelector("plan-configurator").shadowRoot.querySelectorAll('[part~="question"]')].find((question) => getComputedStyle(question).outlineStyle === "dashed");
    const { top, bottom } = outlined.getBoundingClientRect();
    return top >= 0 && bottom <= document.querySelector("#preview").getBoundingClientRect().top;
  }`);
  assert.equal(await question.evaluate((element) => getComputedStyle(element).outlineStyle), "dashed");
  const outlines = (selector) => page.locator(selector).evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.deepEqual([await outlines("#plan-plus"), await outlines("#plan-start")], ["dashed", "none"]);

  await save(titled("Mended"));
  await heading(page, "Mended");
  await isMounted(page);
  await isBusiness(page);
  await problems(page).first().waitFor({ state: "detached" });
  assert.equal(await outlines("#plan-plus"), "none");
});

/** The words of the first question that has something in the catalogue. */
async function promptOf(pattern) {
  const questions = JSON.parse(MSA).groups.flatMap((group) => group.questions);
  return questions.find((question) => pattern.test(JSON.stringify(question).replace(/":"/g, '": "'))).prompt;
}

test("a file that is broken from the start has a page with its problems, and its own page once it is mended", async (t) => {
  const { page, save } = await preview(t, '{\n  "id": "offer"\n  "version": "1"\n}');
  await page.getByRole("heading", { name: "Problems in offer.json: 1" }).waitFor();
  await problems(page).filter({ hasText: "Line 3" }).filter({ hasText: '"version": "1"' }).waitFor();
  await page.getByText("There is no page before they are mended.").waitFor();
  await save(BROKEN);
  await problems(page).filter({ hasText: '"nmae"' }).first().waitFor();
  await save(MSA);
  await isMounted(page);
  await heading(page, "Which support plan fits?");
});

for (const [width, height, colorScheme] of [[320, 640, "light"], [1280, 900, "dark"]]) {
  test(`the problems are read and reached by keys at ${width} pixels (${colorScheme})`, async (t) => {
    const { page } = await preview(t, MSA, { width, height, colorScheme });
    await isMounted(page);
    const check = async () => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run("#preview"));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
      const { left, right, bottom, top } = await region(page).evaluate((element) => element.getBoundingClientRect().toJSON());
      assert.ok(left === 0 && right === width && bottom === height && top >= height / 2, `${left} ${right} ${top} ${bottom}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    };
    await check();
  });
}

test("the problems are a list that keys scroll", async (t) => {
  const { page, save } = await preview(t, MSA, { width: 320, height: 640 });
  await isMounted(page);
  await save(BROKEN.replaceAll('"explanation"', '"explained"'));
  const list = page.getByRole("region", { name: /^Problems in offer\.json/ });
  await list.focus();
  await hasFocus(list);
  await page.keyboard.press("End");
  await until(page, `() => document.querySelector("#preview .problems").scrollTop > 100`);
  const { violations } = await page.evaluate(axe).then(() => page.evaluate(() => globalThis.axe.run("#preview")));
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  assert.ok((await region(page).evaluate((element) => element.getBoundingClientRect().top)) >= 320);
  await page.emulateMedia({ media: "print" });
  assert.equal(await region(page).isVisible(), false, "nothing of it is printed");
});

test("without scripts the page is loaded anew by hand, and says so", async (t) => {
  const { page, save } = await preview(t, MSA, { javaScriptEnabled: false });
  await region(page).locator("noscript p").filter({ hasText: "load this page again after each save" }).waitFor();
  await save(BROKEN);
  do await page.reload();
  while (!(await problems(page).first().isVisible()));
  await problems(page).filter({ hasText: '"nmae"' }).first().waitFor();
  await save(titled("Mended"));
  do await page.reload();
  while ((await page.title()) !== "Mended" || (await problems(page).count()) > 0);
});

test("a preview that has ended says so", async (t) => {
  const { page, end } = await preview(t, MSA);
  world.expectedFault = /ERR_/;
  await isMounted(page);
  await end();
  await region(page).getByText("The preview does not answer.").waitFor();
});

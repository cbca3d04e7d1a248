// What a cell says beside a value: states, conditions, notes; and rows of which nothing is explained.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { product } from "./support.mjs";

const world = product();

const msa = JSON.parse(await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8"));

const noted = (value, note) => ({ value, note });

/** Three plans: of calls, the first has none, of the second it is not stated, and the third has them under a condition. */
const CATALOG = {
  ...msa,
  id: "states",
  version: "1",
  title: "Three plans",
  hours: undefined,
  scales: undefined,
  severities: undefined,
  decides: undefined,
  plans: [
    { id: "a", name: "Ant" },
    { id: "b", name: "Bee", audience: "For some" },
    { id: "c", name: "Cat", audience: "For more" },
  ],
  sections: [
    {
      id: "all",
      title: "All",
      entitlements: [
        {
          id: "calls",
          name: "Calls",
          badge: "beta",
          explanation: ["You call us."],
          link: { url: "https://example.com/calls", text: "All about calls" },
          kind: "inclusion",
          values: { a: noted("not-included", "By mail."), b: "not-stated", c: { value: "included", condition: "name contacts first" } },
        },
        {
          id: "fax",
          name: "Fax",
          kind: "inclusion",
          values: { a: { value: "not-included", words: "Community only" }, b: noted("included", "By phone."), c: noted("included", "By mail.") },
        },
      ],
    },
  ],
  groups: [
    {
      id: "needs",
      title: "Needs",
      questions: [
        {
          id: "calls",
          prompt: "Will you call?",
          kind: "yes-no",
          asks_for: "calls",
          requires: [{ entitlement: "calls", at_least: "included" }],
        },
      ],
    },
  ],
};

const opened = async (t) => {
  const page = await world.host(
    t,
    `<!doctype html><html lang="en"><title>Host</title><script type="module" src="/plan-configurator.js"></script>
    <plan-configurator></plan-configurator>
    <script>document.querySelector("plan-configurator").catalogData = ${JSON.stringify(CATALOG)}</script></html>`,
  );
  await page.getByRole("heading", { name: "Three plans" }).waitFor();
  return page;
};

test("what is not stated rules no plan out, and every place says to ask", async (t) => {
  const page = await opened(t);
  await page.getByRole("radio", { name: "Yes", exact: true }).check();
  const card = page.getByRole("complementary", { name: "Recommendation" });
  await card.getByRole("heading", { name: "Bee" }).waitFor();
  await card.getByText("No plan before it offers calls. Not stated: ask about calls.").first().waitFor();
  const plans = page.getByRole("list", { name: "Plans" });
  await plans.getByRole("button", { name: "Cat" }).getByText("Also fits").waitFor();
  await plans.getByRole("button", { name: "Ant" }).getByText("Ruled out").waitFor();
  const row = page.getByRole("row", { name: /^Calls/ }).first();
  assert.match(await row.innerText(), /Beta/);
  assert.match(await row.innerText(), /Condition: name contacts first/);
  await row.getByText("You asked for this, ask about it:").waitFor();
});

test("equal notes are one, and a note of a plan that is hidden is hidden", async (t) => {
  const page = await opened(t);
  const notes = page.getByRole("list", { name: "Notes" }).getByRole("listitem");
  assert.deepEqual(await notes.allInnerTexts(), ["By mail.", "By phone."]);
  await page.evaluate(() => {
    document.querySelector("plan-configurator").view = "plans=a,c";
  });
  await notes.filter({ hasText: "By phone." }).waitFor({ state: "detached" });
  assert.deepEqual(await notes.allInnerTexts(), ["By mail."]);
});

test("a row of which nothing is explained has nothing to open, and one with a link leads there", async (t) => {
  const page = await opened(t);
  assert.equal(await page.getByRole("rowheader", { name: "Fax" }).getByRole("button").count(), 0);
  await page.getByRole("cell", { name: "Community only" }).waitFor();
  await page.getByRole("rowheader", { name: "Calls" }).getByRole("button").click();
  const link = page.getByRole("link", { name: "All about calls" });
  await link.waitFor();
  assert.equal(await link.getAttribute("href"), "https://example.com/calls");
});

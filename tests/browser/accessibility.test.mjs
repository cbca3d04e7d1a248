// axe finds nothing to complain about, in any state of the page, light and dark, narrow and wide.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { explainAll, fillContact, isFollowed, isMounted, product, toTop, zoneField } from "./support.mjs";

const world = product();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Answers that lead to MSA Business. */
const ANSWERS = "#v1;company-size=100-499;sev1-hours=always;sev1-response=2-hours";

const contacts = (page) => page.getByRole("textbox", { name: "How many people may call support?" });
const send = (page) => page.getByRole("button", { name: "Send request" }).click();

/** Each state: the link that the page is opened by, and the steps that lead there. */
const STATES = {
  "nothing answered": ["", async () => {}],
  "answered, a number wrong": [ANSWERS, (page) => contacts(page).fill("many")],
  "every reason and change open": [
    ANSWERS,
    async (page) => {
      await contacts(page).fill("many");
      await openSummaries(page);
    },
  ],
  "why a plan is ruled out": [ANSWERS, whyNotStart],
  "a change made": [
    ANSWERS,
    async (page) => {
      await whyNotStart(page);
      await page.getByRole("button", { name: /^Try it: .* MSA Enterprise$/ }).first().click();
      await page.locator(".advice").getByRole("button", { name: "Undo" }).filter({ visible: true }).waitFor();
    },
  ],
  "nothing fits": [`${ANSWERS};contacts=9`, (page) => page.getByText("No plan has everything").first().waitFor()],
  "explanations open": [ANSWERS, (page) => explainAll(page)],
  "another severity, and a zone that is none": [
    ANSWERS,
    async (page) => {
      await page.getByRole("radio", { name: "Severity 3" }).check();
      await (await zoneField(page)).fill("Europe/Atlantis");
      await (await zoneField(page)).press("Enter");
      await page.getByText("“Europe/Atlantis” is no time zone").waitFor();
      await toTop(page);
    },
  ],
  "summary open": [
    ANSWERS,
    async (page) => {
      await page.getByRole("button", { name: "Learn More: MSA Business" }).click();
      await toTop(page);
    },
  ],
  "form with errors": [
    ANSWERS,
    async (page) => {
      await page.getByRole("button", { name: "Request MSA Business" }).click();
      await send(page);
      await page.getByText("Please fill this in.").first().waitFor();
    },
  ],
  "server down": [ANSWERS, sendInVain],
  receipt: [
    ANSWERS,
    async (page) => {
      await sendInVain(page);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
      await page.getByText("What was sent").click();
    },
  ],
};

/** Opens all that the card folds up, and what the first plan misses. */
async function whyNotStart(page) {
  await contacts(page).fill("many");
  await openSummaries(page);
  await page.locator(".strip").getByRole("button", { name: "MSA Start" }).click();
}

async function openSummaries(page) {
  const summaries = page.locator(".advice summary").filter({ visible: true });
  await summaries.first().waitFor();
  for (const summary of await summaries.all()) await summary.click();
}

/** Sends a request that no server gets. */
async function sendInVain(page) {
  await page.getByRole("button", { name: "Request MSA Business" }).click();
  await fillContact(page);
  await page.route("**/api/plan-requests", (route) => route.abort(), { times: 1 });
  await send(page);
  await page.getByRole("button", { name: "Try again" }).waitFor();
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 768, 1280]) {
    describe(`${colorScheme}, ${width} pixels`, () => {
      for (const [state, [link, steps]] of Object.entries(STATES)) {
        test(state, async (t) => {
          world.expectedFault = /ERR_FAILED/;
          // Contrast is measured at rest, not halfway from one colour to another; and axe adds a style element of its own, which the
          // policy would refuse.
          const page = await world.blank(t, { width, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
          await page.goto(`${world.server.url}/${link}`);
          await isMounted(page);
          await isFollowed(page);
          const none = page.locator(".advice").getByRole("heading", { level: 2, name: "Your plan shows here" });
          if (link !== "") await none.waitFor({ state: "detached" });
          await steps(page);
          await page.evaluate(axe);
          const violations = await page.evaluate(async (values) => (await globalThis.axe.run({ runOnly: values })).violations, TAGS);
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
          assert.deepEqual(found, []);
        });
      }
    });
  }
}

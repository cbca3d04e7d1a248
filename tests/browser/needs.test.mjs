// What people needed: pictures with the same numbers as tables, by keyboard, on small screens, in the dark, in forced colours, as axe sees them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import Database from "libsql";

import { Server } from "./server.mjs";
import { setting } from "./settings.mjs";
import { product } from "./support.mjs";

const world = product();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const PASSWORD = "correct horse battery";
const RANGE = "/inbox/needs?catalog=msa&from=2026-W01&until=2026-W12";

let server;

before(async () => {
  server = await Server.start();
  const args = ["users", "add", "rita", "--role", "reader", "--database", server.database];
  const added = spawn(setting("PLAN_SERVER"), args, { stdio: ["pipe", "ignore", "inherit"] });
  added.stdin.end(PASSWORD);
  assert.deepEqual(await once(added, "exit"), [0, null]);
  await store("2026-01-06T10:00:00Z", "plus", { "company-size": "100-499" });
  await store("2026-01-13T10:00:00Z", "business", { "company-size": "100-499", assurance: ["health-check"] });
  await store("2026-01-14T10:00:00Z", "plus", { "company-size": null, "remote-assistance": true });
  // More people than any plan lets call.
  await store("2026-03-17T10:00:00Z", "enterprise", { contacts: 9, "account-management": "dedicated" });
  await store("2026-03-18T10:00:00Z", "plus", {});
});
after(() => server?.remove());

async function store(at, plan, answers) {
  const contact = { name: "Grace", email: "grace@example.com", company: "Compilers" };
  const body = { plan, answers, contact, catalog: { id: "msa", version: "2026-11" } };
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${server.url}/api/plan-requests`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(reply.status, 201);
  const { reference } = await reply.json();
  const database = new Database(server.database);
  try {
    database.prepare("UPDATE plan_requests SET received_at = ? WHERE reference = ?").run(at, reference);
  } finally {
    database.close();
  }
}

async function open(t, { address = RANGE, ...options } = {}) {
  const page = await world.blank(t, { javaScriptEnabled: true, ...options });
  await page.goto(server.url + address);
  await page.getByLabel("Name").fill("rita");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "What people needed", level: 1 }).waitFor();
  return page;
}

test("every picture has the parts that its table says, as long as they are many", async (t) => {
  const page = await open(t);
  const figures = await page.locator("figure").evaluateAll((all) =>
    all.map((figure) => {
      const table = figure.querySelector(":scope > .scroll table");
      const series = [...table.tHead.rows[0].querySelectorAll(".number")].slice(1).map((cell) => cell.textContent);
      const numbers = [...table.tBodies[0].rows].flatMap((row) => {
        const name = [...row.querySelectorAll("td:not(.number):first-child, th")].map((cell) => cell.textContent.trim()).join(", ");
        const counts = [...row.querySelectorAll("td.number")].slice(1).map((cell) => Number(cell.textContent));
        return series.map((column, at) => [`${name}, ${column}`, counts[at]]);
      });
      const isByWeek = table.tHead.rows[0].cells[0].textContent === "Week";
      const parts = [...figure.querySelectorAll(":scope > svg rect.part")].map((part) => {
        const [, name, count] = part.querySelector("title").textContent.match(/^(.*): (\d+)$/u);
        const box = part.getBoundingClientRect();
        return [name, Number(count), isByWeek ? box.height : box.width];
      });
      return { id: figure.id, numbers: numbers.filter(([, count]) => count > 0), parts };
    }),
  );

  assert.ok(figures.length >= 7, `${figures.length} figures`);
  for (const { id, numbers, parts } of figures) {
    assert.deepEqual(Object.fromEntries(parts.map(([name, count]) => [name, count])), Object.fromEntries(numbers), id);
    const [, one, length] = parts[0];
    for (const [name, count, size] of parts) {
      assert.ok(Math.abs(size / count - length / one) <= 1.5, `${id}, ${name}: ${count} as ${size} beside ${one} as ${length}`);
    }
  }
  const needs = page.getByRole("region", { name: "Needs that every plan misses", exact: true });
  await needs.getByRole("row", { name: /How many people may call support\? 5–9/ }).waitFor();
  const picture = page.getByRole("img", { name: "Open questions" });
  assert.match(await picture.locator("desc").textContent(), /told apart by Not answered, Not sure/);
});

test("the choice, the tables and the files are reached by the keyboard", async (t) => {
  const page = await open(t, { javaScriptEnabled: true });
  const reached = new Set();
  await page.locator("#content").focus();
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()));
  }
  for (const name of ["Show", "Plans asked for", "Open questions", "Download as CSV: Open questions", "By week"]) {
    assert.ok([...reached].some((text) => text === name), `${name} among ${[...reached].join(" | ")}`);
  }
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^Download as CSV ?: Plans asked for$/ }).press("Enter");
  assert.equal((await download).suggestedFilename(), "msa-plans-asked-for-2026-W01-2026-W12.csv");

  await page.getByRole("region", { name: "Plans asked for" }).getByRole("link", { name: "2026-W03" }).press("Enter");
  await page.getByText("2 requests counted, 2026-W03 to 2026-W03").waitFor();
  await page.getByLabel("First week").fill("2025-W01");
  await page.getByLabel("Last week").fill("2025-W02");
  await page.getByRole("button", { name: "Show" }).press("Enter");
  await page.getByText("No request of these weeks is counted.").waitFor();
  await page.getByRole("link", { name: "Show the weeks of all requests, 2026-W02 to 2026-W12" }).press("Enter");
  await page.getByText("5 requests counted").waitFor();
});

describe("the page is whole", () => {
  for (const [name, options, media] of [
    ["wide and light", {}, {}],
    ["wide and dark", { colorScheme: "dark" }, {}],
    ["narrow and light", { width: 320 }, {}],
    ["narrow and dark", { width: 320, colorScheme: "dark" }, {}],
    ["in forced colours", {}, { forcedColors: "active" }],
    ["in print", {}, { media: "print" }],
  ]) {
    test(name, async (t) => {
      const page = await open(t, options);
      await page.emulateMedia(media);
      for (const summary of await page.getByText("By week", { exact: true }).all()) {
        if (!media.media) await summary.click();
      }
      const [wide, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= inner, `${wide} wide in ${inner}`);
      // Names in a picture end before its edge.
      const beyond = await page.locator("figure > svg").evaluateAll((all) =>
        all.flatMap((svg) => [...svg.querySelectorAll("text")].filter((text) => text.getBoundingClientRect().right > svg.getBoundingClientRect().right + 6).map((text) => text.textContent)),
      );
      assert.deepEqual(beyond, []);
      // Every part stands out from what is behind it, by its line.
      const hidden = await page.locator("figure > svg rect.part").evaluateAll((all) =>
        all.filter((part) => {
          const { stroke, fill, display } = getComputedStyle(part);
          return stroke === "none" || fill === "none" || display === "none" || part.getBoundingClientRect().width < 0.5;
        }).length,
      );
      assert.equal(hidden, 0);
      if (media.media) return;
      await page.evaluate(axe);
      const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
    });
  }
});

// Takes pictures of every state of the page, at five widths, light and dark: `node screens.mjs FOLDER [WORD...]`. Words pick states.

import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { launchBrowser } from "../browser/chromium.mjs";
import { Server } from "../browser/server.mjs";
import { isMounted } from "../browser/support.mjs";

const [folder, ...words] = process.argv.slice(2);
const WIDTHS = [320, 390, 820, 1280, 1920];
const SCHEMES = ["light", "dark"];
/** A Saturday in London, so that pictures of one build are alike. */
const NOW = "2026-11-28T16:48:00Z";

const FITS = "#v1;sev1-hours=always";

/** Opens what is beside the heading of the comparison on this width. */
const openSheet = (page) => page.getByRole("button", { name: /^(Plans|Filter)$/ }).filter({ visible: true }).first().click();

/** A catalogue of so many plans. */
async function catalog(count) {
  const catalog = JSON.parse(await readFile(new URL("../../catalogs/msa.json", import.meta.url), "utf8"));
  const last = catalog.plans.at(-1);
  for (let at = catalog.plans.length; at < count; at++) {
    const id = `more-${at}`;
    catalog.plans.push({ ...last, id, name: `MSA Enterprise ${at}` });
    const rows = catalog.sections.flatMap(({ entitlements }) => entitlements);
    for (const { values } of rows) if (last.id in values) values[id] = values[last.id];
  }
  catalog.plans.length = count;
  const kept = new Set(catalog.plans.map(({ id }) => id));
  for (const { entitlements } of catalog.sections) {
    for (const row of entitlements) row.values = Object.fromEntries(Object.entries(row.values).filter(([id]) => kept.has(id)));
  }
  return catalog;
}

/** Shows a catalogue of so many plans. */
const shows = (count) => async (page) => {
  await page.evaluate((catalog) => (document.querySelector("plan-configurator").catalogData = catalog), await catalog(count));
  await page.getByText(count > 5 ? `MSA Enterprise ${count - 1}` : "MSA Start").first().waitFor({ state: "attached" });
};

/** Each state: the link that opens it, and what is done then. */
const STATES = {
  empty: {},
  fits: { link: FITS },
  "nothing-fits": { link: `${FITS};contacts=10` },
  "by-default": { link: "#v1;sev1-hours=weekdays" },
  explained: { link: `${FITS};open=sev1-hours,technical-contacts,tam-team` },
  "two-plans": { link: `${FITS};plans=plus,business;only=differences` },
  "one-plan": { link: `${FITS};plans=plus` },
  folded: { link: `${FITS};folded=coverage` },
  holiday: { link: `${FITS};severity=2;moment=2026-12-25T03:00` },
  "plans-sheet": { link: FITS, act: openSheet, isWindow: true },
  search: {
    act: async (page) => {
      if (await page.getByRole("button", { name: "Filter" }).isVisible()) await openSheet(page);
      const field = page.getByRole("searchbox", { name: "Find a row" });
      if (await field.isVisible()) await field.fill("nothing like it");
    },
  },
  many: { link: FITS, act: shows(14) },
  scrolled: {
    link: FITS,
    act: (page) => page.getByRole("rowheader", { name: /^Severity Level : 3/ }).first().evaluate((row) => row.scrollIntoView({ block: "center" })),
    isWindow: true,
  },
  form: {
    link: FITS,
    act: (page) => page.getByRole("button", { name: /^Request/ }).filter({ visible: true }).first().click(),
    isWindow: true,
  },
  present: { link: FITS, act: (page) => present(page, 0), isWindow: true },
  "present-section": { link: FITS, act: (page) => present(page, 2), isWindow: true },
  "present-end": { link: FITS, act: (page) => present(page, "End"), isWindow: true },
};

/** Presents, so many slides on. */
async function present(page, slides) {
  await page.keyboard.press("F8");
  const count = page.getByRole("dialog").getByRole("status");
  await count.waitFor();
  if (slides === "End") await page.keyboard.press("End");
  for (let at = 0; at < slides; at++) await page.keyboard.press("ArrowRight");
  await page.locator(".present.is-idle").waitFor();
}

await mkdir(folder, { recursive: true });
const [server, browser] = await Promise.all([Server.start(), launchBrowser()]);
try {
  for (const [name, { link = "", act, isWindow }] of Object.entries(STATES)) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        const path = join(folder, `${name}-${width}-${colorScheme}.png`);
        const context = await browser.newContext({ viewport: { width, height: width < 500 ? 844 : 800 }, colorScheme, timezoneId: "Europe/London" });
        const page = await context.newPage();
        page.isFolded = true;
        try {
          await page.clock.install({ time: new Date(NOW) });
          await page.goto(`${server.url}/${link}`);
          await isMounted(page);
          await act?.(page);
          await page.screenshot({ path, fullPage: !isWindow });
        } catch (error) {
          console.error(`${path}: ${error.message.split("\n")[0]}`);
        }
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.remove();
}

// A host's own colours and shapes: the example sheets can be read everywhere, and every name that a host may set does something.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import { answerForBusiness, fillContact, isMounted, product } from "./support.mjs";

const STYLE = join(import.meta.dirname, "../../style");
const TAGS = "[part], .questions__tools, h1, h2, h3, p, span, li, td, th, label, input, button, legend, path";
/** Values that the product has not, for what is neither a colour, nor a duration, nor a length. */
const OTHERS = { "--plan-font": "fantasy", "--plan-shadow": "rgb(1, 2, 3) 0px 0px 7px 0px" };

const world = product();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const files = await readdir(join(STYLE, "themes"));
const themes = await Promise.all(files.map(async (file) => [file, await readFile(join(STYLE, "themes", file), "utf8")]));
const tokens = (await readFile(join(STYLE, "tokens.css"), "utf8")).matchAll(/^ +(--plan-[\w-]+): (.*);$/gm);

/** Opens a host page with a sheet of its own, and waits for the element. */
async function open(t, sheet, options) {
  const html = `<!doctype html><html lang="en"><title>Host</title>
    <style>:root { color-scheme: light dark; } body { margin: 0; }</style><style id="theme">${sheet}</style>
    <script type="module" src="/plan-configurator.js"></script><main><plan-configurator></plan-configurator></main></html>`;
  const page = await world.host(t, html, options);
  await isMounted(page);
  return page;
}

/** Nothing of the element has too little contrast by a rule of axe's. */
async function isReadable(page, rule, state) {
  const { violations, passes } = await page.evaluate((rule) => {
    const one = { runOnly: { type: "rule", values: [rule] }, rules: { [rule]: { enabled: true } } };
    return globalThis.axe.run("plan-configurator", one);
  }, rule);
  const found = violations.flatMap(({ nodes }) => nodes.map(({ html, any }) => `${html}: ${any[0].message}`));
  assert.deepEqual(found, [], `${rule}, ${state}`);
  assert.ok(passes[0]?.nodes.length > 100, `${rule}, ${state}: axe looked at the page`);
}

for (const [file, sheet] of themes) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`${file}, ${colorScheme}, ${width} pixels: every text can be read`, async (t) => {
        // Contrast is measured at rest, not halfway from one colour to another.
        const page = await open(t, sheet, { width, colorScheme, reducedMotion: "reduce" });
        await page.evaluate(axe);
        const rule = file === "contrast.css" ? "color-contrast-enhanced" : "color-contrast";
        await answerForBusiness(page);
        await page.getByRole("button", { name: "Premium Incidents Per Year", exact: true }).click();
        await page.getByRole("heading", { name: "When will they answer?" }).waitFor();
        await isReadable(page, rule, "answered, an explanation open, and the hours");
        await page.getByRole("textbox", { name: "How many people may call support?" }).fill("9");
        await page.getByText("No plan has everything").first().waitFor();
        await page.getByRole("button", { name: "Request plan: MSA Business" }).first().click();
        await page.getByRole("button", { name: "Send request" }).click();
        await page.getByText("Please fill this in.").first().waitFor();
        await isReadable(page, rule, "nothing fits, and a form with errors");
      });
    }
  }

  test(`${file}: every line of it changes something`, async (t) => {
    const page = await open(t, sheet);
    const idle = await page.evaluate(() => {
      const root = document.querySelector("plan-configurator").shadowRoot;
      const { sheet } = document.querySelector("#theme");
      const idle = [];
      for (const { selectorText, style } of sheet.cssRules) {
        const part = selectorText.match(/::part\((.*)\)$/)?.[1];
        const pieces = [...root.querySelectorAll(part ? `[part~="${part}"]` : ".root")];
        for (const name of style) {
          const values = () => pieces.map((piece) => getComputedStyle(piece).getPropertyValue(name)).join();
          const themed = values();
          sheet.disabled = true;
          if (values() === themed) idle.push(`${selectorText} { ${name} }`);
          sheet.disabled = false;
        }
      }
      return idle;
    });
    assert.deepEqual(idle, []);
  });
}

test("every custom property of style/tokens.css can be set from outside, and shows", async (t) => {
  world.expectedFault = /ERR_FAILED/;
  const page = await open(t, "", { width: 390 });
  await answerForBusiness(page);
  const others = [...tokens].map(([, name, value]) => {
    const plain = /light-dark|color-mix/.test(value) ? "rgb(1, 2, 3)" : value.endsWith("ms") ? "0.077s" : "77px";
    return [name, OTHERS[name] ?? plain];
  });
  assert.ok(others.length >= 24, `${others.length} custom properties`);
  const whileOneFits = await idle(page, others);
  // All else that the properties are for: nothing fits, a request that failed, and a focus that can be seen.
  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("9");
  await page.getByText("No plan has everything").first().waitFor();
  await page.getByRole("button", { name: "Request plan: MSA Business" }).first().click();
  await fillContact(page);
  await page.route("**/api/plan-requests", (route) => route.abort());
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Close", exact: true }).hover();

  const unknown = [...new Set(others.map(([, value]) => value))].map((value) => ["--unknown", value]);
  assert.deepEqual(await idle(page, unknown), unknown, "a name that is none changes nothing");
  const onPhones = await idle(page, whileOneFits);
  await page.setViewportSize({ width: 1280, height: 900 });
  const whereNothingFits = await idle(page, onPhones);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.getByRole("textbox", { name: "How many people may call support?" }).fill("");
  await page.getByRole("heading", { name: "MSA Business", level: 2 }).waitFor();
  assert.deepEqual(await idle(page, whereNothingFits), []);
});

test("on a page in another encoding the element's signs stay what they are", async (t) => {
  const page = await open(t, "", { headers: { "content-type": "text/html; charset=windows-1252" } });
  assert.equal(await page.evaluate(() => document.characterSet), "windows-1252");
  const chosen = page.getByRole("radio", { name: "100 to 499" });
  await chosen.check();
  await page.getByText("Weekdays 10–17 ET", { exact: true }).first().waitFor();
});

/** Which of these custom properties change nothing when a sheet sets them. */
function idle(page, others) {
  return page.evaluate(
    ([others, tags]) => {
      const { sheet } = document.querySelector("#theme");
      const pieces = [...document.querySelector("plan-configurator").shadowRoot.querySelectorAll(tags)];
      const parts = [undefined, "::before", "::backdrop"];
      const styles = pieces.flatMap((piece) => parts.map((part) => getComputedStyle(piece, part)));
      const properties = ["color", "background-color", "border-color", "outline-color", "fill", "stroke", "box-shadow"];
      properties.push("padding", "margin", "gap", "border-radius", "font-size", "font-family", "scroll-margin", "min-height", "max-width", "inset");
      const shown = () => styles.map((style) => properties.map((name) => style.getPropertyValue(name)).join()).join();
      const before = shown();
      return others.filter(([name, value]) => {
        sheet.insertRule(`plan-configurator { ${name}: ${value}; }`);
        const isShown = shown() !== before;
        sheet.deleteRule(0);
        return !isShown;
      });
    },
    [others, TAGS],
  );
}

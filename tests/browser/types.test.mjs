// What tools and programs read of the element: the manifest says what the element has, and the types hold what hosts write.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { product, setting } from "./support.mjs";

const HOSTS = join(import.meta.dirname, "../hosts");
const EVENTS = [
  "plan-ready",
  "plan-answers",
  "plan-advice",
  "plan-select",
  "plan-request-start",
  "plan-request-sent",
  "plan-request-failed",
  "plan-error",
];

const world = product();

async function read(file) {
  return readFile(join(setting("PLAN_SITE"), file), "utf8");
}

test("the manifest names every attribute, property, event, part and custom property of the element", async (t) => {
  const [module] = JSON.parse(await read("custom-elements.json")).modules;
  const [element] = module.declarations;
  const names = (key) => element[key].map(({ name }) => name).sort();
  const page = await world.open(t);
  const [observed, properties] = await page.evaluate(() => {
    const constructor = customElements.get("plan-configurator");
    const described = Object.entries(Object.getOwnPropertyDescriptors(constructor.prototype));
    return [constructor.observedAttributes, described.filter(([, { get }]) => get).map(([name]) => name)];
  });
  assert.deepEqual(names("attributes"), observed.toSorted());
  assert.deepEqual(names("events"), EVENTS.toSorted());
  const types = await read("plan-configurator.d.ts");
  for (const property of properties) assert.match(types, new RegExp(`^  ${property}: `, "m"));

  const pieces = page.locator("plan-configurator").locator("[part]");
  const parts = await pieces.evaluateAll((pieces) => pieces.flatMap((piece) => [...piece.part]));
  assert.deepEqual(parts.filter((part) => !names("cssParts").includes(part)), []);
  const tokens = await page.locator("plan-configurator").evaluate((element) => {
    return [...element.computedStyleMap().keys()].filter((name) => name.startsWith("--plan-"));
  });
  assert.deepEqual(names("cssProperties"), tokens.sort());
});

for (const [who, project] of [
  ["a page without a framework", "plain"],
  ["the React page", "."],
]) {
  test(`the compiler takes what ${who} writes, under its strictest rules`, async () => {
    const compiler = join(HOSTS, "node_modules/.bin/tsc");
    const compiled = promisify(execFile)(compiler, ["--project", project], { cwd: HOSTS });
    await compiled.catch(({ stdout, message }) => assert.fail(stdout || message));
  });
}

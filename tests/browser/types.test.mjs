// What tools and programs read of the element: the manifest says what the element has, and the types hold what hosts write.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { setting } from "./settings.mjs";
import { ATTENTION, EVENTS, product } from "./support.mjs";

const HOSTS = join(import.meta.dirname, "../hosts");

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
  assert.deepEqual(names("events"), [...ATTENTION, ...EVENTS].toSorted());
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

test("docs/embedding.md names all of it, and nothing else", async () => {
  const docs = await readFile(join(import.meta.dirname, "../../docs/embedding.md"), "utf8");
  const [{ declarations: [element] }] = JSON.parse(await read("custom-elements.json")).modules;
  const names = (key) => element[key].map(({ name }) => name).sort();
  // The rows of the table whose first column has that head: the name, and the rest.
  const rows = (head) => {
    const [, table] = docs.split(`\n| ${head} |`);
    return [...table.split("\n\n")[0].matchAll(/^\| `([\w-]+)` \| (.*)$/gm)].map(([, name, rest]) => [name, rest]);
  };
  const documented = (head) => rows(head).map(([name]) => name).sort();
  assert.deepEqual(documented("attribute"), names("attributes"));
  const attributes = names("attributes");
  assert.deepEqual(documented("property"), names("members").filter((name) => !attributes.includes(name)));
  assert.deepEqual(documented("event"), names("events"));
  assert.deepEqual(documented("part"), names("cssParts"));
  assert.deepEqual(documented("custom property"), names("cssProperties"));

  const details = new Map(rows("event"));
  const keys = (text) => [...text.matchAll(/\w+(?=: )/g)].join();
  const choices = (text, key) => [...(text.match(`${key}: ((?:"[\\w-]+"(?: \\| )?)+)`)?.[1] ?? "").matchAll(/[\w-]+/g)].flat();
  for (const { name, type } of element.events) {
    assert.equal(keys(details.get(name).split("|")[0]), keys(type.text), name);
    for (const reason of choices(type.text, "reason")) assert.ok(details.get(name).includes(`\`${reason}\``), reason);
  }
  const codes = element.events.flatMap(({ type }) => choices(type.text, "code"));
  assert.deepEqual(documented("`code`"), codes.sort());
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

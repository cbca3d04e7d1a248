// The catalogue compiler as the site ships it, in the browser, against the command line: the same text, the same problems.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { sharedBrowser } from "./chromium.mjs";
import { setting } from "./settings.mjs";

const MSA = new URL("../../catalogs/msa.json", import.meta.url);

let browser, page, folder;
before(async () => {
  [browser, folder] = await Promise.all([sharedBrowser(), mkdtemp(join(tmpdir(), "plan-compiler-"))]);
  page = await openCompiler();
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** A page with nothing but the compiler, as `compiler`: the site's two files, given to the browser as it asks for them. */
async function openCompiler() {
  const site = setting("PLAN_SITE");
  const files = await readdir(site);
  const [glue, wasm] = [/^plan-configurator-compiler-glue-[0-9a-f]{16}\.js$/, /^plan-configurator-compiler-[0-9a-f]{16}\.wasm$/].map(
    (pattern) => files.find((file) => pattern.test(file)) ?? assert.fail(`the site has no ${pattern}`),
  );
  const page = await browser.newPage();
  await page.route("http://compiler.test/**", (route) => {
    const file = new URL(route.request().url()).pathname;
    if (file === "/") return route.fulfill({ contentType: "text/html", body: "" });
    return route.fulfill({ path: join(site, file) });
  });
  await page.goto("http://compiler.test/");
  await page.evaluate(
    async ([glue, wasm]) => {
      globalThis.compiler = await import(`/${glue}`);
      await compiler.default({ module_or_path: fetch(`/${wasm}`) });
    },
    [glue, wasm],
  );
  return page;
}

/** What the browser makes of a catalogue. */
function compile(json) {
  return page.evaluate((json) => {
    const outcome = compiler.compile(json);
    const { compiled, problems } = outcome;
    outcome.free();
    return { compiled, problems };
  }, json);
}

/** What the command line prints for a catalogue, and its exit code. */
async function command(verb, json) {
  const file = join(folder, "catalog.json");
  await writeFile(file, json);
  return new Promise((resolve) => {
    execFile(setting("PLAN_SERVER"), [verb, file], { maxBuffer: 2 ** 24 }, (error, stdout) => {
      resolve({ code: error?.code ?? 0, stdout });
    });
  });
}

/** What stands between a problem's pointer and the rest: ids, line and column. */
const LOCATION = /^(\/.*?)(?: \([a-z]+ [^)]*\))?, line \d+, column \d+(?=: )/;

async function hasTheProblemsOfCheck(json) {
  const checked = await command("check", json);
  const { compiled, problems } = await compile(json);
  assert.equal(checked.code, 1, checked.stdout);
  assert.equal(compiled, undefined);
  // The command line says, too, where in the file that is; a page may have the catalogue from anywhere.
  const found = checked.stdout.trimEnd().split("\n").map((line) => line.replace(LOCATION, "$1"));
  assert.deepEqual(problems, found);
  return problems;
}

test("a good catalogue is compiled to what the command line compiles", async () => {
  const json = await readFile(MSA, "utf8");
  const expected = await command("compile", json);
  assert.equal(expected.code, 0);
  const { compiled, problems } = await compile(json);
  assert.equal(compiled, expected.stdout);
  assert.deepEqual(problems, []);
});

test("a broken catalogue has every problem that the command line finds", async () => {
  const catalog = JSON.parse(await readFile(MSA, "utf8"));
  catalog.langauge = catalog.language;
  delete catalog.language;
  catalog.hours.weekdays.zone = "America/New_Yrok";
  catalog.hours.weekdays.weekly[0].open = "25:00";
  catalog.plans[0].name = 7;
  catalog.sections[0].entitlements[0].values = {};
  catalog.groups[0].questions[0].id = "Größe";
  const problems = await hasTheProblemsOfCheck(JSON.stringify(catalog));
  assert.ok(problems.length > 6, problems.join("\n"));
});

test("what is no JSON, or has control characters in its names, is told in the same words", async () => {
  for (const json of ["", "{", "[]", "\u{feff}{}", '{"two\\nlines\\u0000": 1}', '{"id": "\\ud83d\\ude00"}']) {
    await hasTheProblemsOfCheck(json);
  }
});

test("a catalogue with too many problems ends its list as the command line does", async () => {
  const plans = Array.from({ length: 2000 }, () => 7);
  const problems = await hasTheProblemsOfCheck(JSON.stringify({ plans }));
  assert.equal(problems.length, 1001);
});

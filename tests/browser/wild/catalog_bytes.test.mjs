// A host's catalogue in another encoding than UTF-8: one sentence says so, as on the command line, and no lost character is shown.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { setting } from "../settings.mjs";
import { product } from "../support.mjs";

const world = product();

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "plan-bytes-"))));
after(() => rm(folder, { recursive: true }));

const MSA = JSON.parse(await readFile(new URL("../../../catalogs/msa.json", import.meta.url), "utf8"));
const JSON_TEXT = JSON.stringify({ ...MSA, title: "Pläne für große Häuser" }, null, 2);

const HOST = `<!doctype html><title>Host</title><script type="module" src="/plan-configurator.js"></script>
  <plan-configurator catalog="own.json"></plan-configurator>`;

const wide = (text, isBig) => {
  const bytes = Buffer.from(text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

/** What `plan-server check` prints for a file of these bytes. */
async function checked(bytes) {
  const file = join(folder, "catalog.json");
  await writeFile(file, bytes);
  return new Promise((resolve) => {
    execFile(setting("PLAN_SERVER"), ["check", file], (error, stdout) => resolve({ code: error?.code ?? 0, lines: stdout.trimEnd().split("\n") }));
  });
}

/** A host page whose catalogue is these bytes. */
async function host(t, bytes) {
  const page = await world.host(t, "<!doctype html><title>Host</title>");
  await page.route("**/own.json", (route) => route.fulfill({ contentType: "application/json", body: bytes }));
  await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body: HOST }));
  await page.goto(`${world.server.url}/host`);
  return page;
}

const UTF_16 = ": the document is UTF-16, not UTF-8; save or send it as UTF-8";
const at = Buffer.from(JSON_TEXT, "latin1").findIndex((byte) => byte > 127);

for (const [encoding, bytes, sentence] of [
  ["UTF-16 with its mark", wide(`\ufeff${JSON_TEXT}`, false), UTF_16],
  ["UTF-16 with its mark, the high byte first", wide(`\ufeff${JSON_TEXT}`, true), UTF_16],
  ["UTF-16 without a mark", wide(JSON_TEXT, false), UTF_16],
  ["UTF-16 without a mark, the high byte first", wide(JSON_TEXT, true), UTF_16],
  ["Windows-1252", Buffer.from(JSON_TEXT, "latin1"), `: the document is not UTF-8 from byte ${at} on, but perhaps Windows-1252; save or send it as UTF-8`],
]) {
  test(`a catalogue in ${encoding} is told in one sentence, as on the command line`, async (t) => {
    assert.deepEqual(await checked(bytes), { code: 1, lines: [sentence] });
    const page = await host(t, bytes);
    const alert = page.getByRole("alert").filter({ hasText: "Their catalogue has problems:" });
    await alert.waitFor();
    assert.deepEqual(await alert.getByRole("listitem").allInnerTexts(), [sentence]);
    assert.ok(!(await page.evaluate(() => document.querySelector("plan-configurator").shadowRoot.textContent)).includes("\ufffd"));
    const [detail] = await page.evaluate(() => events.filter(([name]) => name === "plan-error").map(([, detail]) => detail));
    assert.deepEqual([detail.code, detail.problems], ["catalog-invalid", [sentence]]);
  });
}

test("a catalogue that is UTF-8 with a mark is shown", async (t) => {
  const page = await host(t, Buffer.from(`\ufeff${JSON_TEXT}`, "utf8"));
  await page.getByRole("heading", { name: "Pläne für große Häuser" }).waitFor();
});

test("a compiled catalogue in another encoding is told, too", async (t) => {
  const page = await host(t, Buffer.from("plans 1\nPl\u{e4}ne", "latin1"));
  await page.getByText("but perhaps Windows-1252; save or send it as UTF-8").waitFor();
});

test("a character that was lost before is told with its place", async (t) => {
  const lost = JSON.stringify({ ...MSA, title: "Pl\ufffdne" });
  const { code, lines } = await checked(lost);
  assert.equal(code, 1);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^\/title, line 1, column \d+: .* holds U\+FFFD, which stands for a character that was lost when the text was saved; write it again$/);
  const page = await host(t, lost);
  await page.getByText("holds U+FFFD, which stands for a character that was lost").waitFor();
});

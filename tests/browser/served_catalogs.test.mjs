// A server that carries the page, and what it shows of several catalogues.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { Server } from "./server.mjs";
import { setting } from "./settings.mjs";
import { Site, answerForBusiness, fillContact, isFollowed, isMounted, product } from "./support.mjs";

const world = product();

const FIRST = new URL("../../catalogs/msa.json", import.meta.url);
const MSA = JSON.parse(await readFile(FIRST, "utf8"));

const host = new Site();
let folder, server;

/** Writes the second catalogue, with a title. */
const save = (title) => writeFile(join(folder, "second.json"), JSON.stringify({ ...MSA, id: "second", title }));

before(async () => {
  await host.listen();
  folder = await mkdtemp(join(tmpdir(), "plan-catalogs-"));
  await save("Which plan fits you?");
  server = await Server.start(null, ["--catalog", FIRST.pathname, "--catalog", join(folder, "second.json")]);
});
after(async () => {
  await host.close();
  await server.remove();
  await rm(folder, { recursive: true });
});

const heading = (page, name) => page.getByRole("heading", { name, level: 1 }).waitFor();

for (const [path, title] of [["/", MSA.title], ["/msa/", MSA.title], ["/second/", "Which plan fits you?"], ["/second", "Which plan fits you?"]]) {
  test(`${path} shows its catalogue, and sends a request for it`, async (t) => {
    const page = await world.blank(t);
    await page.goto(server.url + path);
    await isMounted(page);
    await heading(page, title);
    await answerForBusiness(page);
    await page.getByRole("button", { name: "Request MSA Business" }).click();
    await fillContact(page, `${path.length}${title.length}@example.com`);
    await page.getByRole("button", { name: "Send request" }).click();
    await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
    const [request] = server.stored({ email: `${path.length}${title.length}@example.com` }).slice(-1);
    assert.equal(request.catalog_id, path.startsWith("/second") ? "second" : "msa");
  });
}

test("what the product page offers around the element works in a catalogue's folder", async (t) => {
  const page = await world.blank(t);
  await page.goto(`${server.url}/second/`);
  await isFollowed(page);
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(scope, `${server.url}/second/`);
  await page.reload();
  await heading(page, "Which plan fits you?");
});

test("an element names a catalogue of its script's server by the id", async (t) => {
  const page = await world.blank(t);
  const html = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="${server.url}/plan-configurator.js"></script>
    <plan-configurator catalog="second"></plan-configurator>`;
  await page.goto(host.page(html));
  await isMounted(page);
  await heading(page, "Which plan fits you?");
});

test("what it serves and what it builds are the same byte for byte", async () => {
  const out = join(folder, "out");
  const catalogs = ["--catalog", FIRST.pathname, "--catalog", join(folder, "second.json")];
  // A server that is told no address of its own names none; the command must be told one.
  const url = "https://plans.example/";
  const own = await Server.start(null, [...catalogs, "--url", url]);
  try {
    await promisify(execFile)(setting("PLAN_SERVER"), ["build", ...catalogs, "--url", url, "--out", out]);
    const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const paths = files.map((entry) => relative(out, join(entry.parentPath, entry.name))).filter((path) => !path.startsWith("."));
    const plain = paths.filter((path) => !/\.(br|gz)$/.test(path));
    assert.ok(plain.length > 40 && paths.length === 3 * plain.length, `${plain.length} of ${paths.length}`);
    for (const path of plain) {
      for (const [encoding, suffix] of [["identity", ""], ["br", ".br"], ["gzip", ".gz"]]) {
        const sent = await sentBytes(`${own.url}/${path}`, encoding);
        assert.ok(sent.equals(await readFile(join(out, path + suffix))), `${path} as ${encoding}`);
      }
    }
  } finally {
    await own.remove();
  }
});

/** The bytes of an answer in an encoding, as they come. */
function sentBytes(address, encoding) {
  return new Promise((resolve, reject) => {
    get(address, { headers: { "accept-encoding": encoding } }, async (answer) => resolve(Buffer.concat(await answer.toArray()))).on("error", reject);
  });
}

test("a catalogue that is saved is shown by the next page", async (t) => {
  await save("Which plan fits now?");
  const page = await world.blank(t);
  const shows = async () => {
    await page.goto(`${server.url}/second/`);
    return (await page.title()) === "Which plan fits now?";
  };
  while (!(await shows()));
  await isMounted(page);
  await heading(page, "Which plan fits now?");
});

// A server that carries the page, and what it shows of several catalogues.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Server } from "./server.mjs";
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

// The element's npm package: unpacked, served from another origin than the page's, and mounted with a catalogue of the page's.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { test } from "node:test";

import { fillContact, product } from "../support.mjs";
import { site, visit } from "../wild/site.mjs";
import { emptyFolder, packageNamed, run } from "./packages.mjs";

const world = product();
const host = site();

const HOSTS = join(import.meta.dirname, "../../hosts");
const MSA = JSON.parse(await readFile(new URL("../../../catalogs/msa.json", import.meta.url), "utf8"));

/** Unpacks it as npm does; gives its folder. */
async function unpack(t) {
  const folder = join(await emptyFolder(t), "node_modules/plan-configurator");
  await mkdir(folder, { recursive: true });
  await run("tar", ["-xzf", await packageNamed(".tgz"), "--strip-components=1", "-C", folder]);
  return folder;
}

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css", ".html": "text/html", ".txt": "text/plain" };

/** Serves a folder as hosts of files do, for pages of other origins; gives its address, and what was asked for. */
async function serve(t, folder) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1);
    asked.push(name);
    const body = await readFile(join(folder, name)).catch(() => undefined);
    const headers = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };
    response.writeHead(body ? 200 : 404, { ...headers, "content-type": TYPES[extname(name)] ?? "application/octet-stream" });
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, asked };
}

test("a page elsewhere mounts the package's files with its own catalogue, and sends a request", async (t) => {
  const { origin, asked } = await serve(t, await unpack(t));
  const catalog = host.put("/offer.json", JSON.stringify({ ...MSA, id: "own", version: "7", title: "Our own plans" }), {
    "content-type": "application/json",
  });
  const url = host.page(`<script type="module" src="${origin}/plan-configurator.js"></script>
    <plan-configurator catalog="${catalog}" endpoint="${world.server.url}/api/plan-requests"></plan-configurator>`);
  const page = await visit(t, world, url);
  await page.getByRole("heading", { name: "Our own plans" }).waitFor();
  await page.getByRole("radio", { name: "100 to 499" }).check();
  await page.getByRole("heading", { name: "MSA Plus", level: 2 }).waitFor();
  await page.getByRole("button", { name: "Request MSA Plus" }).click();
  await fillContact(page, "npm@example.com");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you. Your request is stored." }).waitFor();
  assert.equal(world.server.stored({ email: "npm@example.com" }).at(-1).catalog_id, "own");
  assert.ok(asked.includes("plan-configurator.js") && asked.some((name) => name.endsWith(".wasm")));
});

test("without the app's WebAssembly the package's plain page is shown", async (t) => {
  const { origin } = await serve(t, await unpack(t));
  const url = host.page(`<script type="module" src="${origin}/plan-configurator.js"></script><plan-configurator></plan-configurator>`);
  const before = (page) => page.route(/plan-configurator-[0-9a-f]{16}\.wasm$/, (route) => route.abort());
  const page = await visit(t, world, url, { before, expected: /Failed to load resource/ });
  await page.getByRole("heading", { name: MSA.title }).waitFor();
  await page.getByRole("radio", { name: "Request: MSA Plus" }).waitFor({ state: "attached" });
});

test("its manifest names files that it has, and no page's files come along", async (t) => {
  const folder = await unpack(t);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  assert.equal(manifest.name, "plan-configurator");
  assert.match(manifest.version, /^\d+\.\d+\.\d+/);
  const { types, default: main } = manifest.exports["."];
  for (const file of [types, main, manifest.types, manifest.customElements]) await stat(join(folder, file));
  const names = await readdir(folder);
  for (const name of ["README.md", "LICENSE-APACHE", "LICENSE-MIT", "catalog.schema.json", "embedding.md"]) assert.ok(names.includes(name), name);
  assert.deepEqual(names.filter((name) => /index\.html|worker|\.(br|gz)$/.test(name)), []);
});

test("the compiler finds its types by its name", async (t) => {
  const folder = await unpack(t);
  const project = join(folder, "../..");
  await writeFile(join(project, "usage.ts"), await readFile(join(HOSTS, "plain/usage.ts"), "utf8"));
  const options = ["--strict", "--noEmit", "--target", "ES2023", "--module", "ESNext", "--moduleResolution", "bundler"];
  const compiled = run(join(HOSTS, "node_modules/.bin/tsc"), [...options, "usage.ts"], { cwd: project });
  await compiled.catch(({ stdout, message }) => assert.fail(stdout || message));
});

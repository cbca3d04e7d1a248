// Serves the API on this machine: node server.js --port 0 --database FILE --content NAME. Prints a line once it listens.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { appOf } from "./app.js";
import { servedCatalog } from "./served_catalog.js";
import { storeIn } from "./store.js";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8090" },
    database: { type: "string" },
    // The name of the catalogue's content, which hashes a form of it that other programs compile.
    content: { type: "string" },
  },
});
const file = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const store = storeIn(values.database);
const catalog = servedCatalog(JSON.parse(file("catalogs/msa.json")), JSON.parse(file("locales/en.json")), values.content);
const app = appOf(catalog, store);
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    await app.close();
    store.close();
  });
}
const address = await app.listen({ host: "127.0.0.1", port: Number(values.port) });
process.stdout.write(`listening on ${address}\n`);

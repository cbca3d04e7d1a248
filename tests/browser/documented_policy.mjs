// The content security policy that docs/embedding.md gives to pages which embed the element.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

const docs = await readFile(join(import.meta.dirname, "../../docs/embedding.md"), "utf8");

/** The policy as it stands there, for a server at https://plans.example. */
export const [documented] = docs.match(/^default-src 'none'; script-src .*$/m);

/** The policy for where the server is. */
export const policyFor = (url) => documented.replaceAll("https://plans.example", url);

// The pages that are measured beside each other, in one folder for one server: ours, the same without scripts, the ones in
// React and Solid, and a host's page with and without our element.

import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** Where each page is. */
export const PATHS = {
  ours: "/",
  static: "/static.html",
  react: "/react/",
  solid: "/solid/",
  host: "/article.html",
  embedding: "/article-with-element.html",
};

/** Makes the folder from our site and those of the peers, by name; `remove` takes it away. */
export async function makePages(ours, peers) {
  const folder = await mkdtemp(join(tmpdir(), "plan-configurator-pages-"));
  await cp(ours, folder, { recursive: true });
  for (const [name, peer] of Object.entries(peers)) {
    await cp(peer, join(folder, name), { recursive: true });
    await compressAll(join(folder, name));
  }
  const write = async (name, text) => {
    await writeFile(join(folder, name), text);
    await compress(join(folder, name));
  };
  await write("static.html", withoutScripts(await readFile(join(ours, "index.html"), "utf8")));
  await write("article.css", ARTICLE_STYLE);
  await write("article.html", article("", ""));
  const script = '<script type="module" src="plan-configurator.js"></script>';
  await write("article-with-element.html", article(script, "<plan-configurator></plan-configurator>"));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** The page as plain HTML with its style sheet: no script, and nothing loaded for one. */
function withoutScripts(page) {
  const plain = page
    .replace(/<script\b[^>]*>.*?<\/script>/gis, "")
    .replace(/<link\b[^>]*\brel="?(?:module)?preload\b[^>]*>/gi, "");
  if (!plain.includes("<style>")) throw new Error("the page has no style sheet left without its scripts");
  return plain;
}

/** Writes a brotli file beside every file, at the level of our own build. */
async function compressAll(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await compress(join(entry.parentPath, entry.name));
  }
}

async function compress(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(await readFile(file), { params }));
}

const PARAGRAPH =
  "Support is what one buys for the day on which something breaks. Until then every plan looks alike, and afterwards it is " +
  "too late to choose another one. So it pays to ask beforehand who answers, how soon, and at which hours of the week.";

/** A host's article of more than two screens; the element stands below it. */
function article(script, element) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>How to choose a support plan</title>
<link rel="icon" href="favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="article.css">
${script}
</head>
<body>
<article>
<h1>How to choose a support plan</h1>
${`<p>${PARAGRAPH}</p>\n`.repeat(12)}</article>
${element}
</body>
</html>
`;
}

const ARTICLE_STYLE = `body { margin: 0 auto; max-width: 42em; padding: 1em; font: 1em/1.6 sans-serif; }
article { min-height: 200vh; }
h1 { font-size: 2em; line-height: 1.2; }
`;

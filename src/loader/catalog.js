// A host's own catalogue: compiled text, or JSON that a compiler of its own makes into that.

import { COMPILER, start } from "./files.js";

/** A catalogue that cannot be used: why, and every problem that it has. */
export class CatalogError extends Error {
  constructor(code, message, problems = []) {
    super(message);
    Object.assign(this, { code, problems });
  }
}

/** The compiled text of a catalogue at an address. */
export async function fetchCatalog(url) {
  let text;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    text = await response.text();
  } catch (error) {
    throw new CatalogError("catalog-unreachable", `the catalogue ${url} cannot be loaded: ${error.message}`);
  }
  return /^\s*\{/.test(text) ? compile(text) : text;
}

/** The compiled text of a catalogue as JSON. */
export async function compile(json) {
  let compiler;
  try {
    compiler = await start(COMPILER);
  } catch (error) {
    throw new CatalogError("catalog-unreachable", `the compiler of catalogues cannot be loaded: ${error.message}`);
  }
  const { compiled, problems } = compiler.compile(json);
  if (compiled === undefined) {
    throw new CatalogError("catalog-invalid", `the catalogue has problems: ${problems.join("; ")}`, problems);
  }
  return compiled;
}

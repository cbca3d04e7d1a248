// Downloads what is needed, once for a page.

import { importVerified } from "./verified.js";

/** Loads something once for all elements of a page; what failed can be tried again. `files` are what may be the cause. */
export function once(what, load, files) {
  what.loaded ??= load(what).catch((error) => {
    what.loaded = undefined;
    // What a browser keeps may be what failed.
    what.cache = "reload";
    throw Object.assign(error, { files });
  });
  return what.loaded;
}

/** What a file holds. What is not byte for byte what was built is not used. */
export const textOf = (file) =>
  once(file, async ({ href, integrity, cache }) => (await fetch(href, { integrity, cache })).text(), [file]);

/** Starts a WebAssembly. */
export const start = (module) => once(module, load, [module.glue, module.wasm]);

/** Downloads a WebAssembly and its glue at once. What is not byte for byte what was built is not run. */
async function load({ glue, wasm, cache }) {
  if (!globalThis.WebAssembly) throw new Error("this browser runs no WebAssembly");
  const response = fetch(wasm.href, { integrity: wasm.integrity, cache });
  // The glue reports a failed download; until it asks, a rejection is nobody's.
  response.catch(() => {});
  const module = await importVerified(glue);
  await module.default({ module_or_path: response });
  return module;
}

// Downloads a WebAssembly with its glue, once for a page.

import { importVerified } from "./verified.js";

/** Starts a module once for all elements of a page; a failed start can be tried again. */
export function start(module) {
  module.started ??= load(module).catch((error) => {
    module.started = undefined;
    // What a browser keeps may be what failed.
    module.cache = "reload";
    throw Object.assign(error, { files: [module.glue, module.wasm] });
  });
  return module.started;
}

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

// Downloads a WebAssembly with its glue, once for a page.

import { make } from "./make.js";

let tries = 0;

/** Starts a module once for all elements of a page; a failed start can be tried again. */
export function start(module) {
  module.started ??= load(module).catch((error) => {
    module.started = undefined;
    throw error;
  });
  return module.started;
}

/** Downloads a WebAssembly and its glue at once. What is not byte for byte what was built is not run. */
async function load({ glue, glueHash, wasm, wasmHash }) {
  const response = fetch(wasm, { integrity: wasmHash });
  // The glue reports a failed download; until it asks, a rejection is nobody's.
  response.catch(() => {});
  const address = new URL(glue);
  // A browser remembers that a module failed to load; another address makes it try again.
  if (tries > 0) address.search = `again=${tries}`;
  try {
    await preload(address.href, glueHash);
    const module = await import(address.href);
    await module.default({ module_or_path: response });
    return module;
  } catch (error) {
    tries += 1;
    throw error;
  }
}

/** Fetches a script and checks it; `import` takes no hash, and then runs what was fetched here. */
function preload(href, integrity) {
  const link = make("link", { rel: "modulepreload", href, integrity, crossOrigin: "" });
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${href} cannot be loaded or was changed`));
  });
  document.head.append(link);
  return loaded.finally(() => link.remove());
}

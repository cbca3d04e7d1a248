// Scripts and style sheets that are used only where they are byte for byte what was built.

import { make } from "./make.js";

const modules = {};
let tries = 0;

/** Runs a script once for a page, after its check, and gives its module. One that failed can be tried again. */
export function importVerified(file) {
  const { href } = file;
  modules[href] ??= load(file).catch((error) => {
    modules[href] = undefined;
    tries += 1;
    throw Object.assign(error, { files: [file] });
  });
  return modules[href];
}

async function load({ href, integrity }) {
  // A browser remembers that a module failed to load; another address makes it try again.
  const address = tries ? `${href}?again=${tries}` : href;
  await preload(address, integrity);
  return import(address);
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

/** Makes a link that applies a style sheet after its check. */
export const sheet = (file, properties) => make("link", { rel: "stylesheet", crossOrigin: "", ...properties, ...file });

// The files beside the loader, or above it. The build and `crates/pages` put their names and the hashes of their content in place of the
// capitals.

// What has no folder, such as a script that somebody made a blob of, looks for them beside the page.
const base = /^(blob|data):/.test(import.meta.url) ? document.baseURI : import.meta.url;

const url = (name) => new URL(name, base).href;
const file = (name, integrity) => ({ href: url(name), integrity });

export const ENDPOINT_URL = url(ENDPOINT);

export const STYLE_FILE = file(STYLE, STYLE_HASH);

/** The file of what is rarely needed. */
export const DEFERRED_FILE = file(DEFERRED, DEFERRED_HASH);

/** What the app shows, in the catalogue's own language. */
export const CONTENT_FILE = file(CONTENT, CONTENT_HASH);

/** The app. */
export const APP = { glue: file(GLUE, GLUE_HASH), wasm: file(WASM, WASM_HASH) };

// The files beside the loader. The build puts their names and the hashes of their content in place of the capitals.

const url = (name) => new URL(name, import.meta.url);

export const STYLE_URL = url(STYLE).href;
export const PLAIN_STYLE_URL = url(PLAIN_STYLE).href;
export const ENDPOINT_URL = url("api/plan-requests").href;

/** What is rarely needed. */
export const RARE_URL = url(RARE).href;

/** The app. */
export const APP = { glue: url(GLUE), glueHash: GLUE_HASH, wasm: url(WASM), wasmHash: WASM_HASH };

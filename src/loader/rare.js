// What the loader fetches only where it is needed.

export { compiledText } from "./catalog.js";
export { completePlainPage } from "./plain_page.js";

// What the loader fetches only where it is needed.

export { contentOf, ofAnotherVersion } from "./catalog.js";
export { levelHeadings } from "./headings.js";
export { completePlainPage } from "./plain_page.js";
export { explain } from "./reason.js";

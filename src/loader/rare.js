// What the loader fetches only where it is needed.

export { compiledText } from "./catalog.js";
export { addStaticPage } from "./static_page.js";

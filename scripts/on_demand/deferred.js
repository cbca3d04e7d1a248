// What the loader fetches only where it is needed.

export { contentOf, ofAnotherVersion } from "./catalog.js";
export { levelHeadings } from "./headings.js";
export { completePlainPage } from "./plain_page.js";
export { explain } from "./reason.js";

import { importVerified } from "../element/verified.js";

const SENDING_FILE = { href: new URL(SENDING, import.meta.url).href, integrity: SENDING_HASH };

const PROOF_FILE = { href: new URL(PROOF, import.meta.url).href, integrity: PROOF_HASH };

/** Sends what a server wants a proof of work for: see proof.js, which is fetched where a server says so. */
const prove = async (...told) => (await importVerified(PROOF_FILE)).prove(...told);

/** Follows how a request gets on: see sending.js, which is fetched for it. */
export const follow = async (...told) => (await importVerified(SENDING_FILE)).follow(prove, ...told);

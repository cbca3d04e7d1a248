// Why something could not be loaded, or did not start.

import { worded } from "./fault.js";

/** Each reason that a file may have, in words. The build puts them in place of the capitals. */
const WORDS = {
  offline: FAILED,
  missing: FAILED_MISSING,
  policy: FAILED_POLICY,
  changed: FAILED_CHANGED,
  server: FAILED_SERVER,
};

/** An empty WebAssembly. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** Describes why the app did not start: one of the error's files, or what would run them. */
export async function explain({ files = [] }, refused) {
  if (!globalThis.WebAssembly) return { reason: "webassembly", text: FAILED_WEBASSEMBLY, isLasting: true };
  for (const file of files) {
    const [reason, status] = await reasonOf(file, refused);
    if (!reason) continue;
    const { href } = file;
    const text = worded(WORDS[reason], { file: href, folder: new URL(".", href), status });
    return { reason, text, isLasting: reason === "missing" || reason === "policy" };
  }
  try {
    new WebAssembly.Module(EMPTY);
  } catch {
    return { reason: "policy", text: FAILED_WEBASSEMBLY_POLICY, isLasting: true };
  }
  return { reason: "start", text: FAILED_START };
}

/**
 * Why what is at an address is not what it should be, and what its server answers. There is no reason where it is by now. `refused` are
 * the addresses that policies of the page refuse, which grow.
 */
export async function reasonOf({ href, integrity }, refused) {
  const get = (options) => fetch(href, options).catch(() => {});
  // One that failed before is asked for under another address.
  const isRefused = () => refused.some((address) => address.startsWith(href));
  const answer = isRefused() ? undefined : await get();
  if (!answer) {
    // A browser tells of what a policy refuses after the request has failed.
    await new Promise((resolve) => setTimeout(resolve));
    if (isRefused()) return ["policy"];
    // Who answers, but lets no other site read it, has something else there.
    return [(await get({ mode: "no-cors" })) ? "missing" : "offline"];
  }
  const { ok, status, headers } = answer;
  if (!ok) return [status === 404 || status === 410 ? "missing" : "server", status];
  // Some servers give a page of theirs for whatever is not there.
  if (/html/.test(headers.get("content-type"))) return ["missing", status];
  return [integrity && !(await get({ integrity })) ? "changed" : undefined, status];
}

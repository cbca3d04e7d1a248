// Posting what is kept.

import { found } from "./storage.js";

/** For how long the server may take, in milliseconds: as the app gives it. */
const TIMEOUT = 30_000;

/** The header by which a server wants a proof of work, and by which a request brings it. */
const PROOF = "proof-of-work";

/** Whether a response says that the request is taken with a proof of work alone. */
export const wantsProof = (response) => response?.headers.has(PROOF);

/**
 * Posts a kept request, unless it is gone by now, as another tab has sent it: nothing then. The tabs of a browser take turns, where it lets
 * them; elsewhere the key sees to it that it is stored once. `prove` sends it where it needs a proof. Gives what `then` makes of the reply:
 * its status, its text, and the response; or of nothing where none came.
 */
export function post(endpoint, key, prove, then) {
  const turn = async () => {
    const entry = found(endpoint, key);
    if (!entry) return;
    const first = await answer(endpoint, entry);
    const reply = wantsProof(first?.response) ? await prove(entry) : first;
    // Without turns another may have been quicker.
    if (found(endpoint, key)) await then(reply, entry);
  };
  return navigator.locks ? navigator.locks.request(`plan-configurator ${key}`, turn) : turn();
}

/** Posts a request, with a proof of work where it has one. Gives its reply; nothing where none came. */
export async function answer(endpoint, { key, body }, proof) {
  try {
    const headers = { "content-type": "application/json", "idempotency-key": key, ...(proof && { [PROOF]: proof }) };
    const response = await fetch(endpoint, { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT) });
    return { status: response.status, text: await response.text(), response };
  } catch {
    return undefined;
  }
}

/** Reads a reply as the receipt of a request that is stored; undefined where it is none. */
export function receiptIn({ status, text }) {
  const receipt = status >= 200 && status < 300 ? parsed(text) : undefined;
  return receipt?.reference ? receipt : undefined;
}

/** Whether a reply says what of the request is wrong. */
export const isRefusal = ({ status, text }) =>
  status >= 400 && status < 500 && ![401, 403, 407, 408, 429].includes(status) && Array.isArray(parsed(text)?.errors);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

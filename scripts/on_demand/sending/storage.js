// The requests that visitors keep in their browser, a list for each address to which they are posted. Nothing else is ever stored there,
// and these only once the visitor has said so.
//
// An entry is what is posted, byte for byte: `key`, `body`; `since`, when it was tried first; `plan`, what the visitor asked for in words;
// and `refused`, the server's reply where it did not accept it.

/**
 * For how long a kept request is sent by itself, in milliseconds. The server knows a request by its key for 72 hours, so that one which had
 * arrived when no answer came back is not stored twice within these.
 */
const FRESH = 48 * 60 * 60 * 1000;

const named = (endpoint) => KEPT_PREFIX + endpoint;

/** Whether a request is sent by itself. */
export const isFresh = ({ since, refused }) => !refused && Date.now() - since < FRESH;

/** Lists what is kept. A browser may keep nothing for a page, and then says so by an error. */
export function kept(endpoint) {
  try {
    const list = JSON.parse(localStorage.getItem(named(endpoint)) ?? "[]");
    return Array.isArray(list) ? list.filter(({ key, body }) => typeof key === "string" && typeof body === "string") : [];
  } catch {
    return [];
  }
}

/** Keeps these in place of what was kept, and tells whether the browser does. */
function write(endpoint, list) {
  try {
    if (list.length > 0) localStorage.setItem(named(endpoint), JSON.stringify(list));
    else localStorage.removeItem(named(endpoint));
    return true;
  } catch {
    return false;
  }
}

const without = (endpoint, keys) => kept(endpoint).filter(({ key }) => !keys.includes(key));

/** Keeps a request, in place of those of these keys. */
export const keep = (endpoint, entry, keys = []) => write(endpoint, [...without(endpoint, [entry.key, ...keys]), entry]);

/** Takes out the requests of these keys. */
export function forget(endpoint, keys) {
  const rest = without(endpoint, keys);
  if (rest.length !== kept(endpoint).length) write(endpoint, rest);
}

/** What is kept under a key. */
export const found = (endpoint, key) => kept(endpoint).find((entry) => entry.key === key);

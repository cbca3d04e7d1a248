// Whether a visitor has something kept in this browser, which the loader looks for before it fetches what sends that.

/** Tells whether a request to an address is kept. A browser may let no page look. */
export function isKept(endpoint) {
  try {
    return KEPT_PREFIX + endpoint in localStorage;
  } catch {
    return false;
  }
}

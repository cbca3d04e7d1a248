// The key by which a client can send a request again without asking for it twice.

/** How long a key holds, in milliseconds: 72 hours. */
export const HOLDS = 72 * 60 * 60 * 1000;

const LONGEST = 255;

/** Reads the header, bare or as a string of RFC 9651: null where there is none, undefined where it is neither. */
export function readKey(request) {
  const values = request.raw.headersDistinct["idempotency-key"];
  if (values === undefined) return null;
  if (values.length > 1) return undefined;
  const text = values[0].replace(/^[ \t]+|[ \t]+$/g, "");
  const quoted = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/.exec(text);
  const key = quoted ? quoted[1].replace(/\\(.)/g, "$1") : text;
  const isKey = quoted ? true : /^[!-~]+$/.test(text) && !text.startsWith('"');
  return isKey && key.length >= 1 && key.length <= LONGEST ? key : undefined;
}

// What a requester is told, to quote later.

import { randomBytes } from "node:crypto";

const ALPHABET = "23456789CDFGHJKMNPQRTVWXY";
const LENGTH = 12;
const GROUP = 4;

/** A new reference, such as `K7QM-4XWD-9TPC`. */
export function newReference() {
  let number = randomBytes(16).readBigUInt64LE() % 25n ** BigInt(LENGTH);
  let text = "";
  for (let at = 0; at < LENGTH; at += 1) {
    if (at > 0 && at % GROUP === 0) text += "-";
    text += ALPHABET[Number(number % 25n)];
    number /= 25n;
  }
  return text;
}

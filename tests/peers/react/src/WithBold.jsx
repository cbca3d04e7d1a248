import { BOLD } from "../../shared/words.js";

/** A sentence, bold where it is marked so. */
export function WithBold({ sentence }) {
  return sentence.split(BOLD).map((part, at) => (at % 2 === 0 ? <span key={at}>{part}</span> : <b key={at}>{part}</b>));
}

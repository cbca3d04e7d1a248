// Texts that people entered, where the page shows them.

import { make } from "../element/make.js";

/** Tells whether a text shows anything, by the rule of the domain. */
export const isVisible = (text = "") => new RegExp(VISIBLE, "u").test(text);

/** Writes a sentence with a name in its place, in nodes: the name is in its own direction, and directs nothing beside it. */
export function sentenceWith(sentence, name) {
  const [before, after] = sentence.split("{name}");
  return [before, make("bdi", { textContent: name }), after];
}

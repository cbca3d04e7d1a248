// What is taken elsewhere of the page: a bundle of its own, which the page's script imports when one of these is asked for.

import { made } from "./handout/module.js";

export { showBetween } from "./handout/between.js";
export { showCode } from "./handout/code.js";
export { load } from "./handout/module.js";
export { follow, present } from "./handout/present.js";
export { printSheet } from "./handout/print.js";

/** The comparison that a link opens as text: `csv`, or `markdown`. */
export const textOf = (link, format) => made(link, (handout) => handout[format]());

/** A link with what it was made with, and what the answers rely on. */
export const wholeLink = (link) => made(link, (handout) => handout.link());

/** What a link opens, the link made whole, what of it could not be read, and what changed in the catalogue since it was made, a line each. */
export const readLink = (link) =>
  made(link, (handout) => ({
    whole: handout.link(),
    isLink: handout.link() !== "",
    answers: answersOf(handout.answers()),
    view: handout.view(),
    language: handout.language(),
    theme: handout.theme(),
    missing: handout.missing(),
    changes: handout.changes(),
  }));

/** Questions and values in turn as the element takes answers. */
function answersOf(entries) {
  const answers = {};
  for (let at = 0; at < entries.length; at += 2) {
    const [question, value] = entries.slice(at, at + 2);
    answers[question] = question in answers ? [answers[question], value].flat() : value;
  }
  return answers;
}

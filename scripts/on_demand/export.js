// What is taken elsewhere of the page: a bundle of its own, which the page's script imports when one of these is asked for.

import { answersOf, pairsOf } from "../element/wire.js";
import { made } from "./export/module.js";

export { showBetween } from "./export/between.js";
export { showCode } from "./export/code.js";
export { load } from "./export/module.js";
export { follow, present } from "./export/present.js";
export { printSheet } from "./export/print.js";

/** Writes the comparison that a link opens as text: `csv`, or `markdown`. */
export const textOf = (link, format) => made(link, (exported) => exported[format]());

/** Completes a link with what it was made with, and what the answers rely on. */
export const wholeLink = (link) => made(link, (exported) => exported.link());

/** Reads a link: what it opens, the complete link, what of it could not be read, and what changed in the catalogue since it was made, a line each. */
export const readLink = (link) =>
  made(link, (exported) => ({
    whole: exported.link(),
    isLink: exported.link() !== "",
    answers: answersOf(pairsOf(exported.answers())),
    view: exported.view(),
    language: exported.language(),
    theme: exported.theme(),
    missing: exported.missing(),
    changes: exported.changes(),
  }));

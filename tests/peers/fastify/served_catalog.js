// The one catalogue that is served, read once for each language that pages show it in.

import { readCatalog } from "../shared/catalog.js";
import { speaker } from "../shared/sentences.js";

/** The id of the question for the plan that somebody has already: every catalogue has it, and it asks for nothing. */
export const CURRENT_PLAN = "current-plan";

/** Gives the catalogue in each language, with the name of its content. */
export function servedCatalog(source, sentences, content) {
  const t = speaker("en", sentences);
  const byLanguage = new Map();
  return {
    id: source.id,
    version: source.version,
    content,
    sentences,
    in(language = null) {
      let read = byLanguage.get(language);
      if (!read) {
        read = readCatalog(source, { lang: language, t });
        // What a client names may be any text.
        if (byLanguage.size < 100) byLanguage.set(language, read);
      }
      return read;
    },
  };
}

// What a host sets: the language, the plans and the catalogue. Every instance on the page shows the same.

import english from "../../../locales/en.json";
import { speaker } from "./sentences.js";

/** The page's own sentences in each language; those in others than English are loaded when they are asked for. */
const LANGUAGES = import.meta.glob(["../../../locales/*.json", "!**/en.json"], { import: "default" });
const said = new Map([["en", Promise.resolve(speaker("en", english))]]);

/** What says the sentences in a language; in English where there are none in it. */
function sentencesIn(lang) {
  const language = lang?.split("-")[0] ?? "en";
  const load = LANGUAGES[`../../../locales/${language}.json`];
  if (!said.has(language) && load) {
    said.set(
      language,
      load().then((sentences) => speaker(language, sentences)),
    );
  }
  return said.get(language) ?? said.get("en");
}

/**
 * Makes the interface for a host. Setting `lang` (a language tag), `plans` (ids) or `catalog` (a catalogue as it is written)
 * shows all instances anew in place, and null takes it back; `mount` and `unmount` add an instance in an element, and
 * remove it.
 */
export function createConfigurator(ownCatalog, mount, unmount) {
  let shown = { catalog: ownCatalog, lang: null, plans: null, t: speaker("en", english) };
  let lang = null;
  const listeners = new Set();
  const show = (change) => {
    shown = { ...shown, ...change };
    for (const listen of listeners) listen(shown);
  };
  return {
    /** What is shown, for the framework. */
    store: {
      get: () => shown,
      subscribe: (listen) => {
        listeners.add(listen);
        return () => listeners.delete(listen);
      },
    },
    host: {
      get lang() {
        return lang;
      },
      set lang(asked) {
        lang = asked;
        sentencesIn(asked).then((t) => lang === asked && show({ lang, t }));
      },
      get plans() {
        return shown.plans;
      },
      set plans(plans) {
        show({ plans });
      },
      get catalog() {
        return shown.catalog === ownCatalog ? null : shown.catalog;
      },
      set catalog(catalog) {
        show({ catalog: catalog ?? ownCatalog });
      },
      mount,
      unmount,
    },
  };
}

// What a host sets: the language, the plans and the catalogue. Every instance on the page shows the same.

/**
 * Makes the interface for a host. Setting `lang` (a language tag), `plans` (ids) or `catalog` (a catalogue as it is written)
 * shows all instances anew in place, and null takes it back; `mount` and `unmount` add an instance in an element, and
 * remove it.
 */
export function createConfigurator(ownCatalog, mount, unmount) {
  let shown = { catalog: ownCatalog, lang: null, plans: null };
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
        return shown.lang;
      },
      set lang(lang) {
        show({ lang });
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

// A plugin for Vite.

/** The names of sentences of what the peers do not have: the page around, the server's pages, sheets and slides. */
const OTHERS = /^(page|form|sheet|slide|export|changed|between)_/;

/** Leaves out of the sentences what the peers do not say, so that they load no more than they need. */
export function ownSentences() {
  return {
    name: "own-sentences",
    enforce: "pre",
    transform(code, id) {
      if (!/\/locales\/\w+\.json$/.test(id)) return undefined;
      const entries = Object.entries(JSON.parse(code)).filter(([name]) => !OTHERS.test(name));
      return { code: JSON.stringify(Object.fromEntries(entries)), map: null };
    },
  };
}

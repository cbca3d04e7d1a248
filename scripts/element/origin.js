// Where a visitor came from, as the page's own address says it: told with a request alone, and kept nowhere.

/** What led to the page; many a page takes it out of its address once it has read it. */
const ARRIVED = location.search;

/** Says it as a request does, by the element's settings. `page` is the address of the page, where that is around a frame. */
export function originOf({ campaign, variant, "campaign-names": own = "" }, page = location.href) {
  const [address, query] = page.split("#")[0].split("?");
  const isNamed = ([name]) => /^utm_/.test(name) || own.split(" ").includes(name);
  const named = [query, location.search, ARRIVED].map((query) => [...new URLSearchParams(query)].filter(isNamed));
  const said = campaign ? [...new URLSearchParams(campaign)] : named.find(({ length }) => length);
  return {
    campaign: Object.fromEntries(said ?? []),
    // A file's address would tell of who opened it.
    page: /^http/.test(address) ? address : undefined,
    variant: variant || undefined,
  };
}

/** Adds it to what a plain form sends. */
export function addOrigin(data, { campaign, ...rest }) {
  for (const [name, text] of Object.entries(campaign)) data.set(WIRE_CAMPAIGN + name, text);
  for (const [name, text] of Object.entries(rest)) text && data.set(name, text);
}

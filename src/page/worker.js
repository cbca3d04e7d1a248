// The service worker that keeps the product page for when there is no network. It keeps one build whole, in a cache of that
// build's own, and answers from it alone, so that a page never mixes builds; what it does not keep it never touches.
//
// The build puts in place of VERSION what stands for all files of this build, and in place of FILES a line for each: its name
// and the hash of its content.

/** The page's own address: the folder in which it stands with its files, this one among them. */
const PAGE = new URL("./", location).href;

// Caches belong to a whole origin: others may keep something there too, and so may this product in another folder.
const PREFIX = `plan-configurator ${PAGE} `;
const CACHE = PREFIX + VERSION;

const files = FILES.split("\n").map((line) => line.split(" "));
const kept = new Set(files.map(([name]) => PAGE + name));

/** Whether an address is the page's. Its query changes nothing of what is served, and links by which one comes have all kinds. */
const isPage = (address) => [PAGE, `${PAGE}index.html`].includes(address.split(/[?#]/)[0]);

// Nothing here makes this worker take over: as long as one of another build is at work, it waits until it is told to, or
// until no page is open any more.
addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("message", ({ data }) => data === "take over" && skipWaiting());
addEventListener("activate", (event) => event.waitUntil(begin()));

/** Keeps all files, or none where one is missing or is of another build. */
async function keep() {
  const cache = await caches.open(CACHE);
  const requests = files.map(([name, integrity]) => {
    // What is named by its content is the same wherever it comes from, most of it from the visit that is going on.
    const isHashed = /-[0-9a-f]{16}\./.test(name);
    return new Request(name, { integrity, cache: isHashed ? "default" : "reload" });
  });
  // The page has no hash here: whoever serves it may add to it.
  await cache.addAll([new Request(PAGE, { cache: "reload" }), ...requests]);
}

async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  // The first visit too can go on without network.
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") return;
  if (mode === "navigate") {
    if (isPage(url)) event.respondWith(find(PAGE, event.request));
  } else if (kept.has(url)) {
    event.respondWith(answer(event));
  }
});

/** Answers the product page alone: other pages that use its files, such as embed.html, get them from the server as ever. */
async function answer({ clientId, request }) {
  const client = await clients.get(clientId);
  return client && isPage(client.url) ? find(request.url, request) : fetch(request);
}

/** What is kept of an address; a visitor may have emptied the cache. */
async function find(address, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}

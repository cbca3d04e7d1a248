// The service worker that keeps the product page for when there is no network. It keeps one build whole, in a cache of that build's own.
// The page itself comes from the server where that answers in time, and else from the cache; its files come from where it came from, so
// that a page never mixes builds. What is not kept here is never touched.
//
// `crates/pages` puts in place of VERSION what stands for all of this build; in place of FILES a line for each file: its address, as the page
// has it, and the hash of its content; and in place of NAMED the addresses among them that stand in the page.

/** The page's own address: the folder in which it stands with its files, this one among them. */
const PAGE = new URL("./", location).href;

// Caches belong to a whole origin: others may keep something there too, and so may this product in another folder.
const PREFIX = `plan-configurator ${PAGE} `;
const CACHE = PREFIX + VERSION;

const files = FILES.split("\n").map((line) => line.split(" "));
const kept = new Set(files.map(([name]) => new URL(name, PAGE).href));

/** What stands in the page of every build. */
const ELEMENT = "<plan-configurator";

/** For how many milliseconds the server may say nothing before the page is shown that is kept. */
const TIMEOUT = 3000;

/** Refusals that the visitor can do something about: sign in, pay, or learn that the page is gone. */
const TELLING = [401, 402, 403, 404, 407, 410, 451, 511];

/** Whether an address is the page's. Its query changes nothing of what is served, and links by which one comes have all kinds. */
const isPage = (address) => [PAGE, `${PAGE}index.html`].includes(address.split(/[?#]/)[0]);

/** Whether a file is named by its content. */
const isHashed = (name) => /-[0-9a-f]{16}\./.test(name);

// Nothing here makes this worker take over, but where the one before it shows no page: as long as one of another build is at work, it
// waits until it is told to, or until no page is open any more.
addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("message", ({ data, ports: [port] }) => {
  if (data === "take over") skipWaiting();
  // By these a page knows whether this is its own build.
  if (data === "names") port.postMessage(NAMED.split("\n"));
});
addEventListener("activate", (event) => event.waitUntil(begin()));

/** Keeps this build, or fails, so that the worker before it stays. */
async function install() {
  const isNeeded = await isLockedOut();
  try {
    await keep();
  } catch (error) {
    // Whoever cannot see the page cannot sign in either: this one lets them, and keeps the page later.
    if (!isNeeded) throw error;
  }
  if (isNeeded) await skipWaiting();
}

/** Keeps the page and all files, or none where one is missing or is of another build. */
async function keep() {
  const page = await fetch(PAGE, { cache: "reload", redirect: "error" });
  const text = page.ok ? await page.clone().text() : "";
  // It has no hash here, since whoever serves it may add to it. A sign-in page or another build's names other files.
  if (!NAMED.split("\n").every((name) => text.includes(name)) || !text.includes(ELEMENT)) throw new Error(`${PAGE} is another page`);
  const requests = files.map(([name, integrity]) => {
    // What is named by its content is the same wherever it comes from, most of it from the visit that is going on.
    return new Request(name, { integrity, cache: isHashed(name) ? "default" : "reload", redirect: "error" });
  });
  const cache = await caches.open(CACHE);
  await cache.addAll(requests);
  // Last: where it is kept, all is.
  await cache.put(PAGE, page);
}

const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/** What a cache keeps of an address. */
const found = (cacheName, address) => caches.match(address, { cacheName, ignoreVary: true });

/** Whether what is kept as the page can be shown: nothing that a redirect led to, which browsers refuse, and no page of somebody else's. */
const isWhole = async (page) => page.ok && !page.redirected && (await page.clone().text()).includes(ELEMENT);

/** Whether a worker before this one keeps a page that cannot be shown. */
async function isLockedOut() {
  for (const name of await ownCaches()) {
    const page = await found(name, PAGE);
    if (page && !(await isWhole(page))) return true;
  }
  return false;
}

async function begin() {
  await Promise.all((await ownCaches()).filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  // The first visit too can go on without network.
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") return;
  if (mode === "navigate") {
    if (isPage(url)) event.respondWith(show(event));
  } else if (kept.has(url)) {
    event.respondWith(answer(event));
  }
});

/** The pages that came from the server, by the ids of their windows: they may be of a newer build than this worker's. */
const newer = new Set();

/** The page: what the server says, in time; else what is kept. */
async function show(event) {
  const page = await found(CACHE, PAGE);
  const asked = fetch(event.request);
  if (!page) {
    // What is shown now can be kept, if it is this build's.
    event.waitUntil(asked.then(() => keep()).catch(() => {}));
    return asked;
  }
  const late = new Promise((resolve) => setTimeout(resolve, TIMEOUT));
  const told = asked.then((response) => (isForVisitor(response) ? response : undefined)).catch(() => {});
  const shown = await Promise.race([told, late]);
  if (shown && !isSame(shown, page)) newer.add(event.resultingClientId);
  return shown ?? page;
}

/** Whether a response is to be shown where there is a page that is kept: a page, a redirect, or a refusal that tells something. */
const isForVisitor = ({ ok, status, type }) => ok || type === "opaqueredirect" || TELLING.includes(status);

/** Whether a response is the one that is kept, as far as the server says. */
function isSame(response, kept) {
  const tag = response.headers.get("etag");
  return tag !== null && tag === kept.headers.get("etag");
}

/** Answers the product page alone: other pages that use its files, such as embed.html, get them from the server as ever. */
async function answer({ clientId, request }) {
  const client = await clients.get(clientId);
  // A visitor may have emptied the cache.
  const own = client && isPage(client.url) && (await found(CACHE, request.url));
  if (!own) return fetch(request);
  // What is named by its content is the same in every build.
  if (isHashed(request.url) || !newer.has(clientId)) return own;
  return fetch(request).catch(() => own);
}

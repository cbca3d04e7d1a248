// On a page with frames that show embed.html of this script's site: makes each as high as what it shows, so that it does not
// scroll by itself, and tells it on which page it stands. docs/iframe.md describes the messages.

import { HEIGHT, HELLO, PAGE, VERSION } from "./messages.js";
const shown = new URL("embed.html", import.meta.url);

/** What led to the page; many a page takes it out of its address once it has read it. */
const ARRIVED = location.search;

/** Finds the frames that show it, also those that were added since. */
function frames() {
  return [...document.querySelectorAll("iframe")].filter((frame) => frame.src.split(/[?#]/)[0] === shown.href);
}

/** Asks a frame for its height. Whatever is in the frame may hear this, since it tells nothing. */
function hello(frame) {
  frame.contentWindow?.postMessage({ type: HELLO, version: VERSION }, "*");
}

/** Writes the address of this page with `utm_*` alone of its query, and what the frame's address names beside them. */
function page(frame) {
  const names = (new URL(frame.src).searchParams.get("campaign-names") ?? "").split(/[\s,]+/);
  const named = ([name]) => /^utm_/.test(name) || names.includes(name);
  const query = [location.search, ARRIVED].map((query) => [...new URLSearchParams(query)].filter(named));
  return `${location.href.split(/[?#]/)[0]}?${new URLSearchParams(query.find(({ length }) => length))}`;
}

addEventListener("message", ({ data, origin, source }) => {
  if (origin !== shown.origin || data?.type !== HEIGHT || data.version !== VERSION) return;
  const { height } = data;
  if (!Number.isFinite(height) || height <= 0 || height > 1e5) return;
  const frame = frames().find((frame) => frame.contentWindow === source);
  if (!frame) return;
  frame.style.height = `${height}px`;
  source.postMessage({ type: PAGE, version: VERSION, page: page(frame) }, origin);
});

// The load of a frame does not bubble, but is seen on its way down; a window does not see it.
document.addEventListener("load", ({ target }) => frames().includes(target) && hello(target), true);
frames().forEach(hello);

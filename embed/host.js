// On a page with frames that show embed.html of this script's site: makes each as high as what it shows, so that it does not
// scroll by itself. docs/iframe.md describes the messages.

import { HEIGHT, HELLO, VERSION } from "./messages.js";
const shown = new URL("embed.html", import.meta.url);

/** Finds the frames that show it, also those that were added since. */
function frames() {
  return [...document.querySelectorAll("iframe")].filter((frame) => frame.src.split(/[?#]/)[0] === shown.href);
}

/** Asks a frame for its height. Whatever is in the frame may hear this, since it tells nothing. */
function hello(frame) {
  frame.contentWindow?.postMessage({ type: HELLO, version: VERSION }, "*");
}

addEventListener("message", ({ data, origin, source }) => {
  if (origin !== shown.origin || data?.type !== HEIGHT || data.version !== VERSION) return;
  const { height } = data;
  if (!Number.isFinite(height) || height <= 0 || height > 1e5) return;
  const frame = frames().find((frame) => frame.contentWindow === source);
  if (frame) frame.style.height = `${height}px`;
});

// The load of a frame does not bubble, but is seen on its way down; a window does not see it.
document.addEventListener("load", ({ target }) => frames().includes(target) && hello(target), true);
frames().forEach(hello);

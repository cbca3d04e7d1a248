// Keeps the product page for when there is no network, by a service worker beside it. Only the page itself does so: what
// stands in a page of somebody else's keeps nothing there.

/** It stands beside the page, which may be in another folder than this script. */
const WORKER_URL = new URL("plan-configurator-worker.js", location);

/**
 * Registers the worker. The app has started, so that this takes nothing from the first view. Where a newer build is there, `offer`
 * is called with what changes to it; as long as that is not called, the page goes on as it is.
 */
export async function keepForOffline(offer) {
  if (window !== window.top) return;
  try {
    const { serviceWorker } = navigator;
    // On the first visit one takes over without being asked, since there is none before it.
    let isFirst = !serviceWorker.controller;
    let isWanted = false;
    const registration = await serviceWorker.register(WORKER_URL, { updateViaCache: "none" });
    const change = () => {
      isWanted = true;
      if (registration.waiting) registration.waiting.postMessage("take over");
      else location.reload();
    };
    const check = () => !isFirst && registration.waiting && offer(change);
    const watch = () => registration.installing?.addEventListener("statechange", check);
    check();
    watch();
    registration.addEventListener("updatefound", watch);
    serviceWorker.addEventListener("controllerchange", () => {
      if (isWanted) location.reload();
      // The change was wanted in another window of the page.
      else if (!isFirst) offer(change);
      isFirst = false;
    });
  } catch (error) {
    // The page does without, as in a browser that knows no workers or lets none be.
    console.info(`The page is not kept for when there is no network: ${error.message}`);
  }
}

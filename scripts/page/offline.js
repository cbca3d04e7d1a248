// Keeps the product page for when there is no network, by a service worker beside it. Only the page itself does so: what
// stands in a page of somebody else's keeps nothing there.

/** The service worker's address: it is beside the page, which may be in another folder than this script. */
const WORKER_URL = new URL("plan-configurator-worker.js", location);

/**
 * Registers the worker. The app has started, so that this takes nothing from the first view. Where a newer build than this page's is there,
 * `offer` is called with what changes to it, by `renew`; as long as that is not called, the page goes on as it is.
 */
export async function keepForOffline(offer, renew) {
  if (window !== window.top) return;
  try {
    const { serviceWorker } = navigator;
    // On the first visit one takes over without being asked, since there is none before it.
    let isFirst = !serviceWorker.controller;
    let isWanted = false;
    const registration = await serviceWorker.register(WORKER_URL, { updateViaCache: "none" });
    const takeOver = () => registration.waiting?.postMessage("take over");
    const change = () => {
      isWanted = true;
      if (registration.waiting) takeOver();
      else renew();
    };
    const check = async () => {
      if (isFirst || !registration.waiting) return;
      // A page that came from the server is the newer one already.
      if (await isOfThisBuild(registration.waiting)) takeOver();
      else offer(change);
    };
    const watch = () => registration.installing?.addEventListener("statechange", check);
    check();
    watch();
    registration.addEventListener("updatefound", watch);
    serviceWorker.addEventListener("controllerchange", async () => {
      const wasFirst = isFirst;
      isFirst = false;
      if (isWanted) renew();
      // The change was wanted in another window of the page.
      else if (!wasFirst && serviceWorker.controller && !(await isOfThisBuild(serviceWorker.controller))) offer(change);
    });
  } catch (error) {
    // The page does without, as in a browser that knows no workers or lets none be.
    console.info(`The page is not kept for when there is no network: ${error.message}`);
  }
}

/**
 * Whether a worker keeps the build of this page: the scripts that it knows of the page are those that stand here. Style sheets stand in the
 * element, which may have changed them. It may never answer.
 */
const isOfThisBuild = (worker) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const stands = (name) => name.endsWith(".css") || document.documentElement.innerHTML.includes(name);
    port1.onmessage = ({ data }) => resolve(data.every(stands));
    worker.postMessage("names", [port2]);
  });

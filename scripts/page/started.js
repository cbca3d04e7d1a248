// When the app has started, which may be before or after the page's own script has.

/** Waits for an element's app to start; also where it could not, since a further try may. */
export async function isStarted(element) {
  // The loader ran before this script, and says that the page is busy until the app is there, or why it is not.
  const isComing = ".root[aria-busy], .root > .notice[role=alert]";
  if (!element.shadowRoot?.querySelector(isComing)) return;
  await new Promise((resolve) => element.addEventListener("plan-ready", resolve, { once: true }));
}

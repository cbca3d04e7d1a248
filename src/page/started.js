// When the app has started, which may be before or after the page's own script has.

/** Waits for an element's app to start. */
export async function isStarted(element) {
  // The loader ran before this script, and says that the page is busy until then.
  if (!element.shadowRoot?.querySelector(".root[aria-busy]")) return;
  await new Promise((resolve) => element.addEventListener("plan-ready", resolve, { once: true }));
}

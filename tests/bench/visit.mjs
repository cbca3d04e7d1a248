// One visit to a page, by a browser that was never there: nothing is in any cache. On the phone the network and the processor
// are slow as well.

import { setTimeout as sleep } from "node:timers/promises";

/** A browser's window and how slow it is; a desktop is as quick as the machine. */
export const PHONE = {
  screen: { width: 390, height: 844 },
  slower: 4,
  network: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 },
};
export const DESKTOP = { screen: { width: 1280, height: 900 }, slower: 1 };

/** How often it is looked whether a page is at rest, in milliseconds, and how much of that a page at rest may work. */
const REST = 500;
const REST_WORK = 15;

/** Opens a page of its own for one visit, and gives what `look` makes of it and of the session of its DevTools protocol. */
export async function visit(browser, profile, look) {
  const context = await browser.newContext({ viewport: profile.screen, timezoneId: "Europe/Berlin" });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    if (profile.network) await session.send("Network.emulateNetworkConditions", profile.network);
    await session.send("Emulation.setCPUThrottlingRate", { rate: profile.slower });
    // The time that the thread works, not that which it waits for a processor that others have.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const raw = [];
    page.on("response", (response) => response.headers()["content-encoding"] === "br" || raw.push(response.url()));
    await page.addInitScript(addHelpers);
    const seen = await look(page, session);
    if (raw.length > 0) throw new Error(`these did not come as brotli: ${raw.join(", ")}`);
    return seen;
  } finally {
    await context.close();
  }
}

/** What the page's main thread did since the page was navigated to: milliseconds of tasks, and passes of style and layout. */
export async function work(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  const get = (name) => metrics.find((metric) => metric.name === name).value;
  return { tasks: get("TaskDuration") * 1000, styles: get("RecalcStyleCount"), layouts: get("LayoutCount") };
}

/** Opens a page and waits until it can be used and is at rest; gives what it worked until then. */
export async function settle(page, session, url) {
  await page.goto(url, { waitUntil: "networkidle" });
  return rest(page, session);
}

/** Waits until the page can be used and is at rest: it worked next to nothing for half a second. */
export async function rest(page, session) {
  for (let before = await work(session); ; ) {
    await sleep(REST);
    const now = await work(session);
    if (now.tasks - before.tasks < REST_WORK && (await page.evaluate(() => isUsable()))) return now;
    before = now;
  }
}

// What follows runs in the page.

function addHelpers() {
  globalThis.frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  globalThis.until = async (isSo, what) => {
    while (!isSo()) {
      if (performance.now() > 60_000) throw new Error(`not within a minute: ${what}`);
      await frame();
    }
  };
  globalThis.content = () =>
    document.querySelector("plan-configurator")?.shadowRoot ?? document.querySelector("#root") ?? document;
  globalThis.choice = (label) => [...content().querySelectorAll("label")].find((found) => found.textContent === label);
  globalThis.recommended = () => content().querySelector(".advice h2")?.textContent;
  let isReady = false;
  addEventListener("plan-ready", () => {
    isReady = true;
  });
  // Our element says when it can be used; a peer's page can be once there is something to click; the others have no script.
  globalThis.isUsable = () =>
    isReady || document.scripts.length === 0 || (content().id === "root" && content().querySelector("input") !== null);
  // A frame is painted, as far as the main thread goes, once style, layout and painting are done and handed on. A message that
  // is posted from the frame's callback is handled as the first thing after that.
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()(performance.now());
  globalThis.whenPainted = (tell) => {
    waiting.push(tell);
    port2.postMessage(null);
  };
}

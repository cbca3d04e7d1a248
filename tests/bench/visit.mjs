// One visit to a page, by a phone that was never there: slow network, slow processor, nothing in any cache.

const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const SLOWER = 4;
const SCREEN = { width: 390, height: 844 };

/** What a visitor answers, and the plan that it leads to. */
const ANSWERS = [
  ["100 to 499", "MSA Plus"],
  ["500 to 4,999", "MSA Business"],
];

/** Opens a page of its own for one visit, and gives what `look` makes of it. */
export async function visit(browser, look) {
  const context = await browser.newContext({ viewport: SCREEN });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", NETWORK);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const raw = [];
    page.on("response", (response) => response.headers()["content-encoding"] === "br" || raw.push(response.url()));
    await page.addInitScript(addHelpers);
    const seen = await look(page);
    if (raw.length > 0) throw new Error(`these did not come as brotli: ${raw.join(", ")}`);
    return seen;
  } finally {
    await context.close();
  }
}

/** The first and the largest contentful paint, in milliseconds, and all layout shift, once the page can be used. */
export async function paints(page, url) {
  await page.addInitScript(watchPaints);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.evaluate(() => until(() => paints.first > 0 && isUsable(), "the page can be seen and used"));
  // A paint is reported after it was on the screen. Once there is a picture of the screen, all before it are reported.
  await page.screenshot();
  return page.evaluate(() => ({ ...paints }));
}

/** Milliseconds from the navigation until an answer, clicked as soon as that can be done, moves the recommendation. */
export async function firstAnswer(page, url) {
  await page.addInitScript(answerEarly, ANSWERS[0]);
  await page.goto(url, { waitUntil: "commit" });
  return page.evaluate(() => answered);
}

/** Milliseconds from each of so many clicks on the loaded page until nothing in it changes any more. */
export function clicks(page, count) {
  return page.evaluate(click, [count, ANSWERS]);
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
  globalThis.content = () => document.querySelector("plan-configurator")?.shadowRoot ?? document;
  globalThis.radio = (label) =>
    [...content().querySelectorAll("input[type=radio]")].find((radio) => radio.labels[0]?.textContent === label);
  globalThis.recommended = () => content().querySelector(".advice h2")?.textContent;
  let isReady = false;
  addEventListener("plan-ready", () => {
    isReady = true;
  });
  // Our element says when it can be used; React's page can be once there is something to click; the others have no script.
  globalThis.isUsable = () =>
    isReady || document.scripts.length === 0 || (content() === document && document.querySelector("input") !== null);
}

function watchPaints() {
  const paints = { first: 0, largest: 0, shift: 0 };
  globalThis.paints = paints;
  const watch = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") paints.first = startTime;
  });
  watch("largest-contentful-paint", ({ startTime }) => {
    paints.largest = startTime;
  });
  watch("layout-shift", ({ value }) => {
    paints.shift += value;
  });
}

function answerEarly([label, plan]) {
  const isAnswered = () => {
    if (recommended() === plan) return true;
    // It stays picked until the page puts another in its place.
    const choice = radio(label);
    if (choice && !choice.checked) choice.click();
    return false;
  };
  globalThis.answered = until(isAnswered, `“${label}” leads to ${plan}`).then(() => performance.now());
  // Whoever waits for it is told; until then a failure is nobody's.
  globalThis.answered.catch(() => {});
}

async function click([count, answers]) {
  const times = [];
  for (let round = 0; round < count; round += 1) {
    const [label, plan] = answers[round % answers.length];
    await frame();
    let changed = 0;
    const observer = new MutationObserver(() => {
      changed = performance.now();
    });
    observer.observe(content(), { subtree: true, childList: true, characterData: true, attributes: true });
    const clicked = performance.now();
    radio(label).click();
    await frame();
    await frame();
    observer.disconnect();
    if (recommended() !== plan) throw new Error(`two frames after a click on “${label}”, ${plan} is not recommended`);
    times.push(changed - clicked);
  }
  return times;
}

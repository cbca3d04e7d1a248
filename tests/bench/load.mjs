// How our page loads on a phone, beside the same page without scripts and the same page in React and Solid; and what a host's
// page loses by our element. Times are milliseconds.

import { beside, median, ratio } from "./statistics.mjs";
import { settle } from "./visit.mjs";

const APPS = ["ours", "react", "solid"];
const PAGES = ["ours", "static", "react", "solid"];

/** What a visitor answers first, and the plan that it leads to. */
const ANSWER = ["100 to 499", "MSA Plus"];

export const ROUNDS = 7;

export async function round({ visit, at, inTurn }) {
  const seen = {};
  for (const page of inTurn("host", "embedding")) seen[page] = await visit((tab) => paints(tab, at(page)));
  for (const page of inTurn(...PAGES)) seen[page] = await visit((tab) => paints(tab, at(page)));
  for (const page of inTurn(...APPS)) seen[page].answer = await visit((tab) => firstAnswer(tab, at(page)));
  for (const page of inTurn(...APPS)) {
    seen[page].settled = await visit(async (tab, session) => (await settle(tab, session, at(page))).tasks);
  }
  return seen;
}

export function lines(rounds) {
  const most = (page) => [`shift, ${page}`, Math.max(...rounds.map((round) => round[page].shift))];
  return [
    ...beside(rounds, "first paint", PAGES),
    ...beside(rounds, "largest paint", PAGES),
    ...PAGES.map(most),
    ...beside(rounds, "answer", APPS),
    ...beside(rounds, "settled", APPS),
    ...["host", "embedding"].map((page) => [
      `largest paint, ${page}`,
      median(rounds.map((round) => round[page]["largest paint"])),
    ]),
    ratio(rounds, "largest paint", "embedding", "host"),
  ];
}

/** The first and the largest contentful paint, in milliseconds, and all layout shift, once the page can be used. */
async function paints(page, url) {
  await page.addInitScript(watchPaints);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.evaluate(() => until(() => paints["first paint"] > 0 && isUsable(), "the page can be seen and used"));
  // A paint is reported after it was on the screen. Once there is a picture of the screen, all before it are reported.
  await page.screenshot();
  return page.evaluate(() => ({ ...paints }));
}

/** Milliseconds from the navigation until an answer, clicked as soon as that can be done, moves the recommendation. */
async function firstAnswer(page, url) {
  await page.addInitScript(answerEarly, ANSWER);
  await page.goto(url, { waitUntil: "commit" });
  return page.evaluate(() => answered);
}

// What follows runs in the page.

function watchPaints() {
  const paints = { "first paint": 0, "largest paint": 0, shift: 0 };
  globalThis.paints = paints;
  const watch = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") paints["first paint"] = startTime;
  });
  watch("largest-contentful-paint", ({ startTime }) => {
    paints["largest paint"] = startTime;
  });
  watch("layout-shift", ({ value }) => {
    paints.shift += value;
  });
}

function answerEarly([label, plan]) {
  const isAnswered = () => {
    if (recommended() === plan) return true;
    // It stays picked until the page puts another in its place.
    const radio = choice(label)?.querySelector("input");
    if (radio && !radio.checked) radio.click();
    return false;
  };
  globalThis.answered = until(isAnswered, `“${label}” leads to ${plan}`).then(() => performance.now());
  // Whoever waits for it is told; until then a failure is nobody's.
  globalThis.answered.catch(() => {});
}

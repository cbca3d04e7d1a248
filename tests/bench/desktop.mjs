// Prints what clicks cost on a desktop that is as quick as this machine:
//
//     node tests/bench/desktop.mjs [click] [--rounds 1]
//
// The time until the frame is painted has the wait for the frame to begin in it, which is up to one frame whatever the page does;
// the time that the main thread works has not.

import { ADVICE, ANSWERS } from "./answer.mjs";
import { clicks, presses } from "./clicks.mjs";
import { run } from "./run.mjs";
import { beside } from "./statistics.mjs";
import { DESKTOP, settle } from "./visit.mjs";

const APPS = ["ours", "react", "solid"];
const COUNT = 30;

/** What is measured on every page, and on ours alone. */
const EVERY = { "an answer": (tab, session) => clicks(tab, session, COUNT, ANSWERS, ADVICE) };
const OWN = {
  "another severity": (tab, session) => clicks(tab, session, COUNT, ["Severity 1", "Severity 3"], "#week-start"),
  "another moment": async (tab, session) => {
    await tab.getByLabel("If it breaks", { exact: true }).focus();
    return presses(tab, session, COUNT, ["ArrowDown", "ArrowUp"], "#week-business");
  },
  "a plan compared or not": async (tab, session) => {
    await tab.getByRole("button", { name: "Plans", exact: true }).click();
    return clicks(tab, session, COUNT, ["MSA Start"], ".table thead");
  },
};

await run(DESKTOP, { click: { ROUNDS: 3, round, lines } });

async function round({ visit, at, inTurn }) {
  const seen = {};
  for (const page of inTurn(...APPS)) {
    seen[page] = await visit(async (tab, session) => {
      await settle(tab, session, at(page));
      const costs = {};
      const all = page === "ours" ? { ...EVERY, ...OWN } : EVERY;
      for (const [what, measure] of Object.entries(all)) {
        const { frame, processor } = await measure(tab, session);
        Object.assign(costs, { [`${what} frame`]: frame, [`${what} processor`]: processor });
      }
      return costs;
    });
  }
  return seen;
}

function lines(rounds) {
  const parts = ["frame", "processor"];
  const every = parts.flatMap((part) => Object.keys(EVERY).flatMap((what) => beside(rounds, `${what} ${part}`, APPS)));
  const own = parts.flatMap((part) => Object.keys(OWN).flatMap((what) => beside(rounds, `${what} ${part}`, ["ours"])));
  return [...every, ...own];
}

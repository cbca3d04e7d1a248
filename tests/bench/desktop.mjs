// Prints what clicks cost on a desktop that is as quick as this machine:
//
//     node tests/bench/desktop.mjs [click] [--rounds 1]
//
// The time until the frame is painted has the wait for the frame to begin in it, which is up to one frame whatever the page does;
// the time that the main thread works has not.

import { ADVICE, ANSWERS } from "./answer.mjs";
import { clicks } from "./clicks.mjs";
import { run } from "./run.mjs";
import { beside } from "./statistics.mjs";
import { DESKTOP, settle } from "./visit.mjs";

const APPS = ["ours", "react", "solid"];
const CLICKS = 30;

/** Choices that are clicked in turn, and what shows that they were: on every page, and on ours alone. */
const EVERY = { "an answer": [ANSWERS, ADVICE] };
const OWN = { "another severity": [["Severity 1", "Severity 3"], "#week-start"] };

await run(DESKTOP, { click: { ROUNDS: 3, round, lines } });

async function round({ visit, at, inTurn }) {
  const seen = {};
  for (const page of inTurn(...APPS)) {
    seen[page] = await visit(async (tab, session) => {
      await settle(tab, session, at(page));
      const costs = {};
      const all = page === "ours" ? { ...EVERY, ...OWN } : EVERY;
      for (const [what, [labels, shown]] of Object.entries(all)) {
        const { frame, processor } = await clicks(tab, session, CLICKS, labels, shown);
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

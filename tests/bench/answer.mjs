// What an answer costs on a phone, beside the same page in React and Solid.

import { clicks } from "./clicks.mjs";
import { beside } from "./statistics.mjs";
import { settle } from "./visit.mjs";

const APPS = ["ours", "react", "solid"];
const CLICKS = 30;
/** What is answered in turn: each answer leads to another plan. */
export const ANSWERS = ["100 to 499", "500 to 4,999"];
export const ADVICE = ".advice h2";

export const ROUNDS = 5;

export async function round({ visit, at, inTurn }) {
  const seen = {};
  for (const page of inTurn(...APPS)) {
    seen[page] = await visit(async (tab, session) => {
      await settle(tab, session, at(page));
      return clicks(tab, session, CLICKS, ANSWERS, ADVICE);
    });
  }
  return seen;
}

export function lines(rounds) {
  return ["frame", "event", "processor", "styles", "layouts"].flatMap((what) => beside(rounds, what, APPS));
}

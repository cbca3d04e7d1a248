// The advice and its explanation as it is stored with a request: things are named by their ids, values as their author wrote them.

import { isMet } from "../shared/advice.js";
import { explain, outcomeKey, outcomes, without } from "../shared/explain.js";
import { newAnswer } from "../shared/new_answer.js";
import { compare, satisfies } from "../shared/value.js";

const STATES = { nothing: "nothing-answered", fits: "fits", "below-size": "fits-below-size", closest: "closest" };

export function reportOf(catalog, answers, advice) {
  const { deciding, conflicts, changes, holds, outlook } = explain(catalog, answers, advice);
  const idOf = (plan) => catalog.plans[plan]?.id ?? null;
  const sets = (sets) => sets.map((set) => set.map(given));
  return {
    recommended: idOf(advice.plan),
    fits: advice.fits,
    state: STATES[advice.kind],
    verdicts: catalog.plans.map((plan) => verdict(catalog, advice, plan)),
    deciding: {
      forced_by: sets(deciding.sets),
      cut: deciding.cut,
      without: without(catalog, answers, advice).map(({ answers, outcome }) => ({
        answers: answers.map(given),
        recommended: idOf(outcome.plan),
        fits: outcome.fits,
      })),
    },
    changes: outcomes(catalog)
      .filter((outcome) => changes.has(outcomeKey(outcome)))
      .map((outcome) => ({
        recommended: idOf(outcome.plan),
        fits: outcome.fits,
        by: changes.get(outcomeKey(outcome)).map(({ question, to }) => ({ question: question.id, to: newAnswer(to) })),
      })),
    holds: holds.map(({ question, to }) => ({ question: question.id, from: to.from, to: to.to })),
    conflicts: { sets: sets(conflicts.sets), cut: conflicts.cut },
    open: { possible: outlook.possible.map(idOf), next: outlook.next?.id ?? null, cut: outlook.cut },
  };
}

function given({ question, choice }) {
  return choice ? { question: question.id, choice: choice.id } : { question: question.id };
}

function verdict(catalog, { asked, size, missed, plan: recommended }, { id, index }) {
  const isGivenBefore = (one, before) => before?.question === one.question && before.choice === one.choice;
  const toGiveUp = missed[index].filter((one, at) => !isGivenBefore(one, missed[index][at - 1]));
  const said = {
    plan: id,
    suits_size: size ? size.suits <= index : null,
    met: asked.filter((one) => isMet(one, index)).map((one) => requirement(one, index)),
    missed: missed[index].map((one) => requirement(one, index)),
    give_up: toGiveUp.map(given),
  };
  if (recommended !== null && recommended !== index) {
    said.beside_recommended = differences(catalog, missed[recommended], recommended, index);
  }
  return said;
}

function requirement(one, plan) {
  return {
    ...given(one),
    entitlements: one.needs.map(({ row }) => row.id),
    needs: one.needs.map(({ row, value }) => ({
      entitlement: row.id,
      required: value.written,
      offered: row.offers[plan].written,
      met: satisfies(row.offers[plan], value),
    })),
  };
}

/** How the rows of a plan differ from those of another one. */
function differences(catalog, missed, from, to) {
  const [better, worse, other] = [[], [], []];
  for (const { id, offers } of catalog.rows) {
    const order = compare(offers[to], offers[from]);
    if (order !== 0) ({ 1: better, "-1": worse, null: other })[order].push(id);
  }
  const isAsked = (id) => missed.some(({ needs }) => needs.some(({ row }) => row.id === id));
  return { better, unasked: better.filter((id) => !isAsked(id)), worse, other };
}

// Which plan the answers recommend. An answer is a choice's id, a list of ids, a number, or true or false; null where the
// visitor is not sure. Plans are meant by their place in the catalogue, lowest first.

import { quantity, satisfies } from "./value.js";

/**
 * The advice: the first plan that meets every requirement at or after the one that the company's size suits; else the last
 * before it; else, as the closest, the plan that misses fewest, the later one of equals. None where nothing is answered.
 */
export function advise(catalog, answers) {
  const asked = askedBy(catalog, answers);
  const size = sizeIn(catalog, answers);
  const missed = catalog.plans.map((_, plan) => asked.filter((one) => !isMet(one, plan)));
  const isAnswered = Object.values(answers).some((answer) => answer !== null);
  const { plan, kind } = recommend(
    isAnswered,
    size?.suits ?? 0,
    missed.map((one) => one.length),
  );
  return { plan, kind, fits: kind === "fits" || kind === "below-size", asked, size, missed };
}

/** The rule. `missed` is by plan how many requirements it misses. */
export function recommend(isAnswered, suited, missed) {
  if (!isAnswered) return { plan: null, kind: "nothing" };
  let [below, closest, fewest] = [-1, 0, Infinity];
  for (let plan = 0; plan < missed.length; plan += 1) {
    if (missed[plan] === 0) {
      if (plan >= suited) return { plan, kind: "fits" };
      below = plan;
    }
    if (missed[plan] <= fewest) [closest, fewest] = [plan, missed[plan]];
  }
  return below >= 0 ? { plan: below, kind: "below-size" } : { plan: closest, kind: "closest" };
}

/**
 * By row, how each plan's cell stands to the answers: whether it is short of a value that is needed, or meets it. Rows of which
 * nothing is asked are left out: they are most of them.
 */
export function standings(catalog, asked) {
  const touching = new Map();
  for (const one of asked) {
    for (const { row, value } of one.needs) {
      if (!touching.has(row)) touching.set(row, []);
      touching.get(row).push({ one, value });
    }
  }
  const byRow = new Map();
  for (const [row, needs] of touching) {
    byRow.set(
      row,
      catalog.plans.map((_, plan) => standing(row.offers[plan], plan, needs)),
    );
  }
  return byRow;
}

/** The first need that a cell is short of, else the first that it meets. */
function standing(offered, plan, needs) {
  const short = needs.find(({ one }) => !isMet(one, plan));
  if (short) return { isShort: true, needed: short.value };
  const met = needs.find(({ value }) => satisfies(offered, value));
  return met && { isShort: false, needed: met.value };
}

/** How a plan stands to the answers: "open" where nothing is answered, "recommended", "closest", "also" or "out". */
export function fitOf({ plan: recommended, fits, size, missed }, plan) {
  if (recommended === null) return "open";
  if (recommended === plan) return fits ? "recommended" : "closest";
  return missed[plan].length > 0 || (size && plan < size.suits) ? "out" : "also";
}

/** Whether a plan meets a requirement. */
export function isMet(one, plan) {
  return one.needs.some((need) => satisfies(need.row.offers[plan], need.value));
}

/** Every requirement that the answers make. Of a number question, `needs` hold the number in the place of their value. */
function askedBy(catalog, answers) {
  const asked = [];
  for (const question of catalog.questions) {
    const answer = answers[question.id];
    if (answer === undefined || answer === null) continue;
    const ask = (choice, requires, number) => {
      const value = number === undefined ? undefined : quantity(number);
      for (const needs of requires) {
        const filled = needs.some((need) => !need.value)
          ? needs.map((need) => ({ row: need.row, value: need.value ?? value }))
          : needs;
        asked.push({ question, choice, number, needs: filled, countsAnswer: needs[0].value === undefined });
      }
    };
    if (question.kind === "number") ask(undefined, question.requires, answer);
    else if (question.kind === "yes-no") answer && ask(undefined, question.requires);
    else for (const choice of picked(question, answer)) ask(choice, choice.requires);
  }
  return asked;
}

/** The answer that tells the company's size, and the plan that it suits. */
function sizeIn(catalog, answers) {
  for (const question of catalog.questions) {
    for (const choice of picked(question, answers[question.id])) {
      if (choice.suits >= 0) return { question, choice, suits: choice.suits };
    }
  }
  return undefined;
}

/** The choices picked of a question, in their order. */
export function picked(question, answer) {
  if (!question.choices || answer === undefined || answer === null) return [];
  const ids = [answer].flat();
  return question.choices.filter((choice) => ids.includes(choice.id));
}

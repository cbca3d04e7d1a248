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
  const verdict = (plan, kind) => ({ plan, kind, fits: kind === "fits" || kind === "below-size", asked, size, missed });
  if (Object.values(answers).every((answer) => answer === null)) return verdict(null, "nothing");

  const meetsAll = (one) => one.length === 0;
  const fitting = missed.findIndex((one, plan) => plan >= (size?.suits ?? 0) && meetsAll(one));
  if (fitting >= 0) return verdict(fitting, "fits");
  const below = missed.findLastIndex(meetsAll);
  if (below >= 0) return verdict(below, "below-size");
  const fewest = Math.min(...missed.map((one) => one.length));
  return verdict(
    missed.findLastIndex((one) => one.length === fewest),
    "closest",
  );
}

/** The answers that rule out a plan before the recommended one, each with the plans that it rules out. */
export function decisive({ plan, kind, asked, size }) {
  if (kind !== "fits") return [];
  const before = Array.from({ length: plan }, (_, lower) => lower);
  const deciding = asked.map((one) => ({ one, rulesOut: before.filter((lower) => !isMet(one, lower)) }));
  if (size) deciding.unshift({ one: size, rulesOut: before.filter((lower) => lower < size.suits) });
  return deciding.filter(({ rulesOut }) => rulesOut.length > 0);
}

/** How a plan's cell of a row stands to the answers, as a cell says it; nothing where they ask nothing of it. */
export function standing(row, plan, asked) {
  let meets = "";
  for (const one of asked) {
    const need = one.needs.find((need) => need.row === row);
    if (!need) continue;
    if (!isMet(one, plan)) {
      const isPlain = need.value.kind === "included" || need.value.kind === "frequency";
      return isPlain ? "you asked for this" : `you asked for ${need.value.words}`;
    }
    if (satisfies(row.offers[plan], need.value)) meets = "meets your need";
  }
  return meets;
}

function isMet(one, plan) {
  return one.needs.some((need) => satisfies(need.row.offers[plan], need.value));
}

/** Every requirement that the answers make, with the words for what is asked. */
function askedBy(catalog, answers) {
  const asked = [];
  for (const question of catalog.questions) {
    // A number stands in the place of the value that its question's need does not have.
    const ask = (words, requires, number) => {
      for (const needs of requires) {
        asked.push({ question, words, needs: needs.map(({ row, value = number }) => ({ row, value })) });
      }
    };
    const answer = answers[question.id];
    if (answer === undefined || answer === null) continue;
    if (question.kind === "number") ask(counted(answer, question.unit), question.requires, quantity(answer));
    else if (question.kind === "yes-no") answer && ask(question.asks_for, question.requires);
    else for (const choice of picked(question, answer)) ask(choice.asksFor, choice.requires);
  }
  return asked;
}

/** The answer that tells the company's size, and the plan that it suits. */
function sizeIn(catalog, answers) {
  for (const question of catalog.questions) {
    for (const choice of picked(question, answers[question.id])) {
      if (choice.suits >= 0) return { question, words: choice.asksFor, suits: choice.suits };
    }
  }
  return undefined;
}

function picked(question, answer) {
  const ids = [answer].flat();
  return question.choices?.filter((choice) => ids.includes(choice.id)) ?? [];
}

function counted(number, unit) {
  if (number === 0) return `no ${unit.other}`;
  return `${number} ${number === 1 ? unit.one : unit.other}`;
}

// Why the advice is what it is, what would change it, and what is still possible.
//
// Sets of plans are numbers, a bit a plan: there are at most 31.

import { picked, recommend } from "./advice.js";
import { MOST } from "./answers.js";
import { satisfies } from "./value.js";

/** How many ways are listed at most, and how many steps a search takes at most. */
const MOST_WAYS = 100;
const MOST_STEPS = 20_000;

/** The plans before a place. */
const before = (end) => (1 << Math.max(0, end)) - 1;
const has = (set, plan) => (set & (1 << plan)) !== 0;
const isWithin = (one, other) => (one & ~other) === 0;

/**
 * Explains an advice: the answers that decide it, those that no plan meets together, every change of one answer that leads
 * elsewhere, the numbers with which it holds, and the plans still possible with the question to answer next.
 */
export function explain(catalog, answers, advice) {
  const given = caseOf(catalog, answers, advice);
  const forcing = forcedBy(given);
  const none = { sets: [], cut: false };
  return {
    deciding: advice.fits ? forcing : none,
    conflicts: advice.fits ? none : forcing,
    ...changesIn(given),
    outlook: outlookOf(given),
  };
}

const effectsByCatalog = new WeakMap();

/** What every possible answer does to the plans, by question. It follows from the catalogue alone. */
function effectsOf(catalog) {
  let effects = effectsByCatalog.get(catalog);
  if (!effects) {
    effects = catalog.questions.map((question) => effectsOfQuestion(catalog, question));
    effectsByCatalog.set(catalog, effects);
  }
  return effects;
}

/** Numbers stand in ranges of which every number does the same. */
function effectsOfQuestion(catalog, question) {
  const effect = (to, suits, limits, number = 0) => {
    const missed = catalog.plans.map((_, plan) => limits.filter((limit) => limit[plan] <= number).length);
    const blocked = missed.reduce((set, count, plan) => (count > 0 ? set | (1 << plan) : set), 0);
    return { question, to, suits, tooSmall: before(suits), missed, blocked };
  };
  switch (question.kind) {
    case "number": {
      const limits = limitsOf(catalog, question.requires);
      const starts = new Set([0, ...limits.flat().filter((limit) => limit > 0 && limit <= MOST)]);
      const ascending = [...starts].sort((one, other) => one - other);
      return ascending.map((from, at) =>
        effect({ kind: "number", from, to: (ascending[at + 1] ?? MOST + 1) - 1 }, -1, limits, from),
      );
    }
    case "yes-no":
      return [
        effect({ kind: "yes-no", yes: true }, -1, limitsOf(catalog, question.requires)),
        effect({ kind: "yes-no", yes: false }, -1, []),
      ];
    default:
      return question.choices.map((choice) =>
        effect({ kind: "pick", choice }, choice.suits, limitsOf(catalog, choice.requires)),
      );
  }
}

/** By requirement and plan, the smallest number with which the plan misses it. */
function limitsOf(catalog, requires) {
  const limit = ({ row, value }, plan) => {
    const offered = row.offers[plan];
    if (value) return satisfies(offered, value) ? Infinity : 0;
    if (offered.kind === "on-request") return 0;
    return (offered.count ?? 0) + 1;
  };
  return requires.map((needs) => catalog.plans.map((_, plan) => Math.max(...needs.map((need) => limit(need, plan)))));
}

function isOn({ question, to }, answers) {
  const answer = answers[question.id];
  if (answer === undefined || answer === null) return false;
  switch (to.kind) {
    case "pick":
      return picked(question, answer).includes(to.choice);
    case "number":
      return to.from <= answer && answer <= to.to;
    default:
      return answer === to.yes;
  }
}

/** The case at hand: what every answer does, those given (`on`) and those that could be. */
function caseOf(catalog, answers, advice) {
  const effects = effectsOf(catalog);
  const on = effects.flat().filter((effect) => isOn(effect, answers));
  const sizeQuestion = effects.findIndex((of) => of.some((effect) => effect.suits >= 0));
  const missed = advice.missed.map((one) => one.length);
  return { catalog, answers, advice, effects, on, sizeQuestion, missed };
}

const isOpen = (answers, question) => answers[question.id] === undefined || answers[question.id] === null;

/** What would be recommended without some of what is given, and with another answer. */
function instead({ on, missed: now, advice }, without, withOther) {
  const missed = [...now];
  let suited = advice.size?.suits ?? -1;
  for (const effect of without) {
    for (let plan = 0; plan < missed.length; plan += 1) missed[plan] -= effect.missed[plan];
    if (effect.suits >= 0) suited = -1;
  }
  if (withOther) {
    for (let plan = 0; plan < missed.length; plan += 1) missed[plan] += withOther.missed[plan];
    if (withOther.suits >= 0) suited = withOther.suits;
  }
  const { plan, kind } = recommend(withOther !== undefined || on.length > without.length, Math.max(suited, 0), missed);
  return { plan, fits: kind === "fits" || kind === "below-size" };
}

/** Names an outcome: what it comes to. */
export function outcomeKey({ plan, fits }) {
  return plan === null ? "none" : `${plan} ${fits ? "fits" : "closest"}`;
}

/** Every outcome that there can be: no plan, then each as the closest and as one that fits. */
export function outcomes(catalog) {
  const ofPlan = ({ index }) => [
    { plan: index, fits: false },
    { plan: index, fits: true },
  ];
  return [{ plan: null, fits: false }, ...catalog.plans.flatMap(ofPlan)];
}

/** Every change of one answer by the outcome that it leads to; and the numbers with which the outcome stays the same. */
function changesIn(given) {
  const { catalog, answers, effects, on, advice } = given;
  const changes = new Map();
  const add = (question, to, outcome) => {
    const key = outcomeKey(outcome);
    if (!changes.has(key)) changes.set(key, []);
    const all = changes.get(key);
    const last = all.at(-1);
    // Neighbouring ranges of numbers are one.
    const isNext = to.kind === "number" && last?.question === question && last.to.to + 1 === to.from;
    if (isNext) all[all.length - 1] = { question, to: { ...last.to, to: to.to } };
    else all.push({ question, to });
  };
  catalog.questions.forEach((question, at) => {
    const ownOn = on.filter((effect) => effect.question === question);
    const isSeveral = question.kind === "several";
    for (const effect of effects[at]) {
      if (isSeveral && ownOn.includes(effect)) {
        // The only one taken back leaves the question open.
        if (ownOn.length > 1) {
          add(question, { kind: "unpick", choice: effect.to.choice }, instead(given, [effect]));
        }
      } else {
        add(question, effect.to, instead(given, isSeveral ? [] : ownOn, effect));
      }
    }
    if (ownOn.length > 0) add(question, { kind: "open" }, instead(given, ownOn));
  });
  const now = outcomeKey(advice);
  const holds = (changes.get(now) ?? []).filter(
    ({ question, to }) => to.kind === "number" && !isOpen(answers, question) && isOn({ question, to }, answers),
  );
  changes.delete(now);
  return { changes, holds };
}

/** What something answered is: a question, and the choice where it has some. */
const asGiven = ({ question, to }) => ({ question, choice: to.choice });

/** Every smallest set of answers that rules out the plans before the recommended one; where no plan fits, all plans. */
function forcedBy({ catalog, advice, on }) {
  const ends = { fits: advice.plan, closest: catalog.plans.length };
  const ruledOut = on.map((effect) => (advice.fits ? effect.blocked | effect.tooSmall : effect.blocked));
  const { ways, cut } = covers(ruledOut, before(ends[advice.kind] ?? 0));
  return { sets: ways.map((way) => way.map((at) => asGiven(on[at]))), cut };
}

/**
 * Every smallest set of answers without which a lower plan, or none, would be recommended, and what would be; the smaller sets
 * first.
 */
export function without(catalog, answers, advice) {
  const given = caseOf(catalog, answers, advice);
  const ruledOut = given.on.map((effect) => (advice.fits ? effect.blocked | effect.tooSmall : effect.blocked));
  const isAmong = (small, large) => small.every((at) => large.includes(at));
  let smallest = [];
  for (let plan = 0; advice.fits && plan < advice.plan; plan += 1) {
    const set = [...ruledOut.keys()].filter((at) => has(ruledOut[at], plan));
    if (smallest.some((other) => isAmong(other, set))) continue;
    smallest = [...smallest.filter((other) => !isAmong(set, other)), set];
  }
  return smallest
    .toSorted((one, other) => one.length - other.length)
    .map((set) => set.map((at) => given.on[at]))
    .map((gone) => ({ answers: gone.map(asGiven), outcome: instead(given, gone) }));
}

/** Every way in which some parts take in all of a target, none of them needlessly, the smaller ways first. */
function covers(parts, target) {
  const ways = [];
  const chosen = [];
  let passed = parts.map(() => false);
  let [steps, cut, isDeeper] = [0, false, target !== 0];
  const needsEach = () =>
    chosen.every((one) => {
      let own = parts[one] & target;
      for (const other of chosen) if (other !== one) own &= ~parts[other];
      return own !== 0;
    });
  const withMore = (more, left) => {
    if (left === 0) {
      if (more === 0) {
        ways.push([...chosen].sort((one, other) => one - other));
        cut = ways.length === MOST_WAYS;
      }
      return;
    }
    if (more === 0) {
      isDeeper = true;
      return;
    }
    const lowest = left & -left;
    const passedBefore = [...passed];
    for (let at = 0; at < parts.length; at += 1) {
      if (passed[at] || (parts[at] & lowest) === 0 || cut) continue;
      steps += 1;
      cut = steps > MOST_STEPS;
      passed[at] = true;
      chosen.push(at);
      if (needsEach()) withMore(more - 1, left & ~parts[at]);
      chosen.pop();
    }
    passed = passedBefore;
  };
  for (let size = 1; isDeeper && !cut; size += 1) {
    isDeeper = false;
    withMore(size, target);
  }
  if (cut && ways.length === 0) ways.push(anyWay(parts, target));
  return { ways, cut };
}

/** One way, none of whose parts it can do without. */
function anyWay(parts, target) {
  const way = new Set(parts.keys());
  for (const at of parts.keys()) {
    let left = target;
    for (const other of way) if (other !== at) left &= ~parts[other];
    if (left === 0) way.delete(at);
  }
  return [...way];
}

/** The plans still possible, and the open question that leaves fewest of them. */
function outlookOf(given) {
  const search = searchOf(given);
  const { possible } = search;
  const open = given.catalog.questions.filter(({ id }) => given.answers[id] === undefined);
  const now = { most: possible.length, sum: possible.length, count: 1 };
  let [next, fewest] = [null, now];
  for (const question of possible.length < 2 ? [] : open) {
    const left = leftBy(search, question);
    // What all of them miss does not tell them apart.
    if (left.least < possible.length && isFewer(left, fewest)) [next, fewest] = [question, left];
  }
  return { possible: possible.map((plan) => plan.index), next, cut: search.steps > MOST_STEPS };
}

/** How many questions are shown first. */
const FIRST = 3;

/** The questions to show first where a catalogue names none: all of a few, else those that separate the plans most. */
export function firstQuestions(catalog) {
  // With one more than are shown first, all of them are shown.
  if (catalog.questions.length <= FIRST + 1) return catalog.questions;
  const search = searchOf(caseOf(catalog, {}, { missed: catalog.plans.map(() => []) }));
  const best = [];
  for (const question of catalog.questions) {
    const left = leftBy(search, question);
    const at = best.findIndex((other) => isFewer(left, other.left));
    best.splice(at < 0 ? best.length : at, 0, { question, left });
    best.length = Math.min(best.length, FIRST);
  }
  return best.map(({ question }) => question);
}

/** What a search for possible plans knows from the beginning, and the plans that are possible now. */
function searchOf(given) {
  const { catalog } = given;
  const search = {
    given,
    blocked: given.on.reduce((set, effect) => set | effect.blocked, 0),
    size: given.on.find((effect) => given.sizeQuestion >= 0 && effect.question === catalog.questions[given.sizeQuestion]),
    isAnswered: given.on.length > 0,
    steps: 0,
    setsByPlan: catalog.plans.map((_, plan) => setsFor(given, plan)),
  };
  const isNow = (_, plan) => isPossible(search, plan, othersIn(search.setsByPlan[plan]), undefined);
  search.possible = catalog.plans.filter(isNow);
  return search;
}

/** How many plans the answers to a question leave: at most, all together, and the fewest that any leaves but none at all. */
function leftBy(search, question) {
  const { catalog, effects } = search.given;
  const at = catalog.questions.indexOf(question);
  const counts = effects[at].map(() => 0);
  for (const plan of catalog.plans.keys()) {
    const others = othersIn(search.setsByPlan[plan], at);
    effects[at].forEach((effect, of) => {
      if (isPossible(search, plan, others, effect)) counts[of] += 1;
    });
  }
  if (question.kind === "several") counts.push(search.possible.length);
  const least = Math.min(...counts.filter((count) => count > 0));
  return { most: Math.max(...counts), least, sum: counts.reduce((sum, count) => sum + count, 0), count: counts.length };
}

function isFewer(left, other) {
  return left.most < other.most || (left.most === other.most && left.sum * other.count < other.sum * left.count);
}

/** For one plan, what the answers to each open question that it meets rule out; only those that rule out most. */
function setsFor({ catalog, answers, effects, sizeQuestion }, plan) {
  const all = [];
  catalog.questions.forEach((question, at) => {
    if (!isOpen(answers, question) || at === sizeQuestion) return;
    const largest = [];
    let together = 0;
    for (const { blocked } of effects[at]) {
      if (has(blocked, plan)) continue;
      together |= blocked;
      // Of several choices all can be picked together.
      addLargest(largest, question.kind === "several" ? together : blocked);
    }
    for (const set of largest) all.push({ at, set });
  });
  return all;
}

function addLargest(sets, set) {
  if (sets.some((other) => isWithin(set, other))) return;
  for (let at = sets.length - 1; at >= 0; at -= 1) if (isWithin(sets[at], set)) sets.splice(at, 1);
  sets.push(set);
}

/** What can be had of the sets without one question's. */
function othersIn(sets, but) {
  const own = but === undefined ? sets : sets.filter(({ at }) => at !== but);
  const most = own.reduce((most, { set }) => most | set, 0);
  const hasChoice = own.some(({ at }, place) => place > 0 && own[place - 1].at === at);
  return { own, most, hasChoice, areAny: sets.length > 0 };
}

/** Whether a plan can be recommended and fit, where one open question is answered so and the others in any way. */
function isPossible(search, plan, others, withEffect) {
  const { given } = search;
  const blocked = search.blocked | (withEffect?.blocked ?? 0);
  if (has(blocked, plan)) return false;
  const sizeQuestion = given.catalog.questions[given.sizeQuestion];
  const size = withEffect && withEffect.question === sizeQuestion ? withEffect : search.size;
  const isAnswered = withEffect !== undefined || others.areAny || search.isAnswered;
  const isSo = (size) => {
    const left = toRuleOut(given, plan, size) & ~blocked;
    return (
      (isAnswered || size !== undefined) &&
      isWithin(left, others.most) &&
      (!others.hasChoice || rulesOut(search, left, others.own))
    );
  };
  if (isSo(size)) return true;
  // Where it is not told, the size may be told by any answer that the plan meets.
  const sizes = size || !sizeQuestion ? [] : given.effects[given.sizeQuestion];
  return sizes.some((size) => !has(size.blocked, plan) && isSo(size));
}

/** The plans that must be ruled out so that a plan is recommended; with what is said of the size. */
function toRuleOut({ catalog }, plan, size) {
  if (!size) return before(plan);
  const target = has(size.tooSmall, plan)
    ? // Below the size, only the last plan that fits is recommended.
      before(catalog.plans.length) & ~before(plan + 1)
    : before(plan) & ~size.tooSmall;
  return target & ~size.blocked;
}

/** Whether one set of each question, together, take in all of these plans. */
function rulesOut(search, plans, sets) {
  let [left, from] = [plans, 0];
  while (from < sets.length && left !== 0) {
    let end = from + 1;
    while (end < sets.length && sets[end].at === sets[from].at) end += 1;
    if (end - from > 1) {
      search.steps += 1;
      if (search.steps > MOST_STEPS) return true;
      const rest = sets.slice(end);
      // What this question leaves, those that follow must be able to take in.
      const most = rest.reduce((most, { set }) => most | set, 0);
      const leaves = (one) => left & ~one.set;
      return sets
        .slice(from, end)
        .some((one) => isWithin(leaves(one), most) && rulesOut(search, leaves(one), rest));
    }
    left &= ~sets[from].set;
    from = end;
  }
  return left === 0;
}

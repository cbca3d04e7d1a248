// What follows from the answers, in words. The page's own sentences are in English alone.

import { isMet } from "./advice.js";
import { MOST } from "./answers.js";
import { list } from "./text.js";
import { compare } from "./value.js";

const sameGiven = (one, other) => one.question === other.question && one.choice === other.choice;

/** What something answered asks for, as the object of "you asked for". */
export function asksFor(question, choice, number = 0) {
  if (question.kind === "number") return counted(number, question.unit);
  return choice ? choice.asksFor : question.asksFor;
}

function counted(number, unit) {
  if (number === Infinity) return `unlimited ${unit.other}`;
  if (number === 0) return `no ${unit.other}`;
  return `${number} ${number === 1 ? unit.one : unit.other}`;
}

const askedWords = ({ question, choice, number }) => asksFor(question, choice, number);

/** What something given asks for. */
export function givenWords(answers, { question, choice }) {
  return asksFor(question, choice, answers[question.id]);
}

/** Why the advice is what it is, in one sentence. */
export function why({ catalog, answers, advice, explanation }) {
  const words = (given) => list(given.map((one) => givenWords(answers, one)));
  switch (advice.kind) {
    case "nothing":
      return "Answer one question or all of them. Leave open what you do not know yet.";
    case "fits":
      return deciding(advice, explanation.deciding.sets, words);
    case "below-size": {
      const suited = catalog.plans[advice.size.suits].name;
      return `You asked for ${advice.size.choice.asksFor}, but no plan from ${suited} up has everything else. This is the last one before it that does.`;
    }
    default: {
      const conflict = explanation.conflicts.sets[0] ?? [];
      const together = conflict.length === 1 ? "" : " together";
      return `No plan offers ${words(conflict)}${together}. This one misses least.`;
    }
  }
}

function deciding(advice, ways, words) {
  if (ways.length === 0) return "Nothing you answered needs more than this.";
  const first = words(ways[0]);
  const alone = ways.filter((way) => way.length === 1);
  const isSize = alone.length === 1 && alone[0][0].question === advice.size?.question;
  switch (alone.length) {
    case 0:
      return `You asked for ${first}. It is the first plan with all of that.`;
    case 1:
      if (isSize) return `You asked for ${first}, and this one suits that size.`;
      return `It is the first plan with ${first}.`;
    case 2:
      return `You asked for ${first} and for ${words(alone[1])}. Either one alone leads here.`;
    default:
      return `You asked for ${first} and ${alone.length - 1} more things, each of which alone leads here.`;
  }
}

/** What is said to those who hear the page. */
export function announcement(catalog, { plan, fits }, reason) {
  return plan === null ? "" : `${fits ? "Recommended" : "Closest"}: ${catalog.plans[plan].name}. ${reason}`;
}

/** How many sets of answers are shown at most. */
const MOST_SHOWN = 6;

/**
 * The reasons, as lists with a title each: what the plan misses, what cannot be had together, what decides, what else it
 * meets. A line is a list of parts, each a text or a link to a question.
 */
export function reasons({ catalog, answers, advice, explanation }) {
  const { plan } = advice;
  if (plan === null) return [];
  const link = ({ question, choice }, text) => ({ question, text: text ?? givenWords(answers, { question, choice }) });
  const asWays = (sets, least) => {
    const long = sets.filter((set) => set.length >= least);
    const lines = long.slice(0, MOST_SHOWN).map((set) => {
      const parts = set.flatMap((given, at) => (at > 0 ? [" and ", link(given)] : [link(given)]));
      return set.length > 1 ? [...parts, ", only together"] : parts;
    });
    return long.length > MOST_SHOWN ? [...lines, ["and more"]] : lines;
  };
  const ways = explanation.deciding.sets;
  const isEachAlone = ways.length > 1 && ways.every((way) => way.length === 1);
  const isDeciding = (given) => ways.some((way) => way.some((one) => sameGiven(one, given)));
  const met = [];
  if (advice.size && advice.size.suits <= plan && !isDeciding(advice.size)) met.push([link(advice.size)]);
  for (const one of advice.asked) {
    if (isMet(one, plan) && !isDeciding(one)) met.push([link(one, metWords(one, plan))]);
  }
  return [
    {
      title: "What it misses",
      isMissed: true,
      lines: advice.missed[plan].map((one) => [link(one, missed(catalog, one, plan))]),
    },
    { title: "What cannot be had together", isMissed: true, lines: asWays(explanation.conflicts.sets, 2) },
    { title: isEachAlone ? "Each of these alone decides it" : "What decides it", lines: asWays(ways, 1) },
    { title: ways.length > 0 ? "It also meets" : "What it meets", lines: met },
  ].filter(({ lines }) => lines.length > 0);
}

/** A requirement that a plan meets, with what the plan offers where the asking does not say that already. */
function metWords(one, plan) {
  const need = one.needs.find(({ row, value }) => isMet({ needs: [{ row, value }] }, plan));
  const words = askedWords(one);
  const offered = need.row.offers[plan];
  const saysMore = need.row.kind !== "inclusion" && offered.words !== need.value.words;
  return saysMore ? `${words}; it ${offerWords(need.row, plan)}` : words;
}

/** What a plan offers instead of what was asked. */
export function missed(catalog, one, plan) {
  const { name } = catalog.plans[plan];
  const { row } = one.needs[0];
  const offered = row.offers[plan];
  const words = askedWords(one);
  if (one.countsAnswer && offered.kind !== "on-request") {
    return `${name} includes ${counted(offered.count ?? 0, one.question.unit)}; you asked for ${one.number}.`;
  }
  if (offered.kind === "on-request") return `With ${name}, this is to be agreed: ${words}.`;
  if (offered.kind === "none" && row.kind !== "response") return `${name} does not include ${words}.`;
  return `${name} ${offerWords(row, plan)}; you asked for ${words}.`;
}

/** What a plan offers, as what it does: "answers within 4 hours". */
function offerWords(row, plan) {
  const offered = row.offers[plan];
  switch (offered.kind) {
    case "included":
      return "includes it";
    case "none":
      return "promises no time to answer";
    case "quantity":
      if (offered.count === Infinity) return "sets no limit";
      return offered.count === 0 ? "has none" : `has ${offered.words}`;
    case "hours":
      return offered.always ? "is open around the clock" : `is open ${offered.words}`;
    case "response":
      return `answers within ${offered.words}`;
    default:
      return `offers “${offered.words}”`;
  }
}

/** Where changes lead. */
export function changesTo(catalog, { plan, fits }) {
  if (plan === null) return "What leads to no recommendation";
  const { name } = catalog.plans[plan];
  return fits ? `What leads to ${name}` : `What no plan would meet (closest: ${name})`;
}

/** A change, as the answer that the question would have. */
export function changeWords({ question, to }) {
  const answered = (answer) => `${inGroup(question)} ${answer}`;
  switch (to.kind) {
    case "pick": {
      const { choice } = to;
      return choice.requires.length === 0 && choice.suits < 0 ? answered(choice.label) : choice.asksFor;
    }
    case "unpick":
      return `without ${to.choice.asksFor}`;
    case "number":
      return numbers(question, to);
    case "yes-no":
      return to.yes ? question.asksFor : answered("No");
    default:
      return answered("Left open");
  }
}

function numbers({ unit }, { from, to }) {
  if (from === to) return counted(from, unit);
  if (from === 0) return to === MOST ? `any number of ${unit.other}` : `up to ${counted(to, unit)}`;
  return to === MOST ? `${from} or more ${unit.other}` : `${from} to ${to} ${unit.other}`;
}

/** With which numbers the advice stays the same; of a number that does nothing, nothing is said. */
export function holdsWords(holds) {
  const isAny = ({ to }) => to.from === 0 && to.to === MOST;
  return holds.filter((change) => !isAny(change)).map((change) => `It stays the same with ${changeWords(change)}.`);
}

/** A question with the heading over it, which short prompts do not stand without. */
export function inGroup(question) {
  return `${question.group.title}: ${question.prompt}`;
}

/** Which plans are still possible; nothing where that goes without saying. */
export function outlookWords({ catalog, answers, advice, explanation }) {
  const names = explanation.outlook.possible.map((plan) => catalog.plans[plan].name);
  const isOpen = ({ id }) => answers[id] === undefined || answers[id] === null;
  if (advice.plan === null || names.length === 0 || !catalog.questions.some(isOpen)) return "";
  if (names.length === 1) return `Of all plans, only ${names[0]} is still possible.`;
  return `Still possible, depending on the open questions: ${list(names)}.`;
}

/** What comes before the question to answer next. */
export function nextWords({ plan }) {
  return plan === null ? "A good question to start with:" : "This would narrow it most:";
}

/** What speaks against a plan that is not recommended; and as lists with a title each, what a higher one would change. */
export function whyNot({ catalog, advice }, plan) {
  const against = advice.missed[plan].map((one) => missed(catalog, one, plan));
  if (advice.size && plan < advice.size.suits) {
    const suited = catalog.plans[advice.size.suits].name;
    against.unshift(`You asked for ${advice.size.choice.asksFor}; ${suited} is the first plan for that.`);
  }
  if (plan < advice.plan) return { against, lists: [] };
  const [adds, lacks, differs] = [[], [], []];
  const misses = advice.missed[advice.plan];
  for (const row of catalog.rows) {
    const order = compare(row.offers[plan], row.offers[advice.plan]);
    if (order === 0) continue;
    const words = difference(catalog, row, advice.plan, plan);
    if (order === null) differs.push(words);
    else if (order < 0) lacks.push(words);
    else if (!misses.some((one) => one.needs.some((need) => need.row === row))) adds.push(words);
  }
  const lists = [
    { title: "It would add what you did not ask for", lines: adds },
    { title: "You would lose", lines: lacks },
    { title: "It would differ in", lines: differs },
  ];
  return { against, lists: lists.filter(({ lines }) => lines.length > 0) };
}

function difference(catalog, row, from, to) {
  const [was, is] = [row.offers[from], row.offers[to]];
  const isOnly = catalog.rows.every((other) => other === row || other.name !== row.name);
  const name = isOnly ? row.name : `${row.section.title}, ${row.name}`;
  if (was.kind === "none" && is.kind === "included") return name;
  if (was.kind === "none" || is.kind === "none") return `${name} – ${is.words}`;
  return `${name} – ${is.words} instead of ${was.words}`;
}

/** A plan in short: by section, what the plan offers. */
export function summary(section, plan) {
  const [offers, included, missing] = [[], [], []];
  for (const { name, offers: values } of section.rows) {
    const { kind, words } = values[plan];
    if (kind === "included") included.push(name);
    else if (kind === "none") missing.push(name);
    else offers.push(`${name}: ${words}.`);
  }
  if (included.length > 0) offers.push(`Includes ${list(included)}.`);
  if (missing.length > 0) offers.push(`Not included: ${list(missing)}.`);
  return offers.join(" ");
}

/** What a row means for the answers: which plans offer what was asked of it. */
export function meaning(catalog, advice, row) {
  const asked = advice.asked.filter((one) => one.needs.some((need) => need.row === row));
  if (asked.length === 0) return advice.plan === null ? "" : "Nothing you answered asks for this.";
  const sentences = asked.map((one) => {
    const plans = catalog.plans.filter(({ index }) => isMet(one, index)).map((plan) => plan.name);
    const isAll = plans.length === catalog.plans.length;
    const verb = plans.length > 1 && !isAll ? "have" : "has";
    const names = isAll ? "every plan" : list(plans) || "no plan";
    return `You asked for ${askedWords(one)}: ${names} ${verb} that.`;
  });
  return sentences.join(" ");
}

/** Every answer given, as question and answer. */
export function answered(catalog, answers) {
  return catalog.questions
    .filter(({ id }) => answers[id] !== undefined)
    .map((question) => [question.prompt, answerWords(question, answers[question.id])]);
}

function answerWords(question, answer) {
  if (answer === null) return "Not sure";
  if (typeof answer === "boolean") return answer ? "Yes" : "No";
  const labels = question.choices?.filter(({ id }) => [answer].flat().includes(id)).map(({ label }) => label);
  return labels ? list(labels) : String(answer);
}

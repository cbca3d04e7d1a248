// What follows from the answers, in words. The page's own sentences are in English alone.

import { fitOf, isMet, picked, standings } from "./advice.js";
import { isAnswered, MOST } from "./answers.js";
import { outcomeKey, outcomes } from "./explain.js";
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
  return `${number} ${unitOf(number, unit)}`;
}

const unitOf = (number, { one, other }) => (number === 1 ? one : other);

/** What a cell's number counts, in short, where the catalogue says so. */
export function shortUnit(row, offer) {
  const isCounted = offer.count > 0 && offer.count < Infinity;
  return isCounted && row.unit?.short ? unitOf(offer.count, row.unit.short) : undefined;
}

const askedWords = ({ question, choice, number }) => asksFor(question, choice, number);

/** What something given asks for. */
export function givenWords(answers, { question, choice }) {
  return asksFor(question, choice, answers[question.id]);
}

/** What all of something given asks for. */
const allGiven = (answers, given) => list(given.map((one) => givenWords(answers, one)));

/** The heading over the questions. */
export function questionsTitle(questions) {
  const first = questions.filter(({ isFirst }) => isFirst).length;
  if (first === questions.length) return "What do you need?";
  const number = { 1: "One question decides", 2: "Two questions decide", 3: "Three questions decide" }[first];
  return `${number ?? `${first} questions decide`} it`;
}

/** How many questions are answered. */
export function answeredCount(questions, answers) {
  const given = questions.filter((question) => isAnswered(answers, question));
  const first = given.filter(({ isFirst }) => isFirst).length;
  const more = given.length - first;
  if (given.length === 0) return "None answered yet";
  const counted = `${first} of ${questions.filter(({ isFirst }) => isFirst).length} answered`;
  return more === 0 ? counted : `${counted}, ${more} more`;
}

/** What some questions' answers ask for, or the answers themselves where they ask for nothing. */
export function askedFor(questions, answers) {
  return list(questions.flatMap((question) => askedOf(question, answers[question.id])));
}

function askedOf(question, answer) {
  if (answer === undefined || answer === null) return [];
  if (question.choices) return picked(question, answer).map(({ asksFor }) => asksFor);
  return [answer === false ? `${question.prompt} No` : asksFor(question, undefined, answer)];
}

/** Why the advice is what it is, in one sentence. */
export function why({ catalog, answers, advice, explanation }) {
  switch (advice.kind) {
    case "nothing":
      return "Answer one question or all of them. Leave out what you do not know yet.";
    case "fits":
      return deciding(answers, advice, explanation.deciding.sets);
    case "below-size": {
      const suited = catalog.plans[advice.size.suits].name;
      return `You asked for ${advice.size.choice.asksFor}, but no plan from ${suited} up has everything else. This is the last one before it that does.`;
    }
    default:
      return lacking(answers, advice);
  }
}

function deciding(answers, advice, ways) {
  if (ways.length === 0) return "Nothing you answered needs more than this.";
  const first = allGiven(answers, ways[0]);
  const alone = ways.filter((way) => way.length === 1);
  const isSize = alone.length === 1 && alone[0][0].question === advice.size?.question;
  switch (alone.length) {
    case 0:
      return `The first plan with ${first} together.`;
    case 1:
      return isSize ? `You asked for ${first}, and this one suits that size.` : `The first plan with ${first}.`;
    case 2:
      return `You asked for ${first} and for ${allGiven(answers, alone[1])}. Either one alone leads here.`;
    default:
      return `You asked for ${first} and ${alone.length - 1} more things, each of which alone leads here.`;
  }
}

/** What the closest plan lacks of all that was asked for. */
function lacking(answers, { plan, asked, missed }) {
  const lacks = missed[plan];
  if (lacks.length === asked.length) {
    // One answer may make several requirements, which stand together.
    const given = lacks.filter((one, at) => at === 0 || !sameGiven(one, lacks[at - 1]));
    return `No plan offers ${allGiven(answers, given)}.`;
  }
  const words = list(lacks.map((one) => lack(one, plan)));
  return `It has all you asked for but ${lacks.length === 1 ? "one" : "these"}: ${words}.`;
}

/** What a plan lacks, as part of a sentence: "8 technical contacts, you need 10". */
function lack(one, plan) {
  const offered = one.needs[0].row.offers[plan];
  if (one.question.kind !== "number" || offered.kind !== "quantity") return askedWords(one);
  return `${counted(offered.count, one.question.unit)}, you need ${one.number}`;
}

/** What is said to those who hear the page. */
export function announcement(catalog, { plan, fits }, reason) {
  return plan === null ? "" : `${fits ? "Recommended" : "Closest"}: ${catalog.plans[plan].name}. ${reason}`;
}

/** The word for how a plan stands to the answers. */
export function markWords(catalog, fit) {
  return { open: "", recommended: catalog.ribbon, closest: "Closest", also: "Also fits", out: "Ruled out" }[fit];
}

/** Why a plan stands to the answers as it does, in full sentences. */
export function whySo(advised, plan) {
  const { catalog, advice } = advised;
  const fit = fitOf(advice, plan);
  if (fit === "open") return "Nothing is answered yet.";
  if (fit === "recommended" || fit === "closest") return why(advised);
  if (fit === "out") return against(advised, plan).join(" ");
  return `It fits as well. You asked for nothing that needs more than ${catalog.plans[advice.plan].name}.`;
}

/** How many reasons the card has beside the sentence, and how many sets of answers are shown at most. */
const MOST_REASONS = 3;
const MOST_WAYS = 6;

/**
 * A few reasons for the plan that fits: what was asked for and the sentence does not name, then what it has more of than the plan
 * before it.
 */
export function mainReasons({ catalog, advice, explanation }) {
  const { plan, fits, asked } = advice;
  if (!fits) return [];
  const named = explanation.deciding.sets[0] ?? [];
  const met = asked.filter((one) => !named.some((given) => sameGiven(given, one))).map((one) => metWords(one, plan));
  const isAsked = (row) => asked.some((one) => one.needs.some((need) => need.row === row));
  const isMore = (row) => plan > 0 && compare(row.offers[plan], row.offers[plan - 1]) > 0;
  const more = catalog.rows.filter((row) => isMore(row) && !isAsked(row)).map((row) => highlight(row, row.offers[plan]));
  return [...new Set([...met, ...more])].slice(0, MOST_REASONS);
}

/** What a plan has in a row, as a reason to take it. */
function highlight(row, offer) {
  if (row.kind === "quantity" && offer.kind === "quantity") return counted(offer.count, row.unit);
  if (offer.kind === "included") return row.name;
  return row.brief ? `${row.section.title}: ${offer.words} (${row.brief})` : `${row.name}: ${offer.words}.`;
}

/**
 * All reasons, as lists with a title each: what the plan misses, what cannot be had together, what decides, what else it
 * meets. A line is a list of parts, each a text or a link to a question.
 */
export function reasons({ catalog, answers, advice, explanation }) {
  const { plan } = advice;
  const link = ({ question, choice }, text) => ({ question, text: text ?? givenWords(answers, { question, choice }) });
  const asWays = (sets, least) => {
    const long = sets.filter((set) => set.length >= least);
    const lines = long.slice(0, MOST_WAYS).map((set) => {
      const parts = set.flatMap((given, at) => (at > 0 ? [" and ", link(given)] : [link(given)]));
      return set.length > 1 ? [...parts, ", only together"] : parts;
    });
    return long.length > MOST_WAYS ? [...lines, ["and more"]] : lines;
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
function missed(catalog, one, plan) {
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

/** How many changes are shown. */
const MOST_CHANGES = 3;

/**
 * The first change to each of a few plans that would fit then, with what it is and where it leads: those that lead to the highest
 * plans, the lowest first; where no plan fits, what to give up, the highest first.
 */
export function changeLines({ catalog, advice, explanation }) {
  const changes = outcomes(catalog).flatMap((outcome) => {
    const change = outcome.fits ? explanation.changes.get(outcomeKey(outcome))?.[0] : undefined;
    if (!change) return [];
    const text = `${changeWords(change)} → ${catalog.plans[outcome.plan].name}`;
    return [{ change, text: advice.fits ? text : `${text} fits` }];
  });
  const shown = changes.slice(-MOST_CHANGES);
  return advice.fits ? shown : shown.reverse();
}

/** A change, as the answer that the question would have. */
function changeWords({ question, to }) {
  const answered = (answer) => `${question.prompt} ${answer}`;
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
      return answered("Not answered");
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

/** Which plans are still possible; nothing where that goes without saying. */
export function outlookWords({ catalog, answers, advice, explanation }) {
  const names = explanation.outlook.possible.map((plan) => catalog.plans[plan].name);
  const isAllAnswered = catalog.questions.every((question) => isAnswered(answers, question));
  if (advice.plan === null || names.length === 0 || isAllAnswered) return "";
  if (names.length === 1) return `Of all plans, only ${names[0]} is still possible.`;
  return `Still possible, depending on the open questions: ${list(names)}.`;
}

/** What speaks against a plan: that it is below the company's size, and each requirement that it misses. */
function against({ catalog, advice }, plan) {
  const lines = advice.missed[plan].map((one) => missed(catalog, one, plan));
  if (!advice.size || plan >= advice.size.suits) return lines;
  const suited = catalog.plans[advice.size.suits].name;
  return [`You asked for ${advice.size.choice.asksFor}; ${suited} is the first plan for that.`, ...lines];
}

/** What speaks against a plan that is not recommended; and as lists with a title each, what a higher one would change. */
export function whyNot(advised, plan) {
  const { catalog, advice } = advised;
  if (plan < advice.plan) return { against: against(advised, plan), lists: [] };
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
  return { against: against(advised, plan), lists: lists.filter(({ lines }) => lines.length > 0) };
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

/**
 * By row, what was asked of it, and by plan how its cells stand to that: "meets", "short" or nothing. Rows of which nothing is
 * asked are left out: they are most of them.
 */
export function askedByRow(catalog, asked) {
  const byRow = new Map();
  for (const [row, all] of standings(catalog, asked)) {
    const says = all.map((standing) => standing && (standing.isShort ? "short" : "meets"));
    byRow.set(row, { asked: rowAsked(all), says });
  }
  return byRow;
}

function rowAsked(standings) {
  const needed = standings.find(Boolean)?.needed;
  if (!needed) return "";
  const isPlain = needed.kind === "included" || needed.kind === "frequency";
  return isPlain ? "You asked for this" : `You asked for ${needed.short}`;
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

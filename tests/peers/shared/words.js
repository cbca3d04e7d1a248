// What follows from the answers, in words.

import { fitOf, isMet, picked, standings } from "./advice.js";
import { isAnswered, MOST } from "./answers.js";
import { outcomeKey, outcomes } from "./explain.js";
import { list } from "./sentences.js";
import { compare } from "./value.js";

const sameGiven = (one, other) => one.question === other.question && one.choice === other.choice;

/** What something answered asks for, as the object of "you asked for". */
function asksFor(t, question, choice, number = 0) {
  if (question.kind === "number") return counted(t, number, question.unit);
  return choice ? choice.asksFor : question.asksFor;
}

function counted(t, number, unit) {
  if (number === Infinity) return t("value_unlimited_of", { unit: unit.other });
  if (number === 0) return t("quantity_none", { unit: unit.other });
  return `${number} ${unitOf(number, unit)}`;
}

const unitOf = (number, { one, other }) => (number === 1 ? one : other);

/** What a cell's number counts, in short, where the catalogue says so. */
export function shortUnit(row, offer) {
  const isCounted = offer.count > 0 && offer.count < Infinity;
  return isCounted && row.unit?.short ? unitOf(offer.count, row.unit.short) : undefined;
}

const askedWords = (t, { question, choice, number }) => asksFor(t, question, choice, number);

/** What something given asks for. */
function givenWords(t, answers, { question, choice }) {
  return asksFor(t, question, choice, answers[question.id]);
}

/** What all of something given asks for. */
function allGiven(t, answers, given) {
  return list(
    t,
    given.map((one) => givenWords(t, answers, one)),
  );
}

/** The heading over the questions. */
export function questionsTitle({ t, questions }) {
  const count = questions.filter(({ isFirst }) => isFirst).length;
  if (count === questions.length) return t("questions_all");
  if (count === 2) return t("questions_two");
  return count === 3 ? t("questions_three") : t("questions_first", { count });
}

/** How many questions are answered. */
export function answeredCount({ t, questions }, answers) {
  const given = questions.filter((question) => isAnswered(answers, question));
  const count = given.filter(({ isFirst }) => isFirst).length;
  const more = given.length - count;
  const all = questions.filter(({ isFirst }) => isFirst).length;
  if (given.length === 0) return t("answered_none");
  return more === 0 ? t("answered", { count, all }) : t("answered_more", { count, all, more });
}

/** What some questions' answers ask for, or the answers themselves where they ask for nothing. */
export function askedFor(t, questions, answers) {
  return list(
    t,
    questions.flatMap((question) => askedOf(t, question, answers[question.id])),
  );
}

function askedOf(t, question, answer) {
  if (answer === undefined || answer === null) return [];
  if (question.choices) return picked(question, answer).map(({ asksFor }) => asksFor);
  return [answer === false ? withAnswer(t, question, t("no")) : asksFor(t, question, undefined, answer)];
}

const withAnswer = (t, { prompt }, answer) => t("change_answered", { question: prompt, answer });

/** Stands on both sides of what is bold in a sentence. No text of a catalogue holds it. */
export const BOLD = "\u0001";

const marked = (mark, words) => `${mark}${words}${mark}`;

/** Why the advice is what it is, in one sentence, with a mark on both sides of what decides. */
export function why({ catalog, answers, advice, explanation }, mark = "") {
  const { t } = catalog;
  switch (advice.kind) {
    case "nothing":
      return t("advice_empty");
    case "fits":
      return deciding(t, answers, advice, explanation.deciding.sets, mark);
    case "below-size": {
      const { suits, choice } = advice.size;
      return t("why_below_size", { size: marked(mark, choice.asksFor), suited: catalog.plans[suits].name });
    }
    default:
      return lacking(t, answers, advice, mark);
  }
}

function deciding(t, answers, advice, ways, mark) {
  if (ways.length === 0) return t("why_nothing_needed");
  const first = marked(mark, allGiven(t, answers, ways[0]));
  const alone = ways.filter((way) => way.length === 1);
  const isSize = alone.length === 1 && alone[0][0].question === advice.size?.question;
  switch (alone.length) {
    case 0:
      return t("why_together", { answers: first });
    case 1:
      return isSize ? t("why_size", { size: first }) : t("why_first_with", { answer: first });
    case 2:
      return t("why_either", { one: first, other: marked(mark, allGiven(t, answers, alone[1])) });
    default:
      return t("why_each", { first, count: alone.length - 1 });
  }
}

/** What the closest plan lacks of all that was asked for. */
function lacking(t, answers, { plan, asked, missed }, mark) {
  const lacks = missed[plan];
  if (lacks.length === asked.length) {
    // One answer may make several requirements, which stand together.
    const given = lacks.filter((one, at) => at === 0 || !sameGiven(one, lacks[at - 1]));
    return t("conflict_one", { answer: marked(mark, allGiven(t, answers, given)) });
  }
  const words = lacks.map((one) => lack(t, one, plan, mark));
  return t(lacks.length === 1 ? "why_lacks_one" : "why_lacks", { missed: list(t, words) });
}

/** What a plan lacks, as part of a sentence: "8 technical contacts, you need 10", with a mark on both sides of what it has. */
function lack(t, one, plan, mark) {
  const offered = one.needs[0].row.offers[plan];
  if (one.question.kind !== "number" || offered.kind !== "quantity") return marked(mark, askedWords(t, one));
  const offer = marked(mark, counted(t, offered.count, one.question.unit));
  return t("lack_number", { offer, number: one.number });
}

/** What is said to those who hear the page. */
export function announcement({ t, plans }, { plan, fits }, why) {
  return plan === null ? "" : t(fits ? "advice_status" : "advice_status_closest", { plan: plans[plan].name, why });
}

/** The word for how a plan stands to the answers. */
export function markWords(catalog, fit) {
  const { t } = catalog;
  switch (fit) {
    case "recommended":
      return catalog.ribbon;
    case "closest":
      return t("advice_closest");
    case "also":
      return t("plan_also");
    case "out":
      return t("plan_out");
    default:
      return "";
  }
}

/** Why a plan stands to the answers as it does, in full sentences. */
export function whySo(advised, plan) {
  const { catalog, advice } = advised;
  const fit = fitOf(advice, plan);
  if (fit === "open") return catalog.t("plan_open");
  if (fit === "recommended" || fit === "closest") return why(advised);
  if (fit === "out") return against(advised, plan).join(" ");
  return catalog.t("plan_also_fits", { plan: catalog.plans[advice.plan].name });
}

/** How many reasons the card has beside the sentence, and how many sets of answers are shown at most. */
const MOST_REASONS = 3;
const MOST_WAYS = 6;

/**
 * A few reasons for the plan that fits: what was asked for and the sentence does not name, then what it has more of than the plan
 * before it.
 */
export function mainReasons({ catalog, advice, explanation }) {
  const { t } = catalog;
  const { plan, fits, asked } = advice;
  if (!fits) return [];
  const named = explanation.deciding.sets[0] ?? [];
  const met = asked.filter((one) => !named.some((given) => sameGiven(given, one))).map((one) => metWords(t, one, plan));
  const isAsked = (row) => asked.some((one) => one.needs.some((need) => need.row === row));
  const isMore = (row) => plan > 0 && compare(row.offers[plan], row.offers[plan - 1]) > 0;
  const more = catalog.rows.filter((row) => isMore(row) && !isAsked(row)).map((row) => highlight(t, row, row.offers[plan]));
  return [...new Set([...met, ...more])].slice(0, MOST_REASONS);
}

/** What a plan has in a row, as a reason to take it. */
function highlight(t, { name, kind, unit, brief, section }, offer) {
  if (kind === "quantity" && offer.kind === "quantity") return counted(t, offer.count, unit);
  if (offer.kind === "included") return name;
  if (!brief) return t("summary_offers", { item: name, value: offer.words });
  return t("highlight_of", { section: section.title, value: offer.words, brief });
}

/**
 * All reasons, as lists with a title each: what the plan misses, what cannot be had together, what decides, what else it
 * meets. A line is a list of parts, each a text or a link to a question.
 */
export function reasons({ catalog, answers, advice, explanation }) {
  const { plan } = advice;
  const { t } = catalog;
  const link = ({ question, choice }, text) => ({ question, text: text ?? givenWords(t, answers, { question, choice }) });
  const asWays = (sets, least) => {
    const long = sets.filter((set) => set.length >= least);
    const lines = long.slice(0, MOST_WAYS).map((set) => {
      const parts = set.flatMap((given, at) => (at > 0 ? [t("list_and"), link(given)] : [link(given)]));
      return set.length > 1 ? [...parts, t("advice_only_together")] : parts;
    });
    return long.length > MOST_WAYS ? [...lines, [t("advice_and_more")]] : lines;
  };
  const ways = explanation.deciding.sets;
  const isEachAlone = ways.length > 1 && ways.every((way) => way.length === 1);
  const isDeciding = (given) => ways.some((way) => way.some((one) => sameGiven(one, given)));
  const met = [];
  if (advice.size && advice.size.suits <= plan && !isDeciding(advice.size)) met.push([link(advice.size)]);
  for (const one of advice.asked) {
    if (isMet(one, plan) && !isDeciding(one)) met.push([link(one, metWords(t, one, plan))]);
  }
  return [
    {
      title: t("advice_misses"),
      isMissed: true,
      lines: advice.missed[plan].map((one) => [link(one, missed(catalog, one, plan))]),
    },
    { title: t("advice_conflicts"), isMissed: true, lines: asWays(explanation.conflicts.sets, 2) },
    { title: t(isEachAlone ? "advice_each_decides" : "advice_decides"), lines: asWays(ways, 1) },
    { title: t(ways.length > 0 ? "advice_also_meets" : "advice_meets"), lines: met },
  ].filter(({ lines }) => lines.length > 0);
}

/** A requirement that a plan meets, with what the plan offers where the asking does not say that already. */
function metWords(t, one, plan) {
  const need = one.needs.find(({ row, value }) => isMet({ needs: [{ row, value }] }, plan));
  const asked = askedWords(t, one);
  const offered = need.row.offers[plan];
  const saysMore = need.row.kind !== "inclusion" && offered.words !== need.value.words;
  return saysMore ? t("met", { asked, offer: offerWords(t, need.row, plan) }) : asked;
}

/** What a plan offers instead of what was asked. */
function missed({ t, plans }, one, index) {
  const plan = plans[index].name;
  const { row } = one.needs[0];
  const offered = row.offers[index];
  const asked = askedWords(t, one);
  if (one.countsAnswer && offered.kind !== "on-request") {
    const offer = counted(t, offered.count ?? 0, one.question.unit);
    return t("missed_number", { plan, offer, number: one.number });
  }
  if (offered.kind === "on-request") return t("missed_on_request", { plan, asked });
  if (offered.kind === "none" && row.kind !== "response") return t("missed_not_included", { plan, asked });
  return t("missed", { plan, offer: offerWords(t, row, index), asked });
}

/** What a plan offers, as what it does: "answers within 4 hours". */
function offerWords(t, row, plan) {
  const { kind, count, always, words } = row.offers[plan];
  switch (kind) {
    case "included":
      return t("offer_included");
    case "none":
      return t("offer_no_response");
    case "quantity":
      if (count === Infinity) return t("offer_unlimited");
      return count === 0 ? t("offer_none") : t("offer_count", { count: words });
    case "hours":
      return always ? t("offer_always") : t("offer_hours", { hours: words });
    case "response":
      return t("offer_response", { time: words });
    default:
      return t("offer_other", { value: words });
  }
}

/** How many changes are shown. */
const MOST_CHANGES = 3;

/**
 * The first change to each of a few plans that would fit then, with what it is and where it leads, plain and with marks: those that lead to the highest
 * plans, the lowest first; where no plan fits, what to give up, the highest first.
 */
export function changeLines({ catalog, advice, explanation }) {
  const { t } = catalog;
  const changes = outcomes(catalog).flatMap((outcome) => {
    const change = outcome.fits ? explanation.changes.get(outcomeKey(outcome))?.[0] : undefined;
    if (!change) return [];
    const { name } = catalog.plans[outcome.plan];
    const say = (plan) => t(advice.fits ? "change_to" : "change_fits", { change: changeWords(t, change), plan });
    return [{ change, text: say(name), sentence: say(marked(BOLD, name)) }];
  });
  const shown = changes.slice(-MOST_CHANGES);
  return advice.fits ? shown : shown.reverse();
}

/** A change, as the answer that the question would have. */
function changeWords(t, { question, to }) {
  switch (to.kind) {
    case "pick": {
      const { choice } = to;
      const asksForNothing = choice.requires.length === 0 && choice.suits < 0;
      return asksForNothing ? withAnswer(t, question, choice.label) : choice.asksFor;
    }
    case "unpick":
      return t("change_unpick", { answer: to.choice.asksFor });
    case "number":
      return numbers(t, question, to);
    case "yes-no":
      return to.yes ? question.asksFor : withAnswer(t, question, t("no"));
    default:
      return t("change_open", { question: question.prompt });
  }
}

function numbers(t, { unit }, { from, to }) {
  if (from === to) return counted(t, from, unit);
  if (from === 0 && to === MOST) return t("numbers_any", { unit: unit.other });
  if (from === 0) return t("numbers_up_to", { quantity: counted(t, to, unit) });
  return t(to === MOST ? "numbers_from" : "numbers_between", { from, to, unit: unit.other });
}

/** With which numbers the advice stays the same; of a number that does nothing, nothing is said. */
export function holdsWords({ catalog: { t }, explanation }) {
  const isAny = ({ to }) => to.from === 0 && to.to === MOST;
  const holds = explanation.holds.filter((change) => !isAny(change));
  return holds.map((change) => t("holds", { numbers: changeWords(t, change) }));
}

/** Which plans are still possible; nothing where that goes without saying. */
export function outlookWords({ catalog, answers, advice, explanation }) {
  const { t } = catalog;
  const names = explanation.outlook.possible.map((plan) => catalog.plans[plan].name);
  const isAllAnswered = catalog.questions.every((question) => isAnswered(answers, question));
  if (advice.plan === null || names.length === 0 || isAllAnswered) return "";
  return names.length === 1 ? t("outlook_settled", { plan: names[0] }) : t("outlook_possible", { plans: list(t, names) });
}

/** What speaks against a plan: that it is below the company's size, and each requirement that it misses. */
function against({ catalog, advice }, plan) {
  const lines = advice.missed[plan].map((one) => missed(catalog, one, plan));
  if (!advice.size || plan >= advice.size.suits) return lines;
  const { suits, choice } = advice.size;
  return [catalog.t("why_not_size", { size: choice.asksFor, suited: catalog.plans[suits].name }), ...lines];
}

/** What speaks against a plan that is not recommended; and as lists with a title each, what a higher one would change. */
export function whyNot(advised, plan) {
  const { catalog, advice } = advised;
  const { t } = catalog;
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
    { title: t("why_not_adds"), lines: adds },
    { title: t("why_not_lacks"), lines: lacks },
    { title: t("why_not_differs"), lines: differs },
  ];
  return { against: against(advised, plan), lists: lists.filter(({ lines }) => lines.length > 0) };
}

function difference({ t, rows }, row, from, to) {
  const [was, is] = [row.offers[from], row.offers[to]];
  const isOnly = rows.every((other) => other === row || other.name !== row.name);
  const name = isOnly ? row.name : t("row_in_section", { section: row.section.title, name: row.name });
  if (was.kind === "none" && is.kind === "included") return name;
  if (was.kind === "none" || is.kind === "none") return t("difference_to", { row: name, to: is.words });
  return t("difference", { row: name, to: is.words, from: was.words });
}

/** A plan in short: by section, what the plan offers. */
export function summary(t, section, plan) {
  const [offers, included, missing] = [[], [], []];
  for (const { name, offers: values } of section.rows) {
    const { kind, words } = values[plan];
    if (kind === "included") included.push(name);
    else if (kind === "none") missing.push(name);
    else offers.push(t("summary_offers", { item: name, value: words }));
  }
  if (included.length > 0) offers.push(t("summary_includes", { items: list(t, included) }));
  if (missing.length > 0) offers.push(t("summary_not_included", { items: list(t, missing) }));
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
    byRow.set(row, { asked: rowAsked(catalog.t, all), says });
  }
  return byRow;
}

function rowAsked(t, standings) {
  const needed = standings.find(Boolean)?.needed;
  if (!needed) return "";
  const isPlain = needed.kind === "included" || needed.kind === "frequency";
  return isPlain ? t("row_asked_this") : t("row_asked", { needed: needed.short });
}

/** What a row means for the answers: which plans offer what was asked of it. */
export function meaning({ t, plans }, advice, row) {
  const touching = advice.asked.filter((one) => one.needs.some((need) => need.row === row));
  if (touching.length === 0) return advice.plan === null ? "" : t("row_not_asked");
  const sentences = touching.map((one) => {
    const asked = askedWords(t, one);
    const meet = plans.filter(({ index }) => isMet(one, index)).map(({ name }) => name);
    if (meet.length === 0) return t("row_met_by_none", { asked });
    if (meet.length === plans.length) return t("row_met_by_all", { asked });
    return t("row_met_by", { asked, count: meet.length, plans: list(t, meet) });
  });
  return sentences.join(" ");
}

/** Every answer given, as question and answer. */
export function answered({ t, questions }, answers) {
  return questions
    .filter(({ id }) => answers[id] !== undefined)
    .map((question) => [question.prompt, answerWords(t, question, answers[question.id])]);
}

function answerWords(t, question, answer) {
  if (answer === null) return t("not_sure");
  if (typeof answer === "boolean") return t(answer ? "yes" : "no");
  if (!question.choices) return String(answer);
  const labels = picked(question, answer).map(({ label }) => label);
  return list(t, labels);
}

// Reads the answers of a request, and writes them as they are stored.

import { isAnswered, MOST } from "../shared/answers.js";
import { CURRENT_PLAN } from "./served_catalog.js";
import { quoted } from "./node.js";

/** The most answers to a catalogue, and choices of one of them. */
const MAX_ANSWERS = 104;
const MAX_CHOICES = 100;

/** Reads answers by the catalogue; gives them in the order of its questions. */
export function readAnswers(catalog, node) {
  const given = new Map();
  for (const [id, field] of answered(node)) {
    const question = id === CURRENT_PLAN ? currentPlan(catalog) : catalog.questionById.get(id);
    if (question) given.set(id, readAnswer(question, field));
    else field.report("unknown-name", `no question is called ${quoted(id)}; known are ${[...catalog.questionById.keys()]}`);
  }
  const inOrder = [CURRENT_PLAN, ...catalog.questionById.keys()];
  return Object.fromEntries(inOrder.filter((id) => given.get(id) !== undefined).map((id) => [id, given.get(id)]));
}

/** The answers of an object by what they answer; none, and a problem, where no visitor can have given so many. */
function answered(node) {
  const fields = node.fields();
  if (fields.length <= MAX_ANSWERS) return fields;
  node.report("too-long", `there are ${fields.length} answers; keep them within ${MAX_ANSWERS}`);
  return [];
}

/** The answers that advice is made of. */
export function advised(catalog, answers) {
  const given = catalog.questions.filter((question) => isAnswered(answers, question));
  return Object.fromEntries(given.map(({ id }) => [id, answers[id]]));
}

function currentPlan({ plans }) {
  return { id: CURRENT_PLAN, kind: "one", choices: [...plans.map(({ id }) => ({ id })), { id: "none" }] };
}

/** An answer; null where one is not sure, nothing where none is given. */
function readAnswer(question, node) {
  const { json } = node;
  if (json === null) return null;
  switch (question.kind) {
    case "one":
      return readChoice(question, node);
    case "several": {
      if (isTooLong(node)) return undefined;
      const read = new Set(node.items().map((item) => readChoice(question, item)));
      const picked = question.choices.filter(({ id }) => read.has(id)).map(({ id }) => id);
      return picked.length > 0 ? picked : undefined;
    }
    case "number":
      if (Number.isInteger(json) && json >= 0 && json <= MOST) return json;
      node.report(
        typeof json === "number" ? "out-of-range" : "wrong-type",
        `${quoted(json)} is not a whole number from 0 to ${MOST}; write one`,
      );
      return undefined;
    default:
      if (typeof json === "boolean") return json;
      node.report("wrong-type", `${quoted(json)} is not yes or no; write true or false`);
      return undefined;
  }
}

function readChoice({ id, choices }, node) {
  const { json } = node;
  if (typeof json !== "string") return node.expected("the id of a choice");
  if (choices.some((choice) => choice.id === json)) return json;
  const known = choices.map((choice) => choice.id).join(", ");
  node.report("unknown-name", `${quoted(json)} is no choice of "${id}"; known are ${known}`);
  return undefined;
}

/** Reads answers to a catalogue that is not at hand, by their form alone. */
export function readUnknownAnswers(node) {
  const fields = answered(node);
  for (const [id, field] of fields) {
    if (!isId(id)) field.report("unknown-name", `${quoted(id)} is no id of a question; write one`);
    readUnknownAnswer(field);
  }
  // In the order of their names.
  return Object.fromEntries(fields.map(([id, field]) => [id, field.json]).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function readUnknownAnswer(node) {
  const { json } = node;
  if (json === null || typeof json === "boolean" || (typeof json === "number" && json >= 0)) return;
  if (!Array.isArray(json)) {
    readWord(node, "an id, a list of ids, a number, true, false or null");
  } else if (!isTooLong(node)) {
    for (const item of node.items()) readWord(item, "the id of a choice");
  }
}

/** Whether a list has more choices than any question; a problem where it has. */
function isTooLong(node) {
  if (!Array.isArray(node.json) || node.json.length <= MAX_CHOICES) return false;
  node.report("too-long", `there are ${node.json.length} choices; keep them within ${MAX_CHOICES}`);
  return true;
}

/** Reads a text of an answer, which may be empty. */
function readWord(node, what) {
  if (typeof node.json !== "string") node.expected(what);
  else if (node.json !== "") node.text();
}

/** Whether a text can be an id of a catalogue's. */
export const isId = (text) => /^[a-z0-9-]{1,64}$/.test(text);

// Reads the answers of a request, and writes them as they are stored.

import { isAnswered, MOST } from "../shared/answers.js";
import { CURRENT_PLAN } from "./served_catalog.js";
import { lengthOf, LONGEST_FIELD, quoted } from "./node.js";

/** The most questions and choices of a catalogue. */
const MAX_QUESTIONS = 100;
const MAX_CHOICES = 100;

/** Reads answers by the catalogue; gives them in the order of its questions. */
export function readAnswers(catalog, node) {
  const given = new Map();
  for (const [id, field] of node.fields()) {
    const question = id === CURRENT_PLAN ? currentPlan(catalog) : catalog.questionById.get(id);
    if (question) given.set(id, readAnswer(question, field));
    else field.report("unknown-name", `no question is called ${quoted(id)}; known are ${[...catalog.questionById.keys()]}`);
  }
  const inOrder = [CURRENT_PLAN, ...catalog.questionById.keys()];
  return Object.fromEntries(inOrder.filter((id) => given.get(id) !== undefined).map((id) => [id, given.get(id)]));
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
  const fields = node.fields();
  if (fields.length > MAX_QUESTIONS) {
    node.report("too-long", `there are ${fields.length} answers; keep them within ${MAX_QUESTIONS}`);
    return {};
  }
  for (const [id, field] of fields) {
    if (!isId(id)) field.report("unknown-name", `${quoted(id)} is no id of a question; write one`);
    if (!isFormOfAnswer(field.json)) field.expected("an id, a list of ids, a whole number, true, false or null");
  }
  // In the order of their names.
  return Object.fromEntries(fields.map(([id, field]) => [id, field.json]).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function isFormOfAnswer(json) {
  const isWord = (json) => typeof json === "string" && lengthOf(json) <= LONGEST_FIELD;
  if (json === null || typeof json === "boolean" || isWord(json)) return true;
  if (typeof json === "number") return Number.isInteger(json) && json >= 0;
  return Array.isArray(json) && json.length <= MAX_CHOICES && json.every(isWord);
}

/** Whether a text can be an id of a catalogue's. */
export const isId = (text) => /^[a-z0-9-]{1,64}$/.test(text);

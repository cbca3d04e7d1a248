/**
 * Nothing answered. `unreadable` is by question what was typed that is no number; `before` is what was answered before it was
 * cleared or changed by the advice, and `undoKind` which of the two it was.
 */
export const NOTHING = { answers: {}, unreadable: {}, undoKind: null, before: null };

/** The largest number that can be answered. */
export const MOST = 999_999;

/** The answers after something was answered, typed, cleared, changed or undone. */
export function reduce(state, action) {
  const { answers, unreadable } = state;
  switch (action.type) {
    case "answer":
      return {
        ...NOTHING,
        answers: put(answers, action.id, action.answer),
        unreadable: put(unreadable, action.id),
      };
    case "type": {
      const typed = action.typed.trim();
      const isNumber = /^\d*$/.test(typed) && Number(typed) <= MOST;
      return {
        ...NOTHING,
        answers: put(answers, action.id, isNumber && typed !== "" ? Number(typed) : undefined),
        unreadable: put(unreadable, action.id, isNumber ? undefined : action.typed),
      };
    }
    case "change":
      return {
        answers: changed(answers, action.change),
        unreadable: put(unreadable, action.change.question.id),
        undoKind: "changed",
        before: { answers, unreadable },
      };
    case "clear-all":
      return { ...NOTHING, undoKind: "cleared", before: { answers, unreadable } };
    case "undo":
      return { ...NOTHING, ...state.before };
    default:
      throw new Error(`no action ${action.type}`);
  }
}

/** Whether a question has an answer; that one is not sure is none. */
export function isAnswered(answers, question) {
  return answers[question.id] !== undefined && answers[question.id] !== null;
}

/** What is wrong with what was typed. */
export function wrong(t, typed) {
  return t("number_wrong", { typed, most: MOST });
}

/** The answers that a catalogue's questions can have: others were given to another catalogue. The same where all are. */
export function answersTo(catalog, answers) {
  const entries = Object.entries(answers);
  const kept = entries.filter(([id, answer]) => isAnswer(catalog.questionById.get(id), answer));
  return kept.length === entries.length ? answers : Object.fromEntries(kept);
}

function isAnswer(question, answer) {
  if (!question) return false;
  if (answer === null) return true;
  const has = (id) => question.choices.some((choice) => choice.id === id);
  switch (question.kind) {
    case "one":
      return has(answer);
    case "several":
      return Array.isArray(answer) && answer.every(has);
    case "number":
      return typeof answer === "number";
    default:
      return typeof answer === "boolean";
  }
}

/** The answers after a change that the advice offers. */
export function changed(answers, { question, to }) {
  const picked = [answers[question.id] ?? []].flat();
  switch (to.kind) {
    case "pick":
      return put(answers, question.id, question.kind === "several" ? [...picked, to.choice.id] : to.choice.id);
    case "unpick":
      return put(
        answers,
        question.id,
        picked.filter((id) => id !== to.choice.id),
      );
    case "number":
      return put(answers, question.id, nearest(answers[question.id], to));
    case "yes-no":
      return put(answers, question.id, to.yes);
    default:
      return put(answers, question.id);
  }
}

/** The number of a range that is nearest to the one answered; where none is, as much as leads there. */
function nearest(number, { from, to }) {
  if (typeof number === "number") return Math.min(Math.max(number, from), to);
  return to < MOST ? to : from;
}

/** The same with another value; without one, the entry is gone. */
function put(all, id, value) {
  const { [id]: _, ...others } = all;
  return value === undefined ? others : { ...others, [id]: value };
}

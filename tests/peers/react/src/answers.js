/** Nothing answered. `unreadable` is by question what was typed that is no number; `before` is what was cleared. */
export const NOTHING = { answers: {}, unreadable: {}, before: null };

const MOST = 999_999;

/** The answers after something was answered, typed, cleared or undone. */
export function reduce(state, action) {
  const { answers, unreadable } = state;
  switch (action.type) {
    case "answer":
      return { answers: put(answers, action.id, action.answer), unreadable: put(unreadable, action.id), before: null };
    case "type": {
      const typed = action.typed.trim();
      const isNumber = /^\d*$/.test(typed) && Number(typed) <= MOST;
      return {
        answers: put(answers, action.id, isNumber && typed !== "" ? Number(typed) : undefined),
        unreadable: put(unreadable, action.id, isNumber ? undefined : action.typed),
        before: null,
      };
    }
    case "clear-all":
      return { ...NOTHING, before: { answers, unreadable } };
    case "undo":
      return { ...NOTHING, ...state.before };
    default:
      throw new Error(`no action ${action.type}`);
  }
}

/** What is wrong with what was typed. */
export function wrong(typed) {
  return `“${typed}” is not a whole number from 0 to ${MOST}. Write one, or clear the field.`;
}

/** The same with another value; without one, the entry is gone. */
function put(all, id, value) {
  const { [id]: _, ...others } = all;
  return value === undefined ? others : { ...others, [id]: value };
}

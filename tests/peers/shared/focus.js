// Moving the focus within one instance of the page. Ids begin with what tells the instance's from another's.

/** Moves the focus to what answers a question: the choice picked, else the first; or the field. */
export function focusQuestion(from, id) {
  const answer = byId(from, id);
  const input = answer?.matches("input") ? answer : (answer?.querySelector(":checked") ?? answer?.querySelector("input"));
  input?.focus();
}

/** Moves the focus to the element of that id. */
export function focusOn(from, id) {
  byId(from, id)?.focus();
}

function byId(from, id) {
  return from.closest(".root").querySelector(`[id="${id}"]`);
}

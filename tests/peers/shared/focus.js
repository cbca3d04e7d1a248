// Moving the focus within one instance of the page. Ids begin with what tells the instance's from another's.

/** Moves the focus to what answers a question: the choice picked, else the first; or the field. */
export function focusQuestion(from, id) {
  const answer = byId(from, id);
  const input = answer?.matches("input") ? answer : (answer?.querySelector(":checked") ?? answer?.querySelector("input"));
  input?.focus();
}

/** Moves the focus to the element of the first of these ids that there is and that is shown. */
export function focusOn(from, ...ids) {
  const found = ids.map((id) => byId(from, id)).find((element) => element?.checkVisibility());
  found?.focus();
}

function byId(from, id) {
  return from.closest(".root").querySelector(`[id="${id}"]`);
}

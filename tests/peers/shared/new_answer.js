/** Names an answer that would change the advice as our own reports do: by its kind, and a choice by its id. */
export function newAnswer(to) {
  switch (to.kind) {
    case "number":
      return { number: { from: to.from, to: to.to } };
    case "yes-no":
      return { "yes-no": to.yes };
    case "open":
      return "open";
    default:
      return { [to.kind]: to.choice.id };
  }
}

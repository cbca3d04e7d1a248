/** Items as a list in a sentence: "a, b and c". */
export function list(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Why the advice is what it is, in one sentence; then what decides, one sentence an answer. */
export function why(catalog, advice, deciding) {
  switch (advice.kind) {
    case "nothing":
      return "Answer one question or all of them. Leave open what you do not know yet.";
    case "fits":
      if (deciding.length === 0) return "Nothing you answered needs more than this.";
      return `You asked for ${list(deciding.map(({ one }) => one.words))}. It is the first plan with all of that.`;
    case "below-size": {
      const suited = catalog.plans[advice.size.suits].name;
      return `You asked for ${advice.size.words}, but no plan from ${suited} up has everything else. This is the last one before it that does.`;
    }
    default:
      return "No plan offers all you asked for. This one misses least.";
  }
}

/** Which plans an answer rules out. */
export function decides(catalog, { one, rulesOut }) {
  const plans = list(rulesOut.map((plan) => catalog.plans[plan].name));
  return `${one.words}: not with ${plans}`;
}

/** What a plan offers instead of what was asked. */
export function missed(catalog, one, plan) {
  const { name } = catalog.plans[plan];
  const offered = one.needs[0].row.offers[plan];
  if (offered.kind === "none") return `${name} does not include ${one.words}.`;
  return `${name} offers ${offered.words}; you asked for ${one.words}.`;
}

/** What speaks against a plan that is not recommended. */
export function against(catalog, advice, plan) {
  const sentences = advice.missed[plan].map((one) => missed(catalog, one, plan));
  if (advice.size && plan < advice.size.suits) {
    const suited = catalog.plans[advice.size.suits].name;
    sentences.unshift(`You asked for ${advice.size.words}; ${suited} is the first plan for that.`);
  }
  return sentences.length > 0 ? sentences : ["It has everything you asked for, but nothing you asked for needs it."];
}

/** A plan in short: of a section, what the plan offers. */
export function summary(section, plan) {
  return section.rows.map((row) => `${row.name}: ${row.offers[plan].words}.`).join(" ");
}

/** What a row means for the answers: which plans offer what was asked of it. */
export function meaning(catalog, advice, row) {
  const asked = advice.asked.filter((one) => one.needs.some((need) => need.row === row));
  if (asked.length === 0) return advice.plan === null ? "" : "Nothing you answered asks for this.";
  const sentences = asked.map((one) => {
    const plans = catalog.plans.filter((_, plan) => !advice.missed[plan].includes(one)).map((plan) => plan.name);
    const verb = plans.length > 1 ? "have" : "has";
    return `You asked for ${one.words}: ${list(plans) || "no plan"} ${verb} that.`;
  });
  return sentences.join(" ");
}

// The request form's fields, and sending what stands in them.

/** The lines that must be filled in. An address is a text, too: what browsers take for one leaves addresses of other scripts out. */
export const LINES = [
  { name: "name", label: "Your name", keyboard: "text", capitals: "words", autocomplete: "name" },
  { name: "company", label: "Company", keyboard: "text", capitals: "words", autocomplete: "organization" },
  { name: "email", label: "Work email", keyboard: "email", capitals: "none", autocomplete: "email" },
];

/** Nothing typed. */
export const EMPTY = { name: "", company: "", email: "", message: "" };

/** What is said where a request was not stored. */
export const FAILURES = {
  offline:
    "No answer came from the server. What you wrote is still here. As long as this page stays open, trying again from here cannot store it twice.",
  server: "The request could not be stored just now. What you wrote is still here; please try again.",
  refused: "The request was not accepted. Please check the marked fields.",
};

/** What is wrong with a field that is empty. */
export const FILL_IN = "Please fill this in.";

/** The lines that are not filled in. */
export function emptyLines(draft) {
  return LINES.filter(({ name }) => draft[name].trim() === "");
}

/** What is sent. */
export function bodyOf(catalog, plan, answers, { message, ...contact }) {
  return JSON.stringify({
    plan: plan.id,
    answers,
    contact,
    catalog: { id: catalog.id, version: catalog.version },
    message: message.trim() || undefined,
  });
}

/** The body, with a key that names it to the server: the same as before where the body is, so that it is not stored twice. */
export function keyed(last, body) {
  return last.body === body ? last : { body, key: crypto.randomUUID() };
}

/** Posts a request: gives its receipt, or why it did not arrive and what is wrong with which field. */
export async function send({ body, key }) {
  try {
    const headers = { "content-type": "application/json", "idempotency-key": key };
    const response = await fetch("/api/plan-requests", {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(30_000),
    });
    if (response.ok) return { receipt: await response.json() };
    if (response.status >= 500 || response.status === 408 || response.status === 429) return { failure: "server" };
    const { errors = [] } = await response.json();
    const wrong = errors.map(({ pointer }) => [pointer.split("/").at(-1), "This was not accepted. Please check it."]);
    return { failure: "refused", errors: Object.fromEntries(wrong) };
  } catch {
    return { failure: "offline" };
  }
}

/** What was sent, as label and text. */
export function sentPairs(plan, draft) {
  const pairs = [
    ["Plan", plan.name],
    ...LINES.map(({ name, label }) => [label, draft[name]]),
    ["Message (optional)", draft.message],
  ];
  return pairs.filter(([, text]) => text.trim() !== "");
}

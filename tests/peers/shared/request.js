// The request form's fields, and sending what stands in them.

import { momentWords } from "./time.js";

/**
 * The lines that must be filled in, each with the name of its label. An address is a text, too: what browsers take for one leaves
 * addresses of other scripts out.
 */
export const LINES = [
  { name: "name", label: "request_name", keyboard: "text", capitals: "words", autocomplete: "name" },
  { name: "company", label: "request_company", keyboard: "text", capitals: "words", autocomplete: "organization" },
  { name: "email", label: "request_email", keyboard: "email", capitals: "none", autocomplete: "email" },
];

/** Nothing typed. */
export const EMPTY = { name: "", company: "", email: "", message: "", consent: false };

/** The names of what is said where a request was not stored. */
export const FAILURES = { offline: "error_offline", server: "error_server", refused: "error_refused" };

/** The name of what is wrong with a field that the server did not take. */
const NOT_TAKEN = "error_field_other";

/** The fields that are not filled in, each with the name of what is wrong with it. */
export function missing(catalog, draft) {
  const empty = LINES.filter(({ name }) => draft[name].trim() === "").map(({ name }) => [name, "error_field_empty"]);
  return catalog.consent && !draft.consent ? [...empty, ["consent", "error_field_consent"]] : empty;
}

/** What is sent. */
export function bodyOf(catalog, plan, answers, { message, consent, ...contact }) {
  return JSON.stringify({
    plan: plan.id,
    answers,
    contact,
    catalog: { id: catalog.id, version: catalog.version, language: catalog.language },
    message: message.trim() || undefined,
    ...(catalog.consent && { consent, consent_text: catalog.consent }),
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
    const wrong = errors.map(({ pointer }) => [pointer.split("/").at(-1), NOT_TAKEN]);
    return { failure: "refused", errors: Object.fromEntries(wrong) };
  } catch {
    return { failure: "offline" };
  }
}

/** What was sent, as label and text. */
export function sentPairs(t, plan, draft) {
  const pairs = [
    [t("request_plan"), plan.name],
    [t("request_name"), draft.name],
    [t("request_email"), draft.email],
    [t("request_company"), draft.company],
    [t("request_message"), draft.message],
  ];
  return pairs.filter(([, text]) => text.trim() !== "");
}

/** How long after a request was received its receipt still tells what is true, in milliseconds. */
const FRESH = 15 * 60_000;

/** When the team of a plan is next there, as severity and time by the visitor's clocks. */
export function openings({ t, severities }, plan, { received_at, support = [] }, zone) {
  const received = Date.parse(received_at);
  if (Date.now() - received >= FRESH) return [];
  const wall = (at) => zone.wall(Math.floor(at / 60_000));
  return support.flatMap(({ severity: id, opens }) => {
    const severity = severities.find((severity) => severity.id === id);
    if (!severity) return [];
    const at = Date.parse(opens);
    if (at <= received) return [[severity.name, t("moment_now")]];
    const isTold = zone && !Number.isNaN(at);
    const published = severity.hours.offers[plan.index].words;
    return [[severity.name, isTold ? t("opens_at", { when: momentWords(t, wall(at), wall(received)) }) : published]];
  });
}

import { useRef, useState } from "react";

import { Heading } from "./Heading.jsx";
import { Receipt } from "./Receipt.jsx";

const LINES = [
  { name: "name", label: "Your name", type: "text", autoComplete: "name" },
  { name: "email", label: "Work email", type: "email", autoComplete: "email" },
  { name: "company", label: "Company", type: "text", autoComplete: "organization" },
];
const FAILURES = {
  offline: "No answer came from the server. What you wrote is still here, and trying again cannot store it twice.",
  server: "The request could not be stored just now. What you wrote is still here; please try again.",
  refused: "The request was not accepted. Please check the marked fields, or reload the page and try again.",
};

/** The form, or the receipt once the request is stored. What is typed is kept while the form is open. */
export function RequestForm({ catalog, plan, answers, onPlan, onClose }) {
  const [draft, setDraft] = useState({ name: "", email: "", company: "", message: "" });
  const [errors, setErrors] = useState({});
  // "writing", "sending", a failure of the above, or the receipt.
  const [progress, setProgress] = useState("writing");
  // The body sent last, and the key that names it to the server, so that trying again cannot store it twice.
  const last = useRef({ body: null, key: null });
  const write = (name, text) => {
    setDraft({ ...draft, [name]: text });
    setErrors({ ...errors, [name]: undefined });
  };

  const submit = async (event) => {
    event.preventDefault();
    if (progress === "sending") return;
    const empty = LINES.filter(({ name }) => draft[name].trim() === "");
    if (empty.length > 0) {
      setErrors(Object.fromEntries(empty.map(({ name }) => [name, "Please fill this in."])));
      document.getElementById(`request-${empty[0].name}`).focus();
      return;
    }
    const { message, ...contact } = draft;
    const body = JSON.stringify({
      plan: catalog.plans[plan].id,
      answers,
      contact,
      catalog: { id: catalog.id, version: catalog.version },
      message: message.trim() || undefined,
    });
    if (last.current.body !== body) last.current = { body, key: crypto.randomUUID() };
    setProgress("sending");
    const sent = await send(last.current);
    setErrors(sent.errors ?? {});
    setProgress(sent.receipt ?? sent.failure);
  };
  const closeByEscape = (event) => event.key === "Escape" && progress !== "sending" && onClose();

  if (typeof progress === "object") {
    const sent = [
      ["Plan", catalog.plans[plan].name],
      ...LINES.map(({ name, label }) => [label, draft[name]]),
      ["Message (optional)", draft.message],
    ];
    return <Receipt catalog={catalog} sent={sent} answers={answers} reference={progress.reference} onClose={onClose} />;
  }
  const isSending = progress === "sending";
  const label = isSending ? "Sending…" : progress === "offline" || progress === "server" ? "Try again" : "Send request";
  return (
    <form className="request__form" noValidate onSubmit={submit} onKeyDown={closeByEscape}>
      <Heading>Request {catalog.plans[plan].name}</Heading>
      <p className="soft small">We store your answers with the request, so that nobody asks you again.</p>
      <div className="request__fields">
        <Field
          as="select"
          name="plan"
          label="Plan"
          className="select"
          value={plan}
          onText={(plan) => onPlan(Number(plan))}
        >
          {catalog.plans.map(
            ({ id, name, requestable }, index) =>
              requestable !== false && (
                <option key={id} value={index}>
                  {name}
                </option>
              ),
          )}
        </Field>
        {LINES.map((line) => (
          <Field
            {...line}
            as="input"
            required
            value={draft[line.name]}
            error={errors[line.name]}
            onText={(text) => write(line.name, text)}
            key={line.name}
          />
        ))}
        <Field
          as="textarea"
          name="message"
          label="Message (optional)"
          rows={3}
          isWide
          value={draft.message}
          error={errors.message}
          onText={(text) => write("message", text)}
        />
      </div>
      <p className="request__failure" role="alert">
        {FAILURES[progress]}
      </p>
      <div className="request__actions">
        <button className="button button--main" aria-disabled={isSending || undefined}>
          {label}
        </button>
        <button type="button" className="button" onClick={() => !isSending && onClose()}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** Posts a request: gives its receipt, or why it did not arrive and what is wrong with which field. */
async function send({ body, key }) {
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

function Field({ as: Control, name, label, error, isWide, onText, ...control }) {
  const id = `request-${name}`;
  const wrong = error && { "aria-invalid": true, "aria-describedby": `${id}-error` };
  return (
    <div className={isWide ? "field field--wide" : "field"}>
      <label htmlFor={id}>{label}</label>
      <Control {...control} {...wrong} id={id} onChange={(event) => onText(event.target.value)} />
      <p className="field__error" id={`${id}-error`}>
        {error}
      </p>
    </div>
  );
}

import { useRef, useState } from "react";

import { bodyOf, emptyLines, FAILURES, FILL_IN, keyed, LINES, send, sentPairs } from "../../shared/request.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Receipt } from "./Receipt.jsx";

/** The form, or the receipt once the request is stored. `kept` keeps what is typed for when the form is opened again. */
export function RequestForm({ catalog, id, answers, kept, onPlan, onClose }) {
  const ids = useIds();
  const plan = catalog.plans.find((plan) => plan.id === id) ?? catalog.plans.find(({ isRequestable }) => isRequestable);
  const [draft, setDraft] = useState(kept.current);
  const [errors, setErrors] = useState({});
  // "writing", "sending", a failure, or the receipt.
  const [progress, setProgress] = useState("writing");
  // The body sent last, and the key that names it to the server, so that trying again cannot store it twice.
  const last = useRef({ body: null, key: null });
  const write = (name, text) => {
    kept.current = { ...draft, [name]: text };
    setDraft(kept.current);
    if (errors[name]) setErrors({ ...errors, [name]: undefined });
  };

  const submit = async (event) => {
    event.preventDefault();
    if (progress === "sending") return;
    const empty = emptyLines(draft);
    if (empty.length > 0) {
      setErrors(Object.fromEntries(empty.map(({ name }) => [name, FILL_IN])));
      event.currentTarget.elements[empty[0].name].focus();
      return;
    }
    last.current = keyed(last.current, bodyOf(catalog, plan, answers, draft));
    setProgress("sending");
    const sent = await send(last.current);
    setErrors(sent.errors ?? {});
    setProgress(sent.receipt ?? sent.failure);
  };
  const closeByEscape = (event) => event.key === "Escape" && progress !== "sending" && onClose();

  if (!plan) return null;
  if (typeof progress === "object") {
    const sent = sentPairs(plan, draft);
    return <Receipt catalog={catalog} sent={sent} answers={answers} reference={progress.reference} onClose={onClose} />;
  }
  const isSending = progress === "sending";
  const label = isSending ? "Sending…" : progress === "offline" || progress === "server" ? "Try again" : "Send request";
  return (
    <form className="request__form" noValidate onSubmit={submit} onKeyDown={closeByEscape}>
      <Heading>Request {plan.name}</Heading>
      <p className="soft small">We store your answers with the request, so that nobody asks you again.</p>
      <div className="request__fields">
        <Field
          as="select"
          id={ids("request-plan")}
          name="plan"
          label="Plan"
          className="select"
          value={plan.id}
          onText={onPlan}
        >
          {catalog.plans
            .filter(({ isRequestable }) => isRequestable)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </Field>
        {LINES.map(({ name, label, type, autocomplete }) => (
          <Field
            key={name}
            as="input"
            id={ids(`request-${name}`)}
            name={name}
            label={label}
            type={type}
            autoComplete={autocomplete}
            required
            value={draft[name]}
            error={errors[name]}
            onText={(text) => write(name, text)}
          />
        ))}
        <Field
          as="textarea"
          id={ids("request-message")}
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

function Field({ as: Control, id, label, error, isWide, onText, ...control }) {
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

import { useLayoutEffect, useRef, useState } from "react";

import { bodyOf, FAILURES, keyed, LINES, missing, openings, send, sentPairs } from "../../shared/request.js";
import { askedFor } from "../../shared/words.js";
import { useIds } from "./ids.js";
import { Receipt } from "./Receipt.jsx";

/** The dialog with the form, or with the receipt once the request is stored; open for the plan of an id. */
export function RequestDialog({ catalog, id, answers, zone, kept, onPlan, onClose }) {
  const dialog = useRef(null);
  const title = useIds()("request-title");
  const isOpen = id !== null;
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const opened = dialog.current;
    opened.showModal();
    // The first field takes the focus, and not the button that closes.
    opened.querySelector("input").focus();
    return () => opened.close();
  }, [isOpen]);
  return (
    <dialog className="card request" ref={dialog} aria-labelledby={title} onClose={onClose}>
      {isOpen && (
        <RequestForm
          catalog={catalog}
          id={id}
          answers={answers}
          zone={zone}
          kept={kept}
          onPlan={onPlan}
          onClose={onClose}
        />
      )}
    </dialog>
  );
}

/** `kept` keeps what is typed for when the form is opened again. */
function RequestForm({ catalog, id, answers, zone, kept, onPlan, onClose }) {
  const { t } = catalog;
  const ids = useIds();
  const plan = catalog.plans.find((plan) => plan.id === id) ?? catalog.plans.find(({ isRequestable }) => isRequestable);
  const [draft, setDraft] = useState(kept.current);
  const [errors, setErrors] = useState({});
  // "writing", "sending", a failure, or the receipt.
  const [progress, setProgress] = useState("writing");
  // The body sent last, and the key that names it to the server, so that trying again cannot store it twice.
  const last = useRef({ body: null, key: null });
  const write = (name, value) => {
    kept.current = { ...draft, [name]: value };
    setDraft(kept.current);
    if (errors[name]) setErrors({ ...errors, [name]: undefined });
  };

  const submit = async (event) => {
    event.preventDefault();
    if (progress === "sending") return;
    const wrong = missing(catalog, draft);
    if (wrong.length > 0) {
      setErrors(Object.fromEntries(wrong));
      event.currentTarget.elements[wrong[0][0]].focus();
      return;
    }
    last.current = keyed(last.current, bodyOf(catalog, plan, answers, draft));
    setProgress("sending");
    const sent = await send(last.current);
    setErrors(sent.errors ?? {});
    setProgress(sent.receipt ?? sent.failure);
  };

  if (!plan) return null;
  if (typeof progress === "object") {
    const sent = sentPairs(t, plan, draft);
    const opens = openings(catalog, plan, progress, zone);
    return (
      <Receipt catalog={catalog} receipt={progress} opens={opens} sent={sent} answers={answers} onClose={onClose} />
    );
  }
  const isSending = progress === "sending";
  const isUnanswered = progress === "offline" || progress === "server";
  const label = isSending ? "request_sending" : isUnanswered ? "request_again" : "request_send";
  return (
    <form className="request__form" noValidate onSubmit={submit}>
      <header className="request__head">
        <div>
          <h2 id={ids("request-title")}>{t("request_title", { plan: plan.name })}</h2>
          {catalog.reply && <p className="soft small">{catalog.reply}</p>}
        </div>
        <button type="button" className="close" aria-label={t("request_close")} onClick={onClose} />
      </header>
      <Kept catalog={catalog} answers={answers} />
      <div className="request__fields">
        <Field
          as="select"
          id={ids("request-plan")}
          name="plan"
          label={t("request_plan")}
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
        {LINES.map(({ name, label, keyboard, capitals, autocomplete }) => (
          <Field
            key={name}
            as="input"
            id={ids(`request-${name}`)}
            name={name}
            label={t(label)}
            type="text"
            dir="auto"
            inputMode={keyboard}
            autoCapitalize={capitals}
            autoComplete={autocomplete}
            required
            value={draft[name]}
            error={errors[name] && t(errors[name])}
            onText={(text) => write(name, text)}
          />
        ))}
        <Field
          as="textarea"
          id={ids("request-message")}
          name="message"
          label={t("request_message")}
          dir="auto"
          rows={3}
          isWide
          value={draft.message}
          error={errors.message && t(errors.message)}
          onText={(text) => write("message", text)}
        />
        {catalog.consent && (
          <Consent
            id={ids("request-consent")}
            text={catalog.consent}
            isGiven={draft.consent}
            error={errors.consent && t(errors.consent)}
            onChange={(consent) => write("consent", consent)}
          />
        )}
        <input className="visually-hidden" name="topic" tabIndex={-1} aria-hidden="true" autoComplete="off" />
      </div>
      <p className="request__failure" role="alert">
        {FAILURES[progress] && t(FAILURES[progress])}
      </p>
      <div className="request__actions">
        <button className="button button--main" aria-disabled={isSending || undefined}>
          {t(label)}
        </button>
        <button type="button" className="button button--quiet" onClick={onClose}>
          {t("request_cancel")}
        </button>
      </div>
    </form>
  );
}

/** The answers that are sent along. */
function Kept({ catalog, answers }) {
  const { t } = catalog;
  const given = askedFor(t, catalog.questions, answers);
  return (
    <p className="request__kept">
      {given ? (
        <>
          <b>{t("request_kept")}</b>
          <span>{given}</span>
        </>
      ) : (
        <span>{t("request_intro")}</span>
      )}
    </p>
  );
}

/** What a control says that is wrong. */
function wrongBy(id, error) {
  return error && { "aria-invalid": true, "aria-describedby": `${id}-error` };
}

/** The box by which the requester agrees, in the catalogue's words. */
function Consent({ id, text, isGiven, error, onChange }) {
  return (
    <div className="field field--wide">
      <label className="consent">
        <input
          {...wrongBy(id, error)}
          id={id}
          name="consent"
          type="checkbox"
          required
          checked={isGiven}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{text}</span>
      </label>
      <p className="field__error" id={`${id}-error`}>
        {error}
      </p>
    </div>
  );
}

function Field({ as: Control, id, label, error, isWide, onText, ...control }) {
  return (
    <div className={isWide ? "field field--wide" : "field"}>
      <label htmlFor={id}>{label}</label>
      <Control {...control} {...wrongBy(id, error)} id={id} onChange={(event) => onText(event.target.value)} />
      <p className="field__error" id={`${id}-error`}>
        {error}
      </p>
    </div>
  );
}

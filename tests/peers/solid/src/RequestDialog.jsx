import { createEffect, createMemo, createSignal, For, onCleanup, Show } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import { bodyOf, FAILURES, keyed, LINES, missing, openings, send, sentPairs } from "../../shared/request.js";
import { askedFor } from "../../shared/words.js";
import { useIds } from "./ids.js";
import { Receipt } from "./Receipt.jsx";
import { useSentences } from "./sentences.js";

/** The dialog with the form, or with the receipt once the request is stored; open for the plan of an id. */
export function RequestDialog(props) {
  const title = useIds()("request-title");
  const isOpen = createMemo(() => props.id !== null);
  let dialog;
  createEffect(() => {
    if (!isOpen()) return;
    dialog.showModal();
    // The first field takes the focus, and not the button that closes.
    dialog.querySelector("input").focus();
    onCleanup(() => dialog.close());
  });
  return (
    <dialog class="card request" ref={dialog} aria-labelledby={title} onClose={() => props.onClose()}>
      <Show when={isOpen()}>
        <RequestForm {...props} />
      </Show>
    </dialog>
  );
}

/** The draft is kept for when the form is opened again. */
function RequestForm(props) {
  const t = useSentences();
  const ids = useIds();
  const requestable = createMemo(() => props.catalog.plans.filter(({ isRequestable }) => isRequestable));
  const plan = createMemo(() => props.catalog.plans.find(({ id }) => id === props.id) ?? requestable()[0]);
  const [errors, setErrors] = createStore({});
  // "writing", "sending", a failure, or the receipt.
  const [progress, setProgress] = createSignal("writing");
  const isSending = () => progress() === "sending";
  // The body sent last, and the key that names it to the server, so that trying again cannot store it twice.
  let last = { body: null, key: null };
  const write = (name, value) => {
    props.onDraft({ ...props.draft, [name]: value });
    setErrors(name, undefined);
  };

  const submit = async (event) => {
    event.preventDefault();
    if (isSending()) return;
    const wrong = missing(props.catalog, props.draft);
    if (wrong.length > 0) {
      setErrors(Object.fromEntries(wrong));
      event.currentTarget.elements[wrong[0][0]].focus();
      return;
    }
    last = keyed(last, bodyOf(props.catalog, plan(), props.answers, props.draft));
    setProgress("sending");
    const sent = await send(last);
    setErrors(reconcile(sent.errors ?? {}));
    setProgress(sent.receipt ?? sent.failure);
  };
  const label = () => {
    if (isSending()) return t("request_sending");
    return t(progress() === "offline" || progress() === "server" ? "request_again" : "request_send");
  };

  return (
    <Show
      when={typeof progress() === "string"}
      fallback={
        <Receipt
          catalog={props.catalog}
          sent={sentPairs(t, plan(), props.draft)}
          answers={props.answers}
          receipt={progress()}
          opens={openings(props.catalog, plan(), progress(), props.zone)}
          onClose={props.onClose}
        />
      }
    >
      <form class="request__form" noValidate onSubmit={submit}>
        <header class="request__head">
          <div>
            <h2 id={ids("request-title")}>{t("request_title", { plan: plan().name })}</h2>
            <Show when={props.catalog.reply}>
              <p class="soft small">{props.catalog.reply}</p>
            </Show>
          </div>
          <button type="button" class="close" aria-label={t("request_close")} onClick={() => props.onClose()} />
        </header>
        <Kept catalog={props.catalog} answers={props.answers} />
        <div class="request__fields">
          <Field id={ids("request-plan")} label={t("request_plan")}>
            {() => (
              <select
                class="select"
                id={ids("request-plan")}
                name="plan"
                onChange={(event) => props.onPlan(event.currentTarget.value)}
              >
                <For each={requestable()}>
                  {(one) => (
                    <option value={one.id} selected={one === plan()}>
                      {one.name}
                    </option>
                  )}
                </For>
              </select>
            )}
          </Field>
          <For each={LINES}>
            {({ name, label, keyboard, capitals, autocomplete }) => (
              <Field id={ids(`request-${name}`)} label={t(label)} error={errors[name] && t(errors[name])}>
                {(wrong) => (
                  <input
                    id={ids(`request-${name}`)}
                    name={name}
                    type="text"
                    dir="auto"
                    inputmode={keyboard}
                    autocapitalize={capitals}
                    autocomplete={autocomplete}
                    required
                    aria-invalid={wrong() ? "true" : undefined}
                    aria-describedby={wrong()}
                    value={props.draft[name]}
                    onInput={(event) => write(name, event.currentTarget.value)}
                  />
                )}
              </Field>
            )}
          </For>
          <Field id={ids("request-message")} label={t("request_message")} isWide error={errors.message && t(errors.message)}>
            {(wrong) => (
              <textarea
                id={ids("request-message")}
                name="message"
                dir="auto"
                rows={3}
                aria-invalid={wrong() ? "true" : undefined}
                aria-describedby={wrong()}
                value={props.draft.message}
                onInput={(event) => write("message", event.currentTarget.value)}
              />
            )}
          </Field>
          <Show when={props.catalog.consent}>
            <Consent
              id={ids("request-consent")}
              text={props.catalog.consent}
              isGiven={props.draft.consent}
              error={errors.consent && t(errors.consent)}
              onChange={(consent) => write("consent", consent)}
            />
          </Show>
          <input class="visually-hidden" name="topic" tabindex="-1" aria-hidden="true" autocomplete="off" />
        </div>
        <p class="request__failure" role="alert">
          {FAILURES[progress()] && t(FAILURES[progress()])}
        </p>
        <div class="request__actions">
          <button class="button button--main" aria-disabled={isSending() ? "true" : undefined}>
            {label()}
          </button>
          <button type="button" class="button button--quiet" onClick={() => props.onClose()}>
            {t("request_cancel")}
          </button>
        </div>
      </form>
    </Show>
  );
}

/** The answers that are sent along. */
function Kept(props) {
  const t = useSentences();
  const given = createMemo(() => askedFor(t, props.catalog.questions, props.answers));
  return (
    <p class="request__kept">
      <Show
        when={given()}
        fallback={<span>{t("request_intro")}</span>}
      >
        <b>{t("request_kept")}</b>
        <span>{given()}</span>
      </Show>
    </p>
  );
}

/** The box by which the requester agrees, in the catalogue's words. */
function Consent(props) {
  return (
    <div class="field field--wide">
      <label class="consent">
        <input
          id={props.id}
          name="consent"
          type="checkbox"
          required
          aria-invalid={props.error ? "true" : undefined}
          aria-describedby={props.error ? `${props.id}-error` : undefined}
          checked={props.isGiven}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span>{props.text}</span>
      </label>
      <p class="field__error" id={`${props.id}-error`}>
        {props.error}
      </p>
    </div>
  );
}

/** A control with its label and what is wrong with it; `children` is told the id of what is, where something is. */
function Field(props) {
  return (
    <div class={props.isWide ? "field field--wide" : "field"}>
      <label for={props.id}>{props.label}</label>
      {props.children(() => (props.error ? `${props.id}-error` : undefined))}
      <p class="field__error" id={`${props.id}-error`}>
        {props.error}
      </p>
    </div>
  );
}

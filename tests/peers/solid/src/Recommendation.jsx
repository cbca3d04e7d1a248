import { createMemo, For, Show } from "solid-js";

import { announcement, inGroup, nextWords, outlookWords, reasons, why } from "../../shared/words.js";
import { Changes, WayBack } from "./Changes.jsx";
import { useIds } from "./ids.js";
import { Titled } from "./List.jsx";
import { QuestionLink } from "./QuestionLink.jsx";
import { WhyNot } from "./WhyNot.jsx";

/** The advice card: which plan, why, what would change it, and why not the others. `children` is the request form's place. */
export function Recommendation(props) {
  const plan = createMemo(() => props.advised.catalog.plans[props.advised.advice.plan]);
  const fits = createMemo(() => props.advised.advice.fits);
  const reason = createMemo(() => why(props.advised));
  return (
    <aside class="card advice" aria-label="Recommendation" tabindex="-1" id={useIds()("advice")}>
      <header class={!plan() || fits() ? "advice__head" : "advice__head advice__head--closest"}>
        <span class="ribbon" hidden={!plan()}>
          {fits() ? `★ ${props.advised.catalog.ribbon} for you` : "Closest, but"}
        </span>
        <h2>{plan()?.name ?? "Your plan shows here"}</h2>
        <p>{reason()}</p>
        <Outlook advised={props.advised} />
      </header>
      <Show when={props.isChanged}>
        <WayBack dispatch={props.dispatch} />
      </Show>
      <div class="advice__body" hidden={!plan()}>
        <div class="advice__reasons">
          <For each={reasons(props.advised)}>
            {({ title, isMissed, lines }) => (
              <Titled title={title} class={isMissed ? "reasons reasons--missed" : "reasons"} lines={lines}>
                {(line) => <Line parts={line} />}
              </Titled>
            )}
          </For>
        </div>
        <Changes advised={props.advised} dispatch={props.dispatch} />
        <div class="advice__actions">
          <Show
            when={plan()?.isRequestable}
            fallback={<p class="soft">You have this plan by default. There is nothing to request.</p>}
          >
            <button
              type="button"
              class="button button--main asks"
              onClick={(event) => props.onRequest("advice", plan(), event.currentTarget)}
            >
              Request {plan().name}
            </button>
          </Show>
        </div>
        <div>
          <For each={props.advised.catalog.plans}>{(other) => <WhyNot advised={props.advised} plan={other} />}</For>
        </div>
      </div>
      {props.children}
      <p class="visually-hidden" role="status">
        {announcement(props.advised.catalog, props.advised.advice, reason())}
      </p>
    </aside>
  );
}

/** What the open questions leave undecided, and which to answer next. */
function Outlook(props) {
  const possible = createMemo(() => outlookWords(props.advised));
  const next = createMemo(() => props.advised.explanation.outlook.next);
  return (
    <div class="outlook">
      <Show when={possible()}>
        <p>{possible()}</p>
      </Show>
      <Show when={next()}>
        {(question) => (
          <p>
            {nextWords(props.advised.advice)} <QuestionLink question={question()} text={inGroup(question())} />
          </p>
        )}
      </Show>
    </div>
  );
}

/** A line of parts, each a text or a link to a question. */
function Line(props) {
  return (
    <span>
      <For each={props.parts}>
        {(part) => (typeof part === "string" ? part : <QuestionLink question={part.question} text={part.text} />)}
      </For>
    </span>
  );
}

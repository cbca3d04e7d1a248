import { createMemo, createSignal, For, Show } from "solid-js";

import { focusOn } from "../../shared/focus.js";
import {
  announcement,
  BOLD,
  changeLines,
  holdsWords,
  mainReasons,
  outlookWords,
  reasons,
  why,
  whyNot,
} from "../../shared/words.js";
import { Changes, WayBack } from "./Changes.jsx";
import { useIds } from "./ids.js";
import { List, Titled } from "./List.jsx";
import { QuestionLink } from "./QuestionLink.jsx";
import { useSentences } from "./sentences.js";
import { WithBold } from "./WithBold.jsx";

/** The advice card: which plan, why in one sentence, the way to ask for it, at most three reasons; behind one fold the rest. */
export function Recommendation(props) {
  const t = useSentences();
  const plan = createMemo(() => props.advised.catalog.plans[props.advised.advice.plan]);
  const fits = createMemo(() => props.advised.advice.fits);
  const reason = createMemo(() => why(props.advised));
  const main = createMemo(() => mainReasons(props.advised));
  const title = () => {
    if (!plan()) return t("advice_empty_title");
    return fits() ? plan().name : t("advice_closest_plan", { plan: plan().name });
  };
  return (
    <aside
      class="card advice"
      classList={{ "advice--empty": !plan(), "advice--closest": plan() && !fits() }}
      aria-label={t("advice_label")}
      tabindex="-1"
      id={useIds()("advice")}
    >
      <header class="advice__head">
        <span class="ribbon" hidden={!plan()}>
          {fits() ? props.advised.catalog.ribbon : t("advice_no_plan")}
        </span>
        <h2>{title()}</h2>
        <p>
          <WithBold sentence={why(props.advised, BOLD)} />
        </p>
        <Actions catalog={props.advised.catalog} plan={plan()} fits={fits()} onRequest={props.onRequest} />
        <Show when={props.isChanged}>
          <WayBack dispatch={props.dispatch} />
        </Show>
      </header>
      <div class="advice__reasons">
        <Show when={main().length > 0}>
          <List class="reasons" lines={main()} />
        </Show>
      </div>
      <div class="advice__give-up">
        <Show when={plan() && !fits()}>
          <Changes title={t("changes_give_up")} lines={changeLines(props.advised)} dispatch={props.dispatch} />
        </Show>
      </div>
      <Rest advised={props.advised} dispatch={props.dispatch} />
      <p class="visually-hidden" role="status">
        {announcement(props.advised.catalog, props.advised.advice, reason())}
      </p>
    </aside>
  );
}

/** The button that asks for the plan; before the first answer, the way to the comparison. */
function Actions(props) {
  const t = useSentences();
  const ids = useIds();
  const compare = () => (
    <button
      type="button"
      class="button button--big"
      onClick={(event) => focusOn(event.currentTarget, ids("comparison-title"))}
    >
      {t("advice_compare", { count: props.catalog.plans.length })}
    </button>
  );
  return (
    <div class="advice__actions">
      <Show when={props.plan} fallback={compare()}>
        <Show
          when={props.plan.isRequestable}
          fallback={<p class="advice__default">{t("advice_by_default")}</p>}
        >
          <button
            type="button"
            class="button button--main button--big asks"
            onClick={() => props.onRequest(props.plan)}
          >
            {t(props.fits ? "advice_request" : "advice_ask", { plan: props.plan.name })}
          </button>
        </Show>
      </Show>
    </div>
  );
}

/** All that the card says beside the reasons, built when it is opened, and while it is. */
function Rest(props) {
  const t = useSentences();
  const [isOpen, setOpen] = createSignal(false);
  const isHidden = createMemo(() => props.advised.advice.plan === null);
  return (
    <details
      class="fold advice__rest"
      hidden={isHidden()}
      open={isOpen()}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary class="fold__line">
        <b>{t(props.advised.advice.fits ? "advice_rest" : "advice_rest_closest")}</b>
      </summary>
      <div class="fold__content">
        <Show when={isOpen() && !isHidden()}>
          <Show when={props.advised.advice.fits}>
            <Changes title={t("changes_title")} lines={changeLines(props.advised)} dispatch={props.dispatch} />
          </Show>
          <For each={holdsWords(props.advised)}>{(text) => <p class="soft small">{text}</p>}</For>
          <Reasons advised={props.advised} />
          <WhyNot advised={props.advised} />
          <Outlook advised={props.advised} />
        </Show>
      </div>
    </details>
  );
}

function Reasons(props) {
  return (
    <For each={reasons(props.advised)}>
      {({ title, isMissed, lines }) => (
        <Titled title={title} class={isMissed ? "reasons reasons--missed" : "reasons"} lines={lines}>
          {(line) => <Line parts={line} />}
        </Titled>
      )}
    </For>
  );
}

/** Why not the other plans: what each misses, and what a higher one would add or take away. */
function WhyNot(props) {
  const t = useSentences();
  const others = createMemo(() => {
    const { catalog, advice } = props.advised;
    const plans = catalog.plans.filter(({ index }) => index !== advice.plan);
    return plans.map((plan) => ({ plan, ...whyNot(props.advised, plan.index) }));
  });
  return (
    <For each={others()}>
      {({ plan, against, lists }) => (
        <>
          <h3>{t("why_not", { plan: plan.name })}</h3>
          {against.length > 0 ? (
            <List class="reasons reasons--missed" lines={against} />
          ) : (
            <p>{t("why_not_needed")}</p>
          )}
          <For each={lists}>
            {({ title, lines }) => (
              <>
                <h4>{title}</h4>
                <List class="rows" lines={lines} />
              </>
            )}
          </For>
        </>
      )}
    </For>
  );
}

/** What the open questions leave undecided, and which to answer next. */
function Outlook(props) {
  const t = useSentences();
  const possible = createMemo(() => outlookWords(props.advised));
  const next = createMemo(() => props.advised.explanation.outlook.next);
  return (
    <>
      <Show when={possible()}>
        <p class="outlook">{possible()}</p>
      </Show>
      <Show when={next()}>
        {(question) => (
          <p class="outlook">
            {t("outlook_next")} <QuestionLink question={question()} text={question().prompt} />
          </p>
        )}
      </Show>
    </>
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

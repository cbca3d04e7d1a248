import { createMemo, For, Show } from "solid-js";

import { fitOf } from "../../shared/advice.js";
import { focusOn } from "../../shared/focus.js";
import { summary } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";
import { useSentences } from "./sentences.js";

/** Each plan's name and request button. */
export function Head(props) {
  const t = useSentences();
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th class="table__corner" role="columnheader" scope="col">
          <span class="visually-hidden">{t("comparison_row")}</span>
        </th>
        <For each={props.columns}>
          {(column) => (
            <PlanHead catalog={props.catalog} column={column} advice={props.advice} onRequest={props.onRequest} />
          )}
        </For>
      </tr>
    </thead>
  );
}

function PlanHead(props) {
  const t = useSentences();
  const { column } = props;
  const { plan } = column;
  const isOut = createMemo(() => fitOf(props.advice, plan.index) === "out");
  return (
    <th class={column.class()} hidden={column.isHidden()} role="columnheader" scope="col" abbr={plan.name}>
      <bdi class={isOut() ? "table__plan is-out" : "table__plan"}>{plan.name}</bdi>
      <span class="ribbon visually-hidden" hidden={!column.isMarked()}>
        {props.catalog.ribbon}
      </span>
      <Request text={t("comparison_request")} plan={plan} place="head" class="link asks" onRequest={props.onRequest} />
    </th>
  );
}

/** Each plan's request button and way to more, again. */
export function Foot(props) {
  return (
    <tbody class="table__foot" role="rowgroup">
      <tr role="row">
        <td class="table__corner" role="cell" aria-hidden="true" />
        <For each={props.columns}>
          {(column) => (
            <td class={column.class()} hidden={column.isHidden()} role="cell">
              <Request
                text={props.catalog.requestPlan}
                plan={column.plan}
                place="foot"
                class={column.isMarked() ? "button button--s asks button--main" : "button button--s asks"}
                onRequest={props.onRequest}
              />
              <More
                catalog={props.catalog}
                plan={column.plan}
                isOpen={props.summarized === column.plan}
                onSummarize={props.onSummarize}
              />
            </td>
          )}
        </For>
      </tr>
    </tbody>
  );
}

function Request(props) {
  const t = useSentences();
  const ids = useIds();
  return (
    <Show when={props.plan.isRequestable} fallback={<span class="table__default">{t("comparison_by_default")}</span>}>
      <button
        type="button"
        class={props.class}
        id={ids(`request-${props.place}-${props.plan.id}`)}
        aria-label={`${props.text}: ${props.plan.name}`}
        onClick={() => props.onRequest(props.plan)}
      >
        {props.text}
      </button>
    </Show>
  );
}

/** The way to more about a plan: its address where the catalogue gives one, else its summary below. */
function More(props) {
  const id = useIds()(`more-${props.plan.id}`);
  const label = () => `${props.catalog.learnMore}: ${props.plan.name}`;
  const button = () => (
    <Show when={props.plan.isRequestable}>
      <button
        type="button"
        class="link"
        id={id}
        aria-expanded={props.isOpen ? "true" : "false"}
        aria-label={label()}
        onClick={() => props.onSummarize(props.isOpen ? null : props.plan.id)}
      >
        {props.catalog.learnMore}
      </button>
    </Show>
  );
  return (
    <Show when={props.plan.moreUrl} fallback={button()}>
      <a class="link" href={props.plan.moreUrl} aria-label={label()}>
        {props.catalog.learnMore}
      </a>
    </Show>
  );
}

/** A plan in short, opened by "learn more". */
export function Summary(props) {
  const t = useSentences();
  const opener = useIds()(`more-${props.plan.id}`);
  const close = (event) => {
    focusOn(event.currentTarget, opener);
    props.onClose();
  };
  return (
    <div class="summary" onKeyDown={(event) => event.key === "Escape" && close(event)}>
      <Heading>{t("summary_title", { plan: props.plan.name })}</Heading>
      <p class="soft">{props.plan.audience}</p>
      <Pairs pairs={props.catalog.sections.map((section) => [section.title, summary(t, section, props.plan.index)])} />
      <button type="button" class="button button--s" onClick={close}>
        {t("summary_close")}
      </button>
    </div>
  );
}

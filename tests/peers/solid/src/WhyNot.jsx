import { createMemo, For, Show } from "solid-js";

import { whyNot } from "../../shared/words.js";
import { Fold } from "./Fold.jsx";
import { List, Titled } from "./List.jsx";

/** Why not another plan: what it misses, and what a higher one would add or take away. */
export function WhyNot(props) {
  const isRecommended = createMemo(() => props.advised.advice.plan === props.plan.index);
  return (
    <Fold line={`Why not ${props.plan.name}?`} isHidden={isRecommended()}>
      <Against advised={props.advised} plan={props.plan} />
    </Fold>
  );
}

function Against(props) {
  const lines = createMemo(() => {
    const { plan } = props.advised.advice;
    return plan === null || plan === props.plan.index ? undefined : whyNot(props.advised, props.plan.index);
  });
  return (
    <Show when={lines()}>
      <Show
        when={lines().against.length > 0}
        fallback={<p>It has everything you asked for, but nothing you asked for needs it.</p>}
      >
        <List class="reasons reasons--missed" lines={lines().against} />
      </Show>
      <For each={lines().lists}>{({ title, lines }) => <Titled title={title} class="rows" lines={lines} />}</For>
    </Show>
  );
}

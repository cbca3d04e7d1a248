import { createMemo, For } from "solid-js";

import { fitOf } from "../../shared/advice.js";
import { markWords } from "../../shared/words.js";
import { useSentences } from "./sentences.js";

/** Two lists of plans, for narrow screens, which show two. */
export function Picker(props) {
  const t = useSentences();
  return (
    <div class={props.pair[0] === props.pair[1] ? "picker is-single" : "picker"}>
      <For each={["comparison_first_plan", "comparison_second_plan"]}>
        {(label, place) => (
          <Pick
            catalog={props.catalog}
            advice={props.advice}
            shown={props.shown}
            label={t(label)}
            plan={props.pair[place()]}
            onPick={(id) => props.onPick(place(), id)}
          />
        )}
      </For>
    </div>
  );
}

function Pick(props) {
  const fit = createMemo(() => fitOf(props.advice, props.plan.index));
  return (
    <label class={fit() === "recommended" ? "pick is-recommended" : "pick"}>
      <select class="select" aria-label={props.label} onChange={(event) => props.onPick(event.currentTarget.value)}>
        <For each={props.catalog.plans}>
          {(plan) => (
            <option value={plan.id} hidden={!props.shown.includes(plan)} selected={plan === props.plan}>
              {plan.name}
            </option>
          )}
        </For>
      </select>
      <span class="pick__mark">{markWords(props.catalog, fit())}</span>
    </label>
  );
}

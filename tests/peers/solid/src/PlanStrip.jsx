import { createMemo, createSignal, For, Show } from "solid-js";

import { fitOf } from "../../shared/advice.js";
import { focusOn } from "../../shared/focus.js";
import { markWords, whySo } from "../../shared/words.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The plans below the heading, each a button that opens why it stands to the answers as it does. */
export function PlanStrip(props) {
  const [openId, setOpen] = createSignal(null);
  const t = useSentences();
  return (
    <ol class="strip" aria-label={t("plans_label")}>
      <For each={props.advised.catalog.plans}>
        {(plan) => <Plan advised={props.advised} plan={plan} isOpen={plan.id === openId()} onOpen={setOpen} />}
      </For>
    </ol>
  );
}

/** A plan of the strip. The style sheet shows the hint while the pointer or the focus is there. */
function Plan(props) {
  const { plan } = props;
  const t = useSentences();
  const [isHinted, setHinted] = createSignal(false);
  const ids = useIds();
  const [id, tip] = [ids(`plan-${plan.id}`), ids(`plan-tip-${plan.id}`)];
  const fit = createMemo(() => fitOf(props.advised.advice, plan.index));
  const closeByEscape = (event) => {
    if (event.key !== "Escape") return;
    setHinted(false);
    if (!props.isOpen) return;
    props.onOpen(null);
    focusOn(event.currentTarget, id);
  };
  return (
    <li
      class="strip__plan"
      classList={{
        "is-recommended": fit() === "recommended",
        "is-closest": fit() === "closest",
        "is-out": fit() === "out",
      }}
      onPointerOver={() => setHinted(true)}
      onFocusIn={() => setHinted(true)}
      onKeyDown={closeByEscape}
    >
      <button
        type="button"
        class="plan"
        id={id}
        aria-expanded={props.isOpen ? "true" : "false"}
        aria-controls={tip}
        aria-describedby={tip}
        onClick={() => props.onOpen(props.isOpen ? null : plan.id)}
      >
        <bdi class="plan__name">{plan.name}</bdi>
        <span class="plan__audience">{plan.audience}</span>
        <span class="plan__mark">{markWords(props.advised.catalog, fit())}</span>
      </button>
      <div class="tip" id={tip}>
        <Show when={props.isOpen || (isHinted() && fit() !== "open")}>
          <p>{whySo(props.advised, plan.index)}</p>
        </Show>
        <Show when={props.isOpen}>
          <button
            type="button"
            class="link"
            onClick={(event) => focusOn(event.currentTarget, ids(`request-head-${plan.id}`), ids("comparison-title"))}
          >
            {t("plan_compare")}
          </button>
        </Show>
      </div>
    </li>
  );
}

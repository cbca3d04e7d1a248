import { createMemo } from "solid-js";

import { focusOn } from "../../shared/focus.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The advice on a narrow screen: a bar that stays in sight while one answers. */
export function Pinned(props) {
  const t = useSentences();
  const card = useIds()("advice");
  const plan = createMemo(() => props.catalog.plans[props.advice.plan]);
  const fits = createMemo(() => props.advice.fits);
  return (
    <div
      class={fits() ? "pinned" : "pinned pinned--closest"}
      role="region"
      aria-label={t("advice_label")}
      hidden={!plan()}
    >
      <div class="pinned__plan">
        <span class="soft small">{fits() ? props.catalog.ribbon : t("advice_no_plan")}</span>
        <b>{plan() && (fits() ? plan().name : t("advice_closest_plan", { plan: plan().name }))}</b>
      </div>
      <div class="pinned__actions">
        <button type="button" class="button button--quiet" onClick={(event) => focusOn(event.currentTarget, card)}>
          {t("advice_why")}
        </button>
        <button
          type="button"
          class="button button--main asks"
          hidden={!fits() || !plan()?.isRequestable}
          onClick={() => props.onRequest(plan())}
        >
          {t("comparison_request")}
        </button>
      </div>
    </div>
  );
}

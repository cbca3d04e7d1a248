import { createMemo } from "solid-js";

import { focusOn } from "../../shared/focus.js";
import { useIds } from "./ids.js";

/** The advice on a narrow screen: a bar that stays in sight while one answers. */
export function Pinned(props) {
  const card = useIds()("advice");
  const plan = createMemo(() => props.catalog.plans[props.advice.plan]);
  return (
    <div class="pinned" hidden={!plan()}>
      <div class="pinned__plan">
        <span class="soft small">{props.advice.fits ? props.catalog.ribbon : "Closest, but"}</span>
        <b>{plan()?.name}</b>
      </div>
      <div class="pinned__actions">
        <button type="button" class="button button--s" onClick={(event) => focusOn(event.currentTarget, card)}>
          Why?
        </button>
        <button
          type="button"
          class="button button--s button--main asks"
          hidden={!plan()?.isRequestable}
          onClick={(event) => props.onRequest("advice", plan(), event.currentTarget)}
        >
          {props.catalog.requestPlan}
        </button>
      </div>
    </div>
  );
}

import { memo } from "react";

import { focusOn } from "../../shared/focus.js";
import { useIds } from "./ids.js";

/** The advice on a narrow screen: a bar that stays in sight while one answers. */
export const Pinned = memo(function Pinned({ catalog, advice, onRequest }) {
  const card = useIds()("advice");
  const plan = catalog.plans[advice.plan];
  return (
    <div className="pinned" hidden={!plan}>
      <div className="pinned__plan">
        <span className="soft small">{advice.fits ? catalog.ribbon : "Closest, but"}</span>
        <b>{plan?.name}</b>
      </div>
      <div className="pinned__actions">
        <button type="button" className="button button--s" onClick={(event) => focusOn(event.currentTarget, card)}>
          Why?
        </button>
        <button
          type="button"
          className="button button--s button--main asks"
          hidden={!plan?.isRequestable}
          onClick={(event) => onRequest("advice", plan, event.currentTarget)}
        >
          {catalog.requestPlan}
        </button>
      </div>
    </div>
  );
});

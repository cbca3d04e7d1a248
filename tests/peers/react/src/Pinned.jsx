import { memo } from "react";

import { focusOn } from "../../shared/focus.js";
import { useIds } from "./ids.js";

/** The advice on a narrow screen: a bar that stays in sight while one answers. */
export const Pinned = memo(function Pinned({ catalog, advice, onRequest }) {
  const card = useIds()("advice");
  const plan = catalog.plans[advice.plan];
  const { fits } = advice;
  const { t } = catalog;
  return (
    <div
      className={fits ? "pinned" : "pinned pinned--closest"}
      role="region"
      aria-label={t("advice_label")}
      hidden={!plan}
    >
      <div className="pinned__plan">
        <span className="soft small">{fits ? catalog.ribbon : t("advice_no_plan")}</span>
        <b>{plan && (fits ? plan.name : t("advice_closest_plan", { plan: plan.name }))}</b>
      </div>
      <div className="pinned__actions">
        <button type="button" className="button button--quiet" onClick={(event) => focusOn(event.currentTarget, card)}>
          {t("advice_why")}
        </button>
        <button
          type="button"
          className="button button--main asks"
          hidden={!fits || !plan?.isRequestable}
          onClick={() => onRequest(plan)}
        >
          {t("comparison_request")}
        </button>
      </div>
    </div>
  );
});

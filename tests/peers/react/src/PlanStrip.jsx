import { memo, useState } from "react";

import { fitOf } from "../../shared/advice.js";
import { focusOn } from "../../shared/focus.js";
import { markWords, whySo } from "../../shared/words.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

const CLASSES = { recommended: " is-recommended", closest: " is-closest", out: " is-out" };

/** The plans below the heading, each a button that opens why it stands to the answers as it does. */
export const PlanStrip = memo(function PlanStrip({ advised }) {
  const [openId, setOpen] = useState(null);
  const t = useSentences();
  return (
    <ol className="strip" aria-label={t("plans_label")}>
      {advised.catalog.plans.map((plan) => (
        <Plan key={plan.id} advised={advised} plan={plan} isOpen={plan.id === openId} onOpen={setOpen} />
      ))}
    </ol>
  );
});

/** A plan of the strip. The style sheet shows the hint while the pointer or the focus is there. */
function Plan({ advised, plan, isOpen, onOpen }) {
  const { catalog, advice } = advised;
  const { t } = catalog;
  const [isHinted, setHinted] = useState(false);
  const ids = useIds();
  const [id, tip] = [ids(`plan-${plan.id}`), ids(`plan-tip-${plan.id}`)];
  const fit = fitOf(advice, plan.index);
  const hint = () => setHinted(true);
  const closeByEscape = (event) => {
    if (event.key !== "Escape") return;
    setHinted(false);
    if (!isOpen) return;
    onOpen(null);
    focusOn(event.currentTarget, id);
  };
  return (
    <li
      className={`strip__plan${CLASSES[fit] ?? ""}`}
      onPointerOver={hint}
      onFocus={hint}
      onKeyDown={closeByEscape}
    >
      <button
        type="button"
        className="plan"
        id={id}
        aria-expanded={isOpen}
        aria-controls={tip}
        aria-describedby={tip}
        onClick={() => onOpen(isOpen ? null : plan.id)}
      >
        <bdi className="plan__name">{plan.name}</bdi>
        <span className="plan__audience">{plan.audience}</span>
        <span className="plan__mark">{markWords(catalog, fit)}</span>
      </button>
      <div className="tip" id={tip}>
        {(isOpen || (isHinted && fit !== "open")) && <p>{whySo(advised, plan.index)}</p>}
        {isOpen && (
          <button
            type="button"
            className="link"
            onClick={(event) => focusOn(event.currentTarget, ids(`request-head-${plan.id}`), ids("comparison-title"))}
          >
            {t("plan_compare")}
          </button>
        )}
      </div>
    </li>
  );
}

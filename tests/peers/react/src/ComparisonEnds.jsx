import { memo } from "react";

import { fitOf } from "../../shared/advice.js";
import { focusOn } from "../../shared/focus.js";
import { summary } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";
import { useSentences } from "./sentences.js";

/** Each plan's name and request button. */
export const Head = memo(function Head({ catalog, columns, advice, onRequest }) {
  const { t } = catalog;
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th className="table__corner" role="columnheader" scope="col">
          <span className="visually-hidden">{t("comparison_row")}</span>
        </th>
        {columns.map(({ plan, isHidden, className }) => {
          const fit = fitOf(advice, plan.index);
          return (
            <th key={plan.id} className={className} hidden={isHidden} role="columnheader" scope="col" abbr={plan.name}>
              <bdi className={fit === "out" ? "table__plan is-out" : "table__plan"}>{plan.name}</bdi>
              <span className="ribbon visually-hidden" hidden={fit !== "recommended"}>
                {catalog.ribbon}
              </span>
              <Request text={t("comparison_request")} plan={plan} place="head" className="link asks" onRequest={onRequest} />
            </th>
          );
        })}
      </tr>
    </thead>
  );
});

/** Each plan's request button and way to more, again. */
export const Foot = memo(function Foot({ catalog, columns, marked, onRequest, summarized, onSummarize }) {
  return (
    <tbody className="table__foot" role="rowgroup">
      <tr role="row">
        <td className="table__corner" role="cell" aria-hidden="true" />
        {columns.map(({ plan, isHidden, className }) => (
          <td key={plan.id} className={className} hidden={isHidden} role="cell">
            <Request
              text={catalog.requestPlan}
              plan={plan}
              place="foot"
              className={plan === marked ? "button button--s asks button--main" : "button button--s asks"}
              onRequest={onRequest}
            />
            <More catalog={catalog} plan={plan} isOpen={summarized === plan} onSummarize={onSummarize} />
          </td>
        ))}
      </tr>
    </tbody>
  );
});

function Request({ text, plan, place, className, onRequest }) {
  const t = useSentences();
  const id = useIds()(`request-${place}-${plan.id}`);
  if (!plan.isRequestable) return <span className="table__default">{t("comparison_by_default")}</span>;
  return (
    <button
      type="button"
      className={className}
      id={id}
      aria-label={`${text}: ${plan.name}`}
      onClick={() => onRequest(plan)}
    >
      {text}
    </button>
  );
}

/** The way to more about a plan: its address where the catalogue gives one, else its summary below. */
function More({ catalog, plan, isOpen, onSummarize }) {
  const id = useIds()(`more-${plan.id}`);
  const label = `${catalog.learnMore}: ${plan.name}`;
  if (plan.moreUrl) {
    return (
      <a className="link" href={plan.moreUrl} aria-label={label}>
        {catalog.learnMore}
      </a>
    );
  }
  if (!plan.isRequestable) return null;
  return (
    <button
      type="button"
      className="link"
      id={id}
      aria-expanded={isOpen}
      aria-label={label}
      onClick={() => onSummarize(isOpen ? null : plan.id)}
    >
      {catalog.learnMore}
    </button>
  );
}

/** A plan in short, opened by "learn more". */
export function Summary({ catalog, plan, onClose }) {
  const { t } = catalog;
  const opener = useIds()(`more-${plan.id}`);
  const close = (event) => {
    focusOn(event.currentTarget, opener);
    onClose();
  };
  return (
    <div className="summary" onKeyDown={(event) => event.key === "Escape" && close(event)}>
      <Heading key={plan.id}>{t("summary_title", { plan: plan.name })}</Heading>
      <p className="soft">{plan.audience}</p>
      <Pairs pairs={catalog.sections.map((section) => [section.title, summary(t, section, plan.index)])} />
      <button type="button" className="button button--s" onClick={close}>
        {t("summary_close")}
      </button>
    </div>
  );
}

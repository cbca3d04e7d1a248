import { Fragment } from "react";

import { Heading } from "./Heading.jsx";
import { summary } from "./words.js";

/** Each plan's name, audience and request button; the ribbon over the recommended one. */
export function Head({ catalog, advice, columnClass, onRequest }) {
  const ribbon = advice.fits ? `★ ${catalog.ribbon}` : "Closest, but";
  return (
    <thead role="rowgroup">
      <tr role="row">
        <td className="table__corner" role="cell">
          <span className="is-heard">Entitlement</span>
        </td>
        {catalog.plans.map((plan, index) => (
          <th className={columnClass(index)} role="columnheader" scope="col" key={plan.id}>
            {index === advice.plan && <span className="ribbon">{ribbon}</span>}
            <span className="table__plan">{plan.name}</span>
            <span className="table__audience">{plan.audience}</span>
            <Request catalog={catalog} advice={advice} plan={index} place="head" onRequest={onRequest} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Each plan's request button and way to more, again. */
export function Foot({ catalog, advice, columnClass, onRequest, summarized, onSummarize }) {
  return (
    <tbody className="table__foot" role="rowgroup">
      <tr role="row">
        <td className="table__corner" role="cell" />
        {catalog.plans.map((plan, index) => (
          <td className={columnClass(index)} role="cell" key={plan.id}>
            <Request catalog={catalog} advice={advice} plan={index} place="foot" onRequest={onRequest} />
            {plan.requestable !== false && (
              <button
                type="button"
                className="button button--s button--quiet"
                aria-expanded={summarized === index}
                aria-label={`${catalog.learn_more}: ${plan.name}`}
                onClick={() => onSummarize(summarized === index ? null : index)}
              >
                {catalog.learn_more}
              </button>
            )}
          </td>
        ))}
      </tr>
    </tbody>
  );
}

function Request({ catalog, advice, plan, place, onRequest }) {
  if (catalog.plans[plan].requestable === false) return <span className="table__default">Yours by default</span>;
  return (
    <button
      type="button"
      className={plan === advice.plan ? "button button--s button--main" : "button button--s"}
      aria-label={`${catalog.request_plan}: ${catalog.plans[plan].name}`}
      onClick={(event) => onRequest(place, plan, event.currentTarget)}
    >
      {catalog.request_plan}
    </button>
  );
}

/** A plan in short, opened by "learn more". */
export function Summary({ catalog, plan, onClose }) {
  return (
    <div className="summary">
      <Heading key={plan}>{catalog.plans[plan].name} in short</Heading>
      <p className="soft">{catalog.plans[plan].audience}</p>
      <dl>
        {catalog.sections.map((section) => (
          <Fragment key={section.id}>
            <dt>{section.title}</dt>
            <dd>{summary(section, plan)}</dd>
          </Fragment>
        ))}
      </dl>
      <button type="button" className="button button--s" onClick={onClose}>
        Close
      </button>
    </div>
  );
}

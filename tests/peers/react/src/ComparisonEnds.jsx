import { memo, useRef } from "react";

import { placed } from "../../shared/comparing.js";
import { focusOn } from "../../shared/focus.js";
import { summary } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";

/** Each plan's name, audience and request button; the ribbon over the recommended one; and the ways to move a plan. */
export const Head = memo(function Head({ catalog, shown, columns, advice, dispatch, onRequest }) {
  const dragged = useRef(null);
  const ribbon = advice.fits ? `★ ${catalog.ribbon}` : "Closest, but";
  const move = (plan, to) => dispatch({ type: "columns", columns: placed(shown, plan, to) });
  return (
    <thead role="rowgroup">
      <tr role="row">
        <td className="table__corner" role="cell">
          <span className="visually-hidden">Entitlement</span>
        </td>
        {columns.map(({ plan, isHidden, className }) => (
          <th
            key={plan.id}
            className={className}
            hidden={isHidden}
            role="columnheader"
            scope="col"
            draggable
            onDragStart={() => {
              dragged.current = plan;
            }}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged.current) move(dragged.current, shown.indexOf(plan));
            }}
          >
            <span className="ribbon" hidden={plan.index !== advice.plan}>
              {ribbon}
            </span>
            <span className="table__plan">{plan.name}</span>
            <Movers plan={plan} shown={shown} onMove={move} />
            <span className="table__audience">{plan.audience}</span>
            <Request catalog={catalog} advice={advice} plan={plan} place="head" onRequest={onRequest} />
          </th>
        ))}
      </tr>
    </thead>
  );
});

/** The buttons that move a plan; the focus stays on one that can move it no further. */
function Movers({ plan, shown, onMove }) {
  const at = shown.indexOf(plan);
  const mover = (text, label, to) => {
    const isAtEnd = to < 0 || to >= shown.length;
    return (
      <button
        type="button"
        className="mover"
        aria-label={label}
        aria-disabled={isAtEnd || undefined}
        onClick={() => isAtEnd || onMove(plan, to)}
      >
        {text}
      </button>
    );
  };
  return (
    <span className="movers">
      {mover("◂", `Move ${plan.name} to the left`, at - 1)}
      {mover("▸", `Move ${plan.name} to the right`, at + 1)}
    </span>
  );
}

/** Each plan's request button and way to more, again. */
export const Foot = memo(function Foot({ catalog, columns, advice, onRequest, summarized, onSummarize }) {
  return (
    <tbody className="table__foot" role="rowgroup">
      <tr role="row">
        <td className="table__corner" role="cell" />
        {columns.map(({ plan, isHidden, className }) => (
          <td key={plan.id} className={className} hidden={isHidden} role="cell">
            <Request catalog={catalog} advice={advice} plan={plan} place="foot" onRequest={onRequest} />
            <More catalog={catalog} plan={plan} isOpen={summarized === plan} onSummarize={onSummarize} />
          </td>
        ))}
      </tr>
    </tbody>
  );
});

function Request({ catalog, advice, plan, place, onRequest }) {
  if (!plan.isRequestable) return <span className="table__default">Yours by default</span>;
  return (
    <button
      type="button"
      className={plan.index === advice.plan ? "button button--s asks button--main" : "button button--s asks"}
      aria-label={`${catalog.requestPlan}: ${plan.name}`}
      onClick={(event) => onRequest(place, plan, event.currentTarget)}
    >
      {catalog.requestPlan}
    </button>
  );
}

/** The way to more about a plan: its address where the catalogue gives one, else its summary below. */
function More({ catalog, plan, isOpen, onSummarize }) {
  const id = useIds()(`more-${plan.id}`);
  const label = `${catalog.learnMore}: ${plan.name}`;
  const className = "button button--s button--quiet";
  if (plan.moreUrl) {
    return (
      <a className={className} href={plan.moreUrl} aria-label={label}>
        {catalog.learnMore}
      </a>
    );
  }
  if (!plan.isRequestable) return null;
  return (
    <button
      type="button"
      className={className}
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
  const opener = useIds()(`more-${plan.id}`);
  const close = (event) => {
    focusOn(event.currentTarget, opener);
    onClose();
  };
  return (
    <div className="summary" onKeyDown={(event) => event.key === "Escape" && close(event)}>
      <Heading key={plan.id}>{plan.name} in short</Heading>
      <p className="soft">{plan.audience}</p>
      <Pairs pairs={catalog.sections.map((section) => [section.title, summary(section, plan.index)])} />
      <button type="button" className="button button--s" onClick={close}>
        Close
      </button>
    </div>
  );
}

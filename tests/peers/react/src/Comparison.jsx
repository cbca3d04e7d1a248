import { memo, useCallback, useState } from "react";

import { Foot, Head, Summary } from "./ComparisonEnds.jsx";
import { Row } from "./Row.jsx";

/** The table of all that every plan includes. The forms are the request form, where it is open at the table's head or foot. */
export function Comparison({ catalog, advice, formAtHead, formAtFoot, onRequest }) {
  const { plans, sections } = catalog;
  const [open, setOpen] = useState(() => new Set());
  const [summarized, setSummarized] = useState(null);
  const [picked, setPicked] = useState(null);
  const pair = picked ?? pairAround(plans, advice.plan);
  const width = plans.length + 1;

  const rowCount = sections.reduce((count, section) => count + section.rows.length, 0);
  const isAllOpen = open.size === rowCount;
  const toggleAll = () => setOpen(new Set(isAllOpen ? [] : sections.flatMap(({ rows }) => rows.map((row) => row.id))));
  const toggle = useCallback(
    (id) =>
      setOpen((open) => {
        const next = new Set(open);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  // The two plans change places where the one picked is the other already.
  const pick = (place, plan) => {
    const next = pair[1 - place] === plan ? pair.toReversed() : [...pair];
    next[place] = plan;
    setPicked(next);
  };
  const columnClass = (plan) =>
    [plan === advice.plan && "is-recommended", !pair.includes(plan) && "is-wide-only"].filter(Boolean).join(" ") ||
    undefined;

  return (
    <section className="comparison" aria-labelledby="comparison-title">
      <div className="bar">
        <h2 id="comparison-title">Everything, side by side</h2>
        <button type="button" className="button button--s" onClick={toggleAll}>
          {isAllOpen ? "Close all explanations" : "Open all explanations"}
        </button>
      </div>
      <div className="card comparison__card">
        <div className="picker">
          <PlanSelect plans={plans} label="First plan shown" plan={pair[0]} onPick={(plan) => pick(0, plan)} />
          <PlanSelect plans={plans} label="Second plan shown" plan={pair[1]} onPick={(plan) => pick(1, plan)} />
        </div>
        <table className="table" role="table">
          <caption className="is-heard">What each plan includes</caption>
          <colgroup>
            <col className="table__names" />
            <col span={plans.length} />
          </colgroup>
          <Head catalog={catalog} advice={advice} columnClass={columnClass} onRequest={onRequest} />
          <Wide className="table__form" width={width}>
            {formAtHead && <div className="request">{formAtHead}</div>}
          </Wide>
          {sections.map((section) => (
            <tbody role="rowgroup" key={section.id}>
              <SectionHead title={section.title} width={width} />
              {section.rows.map((row) => (
                <Row
                  key={row.id}
                  catalog={catalog}
                  advice={advice}
                  row={row}
                  isOpen={open.has(row.id)}
                  onToggle={toggle}
                  columnClass={columnClass}
                />
              ))}
            </tbody>
          ))}
          <Foot
            catalog={catalog}
            advice={advice}
            columnClass={columnClass}
            onRequest={onRequest}
            summarized={summarized}
            onSummarize={setSummarized}
          />
          <Wide className="table__summary" width={width}>
            {summarized !== null && <Summary catalog={catalog} plan={summarized} onClose={() => setSummarized(null)} />}
          </Wide>
          <Wide className="table__form" width={width}>
            {formAtFoot && <div className="request">{formAtFoot}</div>}
          </Wide>
        </table>
      </div>
    </section>
  );
}

/** The two plans that a narrow screen shows: the recommended one after the one before it, else the first two to request. */
function pairAround(plans, recommended) {
  const first = plans.findIndex((plan) => plan.requestable !== false);
  const second = Math.min(Math.max(recommended ?? first + 1, 1), plans.length - 1);
  return [second - 1, second];
}

const SectionHead = memo(function SectionHead({ title, width }) {
  return (
    <tr className="section" role="row">
      <th role="rowheader" scope="rowgroup" colSpan={width}>
        {title}
      </th>
    </tr>
  );
});

/** A row over the whole width, for what is open only at times. */
function Wide({ className, width, children }) {
  return (
    <tbody className={className} role="rowgroup">
      <tr role="row">
        <td role="cell" colSpan={width}>
          {children}
        </td>
      </tr>
    </tbody>
  );
}

function PlanSelect({ plans, label, plan, onPick }) {
  return (
    <select className="select" aria-label={label} value={plan} onChange={(event) => onPick(Number(event.target.value))}>
      {plans.map(({ id, name }, index) => (
        <option key={id} value={index}>
          {name}
        </option>
      ))}
    </select>
  );
}

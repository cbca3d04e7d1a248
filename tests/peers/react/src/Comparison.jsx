import { memo, useCallback, useMemo, useReducer, useState } from "react";

import { standings } from "../../shared/advice.js";
import {
  ALL,
  columnsOf,
  differing,
  found,
  inPlaces,
  pairOf,
  pickedPair,
  reduceComparison,
} from "../../shared/comparing.js";
import { localHoursByRow } from "../../shared/hours.js";
import { Foot, Head, Summary } from "./ComparisonEnds.jsx";
import { useIds } from "./ids.js";
import { Section } from "./Section.jsx";
import { Tools } from "./Tools.jsx";

/** The table of all that every plan includes. The forms are the request form, where it is open at the table's head or foot. */
export const Comparison = memo(function Comparison({
  catalog,
  advice,
  clock,
  formAtHead,
  formAtFoot,
  onRequest,
  onLook,
}) {
  const [compared, dispatch] = useReducer(reduceComparison, ALL);
  const [open, setOpen] = useState(() => new Set());
  const [summarizedId, setSummarized] = useState(null);
  const [pickedIds, setPicked] = useState(null);
  const { onlyDifferences, search } = compared;
  const ids = useIds();

  const shownPlans = useMemo(() => columnsOf(catalog, compared.columns), [catalog, compared.columns]);
  const pair = pairOf(shownPlans, pickedIds, advice.plan);
  const columns = useColumns(catalog, shownPlans, advice.plan, pair);
  const differs = useMemo(() => differing(catalog, shownPlans), [catalog, shownPlans]);
  const isFound = useMemo(() => found(catalog, shownPlans, search), [catalog, shownPlans, search]);
  const isShown = useMemo(
    () => isFound.map((isFound, row) => isFound && (differs[row] || !onlyDifferences)),
    [isFound, differs, onlyDifferences],
  );
  const says = useMemo(() => standings(catalog, advice.asked), [catalog, advice]);
  const local = useMemo(() => localHoursByRow(catalog, clock), [catalog, clock]);

  const isAllOpen = catalog.rows.every(({ id }) => open.has(id));
  const toggleAll = () => setOpen(new Set(isAllOpen ? [] : catalog.rows.map(({ id }) => id)));
  const toggle = useCallback(
    (id) =>
      setOpen((open) => {
        const next = new Set(open);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const width = catalog.plans.length + 1;
  const summarized = catalog.plans.find(({ id }) => id === summarizedId);

  return (
    <section className="comparison" aria-labelledby={ids("comparison-title")}>
      <div className="bar">
        <h2 id={ids("comparison-title")}>Everything, side by side</h2>
        <button type="button" className="button button--s" onClick={toggleAll}>
          {isAllOpen ? "Close all explanations" : "Open all explanations"}
        </button>
      </div>
      <Tools
        catalog={catalog}
        columns={shownPlans}
        compared={compared}
        differs={differs}
        isFound={isFound}
        dispatch={dispatch}
      />
      <div className="card comparison__card">
        <div className="picker">
          {["First plan shown", "Second plan shown"].map((label, place) => (
            <PlanSelect
              key={label}
              plans={catalog.plans}
              shown={shownPlans}
              label={label}
              plan={pair[place]}
              onPick={(id) => setPicked(pickedPair(pair, place, id))}
            />
          ))}
        </div>
        <table className="table" role="table">
          <caption className="visually-hidden">What each plan includes</caption>
          <Head
            catalog={catalog}
            shown={shownPlans}
            columns={columns}
            advice={advice}
            dispatch={dispatch}
            onRequest={onRequest}
          />
          <Wide className="table__form" width={width}>
            {formAtHead && <div className="request">{formAtHead}</div>}
          </Wide>
          {catalog.sections.map((section) => (
            <Section
              key={section.id}
              catalog={catalog}
              section={section}
              columns={columns}
              advice={advice}
              says={says}
              local={local}
              open={open}
              isShown={isShown}
              isFolded={compared.folded.includes(section.id)}
              isSearched={search !== ""}
              dispatch={dispatch}
              onToggle={toggle}
              onLook={onLook}
            />
          ))}
          <Foot
            catalog={catalog}
            columns={columns}
            advice={advice}
            onRequest={onRequest}
            summarized={summarized}
            onSummarize={setSummarized}
          />
          <Wide className="table__summary" width={width}>
            {summarized && <Summary catalog={catalog} plan={summarized} onClose={() => setSummarized(null)} />}
          </Wide>
          <Wide className="table__form" width={width}>
            {formAtFoot && <div className="request">{formAtFoot}</div>}
          </Wide>
        </table>
        <Footnotes catalog={catalog} />
      </div>
    </section>
  );
});

/** The columns in the order of a row's cells, each with what all its cells have in common. */
function useColumns(catalog, shown, recommended, [first, second]) {
  return useMemo(
    () =>
      inPlaces(catalog, shown).map((plan) => ({
        plan,
        isHidden: !shown.includes(plan),
        className: columnClass(plan.index === recommended, plan !== first && plan !== second),
      })),
    [catalog, shown, recommended, first, second],
  );
}

function columnClass(isRecommended, isWideOnly) {
  if (isRecommended) return isWideOnly ? "is-recommended is-wide-only" : "is-recommended";
  return isWideOnly ? "is-wide-only" : undefined;
}

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

function PlanSelect({ plans, shown, label, plan, onPick }) {
  return (
    <select className="select" aria-label={label} value={plan.id} onChange={(event) => onPick(event.target.value)}>
      {plans.map((plan) => (
        <option key={plan.id} value={plan.id} hidden={!shown.includes(plan)}>
          {plan.name}
        </option>
      ))}
    </select>
  );
}

/** The notes of cells, numbered in the order of the table. */
const Footnotes = memo(function Footnotes({ catalog }) {
  const notes = catalog.rows.flatMap((row) => row.notes.filter(Boolean));
  return (
    <ol className="footnotes" aria-label="Notes" hidden={notes.length === 0}>
      {notes.map(({ number, text }) => (
        <li key={number} id={`note-${number}`}>
          {text}
        </li>
      ))}
    </ol>
  );
});

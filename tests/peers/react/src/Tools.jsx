import { memo } from "react";

import { countOf, movePlan, newsWords, showPlan } from "../../shared/comparing.js";
import { useIds } from "./ids.js";

/** The heading with the tools: the pages of plans, the rows to leave out, the plans and their order, the way back. */
export function Tools({
  catalog,
  columns,
  marked,
  page,
  compared,
  differs,
  isFound,
  isAllOpen,
  onAllOpen,
  onTurn,
  dispatch,
}) {
  const ids = useIds();
  const { onlyDifferences, search, past } = compared;
  const filter = ids("compare-filter");
  return (
    <div className="bar">
      <h2 id={ids("comparison-title")} tabIndex={-1}>
        Everything, side by side
      </h2>
      <Pager page={page} all={columns.length} onTurn={onTurn} />
      <Opener target={filter}>Filter</Opener>
      <div className="compare sheet" id={filter} popover="auto" role="group" aria-label="Filter">
        <Switch
          label={`Only what differs (${countOf(differs)} of ${differs.length})`}
          isOn={onlyDifferences}
          onChange={(only) => dispatch({ type: "only-differences", only })}
        />
        <input
          className="select"
          id={ids("compare-search")}
          type="search"
          placeholder="Find a row"
          aria-label="Find a row"
          value={search}
          onChange={(event) => dispatch({ type: "search", search: event.target.value })}
        />
        <Opener target={ids("compare-order")}>Plans</Opener>
        <Order
          catalog={catalog}
          columns={columns}
          marked={marked}
          canUndo={past.length > 0}
          isAllOpen={isAllOpen}
          onAllOpen={onAllOpen}
          dispatch={dispatch}
        />
        <Done target={filter} />
      </div>
      <p className="visually-hidden" role="status">
        {newsWords(compared, columns, differs, isFound)}
      </p>
    </div>
  );
}

/** A button that opens something over the page. */
function Opener({ target, children }) {
  return (
    <button type="button" className="button opens" popoverTarget={target}>
      {children}
    </button>
  );
}

/** The button that closes what was opened over the page. */
function Done({ target }) {
  return (
    <button
      type="button"
      className="button button--main sheet__end"
      popoverTarget={target}
      popoverTargetAction="hide"
    >
      Done
    </button>
  );
}

function Switch({ label, isOn, onChange }) {
  return (
    <label className="switch">
      <span>{label}</span>
      <input type="checkbox" role="switch" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}

/** Which of the plans are shown, where there is no room for all. */
const Pager = memo(function Pager({ page: { from, until, at, count }, all, onTurn }) {
  const turn = (label, className, to) => {
    const isAtEnd = to < 0 || to >= count;
    return (
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-disabled={isAtEnd || undefined}
        onClick={() => isAtEnd || onTurn(to)}
      />
    );
  };
  return (
    <div className="pager" hidden={count === 1}>
      {turn("Earlier plans", "button turn", at - 1)}
      <span role="status">{count > 1 && `Plans ${from} to ${until} of ${all}`}</span>
      {turn("Further plans", "button turn turn--further", at + 1)}
    </div>
  );
});

/** The plans to pick, in their order, each with the ways to move it. */
const Order = memo(function Order({ catalog, columns, marked, canUndo, isAllOpen, onAllOpen, dispatch }) {
  const id = useIds()("compare-order");
  const plans = [...columns, ...catalog.plans.filter((plan) => !columns.includes(plan))];
  return (
    <div className="order sheet" id={id} popover="auto" role="group" aria-label="Plans and their order">
      <h3>Plans and their order</h3>
      <ul className="order__plans">
        {plans.map((plan) => (
          <li key={plan.id} className={plan === marked ? "is-recommended" : undefined}>
            <label>
              <input
                type="checkbox"
                checked={columns.includes(plan)}
                disabled={columns.length === 1 && columns[0] === plan}
                onChange={(event) => dispatch(showPlan(columns, plan, event.target.checked))}
              />
              <span>{plan.name}</span>
            </label>
            <Mover columns={columns} plan={plan} by={-1} dispatch={dispatch} />
            <Mover columns={columns} plan={plan} by={1} dispatch={dispatch} />
          </li>
        ))}
      </ul>
      <Switch label="Open all explanations" isOn={isAllOpen} onChange={onAllOpen} />
      <button
        type="button"
        className="button button--quiet undo"
        aria-disabled={canUndo ? undefined : true}
        onClick={() => canUndo && dispatch({ type: "undo" })}
      >
        Undo
      </button>
      <Done target={id} />
    </div>
  );
});

/** A button that moves a plan. The focus stays on one that can move it no further. */
function Mover({ columns, plan, by, dispatch }) {
  const at = columns.indexOf(plan);
  const isAtEnd = at < 0 || at + by < 0 || at + by >= columns.length;
  return (
    <button
      type="button"
      className={by < 0 ? "mover" : "mover mover--down"}
      aria-label={`Move ${plan.name} ${by < 0 ? "up" : "down"}`}
      aria-disabled={isAtEnd || undefined}
      onClick={() => isAtEnd || dispatch(movePlan(columns, plan, by))}
    />
  );
}

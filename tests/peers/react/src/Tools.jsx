import { memo } from "react";

import { countedWords, placeAmong, placed } from "../../shared/comparing.js";
import { Pill } from "./Pill.jsx";

/** The plans to pick, the rows to leave out, and the way back. */
export function Tools({ catalog, columns, compared, differs, isFound, dispatch }) {
  const { onlyDifferences, search, past } = compared;
  return (
    <div className="compare">
      <PlanChoices plans={catalog.plans} columns={columns} dispatch={dispatch} />
      <Pill
        type="checkbox"
        label="Only what differs"
        isPicked={onlyDifferences}
        onPick={(only) => dispatch({ type: "only-differences", only })}
      />
      <input
        className="select"
        type="search"
        placeholder="Find a row"
        aria-label="Find a row"
        value={search}
        onChange={(event) => dispatch({ type: "search", search: event.target.value })}
      />
      <button
        type="button"
        className="button button--s"
        disabled={past.length === 0}
        onClick={() => dispatch({ type: "undo" })}
      >
        Undo
      </button>
      <p className="soft small" role="status">
        {countedWords(differs, isFound, search)}
      </p>
    </div>
  );
}

const PlanChoices = memo(function PlanChoices({ plans, columns, dispatch }) {
  const show = (plan, isShown) =>
    dispatch({ type: "columns", columns: placed(columns, plan, isShown ? placeAmong(columns, plan) : null) });
  return (
    <div className="choices" role="group" aria-label="Plans shown">
      {plans.map((plan) => (
        <Pill
          key={plan.id}
          type="checkbox"
          label={plan.name}
          isPicked={columns.includes(plan)}
          disabled={columns.length === 1 && columns[0] === plan}
          onPick={(isShown) => show(plan, isShown)}
        />
      ))}
    </div>
  );
});

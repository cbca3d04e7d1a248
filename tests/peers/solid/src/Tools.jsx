import { For } from "solid-js";

import { countedWords, placeAmong, placed } from "../../shared/comparing.js";
import { Pill } from "./Pill.jsx";

/** The plans to pick, the rows to leave out, and the way back. */
export function Tools(props) {
  const show = (plan, isShown) =>
    props.dispatch({
      type: "columns",
      columns: placed(props.columns, plan, isShown ? placeAmong(props.columns, plan) : null),
    });
  return (
    <div class="compare">
      <div class="choices" role="group" aria-label="Plans shown">
        <For each={props.catalog.plans}>
          {(plan) => (
            <Pill
              type="checkbox"
              label={plan.name}
              isPicked={props.columns.includes(plan)}
              isDisabled={props.columns.length === 1 && props.columns[0] === plan}
              onPick={(isShown) => show(plan, isShown)}
            />
          )}
        </For>
      </div>
      <Pill
        type="checkbox"
        label="Only what differs"
        isPicked={props.compared.onlyDifferences}
        onPick={(only) => props.dispatch({ type: "only-differences", only })}
      />
      <input
        class="select"
        type="search"
        placeholder="Find a row"
        aria-label="Find a row"
        value={props.compared.search}
        onInput={(event) => props.dispatch({ type: "search", search: event.currentTarget.value })}
      />
      <button
        type="button"
        class="button button--s"
        disabled={props.compared.past.length === 0}
        onClick={() => props.dispatch({ type: "undo" })}
      >
        Undo
      </button>
      <p class="soft small" role="status">
        {countedWords(props.differs, props.isFound, props.compared.search)}
      </p>
    </div>
  );
}

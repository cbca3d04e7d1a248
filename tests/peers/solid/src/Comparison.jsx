import { createComputed, createMemo, createSelector, createSignal, For, mapArray, Show } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

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

/** The table of all that every plan includes. The forms are the places of the request form, at the table's head and foot. */
export function Comparison(props) {
  const ids = useIds();
  const [compared, setCompared] = createSignal(ALL);
  const dispatch = (action) => setCompared((compared) => reduceComparison(compared, action));
  const [open, setOpen] = createSignal(new Set());
  const [summarizedId, setSummarized] = createSignal(null);
  const [pickedIds, setPicked] = createSignal(null);
  const columnIds = createMemo(() => compared().columns);
  const search = createMemo(() => compared().search);
  const onlyDifferences = createMemo(() => compared().onlyDifferences);

  const shown = createMemo(() => columnsOf(props.catalog, columnIds()));
  const pair = createMemo(() => pairOf(shown(), pickedIds(), props.recommended));
  const columns = createColumns(props, shown, pair);
  const differs = createMemo(() => differing(props.catalog, shown()));
  const isFound = createMemo(() => found(props.catalog, shown(), search()));
  const isShown = createMemo(() => isFound().map((isFound, row) => isFound && (differs()[row] || !onlyDifferences())));
  // By row and plan, how the cells stand to the answers: a store, so that an answer reaches no cell but those that it changes.
  const [says, setSays] = createStore({});
  createComputed(() => {
    const byRow = [...standings(props.catalog, props.advice.asked)].map(([row, says]) => [row.id, says]);
    setSays(reconcile(Object.fromEntries(byRow)));
  });
  const local = createMemo(() => localHoursByRow(props.catalog, props.clock));

  const isAllOpen = createMemo(() => props.catalog.rows.every(({ id }) => open().has(id)));
  const toggleAll = () => setOpen(new Set(isAllOpen() ? [] : props.catalog.rows.map(({ id }) => id)));
  const toggle = (id) =>
    setOpen((open) => {
      const next = new Set(open);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const width = () => props.catalog.plans.length + 1;
  const summarized = createMemo(() => props.catalog.plans.find(({ id }) => id === summarizedId()));
  const table = { columns, says, local, open, isShown, compared, search, width, dispatch, toggle };

  return (
    <section class="comparison" aria-labelledby={ids("comparison-title")}>
      <div class="bar">
        <h2 id={ids("comparison-title")}>Everything, side by side</h2>
        <button type="button" class="button button--s" onClick={toggleAll}>
          {isAllOpen() ? "Close all explanations" : "Open all explanations"}
        </button>
      </div>
      <Tools
        catalog={props.catalog}
        columns={shown()}
        compared={compared()}
        differs={differs()}
        isFound={isFound()}
        dispatch={dispatch}
      />
      <div class="card comparison__card">
        <div class="picker">
          <For each={["First plan shown", "Second plan shown"]}>
            {(label, place) => (
              <PlanSelect
                plans={props.catalog.plans}
                shown={shown()}
                label={label}
                plan={pair()[place()]}
                onPick={(id) => setPicked(pickedPair(pair(), place(), id))}
              />
            )}
          </For>
        </div>
        <table class="table" role="table">
          <caption class="visually-hidden">What each plan includes</caption>
          <Head
            catalog={props.catalog}
            shown={shown()}
            columns={columns()}
            advice={props.advice}
            dispatch={dispatch}
            onRequest={props.onRequest}
          />
          <Wide class="table__form" width={width()}>
            {props.formAtHead}
          </Wide>
          <For each={props.catalog.sections}>
            {(section) => (
              <Section
                catalog={props.catalog}
                section={section}
                advice={props.advice}
                table={table}
                onLook={props.onLook}
              />
            )}
          </For>
          <Foot
            catalog={props.catalog}
            columns={columns()}
            onRequest={props.onRequest}
            summarized={summarized()}
            onSummarize={setSummarized}
          />
          <Wide class="table__summary" width={width()}>
            <Show when={summarized()} keyed>
              {(plan) => <Summary catalog={props.catalog} plan={plan} onClose={() => setSummarized(null)} />}
            </Show>
          </Wide>
          <Wide class="table__form" width={width()}>
            {props.formAtFoot}
          </Wide>
        </table>
        <Footnotes catalog={props.catalog} />
      </div>
    </section>
  );
}

/**
 * The columns in the order of a row's cells. What a column's cells have in common is selected by its plan, so that a change
 * reaches no cell of the other columns.
 */
function createColumns(props, shown, pair) {
  const isRecommended = createSelector(() => props.recommended);
  const isInPair = createSelector(pair, (plan, pair) => pair.includes(plan));
  const isAmong = createSelector(shown, (plan, shown) => shown.includes(plan));
  const byPlan = createMemo(
    mapArray(
      () => props.catalog.plans,
      (plan) => ({
        plan,
        isRecommended: () => isRecommended(plan.index),
        isHidden: () => !isAmong(plan),
        class: () => columnClass(isRecommended(plan.index), !isInPair(plan)),
      }),
    ),
  );
  return createMemo(() => inPlaces(props.catalog, shown()).map((plan) => byPlan()[plan.index]));
}

function columnClass(isRecommended, isWideOnly) {
  if (isRecommended) return isWideOnly ? "is-recommended is-wide-only" : "is-recommended";
  return isWideOnly ? "is-wide-only" : undefined;
}

/** A row over the whole width, for what is open only at times. */
function Wide(props) {
  return (
    <tbody class={props.class} role="rowgroup">
      <tr role="row">
        <td role="cell" colSpan={props.width}>
          {props.children}
        </td>
      </tr>
    </tbody>
  );
}

function PlanSelect(props) {
  return (
    <select class="select" aria-label={props.label} onChange={(event) => props.onPick(event.currentTarget.value)}>
      <For each={props.plans}>
        {(plan) => (
          <option value={plan.id} hidden={!props.shown.includes(plan)} selected={plan === props.plan}>
            {plan.name}
          </option>
        )}
      </For>
    </select>
  );
}

/** The notes of cells, numbered in the order of the table. */
function Footnotes(props) {
  const notes = createMemo(() => props.catalog.rows.flatMap((row) => row.notes.filter(Boolean)));
  return (
    <ol class="footnotes" aria-label="Notes" hidden={notes().length === 0}>
      <For each={notes()}>{({ number, text }) => <li id={`note-${number}`}>{text}</li>}</For>
    </ol>
  );
}

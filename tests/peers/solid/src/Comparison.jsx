import {
  createComputed,
  createMemo,
  createSelector,
  createSignal,
  For,
  mapArray,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import {
  ALL,
  columnsOf,
  differing,
  found,
  inPlaces,
  pageOf,
  pairOf,
  pickedPair,
  reduceComparison,
} from "../../shared/comparing.js";
import { cityOf, localHoursByRow } from "../../shared/hours.js";
import { askedByRow } from "../../shared/words.js";
import { Foot, Head, Summary } from "./ComparisonEnds.jsx";
import { useIds } from "./ids.js";
import { Picker } from "./Picker.jsx";
import { Section } from "./Section.jsx";
import { useSentences } from "./sentences.js";
import { Tools } from "./Tools.jsx";

/** The table of all that every plan includes, with what stands above and below it. */
export function Comparison(props) {
  const t = useSentences();
  const ids = useIds();
  const [compared, setCompared] = createSignal(ALL);
  const dispatch = (action) => setCompared((compared) => reduceComparison(compared, action));
  const [open, setOpen] = createSignal(new Set());
  const [summarizedId, setSummarized] = createSignal(null);
  const [pickedIds, setPicked] = createSignal(null);
  const [turned, setTurned] = createSignal(0);
  const [room, setRoom] = createSignal(0);
  const columnIds = createMemo(() => compared().columns);
  const search = createMemo(() => compared().search);
  const onlyDifferences = createMemo(() => compared().onlyDifferences);
  const recommended = createMemo(() => props.advice.plan);

  const shown = createMemo(() => columnsOf(props.catalog, columnIds()));
  const page = createMemo(() => pageOf(shown(), props.marked, room(), turned()));
  const pair = createMemo(() => pairOf(shown(), pickedIds(), recommended()));
  const columns = createColumns(props, shown, page, pair);
  const differs = createMemo(() => differing(props.catalog, shown()));
  const isFound = createMemo(() => found(props.catalog, shown(), search()));
  const isShown = createMemo(() => isFound().map((isFound, row) => isFound && (differs()[row] || !onlyDifferences())));
  // By row, what was asked of it, and by plan how its cells stand to that: a store, so that an answer reaches no cell but those
  // that it changes.
  const [asked, setAsked] = createStore({});
  createComputed(() => {
    const byRow = [...askedByRow(props.catalog, props.advice.asked)].map(([row, asked]) => [row.id, asked]);
    setAsked(reconcile(Object.fromEntries(byRow)));
  });
  const local = createMemo(() => localHoursByRow(props.catalog, props.clock));

  const isAllOpen = createMemo(() => props.catalog.rows.every(({ id }) => open().has(id)));
  const toggleAll = (isOpen) => setOpen(new Set(isOpen ? props.catalog.rows.map(({ id }) => id) : []));
  const toggle = (id) =>
    setOpen((open) => {
      const next = new Set(open);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const width = () => props.catalog.plans.length + 1;
  const summarized = createMemo(() => props.catalog.plans.find(({ id }) => id === summarizedId()));
  const table = { columns, asked, local, open, isShown, compared, search, width, dispatch, toggle };

  return (
    <section class="comparison" aria-labelledby={ids("comparison-title")}>
      <Tools
        catalog={props.catalog}
        columns={shown()}
        marked={props.marked}
        page={page()}
        compared={compared()}
        differs={differs()}
        isFound={isFound()}
        isAllOpen={isAllOpen()}
        onAllOpen={toggleAll}
        onTurn={setTurned}
        dispatch={dispatch}
      />
      <p class="key">
        <span class="key__yes">{t("comparison_key_included")}</span>
        <span class="key__no">{t("comparison_key_not_included")}</span>
        <span>{props.clock && t("comparison_key_time", { zone: cityOf(props.clock.zone) })}</span>
      </p>
      <div class="card comparison__card">
        <Room onRoom={setRoom} />
        <Picker
          catalog={props.catalog}
          advice={props.advice}
          shown={shown()}
          pair={pair()}
          onPick={(place, id) => setPicked(pickedPair(pair(), place, id))}
        />
        <table class="table" role="table">
          <caption class="visually-hidden">{t("comparison_caption")}</caption>
          <Head catalog={props.catalog} columns={columns()} advice={props.advice} onRequest={props.onRequest} />
          <For each={props.catalog.sections}>
            {(section) => (
              <Section catalog={props.catalog} section={section} advice={props.advice} table={table} />
            )}
          </For>
          <Foot
            catalog={props.catalog}
            columns={columns()}
            onRequest={props.onRequest}
            summarized={summarized()}
            onSummarize={setSummarized}
          />
        </table>
        <Show when={summarized()} keyed>
          {(plan) => <Summary catalog={props.catalog} plan={plan} onClose={() => setSummarized(null)} />}
        </Show>
        <Footnotes catalog={props.catalog} />
      </div>
    </section>
  );
}

/** Measures for how many columns there is room; 0 where the style sheet shows two. */
function Room(props) {
  let element;
  onMount(() => {
    const observer = new ResizeObserver(() => {
      const column = element.firstElementChild.clientWidth;
      props.onRoom(column > 0 ? Math.floor(element.clientWidth / column) : 0);
    });
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
  return (
    <div class="table__room" aria-hidden="true" ref={element}>
      <div />
    </div>
  );
}

/**
 * The columns in the order of a row's cells. What a column's cells have in common is selected by its plan, so that a change
 * reaches no cell of the other columns.
 */
function createColumns(props, shown, page, pair) {
  const isMarked = createSelector(() => props.marked);
  const isInPair = createSelector(pair, (plan, pair) => pair.includes(plan));
  const isSecond = createSelector(pair, (plan, [first, second]) => plan === second && plan !== first);
  const isAmong = createSelector(shown, (plan, shown) => shown.includes(plan));
  const isOnPage = createSelector(page, (plan, page) => page.columns.includes(plan));
  const byPlan = createMemo(
    mapArray(
      () => props.catalog.plans,
      (plan) => ({
        plan,
        isMarked: () => isMarked(plan),
        isHidden: () => !isAmong(plan),
        class: createMemo(() => {
          const classes = [
            isMarked(plan) && "is-recommended",
            !isInPair(plan) && "is-wide-only",
            isSecond(plan) && "is-second",
            !isOnPage(plan) && "is-elsewhere",
          ];
          return classes.filter(Boolean).join(" ") || undefined;
        }),
      }),
    ),
  );
  return createMemo(() => inPlaces(props.catalog, page().columns).map((plan) => byPlan()[plan.index]));
}

/** The notes of cells, numbered in the order of the table. */
function Footnotes(props) {
  const t = useSentences();
  const notes = createMemo(() => props.catalog.rows.flatMap((row) => row.notes.filter(Boolean)));
  return (
    <ol class="footnotes" aria-label={t("comparison_notes")} hidden={notes().length === 0}>
      <For each={notes()}>{({ number, text }) => <li id={`note-${number}`}>{text}</li>}</For>
    </ol>
  );
}

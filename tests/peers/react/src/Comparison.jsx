import { memo, useCallback, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";

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
export const Comparison = memo(function Comparison({ catalog, advice, clock, onRequest }) {
  const [compared, dispatch] = useReducer(reduceComparison, ALL);
  const [open, setOpen] = useState(() => new Set());
  const [summarizedId, setSummarized] = useState(null);
  const [pickedIds, setPicked] = useState(null);
  const [turned, setTurned] = useState(0);
  const [room, measured] = useRoom();
  const { onlyDifferences, search } = compared;
  const { t } = catalog;
  const ids = useIds();

  const shownPlans = useMemo(() => columnsOf(catalog, compared.columns), [catalog, compared.columns]);
  // No column is marked unless its plan fits.
  const marked = advice.fits ? catalog.plans[advice.plan] : undefined;
  const page = useMemo(() => pageOf(shownPlans, marked, room, turned), [shownPlans, marked, room, turned]);
  const pair = pairOf(shownPlans, pickedIds, advice.plan);
  const columns = useColumns(catalog, shownPlans, page.columns, marked, pair);
  const differs = useMemo(() => differing(catalog, shownPlans), [catalog, shownPlans]);
  const isFound = useMemo(() => found(catalog, shownPlans, search), [catalog, shownPlans, search]);
  const isShown = useMemo(
    () => isFound.map((isFound, row) => isFound && (differs[row] || !onlyDifferences)),
    [isFound, differs, onlyDifferences],
  );
  const asked = useMemo(() => askedByRow(catalog, advice.asked), [catalog, advice]);
  const local = useMemo(() => localHoursByRow(catalog, clock), [catalog, clock]);

  const isAllOpen = catalog.rows.every(({ id }) => open.has(id));
  const toggleAll = useCallback(
    (isOpen) => setOpen(new Set(isOpen ? catalog.rows.map(({ id }) => id) : [])),
    [catalog],
  );
  const toggle = useCallback(
    (id) =>
      setOpen((open) => {
        const next = new Set(open);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const summarized = catalog.plans.find(({ id }) => id === summarizedId);

  return (
    <section className="comparison" aria-labelledby={ids("comparison-title")}>
      <Tools
        catalog={catalog}
        columns={shownPlans}
        marked={marked}
        page={page}
        compared={compared}
        differs={differs}
        isFound={isFound}
        isAllOpen={isAllOpen}
        onAllOpen={toggleAll}
        onTurn={setTurned}
        dispatch={dispatch}
      />
      <Key city={clock && cityOf(clock.zone)} />
      <div className="card comparison__card">
        <div className="table__room" aria-hidden="true" ref={measured}>
          <div />
        </div>
        <Picker
          catalog={catalog}
          advice={advice}
          shown={shownPlans}
          pair={pair}
          onPick={(place, id) => setPicked(pickedPair(pair, place, id))}
        />
        <table className="table" role="table">
          <caption className="visually-hidden">{t("comparison_caption")}</caption>
          <Head catalog={catalog} columns={columns} advice={advice} onRequest={onRequest} />
          {catalog.sections.map((section) => (
            <Section
              key={section.id}
              catalog={catalog}
              section={section}
              columns={columns}
              advice={advice}
              asked={asked}
              local={local}
              open={open}
              isShown={isShown}
              isFolded={compared.folded.includes(section.id)}
              isSearched={search !== ""}
              dispatch={dispatch}
              onToggle={toggle}
            />
          ))}
          <Foot
            catalog={catalog}
            columns={columns}
            marked={marked}
            onRequest={onRequest}
            summarized={summarized}
            onSummarize={setSummarized}
          />
        </table>
        {summarized && <Summary catalog={catalog} plan={summarized} onClose={() => setSummarized(null)} />}
        <Footnotes catalog={catalog} />
      </div>
    </section>
  );
});

/** For how many columns there is room, and what measures it; 0 where the style sheet shows two. */
function useRoom() {
  const measured = useRef(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = measured.current;
    const observer = new ResizeObserver(() => {
      const column = element.firstElementChild.clientWidth;
      setRoom(column > 0 ? Math.floor(element.clientWidth / column) : 0);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [room, measured];
}

/** The columns in the order of a row's cells, each with what all its cells have in common. */
function useColumns(catalog, shown, onPage, marked, [first, second]) {
  return useMemo(
    () =>
      inPlaces(catalog, onPage).map((plan) => {
        const classes = [
          plan === marked && "is-recommended",
          plan !== first && plan !== second && "is-wide-only",
          plan !== first && plan === second && "is-second",
          !onPage.includes(plan) && "is-elsewhere",
        ];
        return { plan, isHidden: !shown.includes(plan), className: classes.filter(Boolean).join(" ") || undefined };
      }),
    [catalog, shown, onPage, marked, first, second],
  );
}

/** The key to the marks of cells. */
const Key = memo(function Key({ city }) {
  const t = useSentences();
  return (
    <p className="key">
      <span className="key__yes">{t("comparison_key_included")}</span>
      <span className="key__no">{t("comparison_key_not_included")}</span>
      <span>{city && t("comparison_key_time", { zone: city })}</span>
    </p>
  );
});

/** The notes of cells, numbered in the order of the table. */
const Footnotes = memo(function Footnotes({ catalog }) {
  const { t } = catalog;
  const notes = catalog.rows.flatMap((row) => row.notes.filter(Boolean));
  return (
    <ol className="footnotes" aria-label={t("comparison_notes")} hidden={notes.length === 0}>
      {notes.map(({ number, text }) => (
        <li key={number} id={`note-${number}`}>
          {text}
        </li>
      ))}
    </ol>
  );
});

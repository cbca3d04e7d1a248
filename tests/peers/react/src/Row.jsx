import { memo, useRef } from "react";

import { focusOn } from "../../shared/focus.js";
import { publishedHours } from "../../shared/hours.js";
import { Explanation } from "./Explanation.jsx";
import { useIds } from "./ids.js";

/**
 * A row of the table, whose name opens the explanation in the row after it. `says` and `local` are by plan how the row's cells
 * stand to the answers, and their hours in the visitor's time; most rows have neither, and are left alone when those change.
 */
export const Row = memo(function Row({ row, columns, says, local, isOpen, meaning, isHidden, onToggle, onLook }) {
  const opener = useRef(null);
  const id = useIds()(`explanation-${row.id}`);
  const closeByEscape = (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    onToggle(row.id);
    opener.current.focus();
  };
  return (
    <>
      <tr role="row" hidden={isHidden} onKeyDown={closeByEscape}>
        <RowName opener={opener} row={row} isOpen={isOpen} onToggle={onToggle} controls={id} />
        {columns.map(({ plan, isHidden, className }) => (
          <Cell
            key={plan.id}
            className={className}
            isHidden={isHidden}
            offer={row.offers[plan.index]}
            note={row.notes[plan.index]}
            says={says?.[plan.index]}
            severity={row.severity}
            published={row.severity && publishedHours(row, plan.index)}
            local={local?.[plan.index]}
            plan={plan}
            onLook={onLook}
          />
        ))}
      </tr>
      {isOpen && (
        <tr className="explanation" role="row" id={id} hidden={isHidden} onKeyDown={closeByEscape}>
          <td role="cell" colSpan={columns.length + 1}>
            <Explanation row={row} />
            <p className="explanation__meaning">{meaning}</p>
          </td>
        </tr>
      )}
    </>
  );
});

const RowName = memo(function RowName({ opener, row, isOpen, onToggle, controls }) {
  return (
    <th role="rowheader" scope="row">
      <button
        type="button"
        className="row"
        ref={opener}
        aria-expanded={isOpen}
        aria-controls={controls}
        onClick={() => onToggle(row.id)}
      >
        <span>{row.name}</span>
        <span className="row__mark" aria-hidden="true" />
      </button>
    </th>
  );
});

const VALUES = { included: "value value--yes", none: "value value--no" };

/** A cell changes only with what it says and how its column stands; most do not when something is answered. */
const Cell = memo(function Cell({
  className,
  isHidden,
  offer,
  note,
  says,
  severity,
  published,
  local,
  plan,
  onLook,
}) {
  return (
    <td className={className} hidden={isHidden} role="cell" aria-describedby={note && `note-${note.number}`}>
      <span className={VALUES[offer.kind] ?? "value"}>
        {severity ? <ToWeek severity={severity} plan={plan} words={offer.words} onLook={onLook} /> : offer.words}
        {note && <sup>{note.number}</sup>}
      </span>
      {(published || local) && (
        <span className="cell__hours">
          {published && <span>{published}</span>}
          {local && <span>{local}</span>}
        </span>
      )}
      {says && <span className={says === "meets your need" ? "says says--meets" : "says says--short"}>{says}</span>}
    </td>
  );
});

/** A cell's words as a link to the plan's week, for the row's severity. */
function ToWeek({ severity, plan, words, onLook }) {
  const id = useIds()(`week-${plan.id}`);
  const look = (event) => {
    event.preventDefault();
    onLook(severity, plan);
    focusOn(event.currentTarget, id);
  };
  return (
    <a href={`#${id}`} onClick={look}>
      {words}
    </a>
  );
}

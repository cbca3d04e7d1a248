import { memo, useRef } from "react";

import { shortUnit } from "../../shared/words.js";
import { Explanation } from "./Explanation.jsx";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/**
 * A row of the table, whose name opens the explanation in the row after it. `asked` is what was asked of the row and how its cells
 * stand to that, and `local` are their hours in the visitor's time; most rows have neither, and are left alone when those change.
 */
export const Row = memo(function Row({ row, columns, asked, local, isOpen, meaning, isLeftOut, onToggle }) {
  const opener = useRef(null);
  const id = useIds()(`explanation-${row.id}`);
  const closeByEscape = (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    onToggle(row.id);
    opener.current.focus();
  };
  return (
    <>
      <tr className={isLeftOut ? "is-left-out" : undefined} role="row" onKeyDown={closeByEscape}>
        <RowName
          opener={opener}
          row={row}
          asked={asked?.asked}
          isOpen={isOpen}
          onToggle={onToggle}
          controls={id}
        />
        {columns.map(({ plan: { id, index }, isHidden, className }) => (
          <Cell
            key={id}
            className={className}
            isHidden={isHidden}
            offer={row.offers[index]}
            unit={shortUnit(row, row.offers[index])}
            note={row.notes[index]}
            says={asked?.says[index]}
            local={local?.[index]}
          />
        ))}
      </tr>
      {isOpen && (
        <tr
          className={isLeftOut ? "explanation is-left-out" : "explanation"}
          role="row"
          id={id}
          onKeyDown={closeByEscape}
        >
          <td role="cell" colSpan={columns.length + 1}>
            <Explanation row={row} />
            <p className="explanation__meaning">{meaning}</p>
          </td>
        </tr>
      )}
    </>
  );
});

const RowName = memo(function RowName({ opener, row, asked, isOpen, onToggle, controls }) {
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
        <span className="row__name">{row.name}</span>
        <span className="row__mark" aria-hidden="true" />
        {row.brief && <span className="row__brief">{row.brief}</span>}
        {asked && <span className="row__asked">{asked}</span>}
      </button>
    </th>
  );
});

const SAYS = { meets: "cell_meets", short: "cell_short" };

/** A cell changes only with what it says and how its column stands; most do not when something is answered. */
const Cell = memo(function Cell({ className, isHidden, offer, unit, note, says, local }) {
  const t = useSentences();
  return (
    <td className={className} hidden={isHidden} role="cell" aria-describedby={note && `note-${note.number}`}>
      {says && <span className={`says says--${says}`}>{t(SAYS[says])}</span>}
      <span className={valueClass(offer)}>{offer.short}</span>
      {note && <sup>{note.number}</sup>}
      {unit && <span className="unit">{unit}</span>}
      {/* Where the clocks say the same, and before the time is known, the room of the hours is kept. */}
      {offer.kind === "hours" && !offer.always && <small>{local || "\u00a0"}</small>}
    </td>
  );
});

function valueClass({ kind, count }) {
  if (kind === "included") return "value value--yes";
  if (kind === "none") return "value value--no";
  return count === 0 ? "value value--none" : "value";
}

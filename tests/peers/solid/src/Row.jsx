import { createMemo, For, Show } from "solid-js";

import { meaning, shortUnit } from "../../shared/words.js";
import { Explanation } from "./Explanation.jsx";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** A row of the table, whose name opens the explanation in the row after it. */
export function Row(props) {
  const { row, table } = props;
  const id = useIds()(`explanation-${row.id}`);
  const isOpen = createMemo(() => table.open().has(row.id));
  const isLeftOut = createMemo(() => !table.isShown()[row.index]);
  const asked = () => table.asked[row.id]?.asked;
  let opener;
  const closeByEscape = (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    table.toggle(row.id);
    opener.focus();
  };
  return (
    <>
      <tr class={isLeftOut() ? "is-left-out" : undefined} role="row" onKeyDown={closeByEscape}>
        <th role="rowheader" scope="row">
          <button
            type="button"
            class="row"
            ref={opener}
            aria-expanded={isOpen() ? "true" : "false"}
            aria-controls={id}
            onClick={() => table.toggle(row.id)}
          >
            <span class="row__name">{row.name}</span>
            <span class="row__mark" aria-hidden="true" />
            {row.brief && <span class="row__brief">{row.brief}</span>}
            <Show when={asked()}>
              <span class="row__asked">{asked()}</span>
            </Show>
          </button>
        </th>
        <For each={table.columns()}>
          {(column) => (
            <Cell row={row} column={column} says={table.asked[row.id]?.says[column.plan.index]} table={table} />
          )}
        </For>
      </tr>
      <Show when={isOpen()}>
        <tr
          class={isLeftOut() ? "explanation is-left-out" : "explanation"}
          role="row"
          id={id}
          onKeyDown={closeByEscape}
        >
          <td role="cell" colSpan={table.width()}>
            <Explanation row={row} />
            <p class="explanation__meaning">{meaning(props.catalog, props.advice, row)}</p>
          </td>
        </tr>
      </Show>
    </>
  );
}

const SAYS = { meets: "cell_meets", short: "cell_short" };

/** What one plan offers in the row, and how that stands to the answers. */
function Cell(props) {
  const t = useSentences();
  const { row, column, table } = props;
  const { index } = column.plan;
  const offer = row.offers[index];
  const note = row.notes[index];
  const unit = shortUnit(row, offer);
  return (
    <td
      class={column.class()}
      hidden={column.isHidden()}
      role="cell"
      aria-describedby={note && `note-${note.number}`}
    >
      <Show when={props.says}>
        <span class={`says says--${props.says}`}>{t(SAYS[props.says])}</span>
      </Show>
      <span class={valueClass(offer)}>{offer.short}</span>
      {note && <sup>{note.number}</sup>}
      {unit && <span class="unit">{unit}</span>}
      {/* Where the clocks say the same, and before the time is known, the room of the hours is kept. */}
      {offer.kind === "hours" && !offer.always && <small>{table.local().get(row)?.[index] || "\u00a0"}</small>}
    </td>
  );
}

function valueClass({ kind, count }) {
  if (kind === "included") return "value value--yes";
  if (kind === "none") return "value value--no";
  return count === 0 ? "value value--none" : "value";
}

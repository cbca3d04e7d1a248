import { createMemo, For, Show } from "solid-js";

import { focusOn } from "../../shared/focus.js";
import { publishedHours } from "../../shared/hours.js";
import { meaning } from "../../shared/words.js";
import { Explanation } from "./Explanation.jsx";
import { useIds } from "./ids.js";

/** A row of the table, whose name opens the explanation in the row after it. */
export function Row(props) {
  const { row, table } = props;
  const id = useIds()(`explanation-${row.id}`);
  const isOpen = createMemo(() => table.open().has(row.id));
  const isHidden = createMemo(() => !table.isShown()[row.index] || props.isFoldedUp);
  let opener;
  const closeByEscape = (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    table.toggle(row.id);
    opener.focus();
  };
  return (
    <>
      <tr role="row" hidden={isHidden()} onKeyDown={closeByEscape}>
        <th role="rowheader" scope="row">
          <button
            type="button"
            class="row"
            ref={opener}
            aria-expanded={isOpen() ? "true" : "false"}
            aria-controls={id}
            onClick={() => table.toggle(row.id)}
          >
            <span>{row.name}</span>
            <span class="row__mark" aria-hidden="true" />
          </button>
        </th>
        <For each={table.columns()}>
          {(column) => (
            <Cell row={row} column={column} says={table.says[row.id]?.[column.plan.index]} table={table} onLook={props.onLook} />
          )}
        </For>
      </tr>
      <Show when={isOpen()}>
        <tr class="explanation" role="row" id={id} hidden={isHidden()} onKeyDown={closeByEscape}>
          <td role="cell" colSpan={table.width()}>
            <Explanation row={row} />
            <p class="explanation__meaning">{meaning(props.catalog, props.advice, row)}</p>
          </td>
        </tr>
      </Show>
    </>
  );
}

const VALUES = { included: "value value--yes", none: "value value--no" };

/** What one plan offers in the row, and how that stands to the answers. */
function Cell(props) {
  const { row, column, table } = props;
  const { index } = column.plan;
  const offer = row.offers[index];
  const note = row.notes[index];
  return (
    <td
      class={column.class()}
      hidden={column.isHidden()}
      role="cell"
      aria-describedby={note && `note-${note.number}`}
    >
      <span class={VALUES[offer.kind] ?? "value"}>
        {row.severity ? (
          <ToWeek severity={row.severity} plan={column.plan} words={offer.words} onLook={props.onLook} />
        ) : (
          offer.words
        )}
        {note && <sup>{note.number}</sup>}
      </span>
      {row.severity && <CellHours row={row} plan={column.plan} local={table.local().get(row)?.[index]} />}
      <Show when={props.says}>
        <span class={props.says === "meets your need" ? "says says--meets" : "says says--short"}>{props.says}</span>
      </Show>
    </td>
  );
}

/** The hours that count for a cell, by the catalogue's clocks and by the visitor's. */
function CellHours(props) {
  const published = publishedHours(props.row, props.plan.index);
  return (
    <Show when={published || props.local}>
      <span class="cell__hours">
        {published && <span>{published}</span>}
        <Show when={props.local}>
          <span>{props.local}</span>
        </Show>
      </span>
    </Show>
  );
}

/** A cell's words as a link to the plan's week, for the row's severity. */
function ToWeek(props) {
  const id = useIds()(`week-${props.plan.id}`);
  const look = (event) => {
    event.preventDefault();
    props.onLook(props.severity, props.plan);
    focusOn(event.currentTarget, id);
  };
  return (
    <a href={`#${id}`} onClick={look}>
      {props.words}
    </a>
  );
}

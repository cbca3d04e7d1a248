import { createMemo, For } from "solid-js";

import { Row } from "./Row.jsx";

/** A section of the table: its title, which folds it up, and its rows. */
export function Section(props) {
  const { section, table } = props;
  const isEmpty = createMemo(() => !section.rows.some((row) => table.isShown()[row.index]));
  const isFolded = createMemo(() => table.compared().folded.includes(section.id));
  const isFoldedUp = createMemo(() => isFolded() && table.search() === "");
  return (
    <tbody role="rowgroup" hidden={isEmpty()}>
      <tr class="section" role="row">
        <th role="rowheader" scope="rowgroup" colSpan={table.width()}>
          <button
            type="button"
            class="section__fold"
            aria-expanded={isFolded() ? "false" : "true"}
            onClick={() => table.dispatch({ type: "fold", id: section.id })}
          >
            {section.title}
          </button>
        </th>
      </tr>
      <For each={section.rows}>
        {(row) => (
          <Row
            catalog={props.catalog}
            row={row}
            advice={props.advice}
            table={table}
            isFoldedUp={isFoldedUp()}
            onLook={props.onLook}
          />
        )}
      </For>
    </tbody>
  );
}

import { createMemo, For, Show } from "solid-js";

import { Row } from "./Row.jsx";

/** A section of the table: its title, which folds it up, over the columns of the plans; and its rows. */
export function Section(props) {
  const { section, table } = props;
  const isEmpty = createMemo(() => !section.rows.some((row) => table.isShown()[row.index]));
  const isFolded = createMemo(() => table.compared().folded.includes(section.id));
  return (
    <tbody
      class="table__section"
      classList={{ "is-folded": isFolded() && table.search() === "" }}
      role="rowgroup"
      hidden={isEmpty()}
    >
      <Show when={!section.isNamedByRow}>
        <tr class="section" role="row">
          <th role="rowheader" scope="rowgroup" colSpan={table.width()}>
            <button
              type="button"
              class="section__fold"
              aria-expanded={isFolded() ? "false" : "true"}
              onClick={() => table.dispatch({ type: "fold", id: section.id })}
            >
              <span>{section.title}</span>
              <span class="section__count" aria-hidden="true">
                {section.rows.length}
              </span>
            </button>
            <div class="section__columns" aria-hidden="true">
              <span />
              <For each={table.columns()}>
                {(column) => <span class={column.class()} hidden={column.isHidden()} />}
              </For>
            </div>
          </th>
        </tr>
      </Show>
      <For each={section.rows}>
        {(row) => <Row catalog={props.catalog} row={row} advice={props.advice} table={table} />}
      </For>
    </tbody>
  );
}

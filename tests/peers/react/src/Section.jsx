import { memo } from "react";

import { meaning } from "../../shared/words.js";
import { Row } from "./Row.jsx";

/** A section of the table: its title, which folds it up, and its rows. */
export const Section = memo(function Section({
  catalog,
  section,
  columns,
  advice,
  says,
  local,
  open,
  isShown,
  isFolded,
  isSearched,
  dispatch,
  onToggle,
  onLook,
}) {
  return (
    <tbody role="rowgroup" hidden={!section.rows.some((row) => isShown[row.index])}>
      <tr className="section" role="row">
        <th role="rowheader" scope="rowgroup" colSpan={catalog.plans.length + 1}>
          <button
            type="button"
            className="section__fold"
            aria-expanded={!isFolded}
            onClick={() => dispatch({ type: "fold", id: section.id })}
          >
            {section.title}
          </button>
        </th>
      </tr>
      {section.rows.map((row) => {
        const isOpen = open.has(row.id);
        return (
          <Row
            key={row.id}
            row={row}
            columns={columns}
            says={says.get(row)}
            local={local.get(row)}
            isOpen={isOpen}
            meaning={isOpen ? meaning(catalog, advice, row) : undefined}
            isHidden={!isShown[row.index] || (isFolded && !isSearched)}
            onToggle={onToggle}
            onLook={onLook}
          />
        );
      })}
    </tbody>
  );
});

import { memo } from "react";

import { meaning } from "../../shared/words.js";
import { Row } from "./Row.jsx";

/** A section of the table: its title, which folds it up, over the columns of the plans; and its rows. */
export const Section = memo(function Section({
  catalog,
  section,
  columns,
  advice,
  asked,
  local,
  open,
  isShown,
  isFolded,
  isSearched,
  dispatch,
  onToggle,
}) {
  return (
    <tbody
      className={isFolded && !isSearched ? "table__section is-folded" : "table__section"}
      role="rowgroup"
      hidden={!section.rows.some((row) => isShown[row.index])}
    >
      {!section.isNamedByRow && (
        <tr className="section" role="row">
          <th role="rowheader" scope="rowgroup" colSpan={columns.length + 1}>
            <button
              type="button"
              className="section__fold"
              aria-expanded={!isFolded}
              onClick={() => dispatch({ type: "fold", id: section.id })}
            >
              <span>{section.title}</span>
              <span className="section__count" aria-hidden="true">
                {section.rows.length}
              </span>
            </button>
            <div className="section__columns" aria-hidden="true">
              <span />
              {columns.map(({ plan, isHidden, className }) => (
                <span key={plan.id} className={className} hidden={isHidden} />
              ))}
            </div>
          </th>
        </tr>
      )}
      {section.rows.map((row) => {
        const isOpen = open.has(row.id);
        return (
          <Row
            key={row.id}
            row={row}
            columns={columns}
            asked={asked.get(row)}
            local={local.get(row)}
            isOpen={isOpen}
            meaning={isOpen ? meaning(catalog, advice, row) : undefined}
            isLeftOut={!isShown[row.index]}
            onToggle={onToggle}
          />
        );
      })}
    </tbody>
  );
});

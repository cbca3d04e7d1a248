import { memo, useRef } from "react";

import { standing } from "./advice.js";
import { meaning } from "./words.js";

/** A row of the table, whose name opens the explanation in the row after it. */
export function Row({ catalog, advice, row, isOpen, onToggle, columnClass }) {
  const opener = useRef(null);
  const id = `explanation-${row.id}`;
  const closeByEscape = (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    onToggle(row.id);
    opener.current.focus();
  };
  return (
    <>
      <tr role="row" onKeyDown={closeByEscape}>
        <RowName opener={opener} row={row} isOpen={isOpen} onToggle={onToggle} controls={id} />
        {row.offers.map((offer, plan) => (
          <Cell
            key={catalog.plans[plan].id}
            className={columnClass(plan)}
            offer={offer}
            says={standing(row, plan, advice.asked)}
          />
        ))}
      </tr>
      {isOpen && (
        <tr className="explanation" role="row" id={id} onKeyDown={closeByEscape}>
          <td role="cell" colSpan={row.offers.length + 1}>
            {row.explanation.map((block, at) => (
              <Block block={block} key={at} />
            ))}
            <p className="explanation__meaning">{meaning(catalog, advice, row)}</p>
          </td>
        </tr>
      )}
    </>
  );
}

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
const Cell = memo(function Cell({ className, offer, says }) {
  const saysClass = says === "meets your need" ? "says says--meets" : says && "says says--short";
  return (
    <td className={className} role="cell">
      <span className={VALUES[offer.kind] ?? "value"}>{offer.words}</span>
      {says && <span className={saysClass}>{says}</span>}
    </td>
  );
});

function Block({ block }) {
  if (typeof block === "string") return <p>{block}</p>;
  return (
    <ul>
      {block.list.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

import { memo } from "react";

import { countOf, movePlan, newsWords, showPlan } from "../../shared/comparing.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The heading with the tools: the pages of plans, the rows to leave out, the plans and their order, the way back. */
export function Tools({
  catalog,
  columns,
  marked,
  page,
  compared,
  differs,
  isFound,
  isAllOpen,
  onAllOpen,
  onTurn,
  dispatch,
}) {
  const ids = useIds();
  const { onlyDifferences, search, past } = compared;
  const { t } = catalog;
  const filter = ids("compare-filter");
  return (
    <div className="bar">
      <h2 id={ids("comparison-title")} tabIndex={-1}>
        {t("comparison_title")}
      </h2>
      <Pager page={page} all={columns.length} onTurn={onTurn} />
      <Opener target={filter}>{t("compare_filter")}</Opener>
      <div className="compare sheet" id={filter} popover="auto" role="group" aria-label={t("compare_filter")}>
        <Switch
          label={t("compare_only", { count: countOf(differs), all: differs.length })}
          isOn={onlyDifferences}
          onChange={(only) => dispatch({ type: "only-differences", only })}
        />
        <input
          className="select"
          id={ids("compare-search")}
          type="search"
          placeholder={t("compare_search")}
          aria-label={t("compare_search")}
          value={search}
          onChange={(event) => dispatch({ type: "search", search: event.target.value })}
        />
        <Opener target={ids("compare-order")}>{t("compare_pick")}</Opener>
        <Order
          catalog={catalog}
          columns={columns}
          marked={marked}
          canUndo={past.length > 0}
          isAllOpen={isAllOpen}
          onAllOpen={onAllOpen}
          dispatch={dispatch}
        />
        <Done target={filter} />
      </div>
      <p className="visually-hidden" role="status">
        {newsWords(t, compared, columns, differs, isFound)}
      </p>
    </div>
  );
}

/** A button that opens something over the page. */
function Opener({ target, children }) {
  return (
    <button type="button" className="button opens" popoverTarget={target}>
      {children}
    </button>
  );
}

/** The button that closes what was opened over the page. */
function Done({ target }) {
  const t = useSentences();
  return (
    <button
      type="button"
      className="button button--main sheet__end"
      popoverTarget={target}
      popoverTargetAction="hide"
    >
      {t("compare_done")}
    </button>
  );
}

function Switch({ label, isOn, onChange }) {
  return (
    <label className="switch">
      <span>{label}</span>
      <input type="checkbox" role="switch" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}

/** Which of the plans are shown, where there is no room for all. */
const Pager = memo(function Pager({ page: { from, until, at, count }, all, onTurn }) {
  const t = useSentences();
  const turn = (label, className, to) => {
    const isAtEnd = to < 0 || to >= count;
    return (
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-disabled={isAtEnd || undefined}
        onClick={() => isAtEnd || onTurn(to)}
      />
    );
  };
  return (
    <div className="pager" hidden={count === 1}>
      {turn(t("compare_earlier"), "button turn", at - 1)}
      <span role="status">{count > 1 && t("compare_page", { from, to: until, all })}</span>
      {turn(t("compare_further"), "button turn turn--further", at + 1)}
    </div>
  );
});

/** The plans to pick, in their order, each with the ways to move it. */
const Order = memo(function Order({ catalog, columns, marked, canUndo, isAllOpen, onAllOpen, dispatch }) {
  const { t } = catalog;
  const id = useIds()("compare-order");
  const plans = [...columns, ...catalog.plans.filter((plan) => !columns.includes(plan))];
  return (
    <div className="order sheet" id={id} popover="auto" role="group" aria-label={t("compare_order")}>
      <h3>{t("compare_order")}</h3>
      <ul className="order__plans">
        {plans.map((plan) => (
          <li key={plan.id} className={plan === marked ? "is-recommended" : undefined}>
            <label>
              <input
                type="checkbox"
                checked={columns.includes(plan)}
                disabled={columns.length === 1 && columns[0] === plan}
                onChange={(event) => dispatch(showPlan(columns, plan, event.target.checked))}
              />
              <span>{plan.name}</span>
            </label>
            <Mover columns={columns} plan={plan} by={-1} dispatch={dispatch} />
            <Mover columns={columns} plan={plan} by={1} dispatch={dispatch} />
          </li>
        ))}
      </ul>
      <Switch label={t("comparison_explain_all")} isOn={isAllOpen} onChange={onAllOpen} />
      <button
        type="button"
        className="button button--quiet undo"
        aria-disabled={canUndo ? undefined : true}
        onClick={() => canUndo && dispatch({ type: "undo" })}
      >
        {t("undo")}
      </button>
      <Done target={id} />
    </div>
  );
});

/** A button that moves a plan. The focus stays on one that can move it no further. */
function Mover({ columns, plan, by, dispatch }) {
  const t = useSentences();
  const at = columns.indexOf(plan);
  const isAtEnd = at < 0 || at + by < 0 || at + by >= columns.length;
  return (
    <button
      type="button"
      className={by < 0 ? "mover" : "mover mover--down"}
      aria-label={t(by < 0 ? "compare_move_up" : "compare_move_down", { plan: plan.name })}
      aria-disabled={isAtEnd || undefined}
      onClick={() => isAtEnd || dispatch(movePlan(columns, plan, by))}
    />
  );
}

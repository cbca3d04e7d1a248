import { createMemo, For } from "solid-js";

import { countOf, inPlaces, movePlan, newsWords, showPlan } from "../../shared/comparing.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The heading with the tools: the pages of plans, the rows to leave out, the plans and their order, the way back. */
export function Tools(props) {
  const t = useSentences();
  const ids = useIds();
  const filter = ids("compare-filter");
  return (
    <div class="bar">
      <h2 id={ids("comparison-title")} tabindex="-1">
        {t("comparison_title")}
      </h2>
      <Pager page={props.page} all={props.columns.length} onTurn={props.onTurn} />
      <Opener target={filter}>{t("compare_filter")}</Opener>
      <div class="compare sheet" id={filter} popover="auto" role="group" aria-label={t("compare_filter")}>
        <Switch
          label={t("compare_only", { count: countOf(props.differs), all: props.differs.length })}
          isOn={props.compared.onlyDifferences}
          onChange={(only) => props.dispatch({ type: "only-differences", only })}
        />
        <input
          class="select"
          id={ids("compare-search")}
          type="search"
          placeholder={t("compare_search")}
          aria-label={t("compare_search")}
          value={props.compared.search}
          onInput={(event) => props.dispatch({ type: "search", search: event.currentTarget.value })}
        />
        <Opener target={ids("compare-order")}>{t("compare_pick")}</Opener>
        <Order {...props} />
        <Done target={filter} />
      </div>
      <p class="visually-hidden" role="status">
        {newsWords(t, props.compared, props.columns, props.differs, props.isFound)}
      </p>
    </div>
  );
}

/** A button that opens something over the page. */
function Opener(props) {
  return (
    <button type="button" class="button opens" popovertarget={props.target}>
      {props.children}
    </button>
  );
}

/** The button that closes what was opened over the page. */
function Done(props) {
  const t = useSentences();
  return (
    <button
      type="button"
      class="button button--main sheet__end"
      popovertarget={props.target}
      popovertargetaction="hide"
    >
      {t("compare_done")}
    </button>
  );
}

function Switch(props) {
  return (
    <label class="switch">
      <span>{props.label}</span>
      <input
        type="checkbox"
        role="switch"
        checked={props.isOn}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

/** Which of the plans are shown, where there is no room for all. */
function Pager(props) {
  const t = useSentences();
  return (
    <div class="pager" hidden={props.page.count === 1}>
      <Turn {...props} class="button turn" label={t("compare_earlier")} by={-1} />
      <span role="status">
        {props.page.count > 1 && t("compare_page", { from: props.page.from, to: props.page.until, all: props.all })}
      </span>
      <Turn {...props} class="button turn turn--further" label={t("compare_further")} by={1} />
    </div>
  );
}

function Turn(props) {
  const to = () => props.page.at + props.by;
  const isAtEnd = () => to() < 0 || to() >= props.page.count;
  return (
    <button
      type="button"
      class={props.class}
      aria-label={props.label}
      aria-disabled={isAtEnd() ? "true" : undefined}
      onClick={() => isAtEnd() || props.onTurn(to())}
    />
  );
}

/** The plans to pick, in their order, each with the ways to move it. */
function Order(props) {
  const t = useSentences();
  const id = useIds()("compare-order");
  const plans = createMemo(() => inPlaces(props.catalog, props.columns));
  const canUndo = () => props.compared.past.length > 0;
  return (
    <div class="order sheet" id={id} popover="auto" role="group" aria-label={t("compare_order")}>
      <h3>{t("compare_order")}</h3>
      <ul class="order__plans">
        <For each={plans()}>
          {(plan) => (
            <li class={plan === props.marked ? "is-recommended" : undefined}>
              <label>
                <input
                  type="checkbox"
                  checked={props.columns.includes(plan)}
                  disabled={props.columns.length === 1 && props.columns[0] === plan}
                  onChange={(event) => props.dispatch(showPlan(props.columns, plan, event.currentTarget.checked))}
                />
                <span>{plan.name}</span>
              </label>
              <Mover columns={props.columns} plan={plan} by={-1} dispatch={props.dispatch} />
              <Mover columns={props.columns} plan={plan} by={1} dispatch={props.dispatch} />
            </li>
          )}
        </For>
      </ul>
      <Switch label={t("comparison_explain_all")} isOn={props.isAllOpen} onChange={props.onAllOpen} />
      <button
        type="button"
        class="button button--quiet undo"
        aria-disabled={canUndo() ? undefined : "true"}
        onClick={() => canUndo() && props.dispatch({ type: "undo" })}
      >
        {t("undo")}
      </button>
      <Done target={id} />
    </div>
  );
}

/** A button that moves a plan. The focus stays on one that can move it no further. */
function Mover(props) {
  const t = useSentences();
  const at = createMemo(() => props.columns.indexOf(props.plan));
  const isAtEnd = () => at() < 0 || at() + props.by < 0 || at() + props.by >= props.columns.length;
  const move = (event) => {
    if (isAtEnd()) return;
    const button = event.currentTarget;
    props.dispatch(movePlan(props.columns, props.plan, props.by));
    // A line that moves loses the focus.
    button.focus();
  };
  return (
    <button
      type="button"
      class={props.by < 0 ? "mover" : "mover mover--down"}
      aria-label={t(props.by < 0 ? "compare_move_up" : "compare_move_down", { plan: props.plan.name })}
      aria-disabled={isAtEnd() ? "true" : undefined}
      onClick={move}
    />
  );
}

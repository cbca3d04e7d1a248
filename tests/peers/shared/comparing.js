// What of the comparison is shown: which plans and in what order, which rows, and the way back.

import { compare } from "./value.js";

/**
 * All plans and rows. `columns` are ids of plans, or null for all; `folded` are ids of sections; `past` is the way back. `news` is
 * what was done last that is not seen where it was done, and `count` how often something was done.
 */
export const ALL = { columns: null, onlyDifferences: false, folded: [], search: "", past: [], news: null, count: 0 };

/** The comparison after something was shown, moved, folded, searched for or taken back. */
export function reduceComparison(state, action) {
  const { past, news: _, count, ...now } = state;
  const change = (changes) => ({ ...state, ...changes, past: [...past, now] });
  const tell = (state, news) => ({ ...state, news, count: count + 1 });
  switch (action.type) {
    case "columns":
      return tell(change({ columns: action.columns }), action.news);
    case "only-differences":
      return tell(change({ onlyDifferences: action.only }), { kind: "rows" });
    case "fold":
      return change({
        folded: state.folded.includes(action.id)
          ? state.folded.filter((id) => id !== action.id)
          : [...state.folded, action.id],
      });
    case "search": {
      // All that is typed into the field is one step back.
      const { search } = action;
      return tell(state.search === "" ? change({ search }) : { ...state, search }, { kind: "rows" });
    }
    case "undo":
      return tell(past.length > 0 ? { ...state, ...past.at(-1), past: past.slice(0, -1) } : state, { kind: "rows" });
    default:
      throw new Error(`no action ${action.type}`);
  }
}

/** The action that shows a plan where it stands among all, as long as nothing was moved; or no longer. */
export function showPlan(columns, plan, isShown) {
  const others = columns.filter((shown) => shown !== plan);
  const at = columns.filter((shown) => shown.index < plan.index).length;
  const placed = isShown ? others.toSpliced(at, 0, plan) : others;
  return { type: "columns", columns: placed.map(({ id }) => id), news: { kind: isShown ? "shown" : "hidden", plan } };
}

/** The action that moves a plan by some places. */
export function movePlan(columns, plan, by) {
  const to = columns.indexOf(plan) + by;
  const placed = columns.filter((shown) => shown !== plan).toSpliced(to, 0, plan);
  return { type: "columns", columns: placed.map(({ id }) => id), news: { kind: "moved", plan, place: to + 1 } };
}

/** The plans side by side, in their order. */
export function columnsOf(catalog, ids) {
  const columns = (ids ?? []).map((id) => catalog.plans.find((plan) => plan.id === id)).filter(Boolean);
  return columns.length > 0 ? columns : catalog.plans;
}

/** The plans in the order of a row's cells: those side by side, then those that are left out. */
export function inPlaces(catalog, columns) {
  return columns === catalog.plans ? columns : [...columns, ...catalog.plans.filter((plan) => !columns.includes(plan))];
}

/**
 * The columns that are shown at once where there is room for so many of them, 0 where that is not known; one plan, if any, stands
 * first on every page. With the numbers of those that are on no other page, and how many pages there are.
 */
export function pageOf(columns, first, room, turned) {
  if (room === 0 || columns.length <= room) {
    return { columns, from: 1, until: columns.length, at: 0, count: 1 };
  }
  const fixed = columns.filter((plan) => plan === first);
  const others = columns.filter((plan) => plan !== first);
  const step = Math.max(room - fixed.length, 1);
  const count = Math.ceil(others.length / step);
  const at = Math.min(turned, count - 1);
  const start = Math.min(at * step, others.length - step);
  return {
    columns: [...fixed, ...others.slice(start, start + step)],
    from: start === 0 ? 1 : fixed.length + start + 1,
    until: fixed.length + start + step,
    at,
    count,
  };
}

/**
 * The two plans that a narrow screen shows: those picked, else the recommended one after the one before it, else the first
 * two to request.
 */
export function pairOf(columns, picked, recommended) {
  const chosen = picked?.map((id) => columns.find((plan) => plan.id === id)) ?? [];
  if (chosen.length === 2 && chosen.every(Boolean)) return chosen;
  const first = Math.max(
    columns.findIndex((plan) => plan.isRequestable),
    0,
  );
  const at = columns.findIndex((plan) => plan.index === recommended);
  const second = Math.min(Math.max(at >= 0 ? at : first + 1, 1), Math.max(columns.length, 2) - 1);
  return [columns[second - 1], columns[Math.min(second, columns.length - 1)]];
}

/** The ids of a pair with another plan at a place. The two change places where the other is that plan already. */
export function pickedPair(pair, place, id) {
  const ids = pair.map((plan) => plan.id);
  const next = ids[1 - place] === id ? ids.toReversed() : ids;
  next[place] = id;
  return next;
}

/** By row, whether the plans side by side differ in it. */
export function differing(catalog, columns) {
  return catalog.rows.map((row) => {
    const first = columns[0].index;
    return columns.some(
      ({ index }) => row.notes[index] !== row.notes[first] || compare(row.offers[first], row.offers[index]) !== 0,
    );
  });
}

/** By row, whether it says what is searched for. */
export function found(catalog, columns, search) {
  const words = search.trim().toLowerCase();
  if (words === "") return catalog.rows.map(() => true);
  return catalog.rows.map(
    (row) => row.lower.includes(words) || columns.some(({ index }) => row.offers[index].lower.includes(words)),
  );
}

/** How many of all there are. */
export const countOf = (all) => all.filter(Boolean).length;

/** What was done last; and again where it was done again. */
export function newsWords(t, { news, count, search, onlyDifferences }, columns, differs, isFound) {
  const told = () => {
    const plan = news.plan?.name;
    switch (news.kind) {
      case "moved":
        return t("compare_moved", { plan, place: news.place, all: columns.length });
      case "hidden":
        return t("compare_hidden", { plan });
      case "shown":
        return t("compare_shown", { plan });
      default:
        return rowsWords(t, search, onlyDifferences, differs, isFound);
    }
  };
  if (!news) return "";
  return count % 2 === 0 ? `${told()}\u00a0` : told();
}

/** How many rows there are of those that are asked for. */
function rowsWords(t, search, onlyDifferences, differs, isFound) {
  const all = differs.length;
  if (search !== "") return t("compare_found", { words: search, count: countOf(isFound), all });
  return onlyDifferences ? t("compare_differ", { count: countOf(differs), all }) : t("compare_all_rows", { all });
}

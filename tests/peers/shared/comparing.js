// What of the comparison is shown: which plans and in what order, which rows, and the way back.

import { compare } from "./value.js";

/** All plans and rows. `columns` are ids of plans, or null for all; `folded` are ids of sections; `past` is the way back. */
export const ALL = { columns: null, onlyDifferences: false, folded: [], search: "", past: [] };

/** The comparison after something was shown, moved, folded, searched for or taken back. */
export function reduceComparison(state, action) {
  const { past, ...now } = state;
  const change = (changes) => ({ ...state, ...changes, past: [...past, now] });
  switch (action.type) {
    case "columns":
      return change({ columns: action.columns });
    case "only-differences":
      return change({ onlyDifferences: action.only });
    case "fold":
      return change({
        folded: state.folded.includes(action.id)
          ? state.folded.filter((id) => id !== action.id)
          : [...state.folded, action.id],
      });
    case "search":
      // All that is typed into the field is one step back.
      return state.search === "" ? change({ search: action.search }) : { ...state, search: action.search };
    case "undo":
      return past.length > 0 ? { ...past.at(-1), past: past.slice(0, -1) } : state;
    default:
      throw new Error(`no action ${action.type}`);
  }
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

/** The ids of the columns with a plan put to a place, or to none. */
export function placed(columns, plan, to) {
  const others = columns.filter((shown) => shown !== plan);
  if (to !== null) others.splice(to, 0, plan);
  return others.map(({ id }) => id);
}

/** Where a plan comes when it is shown again: where it stands among all, as long as nothing was moved. */
export function placeAmong(columns, plan) {
  return columns.filter((shown) => shown.index < plan.index).length;
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

/** How many rows there are of those that are asked for. */
export function countedWords(differs, isFound, search) {
  const count = (all) => all.filter(Boolean).length;
  if (search !== "") return `Rows with “${search}”: ${count(isFound)} of ${isFound.length}.`;
  const differ = count(differs);
  return `${differ} of ${differs.length} rows ${differ === 1 ? "differs" : "differ"}.`;
}

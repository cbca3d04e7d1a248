//! Compares: cells with the answers, plans with each other; and chooses which plans are shown side by side.

use std::cmp::Ordering;

use crate::answers::{Answers, RequirementRef};
use crate::catalog::{Catalog, EntitlementIx, Need, PlanIx, Satisfaction, Taken, Value};

/// The standing of one cell to the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No answer asks anything of it, or another row of the plan satisfies what was asked.
    Untouched,
    /// It satisfies what was asked: at least this value.
    Meets(Value),
    /// Nothing is stated of it, nor met otherwise: at least this value was asked.
    NotStated(Value),
    /// The plan misses a requirement because this cell, and every alternative to it, offers less than this value.
    Short(Value),
}

/// Returns how each plan's cell of a row stands to the requirements that the answers ask, in the order of the plans. Where several ask
/// of one cell, the first that it misses counts, else the first of which nothing is stated, else the first that it satisfies.
pub fn standings(
    catalog: &Catalog,
    answers: &Answers,
    asked: &[RequirementRef],
    entitlement: EntitlementIx,
) -> Vec<Standing> {
    standings_with(catalog, answers, asked, entitlement, &[])
}

/// Returns the same of plans with add-ons, by plan; of plans after the last, without.
pub fn standings_with(
    catalog: &Catalog,
    answers: &Answers,
    asked: &[RequirementRef],
    entitlement: EntitlementIx,
    add_ons: &[&[Taken]],
) -> Vec<Standing> {
    let mut touching = Vec::new();
    for asked in asked {
        for need in asked.needs(catalog).iter().filter(|need| need.entitlement == entitlement) {
            touching.push((asked, *need));
        }
    }
    let mut standings = Vec::new();
    for plan in catalog.plans() {
        let add_ons = add_ons.get(plan.get()).copied().unwrap_or_default();
        standings.push(standing(catalog, answers, &touching, entitlement, (plan, add_ons)));
    }
    standings
}

fn standing(
    catalog: &Catalog,
    answers: &Answers,
    touching: &[(&RequirementRef, Need)],
    row: EntitlementIx,
    (plan, add_ons): (PlanIx, &[Taken]),
) -> Standing {
    let offered = answers.offered_with(catalog, row, plan, add_ons);
    let mut standing = Standing::Untouched;
    for (asked, need) in touching {
        let (of_plan, value) = (asked.satisfaction_with(catalog, answers, plan, add_ons), asked.value(need));
        match (of_plan, asked.of_need(catalog, need, offered), standing) {
            (Satisfaction::Missed, ..) => return Standing::Short(value),
            (Satisfaction::NotStated, Satisfaction::NotStated, Standing::Untouched | Standing::Meets(_)) => {
                standing = Standing::NotStated(value);
            }
            (_, Satisfaction::Met, Standing::Untouched) => standing = Standing::Meets(value),
            _ => {}
        }
    }
    standing
}

/// The rows in which one plan differs from another; each list in the order of the table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Differences {
    /// The rows of which it offers more.
    pub better: Vec<EntitlementIx>,
    /// The rows of which it offers less, or nothing.
    pub worse: Vec<EntitlementIx>,
    /// The rows that differ without being more or less, such as hours in two zones, or the same under another condition.
    pub other: Vec<EntitlementIx>,
}

/// How a plan stands to the one that a visitor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The visitor has none.
    First,
    /// It is that one.
    Same,
    /// It is a higher one.
    Up,
    /// It is a lower one.
    Down,
}

/// Returns how a plan stands to the one that a visitor has, by the order of the plans.
///
/// ```
/// use plans::{comparison::{Step, step}, source};
///
/// let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
/// let [start, plus] = ["start", "plus"].map(|id| catalog.plan_by_id(id).expect("a plan"));
/// assert_eq!(step(Some(start), plus), Step::Up);
/// assert_eq!(step(Some(plus), start), Step::Down);
/// assert_eq!((step(Some(plus), plus), step(None, plus)), (Step::Same, Step::First));
/// ```
pub fn step(current: Option<PlanIx>, plan: PlanIx) -> Step {
    match current.map(|current| plan.cmp(&current)) {
        None => Step::First,
        Some(Ordering::Equal) => Step::Same,
        Some(Ordering::Greater) => Step::Up,
        Some(Ordering::Less) => Step::Down,
    }
}

/// Returns how a plan differs from another one with these answers.
pub fn differences(catalog: &Catalog, answers: &Answers, from: PlanIx, to: PlanIx) -> Differences {
    differences_with(catalog, answers, (from, &[]), (to, &[]))
}

/// Returns how a plan with add-ons differs from another one with add-ons.
pub fn differences_with(
    catalog: &Catalog,
    answers: &Answers,
    (from, beside): (PlanIx, &[Taken]),
    (to, add_ons): (PlanIx, &[Taken]),
) -> Differences {
    let mut differences = Differences::default();
    for row in catalog.entitlements() {
        let (one, other) = (catalog.cell(row, to), catalog.cell(row, from));
        let offer = |plan, add_ons| answers.offered_with(catalog, row, plan, add_ons);
        match catalog.compare(offer(to, add_ons), offer(from, beside)) {
            // What limits them, and under what condition they hold, is words.
            Some(Ordering::Equal) if one.condition != other.condition || one.limit != other.limit => {
                differences.other.push(row)
            }
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) => differences.better.push(row),
            Some(Ordering::Less) => differences.worse.push(row),
            None => differences.other.push(row),
        }
    }
    differences
}

/// Returns whether the plans of these columns differ in a row with these answers: whether one's value, or what is said of it, is not
/// the first's. Values differ unless each includes the other.
pub fn differs(catalog: &Catalog, answers: &Answers, row: EntitlementIx, columns: &[PlanIx]) -> bool {
    let mut differs = false;
    for plan in columns {
        let (first, other) = (catalog.cell(row, columns[0]), catalog.cell(row, *plan));
        let offer = |plan| answers.offered(catalog, row, plan);
        let order = catalog.compare(offer(columns[0]), offer(*plan));
        differs |= !first.says_the_same(other) || order != Some(Ordering::Equal);
    }
    differs
}

/// Picks the two columns that a narrow screen shows of at least one: the recommended plan after the one before it, else
/// the first that can be requested and the one after it. A plan that has no neighbour on that side stands with the
/// other one; a single column stands twice.
///
/// ```
/// use plans::{comparison::narrow_columns, source};
///
/// let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
/// let columns: Vec<_> = catalog.plans().collect();
/// let pair = |recommended| narrow_columns(&catalog, &columns, catalog.plan_by_id(recommended));
/// let names = |recommended| pair(recommended).map(|plan| catalog.plan(plan).id.as_str());
/// assert_eq!(names("business"), ["plus", "business"]);
/// assert_eq!(names("standard"), ["standard", "start"]);
/// assert_eq!(names("none"), ["start", "plus"]);
/// ```
pub fn narrow_columns(catalog: &Catalog, columns: &[PlanIx], recommended: Option<PlanIx>) -> [PlanIx; 2] {
    let first = columns.iter().position(|plan| catalog.plan(*plan).requestable).unwrap_or(0);
    let recommended = recommended.and_then(|plan| columns.iter().position(|shown| *shown == plan));
    let second = recommended.unwrap_or(first + 1).clamp(1, columns.len().max(2) - 1);
    [columns[second - 1], columns[second.min(columns.len() - 1)]]
}

/// The columns that a table shows at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The plans, in the order in which they stand.
    pub columns: Vec<PlanIx>,
    /// The number of the first of them that is on no other page, from 1.
    pub from: usize,
    /// The number of the last of them.
    pub until: usize,
    /// How many pages there are.
    pub count: usize,
}

/// Pages the columns of a table with room for so many of them. One plan, if any, stands first on every page; each page is full.
/// Where all have room, or the room is not known (0), all are one page, in their order. A page after the last is the last.
///
/// ```
/// use plans::{comparison::page, source};
///
/// let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
/// let columns: Vec<_> = catalog.plans().collect();
/// let of = |room, at| page(&columns, catalog.plan_by_id("plus"), room, at);
/// let ids = |room, at| of(room, at).columns.iter().map(|plan| catalog.plan(*plan).id.as_str()).collect::<Vec<_>>();
/// assert_eq!(ids(5, 0), ["standard", "start", "plus", "business", "enterprise"]);
/// assert_eq!(ids(3, 0), ["plus", "standard", "start"]);
/// assert_eq!(ids(3, 1), ["plus", "business", "enterprise"]);
/// assert_eq!((of(3, 1).from, of(3, 1).until, of(3, 1).count), (4, 5, 2));
/// ```
pub fn page(columns: &[PlanIx], first: Option<PlanIx>, room: usize, at: usize) -> Page {
    if room == 0 || columns.len() <= room {
        return Page { columns: columns.to_vec(), from: 1, until: columns.len(), count: 1 };
    }
    let (mut shown, mut others) = (Vec::new(), Vec::new());
    for plan in columns {
        if first == Some(*plan) { shown.push(*plan) } else { others.push(*plan) }
    }
    let fixed = shown.len();
    let step = (room - fixed).max(1);
    let count = others.len().div_ceil(step);
    let start = (at.min(count - 1) * step).min(others.len() - step);
    for plan in others.iter().skip(start).take(step) {
        shown.push(*plan);
    }
    Page { columns: shown, from: if start == 0 { 1 } else { fixed + start + 1 }, until: fixed + start + step, count }
}

/// Computes the order of a row's cells: its name, the plans of the columns in their order, then the plans that are left
/// out. Cells are told by their original indices: 0 is the name, and 1 on are `plans`. Columns that are none of `plans`
/// have no cell.
pub fn cell_order(plans: &[PlanIx], columns: &[PlanIx]) -> Vec<usize> {
    let mut order = vec![0];
    for column in columns {
        order.extend(plans.iter().position(|plan| plan == column).map(|at| at + 1));
    }
    for (at, plan) in plans.iter().enumerate() {
        if !columns.contains(plan) {
            order.push(at + 1);
        }
    }
    order
}

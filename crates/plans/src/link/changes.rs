//! Finds the changes in the catalogue since a link was made.

use super::totals;
use super::values::{hash, read};
use super::write::relied_on;
use super::{Fault, FaultKind, Opened, WAS};
use crate::answers::Answers;
use crate::catalog::{Catalog, EntitlementIx, Id, PlanIx, Value};
use crate::total::Total;

/// The changes in the catalogue since a link was made.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Changes {
    /// Every cell that the link relied on and that holds another value now, row by row.
    pub rows: Vec<RowChange>,
    /// Every plan that costs something else for the answers now, in the order of the link.
    pub totals: Vec<TotalChange>,
    /// What of the link's `was` could not be read, among it plans and rows that there are no longer.
    pub faults: Vec<Fault>,
}

/// A cell that a link relied on, and that holds another value now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// The row.
    pub row: EntitlementIx,
    /// The plan.
    pub plan: PlanIx,
    /// The value then.
    pub was: Was,
    /// The value now.
    pub is: Value,
}

/// A plan that costs something else for the answers now. Only the amounts are told, and whether they are least ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalChange {
    /// The plan.
    pub plan: PlanIx,
    /// What it cost then.
    pub was: Total,
    /// What it costs now.
    pub is: Total,
}

/// The value that a cell had when a link was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Was {
    /// This value.
    Value(Value),
    /// A level, or hours, of this id, which the row can hold no longer.
    Gone(Id),
}

/// The values that a link's answers relied on, as the link states them.
struct Relied<'a> {
    /// The plans' ids.
    plans: Vec<&'a str>,
    /// The rows' ids, each with a value for each of the plans.
    rows: Vec<(&'a str, Vec<&'a str>)>,
}

/// Reads `was`. What is not whole is left out, since the end of a link may be missing: rows without all of their values, and plans
/// without rows.
fn relied(was: &str) -> Option<Relied<'_>> {
    let (ids, parts) = was.split_once('/')?;
    let plans: Vec<_> = ids.split(',').collect();
    let row = |part| {
        let (id, values) = str::split_once(part, ':')?;
        let values: Vec<_> = values.split(',').collect();
        let is_whole = values.len() == plans.len() && values.iter().all(|value| !value.is_empty());
        is_whole.then_some((id, values))
    };
    let rows: Vec<_> = parts.split('/').filter_map(row).collect();
    (!rows.is_empty()).then_some(Relied { plans, rows })
}

/// Returns how much of `was` the catalogue does not know, or is not whole.
pub(super) fn unreadable(catalog: &Catalog, was: &str) -> usize {
    let Some(relied) = relied(was) else { return usize::MAX };
    let cut = was.split('/').count() - 1 - relied.rows.len();
    let plans = relied.plans.iter().filter(|id| catalog.plan_by_id(id).is_none()).count();
    let of_row = |(id, values): &(&str, Vec<&str>)| match catalog.entitlement_by_id(id) {
        None if *id == totals::TOTAL => values.iter().filter(|value| totals::read(value).is_none()).count(),
        None => 1,
        Some(row) => values.iter().filter(|value| read(catalog, row, value).is_none()).count(),
    };
    cut + plans + relied.rows.iter().map(of_row).sum::<usize>()
}

impl Opened {
    /// Finds what changed in the rows that the answers relied on when the link was made. Nothing where their hash is the same,
    /// or the link holds none.
    pub fn changes(&self, catalog: &Catalog) -> Changes {
        let mut changes = Changes::default();
        let Some(relied) = self.made_with.was.as_deref().and_then(relied) else { return changes };
        let answers = &self.link.answers;
        let is_same = |rows: &[EntitlementIx]| self.made_with.rows.as_deref() == Some(&*hash(catalog, answers, rows));
        // Whatever became of the values on the way.
        if is_same(&relied_on(catalog, &self.link.answers)) {
            return changes;
        }
        let mut plans = Vec::new();
        for id in relied.plans {
            let plan = catalog.plan_by_id(id);
            if plan.is_none() {
                changes.fault(FaultKind::UnknownPlan, id);
            }
            plans.push(plan);
        }
        let (mut rows, mut values) = (Vec::new(), Vec::new());
        let mut costs = Vec::new();
        for (id, of_plans) in relied.rows {
            match catalog.entitlement_by_id(id) {
                None if id == totals::TOTAL => costs = of_plans,
                None => changes.fault(FaultKind::UnknownEntitlement, id),
                Some(row) => {
                    rows.push(row);
                    values.push(of_plans);
                }
            }
        }
        if !is_same(&rows) {
            for (row, values) in rows.iter().zip(values) {
                changes.row(catalog, answers, &plans, (*row, &values));
            }
            changes.totals(catalog, answers, &plans, &costs);
        }
        changes
    }
}

impl Changes {
    fn fault(&mut self, kind: FaultKind, value: &str) {
        self.faults.push(Fault { kind, key: WAS.to_owned(), value: value.to_owned() });
    }

    /// Notes which plans cost something else, by what stood in the link; nothing where the catalogue tells no prices now.
    fn totals(&mut self, catalog: &Catalog, answers: &Answers, plans: &[Option<PlanIx>], costs: &[&str]) {
        if !totals::are_told(catalog, answers) {
            return;
        }
        let now = totals::advised(catalog, answers);
        for (plan, text) in plans.iter().zip(costs) {
            let (Some(plan), Some(was)) = (*plan, totals::read(text)) else { continue };
            let is = now[plan.get()].clone();
            if is != was {
                self.totals.push(TotalChange { plan, was, is });
            }
        }
    }

    /// Notes the changes of a row, whose values by plan stood in the link.
    fn row(
        &mut self,
        catalog: &Catalog,
        answers: &Answers,
        plans: &[Option<PlanIx>],
        (row, values): (EntitlementIx, &[&str]),
    ) {
        for (plan, text) in plans.iter().zip(values) {
            let Some(plan) = *plan else { continue };
            let is = answers.offered(catalog, row, plan);
            let was = match (read(catalog, row, text), Id::parse(text)) {
                (Some(value), _) if value == is => continue,
                (Some(value), _) => Was::Value(value),
                (None, Some(id)) => Was::Gone(id),
                (None, None) => {
                    self.fault(FaultKind::Malformed, text);
                    continue;
                }
            };
            self.rows.push(RowChange { row, plan, was, is });
        }
    }
}

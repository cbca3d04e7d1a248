//! What changed in the catalogue since a link was made.

use super::values::{hash, read};
use super::{Fault, FaultKind, Opened, WAS, row_by_id};
use crate::catalog::{Catalog, EntitlementIx, Id, PlanIx, Value};

/// What changed since a link was made.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Changes {
    /// Every cell that the link relied on and that holds another value now, row by row.
    pub rows: Vec<RowChange>,
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
    /// What it held.
    pub was: Was,
    /// What it holds.
    pub is: Value,
}

/// What a cell held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Was {
    /// This value.
    Value(Value),
    /// A level, or hours, of this id, which the row can hold no longer.
    Gone(Id),
}

impl Opened {
    /// What changed in the rows that the answers relied on when the link was made. Nothing where their hash is the same, or
    /// the link does not tell.
    pub fn changes(&self, catalog: &Catalog) -> Changes {
        let mut changes = Changes::default();
        let Some(was) = &self.made_with.was else { return changes };
        let mut plans = Vec::new();
        let mut rows = Vec::new();
        let mut values = Vec::new();
        let (ids, parts) = was.split_once('/').unwrap_or((was, ""));
        for id in ids.split(',') {
            let plan = catalog.plan_by_id(id);
            if plan.is_none() {
                changes.fault(FaultKind::UnknownPlan, id);
            }
            plans.push(plan);
        }
        for part in parts.split('/') {
            let (id, of_plans) = part.split_once(':').unwrap_or((part, ""));
            match row_by_id(catalog, id) {
                None => changes.fault(FaultKind::UnknownEntitlement, id),
                Some(row) => {
                    rows.push(row);
                    values.push(of_plans);
                }
            }
        }
        if self.made_with.rows.as_deref() != Some(&*hash(catalog, &rows)) {
            for (row, values) in rows.iter().zip(values) {
                changes.row(catalog, &plans, *row, values);
            }
        }
        changes
    }
}

impl Changes {
    #[inline(never)]
    fn fault(&mut self, kind: FaultKind, value: &str) {
        self.faults.push(Fault { kind, key: WAS.to_owned(), value: value.to_owned() });
    }

    /// Notes what changed in a row, whose values by plan stood in the link.
    fn row(&mut self, catalog: &Catalog, plans: &[Option<PlanIx>], row: EntitlementIx, values: &str) {
        let mut texts = values.split(',');
        for plan in plans {
            let text = texts.next().unwrap_or_default();
            let Some(plan) = *plan else { continue };
            let is = catalog.cell(row, plan).value;
            let was = match (read(catalog, row, text), Id::parse(text)) {
                (Some(value), _) if value == is => continue,
                (Some(value), _) => Was::Value(value),
                (None, Some(id)) => Was::Gone(id),
                (None, None) => {
                    self.fault(FaultKind::Form, text);
                    continue;
                }
            };
            self.rows.push(RowChange { row, plan, was, is });
        }
        if texts.next().is_some() {
            self.fault(FaultKind::Form, values);
        }
    }
}

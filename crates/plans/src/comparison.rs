//! How the cells of the table stand to the answers.

use std::cmp::Ordering;

use crate::answers::Asked;
use crate::catalog::{Catalog, EntitlementIx, PlanIx, Value};

/// How one cell stands to the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No answer asks anything of it, or another row of the plan satisfies what was asked.
    Untouched,
    /// It satisfies what was asked: at least this value.
    Meets(Value),
    /// The plan misses a requirement because this cell, and every alternative to it, offers less than this value.
    Short(Value),
}

/// How each plan's cell of a row stands to the requirements asked, in the order of the plans. Where several ask of one
/// cell, the first that it misses counts, else the first that it satisfies.
pub fn standings(catalog: &Catalog, asked: &[Asked], entitlement: EntitlementIx) -> Vec<Standing> {
    let mut touching = Vec::new();
    for asked in asked {
        for value in asked.of(catalog, entitlement) {
            touching.push((asked, value));
        }
    }
    let mut standings = Vec::new();
    for plan in catalog.plans() {
        standings.push(standing(catalog, &touching, entitlement, plan));
    }
    standings
}

fn standing(catalog: &Catalog, touching: &[(&Asked, Value)], row: EntitlementIx, plan: PlanIx) -> Standing {
    let offered = catalog.cell(row, plan).value;
    let mut standing = Standing::Untouched;
    for (asked, value) in touching {
        if !asked.met_by(catalog, plan) {
            return Standing::Short(*value);
        }
        if standing == Standing::Untouched && catalog.satisfies(offered, *value) {
            standing = Standing::Meets(*value);
        }
    }
    standing
}

/// How the rows of one plan differ from those of another; each list in the order of the table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Differences {
    /// The rows of which it offers more.
    pub better: Vec<EntitlementIx>,
    /// The rows of which it offers less, or nothing.
    pub worse: Vec<EntitlementIx>,
    /// The rows that differ without being more or less, such as hours in two zones.
    pub other: Vec<EntitlementIx>,
}

/// How a plan differs from another one.
pub fn differences(catalog: &Catalog, from: PlanIx, to: PlanIx) -> Differences {
    let mut differences = Differences::default();
    for row in catalog.entitlements() {
        let offer = |plan| catalog.cell(row, plan).value;
        match catalog.compare(offer(to), offer(from)) {
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) => differences.better.push(row),
            Some(Ordering::Less) => differences.worse.push(row),
            None => differences.other.push(row),
        }
    }
    differences
}

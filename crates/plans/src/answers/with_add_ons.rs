//! What a plan offers with add-ons, and whether it can be had.

use super::Answers;
use crate::catalog::{Catalog, EntitlementIx, Granted, PlanIx, Taken, Value};

impl Answers {
    /// Returns what a plan offers in a row with some add-ons: the best of what it has itself and what any of them gives, and what
    /// they add to that.
    pub fn offered_with(&self, catalog: &Catalog, row: EntitlementIx, plan: PlanIx, add_ons: &[Taken]) -> Value {
        let offered = self.offered(catalog, row, plan);
        // Most catalogues have no add-ons.
        if add_ons.is_empty() { offered } else { extended(catalog, row, offered, add_ons) }
    }

    /// Tells whether a plan can be had with these answers. While a question that it depends on is open, it can.
    pub fn has_available(&self, catalog: &Catalog, plan: PlanIx) -> bool {
        let conditions = &catalog.plan(plan).available_if;
        if conditions.is_empty() {
            return true;
        }
        let answers = self.in_effect(catalog);
        conditions
            .iter()
            .all(|condition| answers.is_open(condition.question) || answers.meets(condition.question, &condition.is))
    }
}

/// Returns what is offered in a row with some add-ons, of what is offered without.
pub(crate) fn extended(catalog: &Catalog, row: EntitlementIx, offered: Value, add_ons: &[Taken]) -> Value {
    let mut offered = offered;
    // What is added is added to the best that is given.
    for adds in [false, true] {
        for taken in add_ons {
            for grant in &catalog.add_on(taken.add_on).gives {
                if grant.entitlement == row && matches!(grant.gives, Granted::More(_)) == adds {
                    offered = catalog.extended(offered, grant.gives, taken.count);
                }
            }
        }
    }
    offered
}

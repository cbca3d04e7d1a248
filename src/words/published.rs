//! Words hours as their publisher says them.

use plans::catalog::{Hours, Value};
use plans::lean_text::join;
use plans::{EntitlementIx, PlanIx};

use super::{Told, Words};

impl Words<'_> {
    /// Returns how the publisher says the hours of a row, each once, after the plans that have them; nothing of hours that the
    /// catalogue does not say so.
    pub fn published(&self, row: EntitlementIx, plans: impl Iterator<Item = PlanIx> + Clone) -> Vec<Told> {
        let named = |plan: &PlanIx| match self.catalog.cell(row, *plan).value {
            Value::Hours(Hours::Named(hours)) => Some(hours),
            _ => None,
        };
        let (mut said, mut all) = (Vec::new(), Vec::new());
        for hours in plans.clone().filter_map(|plan| named(&plan)) {
            let Some(words) = &self.catalog.parts().hours[hours.get()].words else { continue };
            if said.contains(&hours) {
                continue;
            }
            said.push(hours);
            let mut names = Vec::new();
            for plan in plans.clone().filter(|plan| named(plan) == Some(hours)) {
                names.push(self.plan(plan));
            }
            let told = self.told(words);
            all.push(Told { text: self.locale.hours_published(&join(&names, ", "), &told.text), ..told });
        }
        all
    }
}

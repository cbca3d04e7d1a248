//! Words a plan in short: what it includes, section by section, in sentences.

use plans::catalog::Value;
use plans::{Answers, PlanIx};

use super::{Told, Words, join};

impl Words<'_> {
    /// Returns each section's heading, with its sentences, by what the plan offers with these answers.
    pub fn summary(&self, answers: &Answers, plan: PlanIx) -> Vec<(Told, String)> {
        let mut sections = Vec::new();
        for (section, rows) in self.catalog.sections() {
            sections.push((self.told(&section.title), self.sentences(answers, plan, rows)));
        }
        sections
    }

    fn sentences(&self, answers: &Answers, plan: PlanIx, rows: impl Iterator<Item = plans::EntitlementIx>) -> String {
        let (mut included, mut offers, mut missing, mut not_stated) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            let name = self.text(&self.catalog.entitlement(row).name);
            let cell = self.catalog.cell(row, plan);
            match answers.offered(self.catalog, row, plan) {
                Value::Included if cell.limit.is_none() => included.push(self.on_condition(name, row, plan)),
                Value::NotIncluded if cell.words.is_none() => missing.push(name),
                Value::NotStated if cell.words.is_none() => not_stated.push(name),
                _ => offers.push(self.locale.summary_offers(&name, &self.offered_on_condition(answers, row, plan))),
            }
        }
        let mut sentences = offers;
        if !included.is_empty() {
            sentences.push(self.locale.summary_includes(&self.list(&included)));
        }
        if !missing.is_empty() {
            sentences.push(self.locale.summary_not_included(&self.list(&missing)));
        }
        if !not_stated.is_empty() {
            sentences.push(self.locale.summary_not_stated(&self.list(&not_stated)));
        }
        join(&sentences, " ")
    }
}

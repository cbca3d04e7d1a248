//! Words what a row means for the answers, and how two plans differ in it.

use plans::catalog::{Satisfaction, Value};
use plans::{Advised, Answers, EntitlementIx, PlanIx, Standing};

use super::{Words, join};

impl Words<'_> {
    /// Returns a row's name, with its section's where another row has the same name.
    pub fn row(&self, row: EntitlementIx) -> String {
        let rows = &self.catalog.parts().entitlements;
        let name = &self.catalog.entitlement(row).name;
        let is_only = rows.iter().filter(|other| other.name == *name).count() == 1;
        let text = self.text(name);
        if is_only { text } else { self.locale.row_in_section(&text, &self.text(&self.catalog.section_of(row).title)) }
    }

    /// Words what a row means for the answers: which plans offer what was asked of it. Nothing where nothing is answered.
    pub fn row_meaning(&self, row: EntitlementIx, advised: &Advised) -> String {
        let locale = self.locale;
        let mut sentences = Vec::new();
        for asked in &advised.advice.asked {
            if !asked.is_of(self.catalog, row) {
                continue;
            }
            let words = self.asked(asked);
            let (mut meet, mut not_stated) = (Vec::new(), Vec::new());
            for plan in self.catalog.plans() {
                match self.satisfaction(advised, asked, plan) {
                    Satisfaction::Met => meet.push(self.plan(plan)),
                    Satisfaction::NotStated => not_stated.push(self.plan(plan)),
                    Satisfaction::Missed => {}
                }
            }
            sentences.push(match meet.len() {
                0 if not_stated.is_empty() => locale.row_met_by_none(&words),
                0 => locale.row_asked_for(&words),
                all if all == self.catalog.plans().len() => locale.row_met_by_all(&words),
                count => locale.row_met_by(&words, count as u32, &self.list(&meet)),
            });
            if !not_stated.is_empty() {
                sentences.push(locale.row_not_stated(&self.list(&not_stated)));
            }
        }
        if sentences.is_empty() && advised.advice.recommended().is_some() {
            sentences.push(locale.row_not_asked().to_owned());
        }
        join(&sentences, " ")
    }

    /// Words what was asked of a row, from how its cells stand to the answers; nothing where nothing was.
    pub fn row_asked(&self, row: EntitlementIx, standings: &[Standing]) -> String {
        let locale = self.locale;
        for standing in standings {
            let (Standing::Meets(needed) | Standing::Short(needed) | Standing::NotStated(needed)) = *standing else {
                continue;
            };
            return match needed {
                Value::Included | Value::Frequency(_) => locale.row_asked_this().to_owned(),
                needed => locale.row_asked(&self.short_cell(row, needed)),
            };
        }
        String::new()
    }

    /// Words what a row has in one plan instead of another: "TAM Team: Not included".
    pub fn difference(&self, answers: &Answers, row: EntitlementIx, from: PlanIx, to: PlanIx) -> String {
        let offer = |plan| answers.offered(self.catalog, row, plan);
        let (locale, name) = (self.locale, self.row(row));
        let words = |plan| self.offered_on_condition(answers, row, plan);
        match (offer(from), offer(to)) {
            (Value::NotIncluded, Value::Included) if self.catalog.cell(row, to).limit.is_none() => {
                self.on_condition(name, row, to)
            }
            (Value::NotIncluded, _) | (_, Value::NotIncluded) => locale.difference_to(&name, &words(to)),
            _ => locale.difference(&words(from), &name, &words(to)),
        }
    }
}

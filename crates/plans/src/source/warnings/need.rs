//! Requirements that no plan's value can be compared with.

use super::{Author, Warning, warn};
use crate::catalog::{AtLeast, Need, PlanIx, QuestionKind, Requirement, Value};

impl Author<'_> {
    /// Warns of values that are required of a row in which every plan has something of another sort.
    pub(super) fn needs(&self, warnings: &mut Vec<Warning>) {
        for question in self.catalog.questions() {
            let place = self.places.question(question);
            match &self.catalog.question(question).kind {
                QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                    for (at, choice) in choices.iter().enumerate() {
                        self.requirements(&format!("{place}/choices/{at}"), &choice.requires, warnings);
                    }
                }
                QuestionKind::Number { requires, .. } | QuestionKind::YesNo { requires, .. } => {
                    self.requirements(place, requires, warnings);
                }
            }
        }
    }

    fn requirements(&self, place: &str, requires: &[Requirement], warnings: &mut Vec<Warning>) {
        for (at, requirement) in requires.iter().enumerate() {
            let place = format!("{place}/requires/{at}");
            for (nth, need) in requirement.any_of.iter().enumerate() {
                let any_of = format!("{place}/any_of/{nth}");
                let place = if self.at(&any_of).is_some() { any_of } else { place.clone() };
                if self.is_never_compared(need) {
                    let row = &self.catalog.entitlement(need.entitlement).id;
                    let detail = format!(
                        "what is required cannot be compared with what any plan has in the row \"{row}\", so no plan ever \
                         meets it; require a value of the sort that its cells have: times or days, on the clock or working \
                         hours, hours in a zone that is named"
                    );
                    warn(warnings, &format!("{place}/at_least"), detail);
                }
            }
        }
    }

    /// Tells whether some plan has a value in the row, and none of those compares with what is required. Of cells that go by an
    /// answer nothing is said.
    fn is_never_compared(&self, need: &Need) -> bool {
        let AtLeast::Value(required) = need.at_least else { return false };
        let by_answer =
            self.cells(self.places.row(need.entitlement)).iter().any(|(_, cell)| cell.field("by").is_some());
        let offered = |plan: PlanIx| self.catalog.cell(need.entitlement, plan).value;
        // What everything satisfies, or a state, which is no value, compares in its own way.
        let is_value = |value: Value| {
            self.catalog.satisfies(value, Value::Included) && self.catalog.compare(value, value).is_some()
        };
        let mut offers = self.catalog.plans().map(offered).filter(|value| is_value(*value)).peekable();
        required != Value::Included
            && !by_answer
            && offers.peek().is_some()
            && offers.all(|offered| self.catalog.compare(offered, required).is_none())
    }
}

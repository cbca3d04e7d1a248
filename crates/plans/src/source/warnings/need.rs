//! Requirements that no plan's value can be compared with.

use super::{Author, Warning, warn};
use crate::catalog::{Bound, Kind, Need, QuestionKind, Requirement, Value};
use crate::json::Json;

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
                let place = format!("{place}/{}", if need.is_at_most { "at_most" } else { "at_least" });
                if let Some(sorts) = self.never_compared(need, &place) {
                    let row = &self.catalog.entitlement(need.entitlement).id;
                    let detail = format!(
                        "what is required cannot be compared with what any plan has in the row \"{row}\", so no plan ever \
                         meets it; {sorts}"
                    );
                    warn(warnings, &place, detail);
                }
            }
        }
    }

    /// Returns the way out where some plan has a value in the row, and all of these are of another sort than what is required.
    /// Of cells that go by an answer nothing is said.
    fn never_compared(&self, need: &Need, place: &str) -> Option<&'static str> {
        let Bound::Value(required) = need.bound else { return None };
        let row = self.places.row(need.entitlement);
        let kind = &self.catalog.entitlement(need.entitlement).kind;
        let cells = self.cells(row);
        if required == Value::Included || cells.iter().any(|(_, cell)| cell.field("by").is_some()) {
            return None;
        }
        let mut offers = self.catalog.plans().filter_map(|plan| {
            let offered = self.catalog.cell(need.entitlement, plan).value;
            let written = &cells.iter().find(|(id, _)| *id == self.catalog.plan(plan).id.as_str())?.1;
            // States are no values.
            self.catalog
                .satisfies(offered, Value::Included)
                .then_some((offered, written.field("value").unwrap_or(written)))
        });
        let sorts = match kind {
            Kind::Hours => {
                "hours on the visitor's own clock compare with no zone's, and those of different zones where the catalogue \
                 names a \"compare_year\""
            }
            Kind::Response => "require a time on the clock, in working hours or in business days, as its cells have it",
            Kind::Frequency => "times and days do not compare: require what its cells count",
            // All of these compare, sets of options as far as one holds the other.
            Kind::Inclusion
            | Kind::Quantity(_)
            | Kind::Level(_)
            | Kind::Text(_)
            | Kind::Options(_)
            | Kind::Decimal(_)
            | Kind::Percent
            | Kind::Amount(_) => return None,
        };
        let mut any = false;
        let is_apart = |(offered, written): (Value, &Json)| {
            any = true;
            // Hours of one zone compare even where neither are open whenever the others are.
            let of_hours = matches!(kind, Kind::Hours);
            self.catalog.compare(offered, required).is_none() && (!of_hours || self.are_apart(written, self.at(place)))
        };
        (offers.all(is_apart) && any).then_some(sorts)
    }

    /// Tells whether two names of hours are of different zones, which do not compare.
    fn are_apart(&self, one: &Json, other: Option<&Json>) -> bool {
        let (Some(one), Some(other)) = (self.zones(one), other.and_then(|other| self.zones(other))) else {
            return false;
        };
        let is_local = |zones: &[&str]| zones.contains(&"local");
        let has_year = self.document.field("compare_year").is_some_and(|year| *year != Json::Null);
        one != other && (!has_year || is_local(&one) || is_local(&other))
    }

    /// Returns the zones of hours; none of hours that have no name.
    fn zones(&self, name: &Json) -> Option<Vec<&str>> {
        let hours = self.document.field("hours")?.field(name.as_str()?)?;
        let own = hours.field("zone").and_then(Json::as_str);
        let openings = hours.field("weekly").map_or(&[][..], Json::items);
        let mut zones: Vec<&str> =
            openings.iter().filter_map(|opening| opening.field("zone").and_then(Json::as_str).or(own)).collect();
        zones.sort_unstable();
        zones.dedup();
        Some(zones)
    }
}

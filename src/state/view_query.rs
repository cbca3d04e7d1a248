//! What is chosen to be seen as text, in the words of [`plans::link`].
//!
//! A link is this and the answers. The app writes and takes it; links themselves are read and written by the export, which
//! only the product page loads.

use plans::Catalog;
use plans::link::{DIFFERENCES, FOLDED, MOMENT, ONLY, OPEN, PLANS, SEVERITY, ZONE};
use plans::parts::Parts;
use plans::support::Moment;

use super::State;
use super::comparison::{Selection, is_noted, note};
use super::offer::Shown;

/// Parts `key=value,value`, with `;` between any two.
#[derive(Default)]
struct Query {
    text: String,
    key: &'static str,
}

impl Query {
    #[inline(never)]
    fn add(&mut self, key: &'static str, value: &str) {
        if self.key == key {
            self.text.push(',');
        } else {
            if !self.text.is_empty() {
                self.text.push(';');
            }
            self.text.push_str(key);
            self.text.push('=');
            self.key = key;
        }
        self.text.push_str(value);
    }
}

impl State {
    /// What is chosen that differs from a fresh page.
    pub fn view_query(&self) -> String {
        let shown = self.offer.follow();
        let catalog = &shown.catalog;
        let mut query = Query::default();
        self.comparison.with(|selection, explained| {
            if selection.columns != shown.plans {
                for plan in &selection.columns {
                    query.add(PLANS, catalog.plan(*plan).id.as_str());
                }
            }
            if selection.only_differences {
                query.add(ONLY, DIFFERENCES);
            }
            for row in catalog.entitlements() {
                if is_noted(explained, row.get()) {
                    query.add(OPEN, catalog.entitlement(row).id.as_str());
                }
            }
            for (at, section) in catalog.parts().sections.iter().enumerate() {
                if is_noted(&selection.folded, at) {
                    query.add(FOLDED, section.id.as_str());
                }
            }
        });
        let first = catalog.severities().next();
        if let Some(severity) = self.hours.severity().filter(|severity| Some(*severity) != first) {
            query.add(SEVERITY, catalog.severity(severity).id.as_str());
        }
        match self.hours.moment() {
            Moment::Now => {}
            Moment::Next(minute) => query.add(MOMENT, &minute.to_string()),
            Moment::Shown(_) => query.add(MOMENT, &self.hours.written_moment()),
        }
        if let Some(zone) = self.hours.chosen_zone() {
            query.add(ZONE, &zone.name());
        }
        query.text
    }

    /// Chooses this in place of all that is chosen. What cannot be taken is left out.
    pub fn show_view(&self, query: &str) {
        let shown = self.offer.now();
        self.hours.start_over(shown.catalog.severities().next());
        let (mut selection, mut explained) = (Selection::default(), Vec::new());
        for part in Parts::of(query, ';') {
            let (key, values) = part.split_once('=').unwrap_or((part, ""));
            for value in Parts::of(values, ',') {
                match key {
                    OPEN => open(&mut explained, &shown.catalog, value),
                    SEVERITY | MOMENT => drop(self.enter(key, value)),
                    // One that there is not leaves the visitor's own.
                    ZONE => drop(self.hours.take_zone(value)),
                    _ => selection.choose(&shown, key, value),
                }
            }
        }
        self.comparison.choose(selection, explained);
    }
}

/// Opens the explanation of the row with this id.
fn open(explained: &mut Vec<bool>, catalog: &Catalog, id: &str) {
    for row in catalog.entitlements() {
        if catalog.entitlement(row).id.as_str() == id {
            note(explained, row.get(), true);
        }
    }
}

impl Selection {
    /// Chooses plans, rows and sections.
    fn choose(&mut self, shown: &Shown, key: &str, value: &str) {
        match key {
            PLANS => {
                if let Some(plan) = shown.catalog.plan_by_id(value)
                    && shown.plans.contains(&plan)
                    && !self.columns.contains(&plan)
                {
                    self.columns.push(plan);
                }
            }
            ONLY => self.only_differences = value == DIFFERENCES,
            FOLDED => {
                for (at, section) in shown.catalog.parts().sections.iter().enumerate() {
                    if section.id.as_str() == value {
                        note(&mut self.folded, at, true);
                    }
                }
            }
            // What this build does not know is left out.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use lean_view::in_scope;
    use plans::link::Link;

    use super::super::tests::{msa, state};

    #[test]
    fn the_page_chooses_what_the_domain_reads() {
        let catalog = msa();
        let mut parts = ["v2", "=;=", "severity=9", "only=differences", "only=rows", "moment=90", "folded=none"]
            .map(str::to_owned)
            .to_vec();
        for row in catalog.entitlements() {
            parts.push(format!("open={},none", catalog.entitlement(row).id.as_str()));
        }
        for section in &catalog.parts().sections {
            parts.push(format!("folded={}", section.id.as_str()));
        }
        for severity in catalog.severities() {
            parts.push(format!("severity={}", catalog.severity(severity).id.as_str()));
        }
        for plans in
            ["plus", "business,plus", "enterprise,none,start", "none", "start,standard,plus,business,enterprise"]
        {
            parts.push(format!("plans={plans}"));
        }
        // Every part beside every other, in both orders.
        for one in &parts {
            for other in parts.iter().filter(|other| one.split('=').next() != other.split('=').next()) {
                let text = format!("v1;{one};{other}");
                let mut link = Link::read(&catalog, &text).link;
                link.severity = link.severity.filter(|severity| Some(*severity) != catalog.severities().next());
                in_scope(|| {
                    let state = state(msa());
                    state.show_view(&text);
                    assert_eq!(state.view_query(), link.view(&catalog), "{text}");
                });
            }
        }
    }

    #[test]
    fn choosing_takes_back_what_is_not_chosen() {
        in_scope(|| {
            let state = state(msa());
            state.show_view("open=technical-contacts;severity=3;plans=plus;only=differences");
            state.show_view("folded=hours");
            assert_eq!(state.view_query(), "folded=hours");
            state.show_view("");
            assert_eq!(state.view_query(), "");
        });
    }
}

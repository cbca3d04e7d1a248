//! The choices of view as text, in the words of [`plans::link`].
//!
//! A link is these and the answers. The app writes and takes them; links themselves are read and written by the handout, which
//! only the product page loads.

use leptos::prelude::*;
use plans::Catalog;
use plans::link::{DIFFERENCES, FOLDED, MOMENT, ONLY, OPEN, PLANS, SEVERITY, ZONE};

use super::hours_view::Moment;
use super::{Session, ViewChoices, is_noted, note};

/// Parts `key=value,value`, with `;` between any two.
#[derive(Default)]
struct Parts {
    text: String,
    key: &'static str,
}

impl Parts {
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

impl Session {
    /// What is chosen that differs from a fresh page.
    pub fn view_choices(&self) -> String {
        let catalog = self.catalog();
        let view = self.view.read();
        let (compared, hours) = (&view.compared, &view.hours);
        let mut parts = Parts::default();
        if compared.columns != view.plans {
            for plan in &compared.columns {
                parts.add(PLANS, catalog.plan(*plan).id.as_str());
            }
        }
        if compared.only_differences {
            parts.add(ONLY, DIFFERENCES);
        }
        for row in catalog.entitlements() {
            if is_noted(&view.explained, row.get()) {
                parts.add(OPEN, catalog.entitlement(row).id.as_str());
            }
        }
        for (at, section) in catalog.parts().sections.iter().enumerate() {
            if is_noted(&compared.folded, at) {
                parts.add(FOLDED, section.id.as_str());
            }
        }
        if let Some(severity) = hours.severity.filter(|severity| Some(*severity) != catalog.severities().next()) {
            parts.add(SEVERITY, catalog.severity(severity).id.as_str());
        }
        match hours.moment {
            Moment::Now => {}
            Moment::Next(_) => parts.add(MOMENT, &hours.moment.name()),
            Moment::Shown(_) => parts.add(MOMENT, &hours.written),
        }
        if let Some(zone) = hours.zone.filter(|_| hours.is_chosen) {
            parts.add(ZONE, &zone.name());
        }
        parts.text
    }

    /// Chooses this in place of all that is chosen. What cannot be taken is left out.
    pub fn choose_view(&self, choices: &str) {
        let catalog = self.catalog();
        self.view.write().start_over(catalog.severities().next());
        for part in plans::parts::Parts::of(choices, ';') {
            let (key, values) = part.split_once('=').unwrap_or((part, ""));
            for value in plans::parts::Parts::of(values, ',') {
                let name = match key {
                    OPEN => "explain",
                    ZONE => "time-zone",
                    _ => key,
                };
                if !self.view.write().choose(&catalog, key, value) {
                    self.enter(name, value);
                }
            }
        }
    }
}

impl ViewChoices {
    /// Chooses something of the comparison; false where it is something else.
    fn choose(&mut self, catalog: &Catalog, key: &str, value: &str) -> bool {
        let compared = &mut self.compared;
        match key {
            PLANS => {
                if let Some(plan) = catalog.plan_by_id(value)
                    && self.plans.contains(&plan)
                    && !compared.columns.contains(&plan)
                {
                    compared.columns.push(plan);
                }
            }
            ONLY => compared.only_differences = value == DIFFERENCES,
            FOLDED => {
                for (at, section) in catalog.parts().sections.iter().enumerate() {
                    if section.id.as_str() == value {
                        note(&mut compared.folded, at, true);
                    }
                }
            }
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use leptos::prelude::Owner;
    use plans::link::Link;
    use plans::source;

    use super::*;

    fn session() -> Session {
        let catalog: Catalog =
            source::read(include_str!("../../catalogs/msa.json")).expect("the first catalogue has no problems");
        let plans = catalog.plans().collect();
        Session::new(Arc::new(catalog), plans, String::new())
    }

    #[test]
    fn the_page_chooses_what_the_domain_reads() {
        let catalog = Owner::new().with(|| session().catalog());
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
                Owner::new().with(|| {
                    let session = session();
                    session.choose_view(&text);
                    assert_eq!(session.view_choices(), link.view(&catalog), "{text}");
                });
            }
        }
    }

    #[test]
    fn choosing_takes_back_what_is_not_chosen() {
        Owner::new().with(|| {
            let session = session();
            session.choose_view("open=technical-contacts;severity=3;plans=plus;only=differences");
            session.choose_view("folded=hours");
            assert_eq!(session.view_choices(), "folded=hours");
            session.choose_view("");
            assert_eq!(session.view_choices(), "");
        });
    }
}

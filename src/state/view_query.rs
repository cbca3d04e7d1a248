//! What is chosen to be seen, as the text of its entries ([`plans::wire`]).
//!
//! A link is this and the answers. The app writes and takes it; links themselves are read and written by the export, which
//! only the product page loads.

use plans::support::Moment;
use plans::wire::{EntryText, View, each_entry};

use super::State;
use super::comparison::{Selection, is_noted, note};

impl State {
    /// Returns the choices of view that differ from a fresh page's.
    fn view(&self) -> View {
        let shown = self.offer.follow();
        let catalog = &shown.catalog;
        let mut view = View { family: self.offer.chosen_family(), ..View::default() };
        self.comparison.with(|selection, explained| {
            if selection.columns != shown.plans {
                view.plans.clone_from(&selection.columns);
            }
            view.only_differences = selection.only_differences;
            for row in catalog.entitlements() {
                if is_noted(explained, row.get()) {
                    view.explained.push(row);
                }
            }
            for at in 0..catalog.parts().sections.len() {
                if is_noted(&selection.folded, at) {
                    view.folded.push(at);
                }
            }
        });
        view.severity = self.hours.severity().filter(|severity| Some(*severity) != catalog.severities().next());
        view.moment = match self.hours.moment() {
            Moment::Now => None,
            Moment::Next(minute) => Some(minute.to_string()),
            Moment::Shown(_) => Some(self.hours.written_moment()),
        };
        view.zone = self.hours.chosen_zone().map(|zone| zone.name());
        view
    }

    /// Writes the choices of view that differ from a fresh page's as entries.
    pub fn view_query(&self) -> String {
        let mut text = EntryText::default();
        for (name, value) in self.view().entries(&self.offer.catalog()) {
            text.add(name, &value);
        }
        text.finish()
    }

    /// Chooses what a text says in place of all that is chosen. What cannot be read is left out.
    pub fn show_view(&self, text: &str) {
        let catalog = self.offer.whole();
        let mut view = View::default();
        each_entry(text, &mut |name, value| _ = view.enter(&catalog, name, value));
        self.choose_view(view);
    }

    /// Chooses this in place of all that is chosen, by the catalogue with all families. What cannot be shown is left out.
    pub fn choose_view(&self, view: View) {
        let whole = self.offer.whole();
        let family = view.family.map(|family| whole.parts().families[family.get()].id.to_string());
        // What else there is to be seen is the family's.
        self.show_family(&family.unwrap_or_else(|| self.offer.said_family()));
        let shown = self.offer.now();
        self.hours.start_over(shown.catalog.severities().next());
        if let Some(severity) = view.severity {
            self.hours.look_at(severity);
        }
        if let Some(moment) = view.moment {
            self.hours.report_at_named(moment);
        }
        if let Some(zone) = view.zone {
            // One that there is not leaves the visitor's own.
            self.hours.take_zone(&zone);
        }
        let mut selection = Selection::default();
        selection.only_differences = view.only_differences;
        for plan in view.plans {
            selection.columns.extend(shown.column_from(&whole, plan));
        }
        for section in view.folded {
            note(&mut selection.folded, section, true);
        }
        let mut explained = Vec::new();
        for row in view.explained {
            note(&mut explained, row.get(), true);
        }
        self.comparison.choose(selection, explained);
    }
}

#[cfg(test)]
mod tests {
    use lean_view::in_scope;
    use plans::Catalog;
    use plans::link::Link;

    use super::super::tests::{msa, state};
    use super::*;

    fn text_of(catalog: &Catalog, view: &View) -> String {
        let mut text = EntryText::default();
        view.entries(catalog).into_iter().for_each(|(name, value)| text.add(name, &value));
        text.finish()
    }

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
                link.view.severity =
                    link.view.severity.filter(|severity| Some(*severity) != catalog.severities().next());
                in_scope(|| {
                    let state = state(msa());
                    state.show_view(&text);
                    assert_eq!(state.view_query(), text_of(&catalog, &link.view), "{text}");
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

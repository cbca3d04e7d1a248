//! The link that opens the page as it is.
//!
//! [`plans::link`] says what it looks like. It is opened here by what takes every other entry, name by name, so that the
//! browser loads no second reader; `plans::link::Link::read` is for whoever wants to know what is wrong with one.

use leptos::prelude::*;
use plans::Answers;
use plans::catalog::QuestionKind;
use plans::link::{self, Link, Theme};

use super::entered::Entered;
use super::hours_view::Moment;
use super::{Session, is_noted};

impl Session {
    /// The link, without `#`. The page says which language and theme were chosen for it; this session knows neither.
    pub fn link(&self, language: &str, theme: &str) -> String {
        let catalog = self.catalog();
        let answers = self.with_answers(Answers::clone);
        let view = self.view.read();
        let hours = &view.hours;
        let mut explained = Vec::new();
        for row in catalog.entitlements() {
            if is_noted(&view.explained, row.get()) {
                explained.push(row);
            }
        }
        Link {
            answers,
            explained,
            severity: hours.severity.filter(|severity| Some(*severity) != catalog.severities().next()),
            moment: match hours.moment {
                Moment::Now => None,
                Moment::Next(_) => Some(hours.moment.name()),
                Moment::Shown(_) => Some(hours.written.clone()),
            },
            zone: hours.zone.filter(|_| hours.is_chosen).map(|zone| zone.name()),
            language: Some(language.to_owned()),
            theme: Theme::named(theme),
            ..Link::default()
        }
        .write(&catalog)
    }

    /// Opens a link, with or without `#`. What it does not hold is as on a fresh page, and what of it cannot be taken is left
    /// out; false where there is such.
    pub fn open_link(&self, text: &str) -> bool {
        *self.changed() = Entered::default();
        self.view.write().start_over(self.catalog().severities().next());
        let mut seen = Vec::new();
        let mut is_whole = true;
        for part in text.strip_prefix('#').unwrap_or(text).split(';') {
            if part == link::VERSION || part.is_empty() {
                continue;
            }
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            is_whole &= !seen.contains(&key) && self.open_part(key, value);
            seen.push(key);
        }
        is_whole
    }

    fn open_part(&self, key: &str, value: &str) -> bool {
        let each = |name: &str| {
            let mut is_whole = true;
            for id in value.split(',') {
                is_whole &= self.enter(name, id);
            }
            is_whole
        };
        match key {
            link::OPEN => each("explain"),
            link::SEVERITY | link::MOMENT => self.enter(key, value),
            link::ZONE => self.enter("time-zone", value),
            // The page reads these before there is a session.
            link::LANG | link::THEME => true,
            // What the link was made with changes nothing of what it opens.
            link::CATALOG | link::ROWS | link::WAS => true,
            _ => self.open_answer(key.strip_prefix(link::ANSWER).unwrap_or(key), value),
        }
    }

    fn open_answer(&self, id: &str, value: &str) -> bool {
        let catalog = self.catalog();
        let Some(question) = catalog.question_by_id(id) else { return false };
        let mut entered = self.changed();
        if entered.answers.get(question).is_some() {
            return false;
        }
        let is_several = matches!(catalog.question(question).kind, QuestionKind::Several(_));
        let mut is_whole = true;
        for one in value.split(',') {
            // Of other questions a `,` is part of no answer.
            let one = if is_several { one } else { value };
            is_whole &= entered.take(&catalog, id, one);
        }
        is_whole
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use leptos::prelude::Owner;
    use plans::{Catalog, source};

    use super::*;

    fn session() -> Session {
        let catalog: Catalog =
            source::read(include_str!("../../catalogs/msa.json")).expect("the first catalogue has no problems");
        let plans = catalog.plans().collect();
        Session::new(Arc::new(catalog), plans, String::new())
    }

    /// What a page that opened a link would have as its own.
    fn reopened(text: &str) -> (String, bool) {
        Owner::new().with(|| {
            let session = session();
            let is_whole = session.open_link(text);
            (session.link("", ""), is_whole)
        })
    }

    #[test]
    fn the_page_opens_what_the_domain_reads() {
        let catalog = Owner::new().with(|| session().catalog());
        let mut parts = vec!["company-size".to_owned(), "v2".to_owned(), "=;=".to_owned(), "severity=9".to_owned()];
        for question in catalog.questions() {
            let asked = catalog.question(question);
            for value in ["yes", "no", "not-sure", "~", "7", "07", "many", "", "business,incidents"] {
                parts.push(format!("{}={value}", asked.id.as_str()));
            }
            for choice in asked.choices() {
                parts.push(format!("{}={}", asked.id.as_str(), choice.id.as_str()));
                parts.push(format!("answer.{}={}", asked.id.as_str(), choice.id.as_str()));
            }
        }
        for row in catalog.entitlements() {
            parts.push(format!("open={}", catalog.entitlement(row).id.as_str()));
        }
        for severity in catalog.severities() {
            parts.push(format!("severity={}", catalog.severity(severity).id.as_str()));
        }
        // Every part beside some of the others, in both orders.
        for (at, one) in parts.iter().enumerate() {
            for other in parts.iter().skip(at % 7).step_by(7) {
                let text = format!("v1;{one};{other}");
                let read = Link::read(&catalog, &text);
                let mut link = read.link.clone();
                link.severity = link.severity.filter(|severity| Some(*severity) != catalog.severities().next());
                let (reopened, _) = reopened(&text);
                assert_eq!(reopened, link.write(&catalog), "{text}");
            }
        }
    }

    #[test]
    fn opening_a_link_takes_back_what_it_does_not_hold() {
        Owner::new().with(|| {
            let session = session();
            assert!(session.open_link("#v1;company-size=100-499;contacts=3;open=technical-contacts;severity=3"));
            assert!(!session.open_link("v1;company-size=100-499;contacts=many"), "many is no number");
            assert!(session.link("", "").starts_with("v1;company-size=100-499;catalog="));
            assert!(session.open_link(""));
            assert_eq!(session.link("", ""), "");
        });
    }
}

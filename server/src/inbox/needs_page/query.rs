//! Which catalogue and which weeks an address of the needs says.

use chrono::{DateTime, Utc};
use form_urlencoded::Serializer;

use crate::inbox::fields::Fields;
use crate::needs::week::Week;

/// How many weeks are shown where none are said.
const WEEKS: i64 = 12;

/// How many weeks are shown at most: five years.
const MOST_WEEKS: i64 = 261;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The id of the catalogue.
    pub catalog: String,
    /// The first week.
    pub from: Week,
    /// The last week.
    pub until: Week,
}

impl Query {
    /// The parameter of the catalogue.
    pub const CATALOG: &str = "catalog";

    /// The parameter of the first week.
    pub const FROM: &str = "from";

    /// The parameter of the last week.
    pub const UNTIL: &str = "until";

    /// Reads what is shown, and lists what of it is wrong and shown otherwise. Of the catalogues the first is shown where none is said.
    pub fn parse(fields: &Fields, catalogs: &[String], now: DateTime<Utc>) -> (Self, Vec<String>) {
        let mut wrong = Vec::new();
        let said = fields.get(Self::CATALOG);
        let known = catalogs.iter().find(|catalog| *catalog == said);
        if known.is_none() && !said.is_empty() {
            wrong.push(format!("No catalogue is called “{said}”; the needs of another are shown."));
        }
        let catalog = known.or(catalogs.first()).cloned().unwrap_or_default();
        let mut week = |name: &str| {
            let said = fields.get(name);
            let week = Week::parse(said);
            if week.is_none() && !said.is_empty() {
                wrong.push(format!("“{said}” is no week. Write the year and the week, such as 2026-W48."));
            }
            week
        };
        let (from, until) = (week(Self::FROM), week(Self::UNTIL));
        let (from, until) = match (from, until) {
            (Some(from), Some(until)) => (from, until),
            (Some(from), None) => (from, Week::of(now).max(from)),
            (None, until) => {
                let until = until.unwrap_or(Week::of(now));
                (until.later(1 - WEEKS), until)
            }
        };
        let (mut from, until) = if from > until { (until, from) } else { (from, until) };
        if from.count_to(until) > MOST_WEEKS {
            from = until.later(1 - MOST_WEEKS);
            wrong.push(format!("{MOST_WEEKS} weeks are shown at most: those up to the last."));
        }
        (Self { catalog, from, until }, wrong)
    }

    /// Writes it as the query of an address, without `?`.
    pub fn write(&self) -> String {
        Self::written(&self.catalog, self.from, self.until)
    }

    /// Writes the query of the same catalogue's other weeks.
    pub fn of_weeks(&self, from: Week, until: Week) -> String {
        Self::written(&self.catalog, from, until)
    }

    fn written(catalog: &str, from: Week, until: Week) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair(Self::CATALOG, catalog).append_pair(Self::FROM, &from.to_string());
        query.append_pair(Self::UNTIL, &until.to_string()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &str) -> (String, usize) {
        let now = "2026-11-29T12:00:00Z".parse().expect("an instant");
        let catalogs = ["msa".to_owned(), "other".to_owned()];
        let (query, wrong) = Query::parse(&Fields::parse(query.as_bytes()), &catalogs, now);
        (query.write(), wrong.len())
    }

    #[test]
    fn an_address_says_what_is_shown() {
        for (query, shown, wrong) in [
            ("", "catalog=msa&from=2026-W37&until=2026-W48", 0),
            ("catalog=other&from=2026-W47&until=2026-W47", "catalog=other&from=2026-W47&until=2026-W47", 0),
            ("from=2026-W40", "catalog=msa&from=2026-W40&until=2026-W48", 0),
            ("until=2026-W12", "catalog=msa&from=2026-W01&until=2026-W12", 0),
            ("from=2026-W48&until=2026-W40", "catalog=msa&from=2026-W40&until=2026-W48", 0),
            ("from=&until=&catalog=", "catalog=msa&from=2026-W37&until=2026-W48", 0),
            ("catalog=none&from=last+week", "catalog=msa&from=2026-W37&until=2026-W48", 2),
            ("from=1990-W01&until=2026-W48", "catalog=msa&from=2021-W48&until=2026-W48", 1),
        ] {
            assert_eq!(parsed(query), (shown.to_owned(), wrong), "{query}");
        }
    }
}

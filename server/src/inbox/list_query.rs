//! Which requests are looked for, as the address of the list says it.

use form_urlencoded::Serializer;

use crate::inbox::fields::Fields;
use crate::inbox::paging::Paging;
use crate::plan_requests::search::{Filter, Suspected, end_instant, first_instant};
use crate::plan_requests::stored_request::State;
use crate::plan_requests::suspicion::Suspicion;

/// How many requests a page has.
pub const SIZE: u64 = 25;

/// What the parameters are called.
pub const TEXT: &str = "text";
/// The catalogue and the plan: `msa/business`, or `msa/` for all of its plans.
pub const PLAN: &str = "plan";
/// What has become of it.
pub const STATE: &str = "state";
/// A value of any campaign name.
pub const CAMPAIGN: &str = "campaign";
/// Whether it may be no person's: `yes` or `no`.
pub const SUSPECT: &str = "suspect";
/// The first day.
pub const FROM: &str = "from";
/// The last day.
pub const UNTIL: &str = "until";

const NAMES: [&str; 7] = [TEXT, PLAN, STATE, CAMPAIGN, SUSPECT, FROM, UNTIL];

/// All states, in the order in which they come.
pub const STATES: [State; 4] = [State::New, State::Answered, State::Won, State::Lost];

/// A query of the list: as it was read, and as it was written.
#[derive(Debug)]
pub struct ListQuery {
    /// What is looked for.
    pub filter: Filter,
    /// Which part of it is shown.
    pub paging: Paging,
    /// By parameter, what is wrong with it. Such a one is left out of the filter.
    pub faults: Vec<(&'static str, String)>,
    fields: Fields,
}

impl ListQuery {
    /// Reads the query of an address.
    pub fn parse(query: &str) -> Self {
        let fields = Fields::parse(query.as_bytes());
        let mut faults = Vec::new();
        let mut filter = Filter::default();
        let text = |name| Some(fields.get(name)).filter(|value| !value.is_empty());
        filter.text = text(TEXT).map(str::to_owned);
        filter.campaign = text(CAMPAIGN).map(str::to_owned);
        if let Some(value) = text(PLAN) {
            match value.split_once('/') {
                Some((catalog, plan)) if !catalog.is_empty() => {
                    filter.catalog = Some(catalog.to_owned());
                    filter.plan = Some(plan.to_owned()).filter(|plan| !plan.is_empty());
                }
                _ => faults.push((PLAN, format!("“{value}” names no plan; choose one of the list"))),
            }
        }
        if let Some(value) = text(STATE) {
            filter.state = STATES.into_iter().find(|state| state.word() == value);
            if filter.state.is_none() {
                faults.push((STATE, format!("“{value}” is no state; there are new, answered, won and lost")));
            }
        }
        if let Some(value) = text(SUSPECT) {
            filter.suspect = match value {
                "yes" => Some(Suspected::AtAll),
                "no" => Some(Suspected::Not),
                word => Suspicion::of(word).map(Suspected::Of),
            };
            if filter.suspect.is_none() {
                let words = Suspicion::ALL.map(Suspicion::word).join(" or ");
                faults.push((SUSPECT, format!("“{value}” is not taken; choose yes, no, {words}")));
            }
        }
        let mut day = |name, read: fn(&str) -> Option<String>| {
            let value = text(name)?;
            let at = read(value);
            if at.is_none() {
                faults.push((name, format!("“{value}” is no day; write one such as 2026-11-29")));
            }
            at
        };
        filter.from = day(FROM, first_instant);
        filter.until = day(UNTIL, end_instant);
        if let (Some(from), Some(until)) = (&filter.from, &filter.until)
            && from >= until
        {
            faults.push((UNTIL, "the last day is before the first, so nothing lies between them".to_owned()));
        }
        let paging = Paging::parse(fields.get(Paging::FIELD), SIZE).unwrap_or_else(|first| {
            faults.push((Paging::FIELD, "the address names no page, so the first is shown".to_owned()));
            first
        });
        Self { filter, paging, faults, fields }
    }

    /// Returns a parameter as it was written.
    pub fn said(&self, name: &str) -> &str {
        self.fields.get(name)
    }

    /// Returns what is wrong with a parameter.
    pub fn fault(&self, name: &str) -> Option<&str> {
        self.faults.iter().find(|(at, _)| *at == name).map(|(_, fault)| &**fault)
    }

    /// Tells whether anything is looked for but the state.
    pub fn is_narrow(&self) -> bool {
        NAMES.into_iter().any(|name| name != STATE && !self.said(name).is_empty())
    }

    /// Tells whether something is looked for in the fields that are folded away.
    pub fn uses_fields(&self) -> bool {
        [PLAN, CAMPAIGN, SUSPECT, FROM, UNTIL].into_iter().any(|name| !self.said(name).is_empty())
    }

    /// Writes the query again, with another state.
    pub fn with_state(&self, state: Option<State>) -> String {
        self.write(|name| if name == STATE { state.map_or("", State::word) } else { self.said(name) }, 1)
    }

    /// Writes it with another page.
    pub fn with_page(&self, page: u64) -> String {
        self.write(|name| self.said(name), page)
    }

    fn write<'a>(&'a self, value: impl Fn(&'static str) -> &'a str, page: u64) -> String {
        let mut query = Serializer::new(String::new());
        for name in NAMES {
            if !value(name).is_empty() {
                query.append_pair(name, value(name));
            }
        }
        if page > 1 {
            query.append_pair(Paging::FIELD, &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_again() {
        let query = ListQuery::parse(
            "text=+ada+%26+co&plan=msa%2Fbusiness&state=new&campaign=spring&suspect=no&from=2026-11-01&until=2026-11-30&page=3",
        );
        assert_eq!(query.faults, []);
        let expected = Filter {
            text: Some("ada & co".to_owned()),
            plan: Some("business".to_owned()),
            catalog: Some("msa".to_owned()),
            state: Some(State::New),
            campaign: Some("spring".to_owned()),
            suspect: Some(Suspected::Not),
            from: Some("2026-11-01T00:00:00Z".to_owned()),
            until: Some("2026-12-01T00:00:00Z".to_owned()),
        };
        assert_eq!(query.filter, expected);
        let again = ListQuery::parse(query.with_page(3).trim_start_matches('?'));
        assert_eq!((again.filter, again.paging), (expected, query.paging));
        assert_eq!(ListQuery::parse("state=new").with_state(None), "");
        assert_eq!(ListQuery::parse("text=a&page=4").with_state(Some(State::Won)), "?text=a&state=won");
    }

    #[test]
    fn what_is_wrong_is_told_and_not_looked_for() {
        for (query, name) in [
            ("plan=business", PLAN),
            ("plan=%2Fbusiness", PLAN),
            ("state=open", STATE),
            ("suspect=maybe", SUSPECT),
            ("from=yesterday", FROM),
            ("until=2026-02-30", UNTIL),
            ("page=0", Paging::FIELD),
        ] {
            let read = ListQuery::parse(query);
            assert_eq!(read.faults.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [name], "{query}");
            assert_eq!(read.filter, Filter::default(), "{query}");
        }
        assert!(ListQuery::parse("from=2026-11-02&until=2026-11-01").fault(UNTIL).is_some());
        assert!(ListQuery::parse("from=2026-11-01&until=2026-11-01").faults.is_empty());
    }
}

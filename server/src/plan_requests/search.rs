//! Which stored requests are looked for, and those found.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::plan_requests::reference::Reference;
use crate::plan_requests::stored_request::{State, StoredRequest};
use crate::plan_requests::suspicion::Suspicion;
use crate::store::statement::Statement;
use crate::store::{Connection, Kind, Store, instant};

/// How much of a text is looked for, in characters. More is no search but a paste.
const LONGEST_TEXT: usize = 200;

/// What requests must be to be found; all of what is given. Without anything given, every request is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Stands in the reference, name, address, company or message, in any case (of the letters A to Z).
    pub text: Option<String>,
    /// The id of the plan asked for.
    pub plan: Option<String>,
    /// The id of the catalogue.
    pub catalog: Option<String>,
    /// What has become of it.
    pub state: Option<State>,
    /// The value of any campaign name, such as `newsletter`.
    pub campaign: Option<String>,
    /// What speaks for no person having sent it.
    pub suspect: Option<Suspected>,
    /// The first instant that counts, as [`first_instant`] reads it.
    pub from: Option<String>,
    /// The first instant that counts no more, as [`end_instant`] reads it.
    pub until: Option<String>,
}

/// What must speak for no person having sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspected {
    /// Nothing does.
    Not,
    /// Anything does.
    AtAll,
    /// This does.
    Of(Suspicion),
}

impl ValueEnum for Suspected {
    fn value_variants<'a>() -> &'a [Self] {
        const REASONS: [Suspicion; 2] = Suspicion::ALL;
        &[Self::Not, Self::AtAll, Self::Of(REASONS[0]), Self::Of(REASONS[1])]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Not => PossibleValue::new("false").help("Nothing speaks for it"),
            Self::AtAll => PossibleValue::new("true").help("Anything does"),
            Self::Of(Suspicion::Honeypot) => {
                PossibleValue::new(Suspicion::Honeypot.word()).help("The field was filled in that nobody sees")
            }
            Self::Of(Suspicion::Quick) => {
                PossibleValue::new(Suspicion::Quick.word()).help("The form was sent within two seconds of its opening")
            }
        })
    }
}

/// Some of the requests that were found, the newest first, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Found {
    /// Those asked for.
    pub requests: Vec<StoredRequest>,
    /// How many are found, beside those, too.
    pub total: u64,
}

/// Reads since when requests count: a day (`2026-11-29`, from its midnight in UTC) or an instant of RFC 3339.
pub fn first_instant(typed: &str) -> Option<String> {
    day_or_instant(typed, 0)
}

/// Reads until when requests count: a day (`2026-11-29`, that day included) or an instant of RFC 3339, which is excluded.
pub fn end_instant(typed: &str) -> Option<String> {
    day_or_instant(typed, 1)
}

fn day_or_instant(typed: &str, days_later: u64) -> Option<String> {
    let typed = typed.trim();
    if let Ok(day) = typed.parse::<NaiveDate>() {
        let day = day.checked_add_days(Days::new(days_later))?;
        return Some(instant(day.and_time(NaiveTime::MIN).and_utc()));
    }
    let at = DateTime::parse_from_rfc3339(typed).ok()?;
    Some(instant(at.with_timezone(&Utc)))
}

impl Filter {
    /// Adds the conditions to a query that ends with its table.
    pub fn push_to(&self, kind: Kind, query: &mut Statement) {
        query.push(" WHERE 1 = 1");
        if let Some(text) = self.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            query.push(" AND (");
            if let Some(reference) = Reference::parse(text) {
                query.push("reference = ").bind(reference).push(" OR ");
            }
            let pattern = pattern(text);
            for (at, column) in ["reference", "name", "email", "company", "message"].into_iter().enumerate() {
                query
                    .push(if at == 0 { "" } else { " OR " })
                    .push(column)
                    .push(" ")
                    .push(kind.like())
                    .push(" ")
                    .bind(pattern.clone());
                query.push(r" ESCAPE '\'");
            }
            query.push(")");
        }
        if let Some(plan) = &self.plan {
            query.push(" AND plan = ").bind(plan.clone());
        }
        if let Some(catalog) = &self.catalog {
            query.push(" AND catalog_id = ").bind(catalog.clone());
        }
        if let Some(state) = self.state {
            query.push(" AND state = ").bind(state);
        }
        if let Some(campaign) = &self.campaign {
            let entries = kind.entries_of("plan_requests.campaign");
            query.push(" AND EXISTS (SELECT 1 FROM ").push(&entries).push(" AS entries WHERE ");
            query.push(&kind.lower("entries.value")).push(" = ").bind(campaign.trim().to_ascii_lowercase()).push(")");
        }
        if let Some(suspected) = self.suspect {
            query.push(" AND suspect ");
            match suspected {
                Suspected::Not => query.push("= '[]'"),
                Suspected::AtAll => query.push("<> '[]'"),
                Suspected::Of(suspicion) => query.push("LIKE ").bind(format!("%\"{}\"%", suspicion.word())),
            };
        }
        if let Some(from) = &self.from {
            query.push(" AND received_at >= ").bind(from.clone());
        }
        if let Some(until) = &self.until {
            query.push(" AND received_at < ").bind(until.clone());
        }
    }
}

/// Returns the pattern of `LIKE` that finds a text, whose own `%` and `_` stand for themselves.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.chars().take(LONGEST_TEXT) {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

impl Store {
    /// Finds requests, the newest first: of all, `most` after the first `skip`.
    pub async fn search(&self, filter: &Filter, skip: u64, most: u64) -> Result<Found, sqlx::Error> {
        let mut connection = self.read().await?;
        let total = count(self.kind(), &mut connection, filter).await?;
        let mut query = Statement::new(format!("SELECT {} FROM plan_requests", StoredRequest::COLUMNS));
        filter.push_to(self.kind(), &mut query);
        // Numbers of rows beyond what the database counts to are as good as the last that it does.
        let bounded = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        query.push(" ORDER BY received_at DESC, rowid DESC LIMIT ").bind(bounded(most));
        query.push(" OFFSET ").bind(bounded(skip));
        let requests = query.rows().fetch_all(&mut connection).await?;
        Ok(Found { requests, total })
    }
}

/// Where a request stands among all, from the oldest to the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    received_at: String,
    reference: Reference,
}

impl Place {
    /// Returns where a request stands.
    pub fn of(request: &StoredRequest) -> Self {
        Self { received_at: request.received_at.clone(), reference: request.reference.clone() }
    }
}

impl Store {
    /// Finds requests, the oldest first: at most so many of those after a place. So all are read, some at a time, while others come and go.
    pub async fn search_after(
        &self,
        filter: &Filter,
        after: Option<&Place>,
        most: u64,
    ) -> Result<Vec<StoredRequest>, sqlx::Error> {
        let mut query = Statement::new(format!("SELECT {} FROM plan_requests", StoredRequest::COLUMNS));
        filter.push_to(self.kind(), &mut query);
        if let Some(Place { received_at, reference }) = after {
            query.push(" AND (received_at, reference) > (").bind(received_at.clone()).push(", ");
            query.bind(reference.clone()).push(")");
        }
        query.push(" ORDER BY received_at, reference LIMIT ").bind(i64::try_from(most).unwrap_or(i64::MAX));
        query.rows().fetch_all(&mut self.read().await?).await
    }

    /// Finds the reference that one is meant as, where one plainly is.
    pub async fn nearest(&self, reference: &Reference) -> Result<Option<String>, sqlx::Error> {
        let all: Vec<String> =
            sqlx::query_scalar("SELECT reference FROM plan_requests").fetch_all(&mut self.read().await?).await?;
        let typed = reference.to_string();
        let wrong = |known: &&String| known.chars().zip(typed.chars()).filter(|(known, typed)| known != typed).count();
        // Two characters may be exchanged, or misread; more, and it is another's.
        Ok(all.iter().filter(|known| wrong(known) <= 2).min_by_key(wrong).cloned())
    }
}

async fn count(kind: Kind, connection: &mut Connection, filter: &Filter) -> Result<u64, sqlx::Error> {
    let mut query = Statement::new("SELECT count(*) FROM plan_requests");
    filter.push_to(kind, &mut query);
    let count: i64 = query.column().fetch_one(connection).await?;
    Ok(count.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_from_its_first_instant_to_its_last() {
        for (typed, first, end) in [
            ("2026-11-29", "2026-11-29T00:00:00Z", "2026-11-30T00:00:00Z"),
            (" 2026-12-31 ", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("2026-11-29T12:00:00+01:00", "2026-11-29T11:00:00Z", "2026-11-29T11:00:00Z"),
        ] {
            assert_eq!(first_instant(typed).as_deref(), Some(first), "{typed}");
            assert_eq!(end_instant(typed).as_deref(), Some(end), "{typed}");
        }
        for typed in ["", "today", "2026-02-30", "2026-11-29T12:00:00", "29.11.2026"] {
            assert_eq!(first_instant(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_looked_for_stands_for_itself() {
        assert_eq!(pattern(r"100%_a\b"), r"%100\%\_a\\b%");
        assert_eq!(pattern(&"x".repeat(1000)).len(), LONGEST_TEXT + 2);
    }
}

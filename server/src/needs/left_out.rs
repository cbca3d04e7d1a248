//! How many requests are not counted, and why.

use crate::needs::week::Week;
use crate::store::Store;

/// The requests of a catalogue that are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Something speaks against their being a person's.
    pub suspect: u64,
    /// Of the others, those that were not checked by the catalogue that their page showed, or can be no more: nothing is known of where
    /// their answers lead.
    pub unchecked: u64,
}

impl Store {
    /// Counts the requests of some weeks that are not counted as needs.
    pub async fn left_out(&self, catalog: &str, from: Week, until: Week) -> Result<LeftOut, sqlx::Error> {
        const SELECT: &str = "
            SELECT count(*) FILTER (WHERE suspect <> '[]'), count(*) FILTER (WHERE suspect = '[]' AND checked = 0)
            FROM plan_requests WHERE catalog_id = $1 AND received_at >= $2 AND received_at < $3";
        let select = sqlx::query_as(SELECT).bind(catalog).bind(from.start()).bind(until.later(1).start());
        let (suspect, unchecked): (i64, i64) = select.fetch_one(&mut self.read().await?).await?;
        Ok(LeftOut { suspect: suspect.unsigned_abs(), unchecked: unchecked.unsigned_abs() })
    }

    /// Returns the weeks of the first and the last request of a catalogue.
    pub async fn weeks_of_requests(&self, catalog: &str) -> Result<Option<(Week, Week)>, sqlx::Error> {
        const SELECT: &str = "SELECT min(received_at), max(received_at) FROM plan_requests WHERE catalog_id = $1";
        let ends: (Option<String>, Option<String>) =
            sqlx::query_as(SELECT).bind(catalog).fetch_one(&mut self.read().await?).await?;
        let week = |at: Option<String>| Some(Week::of(at?.parse().ok()?));
        Ok(week(ends.0).zip(week(ends.1)))
    }

    /// Lists the ids of the catalogues that were ever served, or that requests name.
    pub async fn catalogs_with_requests(&self) -> Result<Vec<String>, sqlx::Error> {
        const SELECT: &str = "SELECT id FROM catalogs UNION SELECT catalog_id FROM plan_requests ORDER BY 1";
        sqlx::query_scalar(SELECT).fetch_all(&mut self.read().await?).await
    }
}

//! Erases requests, so that nothing of them is left in the database's files.

use chrono::{DateTime, Utc};

use crate::audit::{self, Action};
use crate::plan_requests::reference::Reference;
use crate::store::{Connection, Store, instant};

/// What is erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erase {
    /// One request.
    Reference(Reference),
    /// Every request of an address, in whatever case it was typed.
    Email(String),
}

impl Store {
    /// Erases requests with all that was done and is to be told of them, and returns how many there were.
    ///
    /// No trace is left then, which takes seconds with a large file, in which requests wait. That is done where none was found, too: what an
    /// earlier attempt could not finish is finished by the next.
    pub async fn erase(&self, what: &Erase, by: &str) -> Result<u64, sqlx::Error> {
        let mut writing = self.write().await?;
        let erased = delete(&mut writing, what, by).await?;
        writing.commit().await?;
        self.leave_no_trace(None).await?;
        Ok(erased)
    }

    /// Erases the oldest of the requests that were received before an instant, so many at most; how many those were. The audit log keeps the
    /// number alone.
    pub async fn erase_received_before(&self, before: DateTime<Utc>, most: u32, by: &str) -> Result<u64, sqlx::Error> {
        const DELETE: &str = "
            DELETE FROM plan_requests WHERE reference IN (
                SELECT reference FROM plan_requests WHERE received_at < $1 ORDER BY received_at LIMIT $2
            )";
        let mut writing = self.write().await?;
        let delete = sqlx::query(DELETE).bind(instant(before)).bind(i64::from(most));
        let erased = delete.execute(&mut *writing).await?.rows_affected();
        if erased > 0 {
            audit::record(&mut writing, by, Action::Erased, None, Some(&erased.to_string())).await?;
            writing.commit().await?;
        }
        Ok(erased)
    }

    /// Tells whether anybody has ever erased anything, by the audit log.
    pub async fn has_erased(&self) -> Result<bool, sqlx::Error> {
        const SELECT: &str = "SELECT count(*) FROM audit WHERE action = $1";
        let select = sqlx::query_scalar::<_, i64>(SELECT).bind(Action::Erased);
        Ok(select.fetch_one(&mut self.read().await?).await? > 0)
    }

    /// Counts the requests that would be erased.
    pub async fn count_to_erase(&self, what: &Erase) -> Result<u64, sqlx::Error> {
        let mut connection = self.read().await?;
        Ok(references(&mut connection, what).await?.len() as u64)
    }
}

async fn delete(connection: &mut Connection, what: &Erase, by: &str) -> Result<u64, sqlx::Error> {
    let references = references(connection, what).await?;
    for reference in &references {
        // What was done with it and is to be told of it goes with it, by the tables' own keys.
        const DELETE: &str = "DELETE FROM plan_requests WHERE reference = $1";
        sqlx::query(DELETE).bind(reference).execute(&mut *connection).await?;
        audit::record(connection, by, Action::Erased, Some(reference), None).await?;
    }
    Ok(references.len() as u64)
}

/// Lists the requests that are meant.
async fn references(connection: &mut Connection, what: &Erase) -> Result<Vec<Reference>, sqlx::Error> {
    match what {
        Erase::Reference(reference) => {
            const SELECT: &str = "SELECT reference FROM plan_requests WHERE reference = $1";
            sqlx::query_scalar(SELECT).bind(reference).fetch_all(connection).await
        }
        Erase::Email(email) => {
            // SQLite knows the case of the letters A to Z alone.
            let same = |text: &str| text.trim().to_lowercase();
            let email = same(email);
            const SELECT: &str = "SELECT reference, email FROM plan_requests ORDER BY rowid";
            let all: Vec<(Reference, String)> = sqlx::query_as(SELECT).fetch_all(connection).await?;
            let those = all.into_iter().filter(|(_, stored)| same(stored) == email);
            Ok(those.map(|(reference, _)| reference).collect())
        }
    }
}

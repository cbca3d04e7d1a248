//! Whether the database can be written.

use chrono::Utc;
use tokio::time::{Duration, timeout};

use super::handle::Store;
use super::instant;

/// For how long a commit is proof.
const RECENT: Duration = Duration::from_secs(1);

/// How long a write may take before the database is called unavailable, also where others wait in front of it.
const LONGEST_WRITE: Duration = Duration::from_secs(2);

impl Store {
    /// Writes a row, to know that the database can be written. It takes no longer than about two seconds.
    ///
    /// # Errors
    ///
    /// Why it cannot be written: locked by another program, full, or not where it was opened.
    pub async fn check_writable(&self) -> Result<(), sqlx::Error> {
        timeout(LONGEST_WRITE, self.write_health()).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// Tells whether something was committed within the last second, and nothing has failed since.
    ///
    /// # Errors
    ///
    /// Where the database is not where it was opened.
    pub async fn was_written_just_now(&self) -> Result<bool, sqlx::Error> {
        self.shared.checked().await?;
        Ok(self.shared.since_commit().is_some_and(|ago| ago < RECENT))
    }

    async fn write_health(&self) -> Result<(), sqlx::Error> {
        const UPSERT: &str =
            "INSERT INTO health (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at";
        self.execute(sqlx::query(UPSERT).bind(instant(Utc::now()))).await?;
        Ok(())
    }
}

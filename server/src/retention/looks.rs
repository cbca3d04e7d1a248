//! The table that keeps when old requests were looked at last.

use chrono::{DateTime, Utc};

use crate::store::{Store, instant};

/// When the clock was looked at last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What it said.
    pub seen_at: DateTime<Utc>,
    /// Since when it goes on steadily, where it has jumped not long ago.
    pub steady_since: Option<DateTime<Utc>>,
}

impl Store {
    /// Keeps a look at the clock, which is made of the look before and of when the newest request was stored; what it leads to.
    pub async fn look_at_clock<T>(
        &self,
        now: DateTime<Utc>,
        look: impl FnOnce(Option<&Look>, Option<DateTime<Utc>>, DateTime<Utc>) -> (T, Look),
    ) -> Result<T, sqlx::Error> {
        let mut writing = self.write().await?;
        const BEFORE: &str = "SELECT seen_at, steady_since FROM retention WHERE id = 1";
        let before: Option<(String, Option<String>)> = sqlx::query_as(BEFORE).fetch_optional(&mut *writing).await?;
        let before = before.and_then(|(seen_at, steady_since)| {
            Some(Look { seen_at: parsed(&seen_at)?, steady_since: steady_since.as_deref().and_then(parsed) })
        });
        const NEWEST: &str = "SELECT max(received_at) FROM plan_requests";
        let newest: Option<String> = sqlx::query_scalar(NEWEST).fetch_one(&mut *writing).await?;
        let (led_to, look) = look(before.as_ref(), newest.as_deref().and_then(parsed), now);
        const UPSERT: &str = "
            INSERT INTO retention (id, seen_at, steady_since) VALUES (1, $1, $2)
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, steady_since = excluded.steady_since";
        let upsert = sqlx::query(UPSERT).bind(instant(look.seen_at)).bind(look.steady_since.map(instant));
        upsert.execute(&mut *writing).await?;
        writing.commit().await?;
        Ok(led_to)
    }
}

/// Reads an instant as it is stored.
fn parsed(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.to_utc())
}

//! How much the outbox holds, for the metrics.

use chrono::{DateTime, Utc};

use crate::store::Store;

/// How much the outbox holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// How many messages wait, those that are being tried among them.
    pub waiting: u64,
    /// For how long the oldest of them has, since its request was stored; 0 where none waits.
    pub oldest_seconds: u64,
    /// How many were given up.
    pub dead: u64,
}

impl Store {
    /// Counts what is in the outbox.
    pub async fn outbox_depth(&self, now: DateTime<Utc>) -> Result<Depth, sqlx::Error> {
        const SELECT: &str = "
            SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') AS waiting,
                (SELECT min(created_at) FROM outbox WHERE state = 'waiting') AS oldest,
                (SELECT count(*) FROM outbox WHERE state = 'dead') AS dead";
        let (waiting, oldest, dead): (i64, Option<String>, i64) =
            sqlx::query_as(SELECT).fetch_one(&mut self.read().await?).await?;
        let oldest = oldest.and_then(|oldest| DateTime::parse_from_rfc3339(&oldest).ok());
        // A clock that was set back makes none older.
        let age = oldest.map_or(0, |oldest| (now - oldest.to_utc()).num_seconds().max(0));
        Ok(Depth { waiting: waiting.unsigned_abs(), oldest_seconds: age.unsigned_abs(), dead: dead.unsigned_abs() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::testing::{at, request, target};

    #[tokio::test]
    async fn the_oldest_that_waits_tells_the_age() {
        let store = Store::in_memory().await.expect("a database");
        let depth = |seconds| store.outbox_depth(at(seconds));
        assert_eq!(depth(5).await.expect("counts"), Depth { waiting: 0, oldest_seconds: 0, dead: 0 });
        request(&store, 0, &[target("a"), target("b")]).await;
        assert_eq!(depth(90).await.expect("counts"), Depth { waiting: 2, oldest_seconds: 90, dead: 0 });
        assert_eq!(depth(-90).await.expect("counts").oldest_seconds, 0, "the clock was set back");
        store.bury_messages(&target("a"), "gone", at(100), at(100)).await.expect("a note");
        assert_eq!(depth(100).await.expect("counts"), Depth { waiting: 1, oldest_seconds: 100, dead: 1 });
    }
}

//! The task that forgets what has expired: idempotency keys with the answers kept for them, spent proofs of work, and messages that were
//! delivered long ago.

use chrono::Utc;
use tokio::time::{Duration, sleep};

use crate::store::Store;

/// How often it does so.
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// Forgets it now and every hour.
pub async fn run(store: Store) {
    loop {
        match store.forget_keys(Utc::now()).await {
            Ok(0) => {}
            Ok(count) => tracing::info!("took away {count} idempotency keys that hold no more"),
            Err(sqlx::Error::PoolClosed) => return,
            Err(error) => tracing::error!("idempotency keys cannot be taken away: {error}"),
        }
        if let Err(error) = store.forget_proofs(Utc::now()).await {
            tracing::error!("proofs of work cannot be taken away: {error}");
        }
        if let Err(error) = store.forget_delivered_messages(Utc::now()).await {
            tracing::error!("delivered messages cannot be taken away: {error}");
        }
        sleep(AGAIN).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::testing::requests;
    use crate::store::testing::{TestPlace, count_in_between};
    use crate::store::turns::MOST_ROWS;

    const MANY: u64 = 2 * MOST_ROWS as u64 + 1;

    #[tokio::test]
    async fn others_write_while_many_keys_and_proofs_expire() {
        const KEYS: &str = "SELECT COUNT(*) FROM plan_requests WHERE idempotency_key IS NOT NULL";
        const PROOFS: &str = "SELECT COUNT(*) FROM spent_proofs";
        let place = TestPlace::of_file();
        let store = Store::open(&place.place).await.expect("a new database");
        requests(&store, 0..u128::from(MANY), &[]).await;
        for rows in [
            "UPDATE plan_requests SET idempotency_key = reference, reply = '{}'",
            "INSERT INTO spent_proofs (hash, until) SELECT reference, received_at FROM plan_requests",
        ] {
            assert_eq!(store.execute(sqlx::query(rows)).await.expect("rows"), MANY);
        }

        let (left, forgotten) = count_in_between(&store, store.forget_keys(Utc::now()), KEYS).await;
        assert!(left > 0, "the first transaction took all keys");
        assert_eq!(forgotten.expect("keys"), MANY);
        let (left, forgotten) = count_in_between(&store, store.forget_proofs(Utc::now()), PROOFS).await;
        assert!(left > 0, "the first transaction took all proofs");
        assert_eq!(forgotten.expect("proofs"), MANY);
        for none in [KEYS, PROOFS] {
            let count =
                sqlx::query_scalar::<_, i64>(none).fetch_one(&mut store.read().await.expect("a connection")).await;
            assert_eq!(count.expect("a count"), 0, "{none}");
        }
    }
}

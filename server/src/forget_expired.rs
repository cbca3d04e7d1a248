//! The task that forgets what has expired: idempotency keys with the answers kept for them, and spent proofs of work.

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
        sleep(AGAIN).await;
    }
}

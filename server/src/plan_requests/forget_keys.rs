//! The task that takes away idempotency keys which hold no more, with what was kept for them, and proofs of work that do not either.

use chrono::Utc;
use tokio::time::{Duration, sleep};

use crate::store::Store;

/// How often it does.
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// Takes them away now and every hour.
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

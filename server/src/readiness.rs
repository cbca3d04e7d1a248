//! Whether a server can take requests: its database takes a write, and it is not about to stop.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::draining::Draining;
use crate::store::Store;

/// How long a failure is passed on to whoever asks, unless something is committed meanwhile. So nobody can make the disk busy by asking: a
/// write that works is proof for as long.
const HOLDS: Duration = Duration::from_secs(1);

/// Why a server is not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReady {
    /// It is about to stop.
    Draining,
    /// Its database takes no write, or not in time.
    Database,
}

/// The check of one server, which its clones share.
#[derive(Clone)]
pub struct Readiness {
    store: Store,
    draining: Draining,
    /// When the database was last found to take no write, where it has not been found otherwise since.
    failed_at: Arc<Mutex<Option<Instant>>>,
}

impl Readiness {
    /// Checks this database, and is not ready once `draining` has begun.
    pub fn new(store: Store, draining: Draining) -> Self {
        Self { store, draining, failed_at: Arc::default() }
    }

    /// Tells whether the server is ready. The database is tried about once a second at most, however many ask.
    pub async fn check(&self) -> Result<(), NotReady> {
        if self.draining.has_begun() {
            return Err(NotReady::Draining);
        }
        let this = self.clone();
        // Else whoever goes away early would leave it to the next one to begin anew.
        let checked = tokio::spawn(async move { this.is_writable().await });
        if checked.await.unwrap_or(false) { Ok(()) } else { Err(NotReady::Database) }
    }

    async fn is_writable(&self) -> bool {
        // Who asks meanwhile waits for this check, and is answered by what it has found.
        let mut failed_at = self.failed_at.lock().await;
        let failure = match self.store.was_written_just_now().await {
            Ok(true) => None,
            Ok(false) if failed_at.is_some_and(|at| at.elapsed() < HOLDS) => return false,
            Ok(false) => self.store.check_writable().await.err().map(|error| error.to_string()),
            Err(error) => Some(error.to_string()),
        };
        // The log tells of changes, not of each check.
        match (*failed_at, &failure) {
            (None, Some(failure)) => {
                tracing::error!("the server is not ready: its database takes no write: {failure}");
            }
            (Some(_), None) => tracing::info!("the server is ready again: its database takes writes"),
            _ => {}
        }
        *failed_at = failure.map(|_| Instant::now());
        failed_at.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_that_is_about_to_stop_is_not_ready_whatever_its_database_takes() {
        let draining = Draining::default();
        let readiness = Readiness::new(Store::in_memory().await.expect("a database"), draining.clone());
        assert_eq!(readiness.check().await, Ok(()));
        draining.begin();
        assert_eq!(readiness.check().await, Err(NotReady::Draining));
    }

    #[tokio::test]
    async fn a_failure_is_passed_on_for_a_moment_unless_something_is_written_meanwhile() {
        let store = Store::in_memory().await.expect("a database");
        let readiness = Readiness::new(store.clone(), Draining::default());
        // Whatever opened the database has written; so the proof is waited out.
        while store.was_written_just_now().await.expect("a database") {
            tokio::task::yield_now().await;
        }
        *readiness.failed_at.lock().await = Some(Instant::now());
        assert_eq!(readiness.check().await, Err(NotReady::Database));
        store.execute(sqlx::query("DELETE FROM health")).await.expect("a write");
        assert_eq!(readiness.check().await, Ok(()));
    }
}

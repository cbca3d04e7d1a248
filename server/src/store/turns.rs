//! Taking turns with others who write: a lock that another program has is asked for again, and many rows are changed a few at a time.

use sqlx::Error;
use tokio::time::{Duration, Instant, sleep};

use super::TIMEOUT;
use super::unavailable::is_busy;

/// How long to leave the database to others before it is asked for again.
pub const PAUSE: Duration = Duration::from_millis(10);

/// How many rows one of several transactions changes at most.
pub const MOST_ROWS: u32 = 200;

/// The seconds in which the lock of another program is asked for again.
pub struct Retry {
    until: Instant,
}

impl Retry {
    /// Begins now.
    pub fn new() -> Self {
        Self { until: Instant::now() + TIMEOUT }
    }

    /// Leaves the database to others for a moment after an attempt that has failed, and holds nothing.
    ///
    /// # Errors
    ///
    /// The attempt's, where it is of something else than another program's lock, or the time is over.
    pub async fn pause(&self, error: Error) -> Result<(), Error> {
        if !is_busy(&error) || Instant::now() >= self.until {
            return Err(error);
        }
        sleep(PAUSE).await;
        Ok(())
    }
}

/// Repeats a transaction that changes some rows until it finds none, and leaves the database to others in between. How many rows it has
/// changed.
pub async fn until_none<F>(mut transaction: impl FnMut() -> F) -> Result<u64, Error>
where
    F: Future<Output = Result<u64, Error>>,
{
    let mut changed = 0;
    loop {
        match transaction().await? {
            0 => return Ok(changed),
            rows => changed += rows,
        }
        sleep(PAUSE).await;
    }
}

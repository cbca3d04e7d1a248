//! A database that is open.

use sqlx::AnyPool;

use super::stamp;
use super::watch::{Misplaced, Watched};
use super::writer::Writes;

/// The connections to a database.
pub struct Opened {
    /// Those that read.
    pub reads: AnyPool,
    /// Those that write.
    pub writes: Writes,
    /// The file of SQLite. It is dropped after the connections.
    pub watched: Option<Watched>,
}

impl Opened {
    /// Tells whether the log may be written back to the file: not where that has the content of another database.
    pub fn is_own(&self) -> bool {
        let Some(watched) = &self.watched else { return true };
        watched.is_log_empty() || watched.misplaced() != Some(Misplaced::Overwritten)
    }

    /// Tells whether the file has a stamp of the database that is open: SQLite knows of what was written by way of SQLite, and of nothing else.
    pub async fn has_own_stamp(&self) -> Result<bool, sqlx::Error> {
        let Some(watched) = &self.watched else { return Ok(true) };
        let (stamp, before) = stamp::read(&mut *self.reads.acquire().await?).await?;
        Ok(watched.learn(stamp, before))
    }

    /// Waits for what is being read and written, and closes the connections: those that write last, so that SQLite can empty its log.
    pub async fn close(&self) {
        self.reads.close().await;
        self.writes.close().await;
    }
}

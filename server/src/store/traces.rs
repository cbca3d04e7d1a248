//! What is left of erased rows in the files of SQLite, and removing it.

use std::io;

use sqlx::Error;
use tokio::time::{Duration, sleep};

use super::handle::Store;
use super::sqlite::{self, Emptied};
use super::unavailable::is_busy;

/// How often each step is tried while others use the database, and the pause in between, in which requests are stored.
const ATTEMPTS: usize = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// What removes traces.
#[derive(Clone, Copy)]
enum Step {
    /// Writes the file anew: its free parts may hold copies of what once stood in it.
    WriteAnew,
    /// Empties the log.
    EmptyLog,
}

impl Store {
    /// Removes what is left of erased rows in the files of SQLite: writes the file anew, unless it is larger than so many bytes, and empties its
    /// log. With PostgreSQL that is the business of its vacuum.
    ///
    /// # Errors
    ///
    /// Where another program uses the database for seconds on end, or it cannot be written.
    pub async fn leave_no_trace(&self, largest: Option<u64>) -> Result<(), Error> {
        if self.shared.opened()?.watched.is_none() {
            return Ok(());
        }
        let is_small = match largest {
            Some(largest) => self.file_size().await? <= largest,
            None => true,
        };
        if is_small {
            self.finish(Step::WriteAnew).await?;
        }
        self.finish(Step::EmptyLog).await
    }

    async fn file_size(&self) -> Result<u64, Error> {
        const SIZE: &str = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let size: i64 = sqlx::query_scalar(SIZE).fetch_one(&mut self.read().await?).await?;
        Ok(size.unsigned_abs())
    }

    /// Tries a step until nobody is in its way.
    async fn finish(&self, step: Step) -> Result<(), Error> {
        for _ in 0..ATTEMPTS {
            match self.attempt(step).await {
                Ok(Emptied::Whole) => return Ok(()),
                Ok(Emptied::Busy) => {}
                // Another program has the lock, or somebody of this one writes for long.
                Err(error) if is_busy(&error) || matches!(error, Error::PoolTimedOut) => {}
                Err(error) => return Err(error),
            }
            sleep(PAUSE).await;
        }
        let why = "the rows are erased, but another program uses the database, so that its files may still hold parts of them; erase again \
                   once that has ended";
        Err(Error::Io(io::Error::other(why)))
    }

    /// Tries a step once. Nobody else in this process writes meanwhile.
    async fn attempt(&self, step: Step) -> Result<Emptied, Error> {
        let opened = self.shared.checked().await?;
        let Some(watched) = &opened.watched else { return Ok(Emptied::Whole) };
        let mut writer = opened.writes.writer().await?;
        sqlite::stamp_alone(writer.raw(), watched).await?;
        match step {
            Step::WriteAnew => sqlx::query("VACUUM").execute(&mut writer).await.map(|_| Emptied::Whole),
            Step::EmptyLog => sqlite::empty_log(writer.raw(), watched).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;
    use crate::store::testing::TestPlace;

    #[tokio::test]
    async fn others_write_while_somebody_reads_what_is_erased() {
        const INSERT: &str = "INSERT INTO stopped_targets (channel, target, stopped_at) VALUES ('webhook', $1, '')";
        let place = TestPlace::of_file();
        let store = Store::open(&place.place).await.expect("a new database");
        let other = Store::open(&place.place).await.expect("the same database");
        store.execute(sqlx::query(INSERT).bind("x".repeat(1 << 20))).await.expect("a row");
        let mut reader = other.read().await.expect("a connection");
        sqlx::raw_sql("BEGIN; SELECT COUNT(*) FROM stopped_targets").execute(&mut reader).await.expect("a look");
        store.execute(sqlx::query("DELETE FROM stopped_targets")).await.expect("a row");
        let free_pages = async || {
            let reader = &mut store.read().await.expect("a connection");
            sqlx::query_scalar::<_, i64>("PRAGMA freelist_count").fetch_one(reader).await.expect("a count")
        };
        assert!(free_pages().await > 0, "pages that held what is erased");

        let mut removing = pin!(store.leave_no_trace(None));
        let writing = async {
            // From then on, what was read is in the way.
            while free_pages().await > 0 {}
            while store.execute(sqlx::query(INSERT).bind("a")).await.is_err() {}
            sqlx::raw_sql("COMMIT").execute(&mut reader).await.expect("an end");
        };
        tokio::select! {
            removed = &mut removing => panic!("nobody has written before it ended: {removed:?}"),
            () = writing => {}
        }
        removing.await.expect("nobody reads any more");
        let opened = store.shared.opened().expect("it is open");
        assert!(opened.watched.as_ref().is_some_and(|watched| watched.is_log_empty()));
    }
}

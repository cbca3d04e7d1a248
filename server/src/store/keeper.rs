//! The task that looks after an SQLite file: it empties the log, and opens the file again where it was moved away and is back.

use std::sync::Arc;

use anyhow::Context;
use tokio::time::{Duration, sleep, timeout};

use super::handle::{Shared, State, Store};
use super::opened::Opened;
use super::sqlite::{self, Emptied};
use super::watch::Misplaced;

/// How often it looks.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// How often it looks while the database cannot be used.
const LOOK_SOON: Duration = Duration::from_millis(300);

/// How long nothing must be committed before the log is emptied.
const QUIET: Duration = Duration::from_secs(1);

/// How large the log may be while it is not quiet.
const LARGEST_LOG: u64 = 16 << 20;

/// How long connections may take to end what they do.
const LONGEST_CLOSE: Duration = Duration::from_secs(10);

impl Store {
    /// Looks after the database for as long as it is open.
    pub fn keep(&self) {
        let State::Open(opened) = self.shared.state() else { return };
        if opened.watched.is_some() {
            tokio::spawn(run(self.shared.clone()));
        }
    }
}

async fn run(shared: Arc<Shared>) {
    let mut said = String::new();
    loop {
        let pause = match shared.state() {
            State::Closed => return,
            State::Open(opened) => {
                // Where nothing is written, nobody else looks. It is logged there.
                if shared.check(&opened).await.is_ok() {
                    said = tidy(&shared, &opened).await.err().map(|error| warn(said, error)).unwrap_or_default();
                }
                LOOK_AGAIN
            }
            State::Lost(opened, _) => {
                match recover(&shared, opened).await {
                    Ok(()) => tracing::info!("the database can be used again"),
                    Err(error) => said = warn(said, error),
                }
                LOOK_SOON
            }
        };
        tokio::select! {
            () = shared.alarm.notified() => {}
            () = sleep(pause) => {}
        }
    }
}

/// Logs what is in the way, once.
fn warn(said: String, error: anyhow::Error) -> String {
    let now = format!("{error:#}");
    if now != said {
        tracing::error!("{now}");
    }
    now
}

/// Empties the log where it is quiet, or large.
async fn tidy(shared: &Shared, opened: &Opened) -> anyhow::Result<()> {
    let Some(watched) = &opened.watched else { return Ok(()) };
    let is_quiet = shared.since_commit().is_none_or(|ago| ago >= QUIET);
    let is_large = watched.log_size() > LARGEST_LOG;
    if watched.is_log_empty() || !(is_quiet || is_large) {
        return Ok(());
    }
    let explain = |error: sqlx::Error| anyhow::Error::new(error).context("the log of the database cannot be emptied");
    if is_large {
        // Most of the work is done while others write.
        let reader = &mut *opened.reads.acquire().await.map_err(explain)?;
        sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(reader).await.map_err(explain)?;
    }
    let mut writer = opened.writes.writer().await.map_err(explain)?;
    sqlite::empty_log(writer.raw(), watched).await.map_err(explain)?;
    Ok(())
}

/// Makes the database usable again, where it can be.
async fn recover(shared: &Shared, opened: Option<Arc<Opened>>) -> anyhow::Result<()> {
    let Some(opened) = opened else { return open_again(shared).await };
    let Some(watched) = &opened.watched else { return Ok(()) };
    let misplaced = watched.misplaced();
    let explain = |misplaced| anyhow::Error::new(watched.error(misplaced));
    match misplaced {
        None => {
            shared.set(State::Open(opened));
            return Ok(());
        }
        // It may be put back.
        Some(Misplaced::Missing) => return Err(explain(Misplaced::Missing)),
        // What other servers and commands were about to write may be whole now.
        Some(Misplaced::Overwritten) if opened.has_own_stamp().await? => {
            shared.set(State::Open(opened.clone()));
            return Ok(());
        }
        Some(Misplaced::Overwritten) if !watched.is_log_empty() => return Err(explain(Misplaced::Overwritten)),
        // What was committed goes to the file that is still in its place.
        Some(Misplaced::NotItsLog) => {
            let emptied = sqlite::empty_log(opened.writes.writer().await?.raw(), watched).await?;
            anyhow::ensure!(emptied == Emptied::Whole, explain(Misplaced::NotItsLog));
        }
        // SQLite writes nothing back to a file that is another one, nor where the log is empty.
        Some(Misplaced::Replaced | Misplaced::Overwritten) => {}
    }
    let why = misplaced.map_or_else(String::new, |misplaced| watched.error(misplaced).to_string());
    timeout(LONGEST_CLOSE, opened.close()).await.context("somebody still works with the database as it was")?;
    shared.set(State::Lost(None, why.into()));
    drop(opened);
    open_again(shared).await
}

/// Opens what stands at the path now.
async fn open_again(shared: &Shared) -> anyhow::Result<()> {
    let Some(path) = &shared.path else { return Ok(()) };
    let opened = Arc::new(sqlite::open_again(path).await?);
    if let State::Closed = shared.set(State::Open(opened.clone())) {
        opened.close().await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::place::Place;
    use super::*;

    #[tokio::test]
    async fn a_log_that_has_become_large_is_emptied_though_it_is_not_quiet() {
        const INSERT: &str = "INSERT INTO stopped_targets (channel, target, stopped_at) VALUES ($1, $2, '')";
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Place::File(folder.path().join("requests.db"))).await.expect("a new database");
        let opened = store.shared.opened().expect("it is open");
        let watched = opened.watched.as_ref().expect("it is a file");
        let megabyte = "x".repeat(1 << 20);
        let mut number = 0;
        while watched.log_size() <= LARGEST_LOG {
            number += 1;
            let insert = sqlx::query(INSERT).bind(number.to_string()).bind(&megabyte);
            store.execute(insert).await.expect("a commit");
        }
        tidy(&store.shared, &opened).await.expect("nobody reads");
        assert!(watched.is_log_empty(), "{} bytes", watched.log_size());
        // The next log begins with a stamp of its own.
        assert!(watched.needs_stamp());
        store.close().await;
    }
}

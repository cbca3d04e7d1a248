//! An SQLite file as the database.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Connection as _, Row};

use super::opened::Opened;
use super::turns::Retry;
use super::unavailable::is_full;
use super::watch::{Unopened, Watched};
use super::writer::Writes;
use super::{Kind, RawConnection, folder, log_owner, migrations, pool, settings, stamp};

/// The permissions of all others.
const OTHERS: u32 = 0o077;

/// How many read at once. Whoever comes later waits for the first of them.
const READERS: u32 = 4;

/// Opens a file, which is made where it is missing.
pub async fn open(path: &Path) -> anyhow::Result<Opened> {
    if !path.exists() {
        // Another program may be making the file just now.
        log_owner::refuse_foreign(path).or_else(|error| if path.exists() { Ok(false) } else { Err(error) })?;
    }
    if let Some(parent) = path.parent() {
        folder::make(parent)?;
    }
    // The one way to make a file that is never anybody else's; one that is there is left as it is.
    OpenOptions::new().append(true).create(true).mode(folder::OWNERS_ALONE).open(path)?;
    open_file(path).await
}

/// Opens a file that stands where another one stood. It is not made, and it must be whole: it may be a copy that is still being written.
pub async fn open_again(path: &Path) -> anyhow::Result<Opened> {
    log_owner::refuse_foreign(path)?;
    let header = log_owner::header(path)?;
    anyhow::ensure!(header.is_some(), "{} is not there, or no whole database", path.display());
    let mut connection = RawConnection::connect_with(&address(path)?).await?;
    let check = whole(&mut connection).await;
    connection.close().await?;
    check?;
    open_file(path).await
}

/// Refuses a file that is no whole database of this program.
pub async fn whole(connection: &mut RawConnection) -> anyhow::Result<()> {
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?;
    anyhow::ensure!(found == "ok", "the database is damaged: {found}");
    migrations::refuse_other(Kind::Sqlite, connection).await
}

async fn open_file(path: &Path) -> anyhow::Result<Opened> {
    // Until its tables are up to date, whoever else opens it waits: SQLite's own lock does not go around more than one step of that.
    let unopened = Unopened::look(path).await?;
    let address = address(path)?;
    // A pool tries again and again where a file cannot be read or set, and does not say why.
    let mut first = RawConnection::connect_with(&address).await?;
    settings::refuse_unsound_release(&mut first).await?;
    settings::set_file(&mut first).await?;
    settings::set(&mut first).await?;
    // SQLite makes the log where something is first read.
    sqlx::query("SELECT COUNT(*) FROM sqlite_schema").fetch_one(&mut first).await?;
    let watched = unopened.opened()?;
    // In front of the migrations: what is in a log must say whose it is.
    if let Err(error) = stamp_in_turn(&mut first, &watched).await {
        // Without room it can be read, where nothing is to be made in it. Whoever writes gives it its stamp.
        let mut other = RawConnection::connect_with(&address).await?;
        settings::set(&mut other).await?;
        first = other;
        let error = anyhow::Error::new(error);
        if !is_full(&error) || !migrations::are_done(Kind::Sqlite, &mut first).await {
            return Err(error);
        }
    } else {
        migrations::run(Kind::Sqlite, &mut first).await?;
    }
    watched.unlock()?;
    keep_from_others(path)?;
    let reads = set_to_read(pool(READERS)).connect_with(address.clone()).await?;
    Ok(Opened { reads, writes: Writes::one(first, address), watched: Some(watched) })
}

/// Opens a database in memory. It is gone as soon as its one connection is closed.
pub async fn open_in_memory() -> anyhow::Result<Opened> {
    let pool = for_ever(pool(1)).connect("sqlite::memory:").await?;
    migrations::run(Kind::Sqlite, &mut *pool.acquire().await?).await?;
    Ok(Opened { reads: pool.clone(), writes: Writes::Many(pool), watched: None })
}

/// Gives the database a stamp as [`stamp_alone`] does, and waits for a server that commits just now.
async fn stamp_in_turn(first: &mut RawConnection, watched: &Watched) -> Result<(), sqlx::Error> {
    let retry = Retry::new();
    while let Err(error) = stamp_alone(first, watched).await {
        retry.pause(error).await?;
    }
    Ok(())
}

/// Gives the database a stamp where the next transaction needs one, by a transaction of its own.
pub async fn stamp_alone(writer: &mut RawConnection, watched: &Watched) -> Result<(), sqlx::Error> {
    if watched.needs_stamp() {
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
        let stamp = stamp::renew(&mut transaction, watched).await?;
        transaction.commit().await?;
        watched.stamped(stamp);
    }
    Ok(())
}

/// What became of emptying a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptied {
    /// It is empty, and the file holds everything.
    Whole,
    /// Somebody reads or writes, so that something is left in it.
    Busy,
}

/// Writes what the log holds back to the file, and empties it.
pub async fn empty_log(writer: &mut RawConnection, watched: &Watched) -> Result<Emptied, sqlx::Error> {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(writer).await;
    watched.log_may_begin_anew();
    let is_busy: i64 = row?.try_get(0)?;
    Ok(if is_busy == 0 { Emptied::Whole } else { Emptied::Busy })
}

/// Makes connections set themselves when they are new, so that they read alone. A file needs no question whether it still answers.
fn set_to_read(pool: AnyPoolOptions) -> AnyPoolOptions {
    for_ever(pool).after_connect(|connection, _| {
        Box::pin(async move {
            settings::set(connection).await?;
            sqlx::raw_sql("PRAGMA query_only = ON").execute(connection).await?;
            Ok(())
        })
    })
}

/// Keeps connections open: a new one would open what stands at the path by then.
fn for_ever(pool: AnyPoolOptions) -> AnyPoolOptions {
    pool.test_before_acquire(false).idle_timeout(None).max_lifetime(None)
}

/// Writes a path as the driver reads it: every character that could mean something in an address stands for itself.
pub fn address(path: &Path) -> anyhow::Result<AnyConnectOptions> {
    let path = std::path::absolute(path)?;
    anyhow::ensure!(path.to_str().is_some(), "the path is not UTF-8; name the file otherwise");
    let path = percent_encode(path.as_os_str().as_bytes(), NON_ALPHANUMERIC);
    Ok(format!("sqlite:{path}?mode=rw").parse()?)
}

/// Makes the database's files the owner's alone: the file itself, and the two beside it, which SQLite makes with the permissions that it
/// has. What others could read before, they cannot from now on.
fn keep_from_others(path: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let file = log_owner::beside(path, suffix);
        match file.metadata() {
            Ok(metadata) if metadata.permissions().mode() & OTHERS != 0 => {
                fs::set_permissions(&file, Permissions::from_mode(folder::OWNERS_ALONE))?;
                tracing::warn!("{} could be read by others, and is its owner's alone from now on", file.display());
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tokio::time::Duration;

    use super::super::handle::Store;
    use super::super::testing::TestPlace;
    use super::*;

    #[tokio::test]
    async fn a_connection_that_reads_cannot_write() {
        sqlx::any::install_default_drivers();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a 100% new?#name.db");
        let opened = open(&path).await.expect("a new database");
        let reader = &mut *opened.reads.acquire().await.expect("a connection");
        let refused = sqlx::query("DELETE FROM users").execute(&mut *reader).await.expect_err("no right to write");
        assert!(refused.to_string().contains("readonly"), "{refused}");
        assert!(path.is_file());
    }

    #[tokio::test]
    async fn a_start_waits_for_whoever_commits_into_an_empty_log() {
        let place = TestPlace::of_file();
        let server = Store::open(&place.place).await.expect("a new database");
        // Its tables stand in the log.
        server.leave_no_trace(None).await.expect("nobody reads");
        let writing = server.write().await.expect("a transaction");
        let committing = async {
            // For longer than SQLite waits by itself.
            tokio::time::sleep(Duration::from_secs(1)).await;
            writing.commit().await
        };
        let (started, committed) = tokio::join!(Store::open(&place.place), committing);
        committed.expect("a commit");
        started.expect("a start beside it").close().await;
        server.close().await;
    }

    #[tokio::test]
    async fn a_database_has_a_stamp_from_the_start() {
        sqlx::any::install_default_drivers();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("requests.db");
        let opened = open(&path).await.expect("a new database");
        opened.close().await;
        let first = log_owner::header(&path).expect("a file").expect("a header");
        let opened = open(&path).await.expect("a database");
        opened.close().await;
        let second = log_owner::header(&path).expect("a file").expect("a header");
        assert_ne!(log_owner::stamp(&first), 0);
        assert_eq!(log_owner::stamp_before(&second), log_owner::stamp(&first));
    }
}

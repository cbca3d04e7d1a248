//! The database: an SQLite file. What stands in which table is the business of whoever keeps it there.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// How long a request waits for the database before it fails.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Permissions of a file that its owner alone reads and writes.
const OWNERS_ALONE: u32 = 0o600;

/// The permissions of all others.
const OTHERS: u32 = 0o077;

/// The database.
#[derive(Clone)]
pub struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the database file, with its folder and its newest tables, whichever of them are missing.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        if let Some(folder) = path.parent() {
            // What is in there is personal: a new folder is its owner's alone.
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        // The one way to make a file that is never anybody else's; one that is there is left as it is.
        OpenOptions::new().append(true).create(true).mode(OWNERS_ALONE).open(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(TIMEOUT)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode the default of most builds may lose the last commits when the power goes.
            .synchronous(SqliteSynchronous::Full)
            // What is erased is overwritten at once.
            .pragma("secure_delete", "ON");
        // SQLite writes for one connection at a time. Waiting for the one here is first come, first served; waiting for the
        // file's lock is not.
        let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(TIMEOUT).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        keep_from_others(path)?;
        Ok(Self { pool })
    }

    /// Opens a database in memory, which is gone with the program.
    pub async fn in_memory() -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::new().in_memory(true).foreign_keys(true);
        // It is gone as soon as its one connection is closed.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = pool.acquire_timeout(TIMEOUT).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Returns the connections. There is but one, so whoever holds it longer than a query holds up all others.
    pub fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    /// Asks something of the table, to know that the database answers.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1 FROM plan_requests LIMIT 1").fetch_optional(&self.pool).await?;
        Ok(())
    }

    /// Waits for what is being written, and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Makes the database's files the owner's alone: the file itself, and the two beside it, which SQLite makes with the permissions that it
/// has. What others could read before, they cannot from now on.
fn keep_from_others(path: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let file = Path::new(&name);
        match file.metadata() {
            Ok(metadata) if metadata.permissions().mode() & OTHERS != 0 => {
                fs::set_permissions(file, Permissions::from_mode(OWNERS_ALONE))?;
                tracing::warn!("{} could be read by others, and is its owner's alone from now on", file.display());
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Writes an instant as it is stored: RFC 3339 in UTC with whole seconds, so that the order of the texts is the order in time.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_commit_waits_until_it_is_on_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("requests.db")).await.expect("a new database");
        let pragma = |sql: &'static str| sqlx::query_scalar::<_, String>(sql).fetch_one(&store.pool);
        assert_eq!(pragma("SELECT journal_mode FROM pragma_journal_mode").await.expect("a mode"), "wal");
        const FULL: &str = "2";
        let synchronous = "SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous";
        assert_eq!(pragma(synchronous).await.expect("a level"), FULL);
    }
}

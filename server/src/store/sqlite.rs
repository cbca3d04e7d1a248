//! An SQLite file as the database.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use sqlx::Connection as _;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};

use super::{Connection, Kind, Store, migrations, pool};

/// Permissions of a file that its owner alone reads and writes.
const OWNERS_ALONE: u32 = 0o600;

/// The permissions of all others.
const OTHERS: u32 = 0o077;

/// How many read at once. Whoever comes later waits for the first of them.
const READERS: u32 = 4;

/// What holds on every connection to a file. The driver itself switches foreign keys on, and waits five seconds for a lock.
///
/// In WAL mode, where readers and the writer do not wait for each other, most builds by default may lose the last commits when the power
/// goes; so the log is synced at each. What is erased is overwritten at once.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";

/// What holds on a connection that reads, on top of these.
const READS_ALONE: &str = "PRAGMA query_only = ON";

/// Opens a file.
pub async fn open(path: &Path) -> anyhow::Result<Store> {
    if let Some(folder) = path.parent() {
        // What is in there is personal: a new folder is its owner's alone.
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    // The one way to make a file that is never anybody else's; one that is there is left as it is.
    OpenOptions::new().append(true).create(true).mode(OWNERS_ALONE).open(path)?;
    let address = address(path)?;
    // SQLite writes for one connection at a time. Waiting for the one here is first come, first served; waiting for the file's lock is not.
    let writes = with(pool(1), &[SETTINGS]).connect_lazy_with(address.clone());
    let reads = with(pool(READERS), &[SETTINGS, READS_ALONE]).connect_lazy_with(address.clone());
    // A pool tries again and again where a file cannot be read, and does not say why.
    let mut first = Connection::connect_with(&address).await?;
    sqlx::raw_sql(SETTINGS).execute(&mut first).await?;
    migrations::run(Kind::Sqlite, &mut first).await?;
    keep_from_others(path)?;
    // While it is open, the log stays in place.
    let store = Store { kind: Kind::Sqlite, reads, writes };
    store.ping().await?;
    first.close().await?;
    Ok(store)
}

/// Opens a database in memory. It is gone as soon as its one connection is closed.
pub async fn open_in_memory() -> anyhow::Result<Store> {
    let pool = pool(1).idle_timeout(None).max_lifetime(None).connect("sqlite::memory:").await?;
    migrations::run(Kind::Sqlite, &mut *pool.acquire().await?).await?;
    Ok(Store { kind: Kind::Sqlite, reads: pool.clone(), writes: pool })
}

/// Makes connections run statements when they are new. A file needs no question whether it still answers.
fn with(pool: AnyPoolOptions, statements: &'static [&'static str]) -> AnyPoolOptions {
    pool.test_before_acquire(false).after_connect(move |connection, _| {
        Box::pin(async move {
            for statement in statements {
                sqlx::raw_sql(*statement).execute(&mut *connection).await?;
            }
            Ok(())
        })
    })
}

/// Writes a path as the driver reads it: every character that could mean something in an address stands for itself.
fn address(path: &Path) -> anyhow::Result<AnyConnectOptions> {
    let path = std::path::absolute(path)?;
    anyhow::ensure!(path.to_str().is_some(), "the path is not UTF-8; name the file otherwise");
    let path = percent_encode(path.as_os_str().as_bytes(), NON_ALPHANUMERIC);
    Ok(format!("sqlite:{path}?mode=rw").parse()?)
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

#[cfg(test)]
mod tests {
    use super::super::place::Place;
    use super::*;

    #[tokio::test]
    async fn a_commit_waits_until_it_is_on_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::File(folder.path().join("a 100% new?#name.db"));
        let store = Store::open(&place).await.expect("a new database");
        let writer = &mut *store.writer().await.expect("a connection");
        for (pragma, expected) in [
            ("SELECT journal_mode FROM pragma_journal_mode", "wal"),
            ("SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous", "2"),
            ("SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys", "1"),
            ("SELECT CAST(secure_delete AS TEXT) FROM pragma_secure_delete", "1"),
            ("SELECT CAST(timeout AS TEXT) FROM pragma_busy_timeout", "5000"),
        ] {
            let value: String = sqlx::query_scalar(pragma).fetch_one(&mut *writer).await.expect("a value");
            assert_eq!(value, expected, "{pragma}");
        }
        assert!(folder.path().join("a 100% new?#name.db").is_file());
    }

    #[tokio::test]
    async fn a_connection_that_reads_cannot_write() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Place::File(folder.path().join("requests.db"))).await.expect("a new database");
        let reader = &mut *store.read().await.expect("a connection");
        let refused = sqlx::query("DELETE FROM users").execute(&mut *reader).await.expect_err("no right to write");
        assert!(refused.to_string().contains("readonly"), "{refused}");
    }
}

//! The database of a test: the file in its folder; or, where the variable `PLAN_TEST_POSTGRES` names a server of PostgreSQL, a database that
//! is made there for the test alone, and dropped after it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, process, thread};

use serde_json::Value;
use sqlx::any::{AnyRow, install_default_drivers};
use sqlx::{AnyConnection, Column, Connection, Row, ValueRef};

/// Names a database of a server of PostgreSQL, beside which others are made: `postgres://USER@localhost:PORT/postgres`. The host is a name, as tests
/// look for addresses of clients in the log, which names the database.
const SERVER: &str = "PLAN_TEST_POSTGRES";

/// Returns the server of PostgreSQL that the tests run with; none where they run with files.
pub fn postgres() -> Option<String> {
    env::var(SERVER).ok().filter(|url| !url.is_empty())
}

/// The database of a test.
pub enum TestDatabase {
    /// A file of SQLite.
    File(PathBuf),
    /// A database of PostgreSQL, once somebody has asked for it.
    Postgres { server: String, made: OnceLock<String> },
}

impl TestDatabase {
    /// Names the database that tests run with: a file, unless there is a server of PostgreSQL.
    pub fn new(file: PathBuf) -> Self {
        match postgres() {
            Some(server) => Self::Postgres { server, made: OnceLock::new() },
            None => Self::File(file),
        }
    }

    /// Returns what `--database` is given.
    pub fn place(&self) -> OsString {
        match self {
            Self::File(path) => path.into(),
            Self::Postgres { server, made } => made.get_or_init(|| create(server)).into(),
        }
    }

    /// Connects to it.
    pub async fn connect(&self) -> AnyConnection {
        install_default_drivers();
        let url = match self {
            Self::File(path) => address(path),
            Self::Postgres { .. } => self.place().into_string().unwrap(),
        };
        AnyConnection::connect(&url).await.unwrap()
    }
}

/// Returns the address of a file of SQLite.
pub fn address(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Self::Postgres { server, made } = self
            && let Some(url) = made.get()
        {
            let name = url.rsplit('/').next().unwrap();
            // Where it cannot be dropped, a failed test has said why already.
            let _ = run(server, format!("DROP DATABASE \"{name}\" WITH (FORCE)"));
        }
    }
}

/// Makes a new database on a server; its address.
fn create(server: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("plan_test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    run(server, format!("CREATE DATABASE \"{name}\" TEMPLATE template0")).unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// Runs a statement, on a thread of its own: a test has one for its own tasks alone.
fn run(server: &str, statement: String) -> thread::Result<()> {
    let server = server.to_owned();
    let work = async move {
        install_default_drivers();
        let mut connection = AnyConnection::connect(&server).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    };
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
    thread::spawn(run).join()
}

/// Returns a row as an object; `json` names columns whose text is JSON.
pub fn object(row: &AnyRow, json: &[&str]) -> Value {
    let value = |at: usize, name: &str| {
        if row.try_get_raw(at).unwrap().is_null() {
            return Value::Null;
        }
        match row.try_get::<i64, _>(at) {
            Ok(number) => number.into(),
            Err(_) if json.contains(&name) => serde_json::from_str(row.get(at)).unwrap(),
            Err(_) => row.get::<String, _>(at).into(),
        }
    };
    row.columns().iter().map(|column| (column.name().to_owned(), value(column.ordinal(), column.name()))).collect()
}

/// Returns the instant so much before now, as it is stored.
pub fn ago(time: chrono::TimeDelta) -> String {
    (chrono::Utc::now() - time).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

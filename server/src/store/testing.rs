//! A database for a unit test: in memory; or, where the variable `PLAN_TEST_POSTGRES` names a server of PostgreSQL, a database that is made
//! there for the test alone, and dropped after it.

use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, process, thread};

use sqlx::Connection as _;
use tempfile::TempDir;

use super::place::{Place, PostgresUrl};
use super::{RawConnection, Store};

/// Names a database of a server of PostgreSQL, in which others are made: `postgres://USER@HOST:PORT/postgres`.
const SERVER: &str = "PLAN_TEST_POSTGRES";

/// An empty database.
pub struct TestStore {
    store: Store,
    _place: Option<TestPlace>,
}

impl TestStore {
    /// Makes one, in memory where there is no server.
    pub async fn new() -> Self {
        if server().is_none() {
            return Self { store: Store::in_memory().await.expect("a database in memory"), _place: None };
        }
        let place = TestPlace::new();
        Self { store: Store::open(&place.place).await.expect("a new database"), _place: Some(place) }
    }
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// A place with no database's tables in it yet.
pub struct TestPlace {
    /// The place.
    pub place: Place,
    folder: Option<TempDir>,
}

impl TestPlace {
    /// Makes one: a file that is not there yet, where there is no server.
    pub fn new() -> Self {
        match server() {
            Some(server) => Self { place: create(&server), folder: None },
            None => Self::of_file(),
        }
    }

    /// Makes one with a file in any case.
    pub fn of_file() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { place: Place::File(folder.path().join("requests.db")), folder: Some(folder) }
    }

    /// Makes one with a server of PostgreSQL, where there is one.
    pub fn of_postgres() -> Option<Self> {
        server().is_some().then(Self::new)
    }
}

impl Drop for TestPlace {
    fn drop(&mut self) {
        if let (Place::Postgres(url), None) = (&self.place, &self.folder)
            && let Some(server) = server()
            && let Some((_, name)) = url.with_password().rsplit_once('/')
        {
            // Where it cannot be dropped, a failed test has said why already.
            let _ = run(&server, format!("DROP DATABASE \"{name}\" WITH (FORCE)"));
        }
    }
}

/// Counts rows in a transaction whose turn comes after the first of those that some work consists of; how many, and what the work comes to.
pub async fn count_in_between<T>(store: &Store, work: impl Future<Output = T>, select: &'static str) -> (i64, T) {
    let before = store.write().await.expect("a transaction");
    let counting = async {
        let mut turn = loop {
            if let Ok(turn) = store.write().await {
                break turn;
            }
        };
        sqlx::query_scalar(select).fetch_one(&mut *turn).await.expect("a count")
    };
    // All wait for their turn in this order before the first one begins.
    let (done, count, ()) = tokio::join!(biased; work, counting, async { drop(before) });
    (count, done)
}

fn server() -> Option<String> {
    env::var(SERVER).ok().filter(|url| !url.is_empty())
}

/// Makes a new database on a server.
fn create(server: &str) -> Place {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("plan_unit_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    run(server, format!("CREATE DATABASE \"{name}\" TEMPLATE template0")).expect("a new database");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    Place::Postgres(PostgresUrl::parse(&format!("{base}/{name}")).expect("an address"))
}

/// Runs a statement, on a thread of its own: a test has one for its own tasks alone.
fn run(server: &str, statement: String) -> thread::Result<()> {
    let server = server.to_owned();
    let work = async move {
        sqlx::any::install_default_drivers();
        let mut connection = RawConnection::connect(&server).await.expect("a server");
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.expect("a statement that works");
        connection.close().await.expect("an end");
    };
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a thread");
    thread::spawn(move || runtime().block_on(work)).join()
}

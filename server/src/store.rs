//! The database: an SQLite file, or a database of PostgreSQL. What stands in which table is the business of whoever keeps it there.
//!
//! All SQL is written in what both know, with values as `$1`, `$2` and so on; the few words that they do not share are in `dialect`.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::any::{AnyArguments, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::query::Query;
use sqlx::{Any, AnyPool, Transaction};

mod dialect;
mod migrations;
pub mod place;
mod postgres;
mod sqlite;
pub mod statement;
pub mod values;

use place::Place;

/// How long a request waits for the database before it fails.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A connection to either database.
pub type Connection = sqlx::AnyConnection;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file of SQLite.
    Sqlite,
    /// A database of PostgreSQL.
    Postgres,
}

/// The database.
#[derive(Clone)]
pub struct Store {
    kind: Kind,
    reads: AnyPool,
    writes: AnyPool,
}

impl Store {
    /// Opens a database and brings its tables up to date. A file of SQLite is made, with its folder, whichever of them are missing.
    pub async fn open(place: &Place) -> anyhow::Result<Self> {
        sqlx::any::install_default_drivers();
        match place {
            Place::File(path) => sqlite::open(path).await,
            Place::Postgres(url) => postgres::open(url).await,
        }
    }

    /// Opens a database in memory, which is gone with the program. It has one connection, so whoever reads must be done before somebody
    /// writes.
    pub async fn in_memory() -> anyhow::Result<Self> {
        sqlx::any::install_default_drivers();
        sqlite::open_in_memory().await
    }

    /// Returns which database it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns a connection to read with, which waits for nobody who writes.
    pub async fn read(&self) -> Result<PoolConnection<Any>, sqlx::Error> {
        self.reads.acquire().await
    }

    /// Begins a transaction that writes. With SQLite there is one at a time: first come, first served.
    pub async fn write(&self) -> Result<Writing, sqlx::Error> {
        let transaction = match self.kind {
            // Otherwise the lock would be taken at the first change, where it cannot be waited for after something was read.
            Kind::Sqlite => self.writes.begin_with("BEGIN IMMEDIATE").await?,
            Kind::Postgres => self.writes.begin().await?,
        };
        Ok(Writing(transaction))
    }

    /// Runs one statement that writes, a transaction of its own. How many rows it has changed.
    pub async fn execute(&self, statement: Query<'_, Any, AnyArguments>) -> Result<u64, sqlx::Error> {
        Ok(statement.execute(&self.writes).await?.rows_affected())
    }

    /// Returns the connection that writes, outside of a transaction: for what a database does in none.
    pub async fn writer(&self) -> Result<PoolConnection<Any>, sqlx::Error> {
        self.writes.acquire().await
    }

    /// Asks something of the table, to know that the database answers.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1 FROM plan_requests LIMIT 1").fetch_optional(&self.reads).await?;
        Ok(())
    }

    /// Waits for what is being read and written, and closes the connections: those that write last, so that SQLite can empty its log.
    pub async fn close(&self) {
        self.reads.close().await;
        self.writes.close().await;
    }
}

/// A transaction that writes. What is dropped without a commit is as if it had never been.
pub struct Writing(Transaction<'static, Any>);

impl Writing {
    /// Keeps what was written, for good.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.0.commit().await
    }
}

impl Deref for Writing {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}

/// Options that the pools of both databases share.
fn pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(TIMEOUT)
}

/// Writes an instant as it is stored: RFC 3339 in UTC with whole seconds, so that the order of the texts is the order in time.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

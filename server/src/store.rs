//! The database: an SQLite file, or a database of PostgreSQL. What stands in which table is the business of whoever keeps it there.
//!
//! All SQL is written in what both know, with values as `$1`, `$2` and so on; the few words that they do not share are in `dialect`.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::any::AnyPoolOptions;

pub mod batch;
mod connection;
pub mod copy;
mod dialect;
pub mod folder;
mod handle;
mod keeper;
mod log_owner;
pub mod migrations;
mod only;
mod opened;
pub mod place;
mod postgres;
mod settings;
mod sqlite;
mod stamp;
pub mod statement;
#[cfg(test)]
pub mod testing;
mod traces;
pub mod turns;
pub mod unavailable;
mod unopened;
pub mod values;
mod watch;
mod writable;
mod writer;

pub use connection::Connection;
pub use handle::Store;

/// How long a request waits for the database before it fails.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A connection of the driver, whose answers are waited for without end.
type RawConnection = sqlx::AnyConnection;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file of SQLite.
    Sqlite,
    /// A database of PostgreSQL.
    Postgres,
}

/// Options that the pools of both databases share.
fn pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(TIMEOUT)
}

/// Writes an instant as it is stored: RFC 3339 in UTC with whole seconds, so that the order of the texts is the order in time.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

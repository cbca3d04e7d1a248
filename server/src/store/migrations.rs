//! The steps that bring a database's tables up to date, each run once and in order. A step that was released is never changed.

use sqlx::migrate::{MigrateError, Migrator};

use super::{Connection, Kind};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Runs the steps that a database lacks. With PostgreSQL, processes that start at once do so one after another, by an advisory lock.
pub async fn run(kind: Kind, connection: &mut Connection) -> Result<(), MigrateError> {
    of(kind).run_direct(None, connection, false).await
}

fn of(kind: Kind) -> &'static Migrator {
    match kind {
        Kind::Sqlite => &SQLITE,
        Kind::Postgres => &POSTGRES,
    }
}

//! The steps that bring a database's tables up to date, each run once and in order. A step that was released is never changed.

use sqlx::migrate::{MigrateError, Migrator};

use super::{Connection, Kind};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Runs the steps that a database lacks. With PostgreSQL, processes that start at once do so one after another, by an advisory lock.
pub async fn run(kind: Kind, connection: &mut Connection) -> Result<(), MigrateError> {
    of(kind).run_direct(None, connection, false).await
}

/// Refuses a database whose tables this program cannot bring up to date, since they are not its own, or those of a newer one.
///
/// # Errors
///
/// What is in the way.
pub async fn refuse_other(kind: Kind, connection: &mut Connection) -> anyhow::Result<()> {
    const SELECT: &str =
        "SELECT CAST(version AS INTEGER) FROM _sqlx_migrations WHERE CAST(success AS INTEGER) = 1 ORDER BY version";
    let steps: Vec<i64> = sqlx::query_scalar(SELECT)
        .fetch_all(connection)
        .await
        .map_err(|error| anyhow::anyhow!("it is no database of a plan-server: {error}"))?;
    anyhow::ensure!(!steps.is_empty(), "it is no database of a plan-server: its tables were never made");
    let known = |step: &i64| of(kind).iter().any(|known| known.version == *step);
    anyhow::ensure!(steps.iter().all(known), "it is of a newer program; install that one first");
    Ok(())
}

fn of(kind: Kind) -> &'static Migrator {
    match kind {
        Kind::Sqlite => &SQLITE,
        Kind::Postgres => &POSTGRES,
    }
}

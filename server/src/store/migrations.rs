//! The steps that bring a database's tables up to date, each run once and in order. A step that was released is never changed.

use std::error::Error;
use std::fmt;

use sqlx::migrate::{MigrateError, Migrator};

use super::{Kind, RawConnection};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Lists the steps that were done.
const DONE: &str =
    "SELECT CAST(version AS INTEGER) FROM _sqlx_migrations WHERE CAST(success AS INTEGER) = 1 ORDER BY version";

/// Says that a database was brought up to date by a newer program.
#[derive(Clone, Copy, Debug)]
pub struct OfNewerProgram;

impl fmt::Display for OfNewerProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is of a newer program; install that one first")
    }
}

impl Error for OfNewerProgram {}

/// Runs the steps that a database lacks. With PostgreSQL, processes that start at once do so one after another, by an advisory lock; with
/// SQLite, by a lock on the file.
///
/// # Errors
///
/// [`OfNewerProgram`], and those of a step.
pub async fn run(kind: Kind, connection: &mut RawConnection) -> anyhow::Result<()> {
    of(kind).run_direct(None, connection, false).await.map_err(|error| match error {
        MigrateError::VersionMissing(_) => OfNewerProgram.into(),
        MigrateError::Execute(error) => error.into(),
        error => error.into(),
    })
}

/// Tells whether a database lacks no step.
pub async fn are_done(kind: Kind, connection: &mut RawConnection) -> bool {
    let steps: Result<Vec<i64>, _> = sqlx::query_scalar(DONE).fetch_all(connection).await;
    steps.is_ok_and(|steps| of(kind).iter().all(|known| steps.contains(&known.version)))
}

/// Refuses a database whose tables this program cannot bring up to date, since they are not its own, or those of a newer one.
///
/// # Errors
///
/// What is in the way.
pub async fn refuse_other(kind: Kind, connection: &mut RawConnection) -> anyhow::Result<()> {
    let steps: Vec<i64> = sqlx::query_scalar(DONE)
        .fetch_all(connection)
        .await
        .map_err(|error| anyhow::anyhow!("it is no database of a plan-server: {error}"))?;
    anyhow::ensure!(!steps.is_empty(), "it is no database of a plan-server: its tables were never made");
    let known = |step: &i64| of(kind).iter().any(|known| known.version == *step);
    anyhow::ensure!(steps.iter().all(known), OfNewerProgram);
    Ok(())
}

fn of(kind: Kind) -> &'static Migrator {
    match kind {
        Kind::Sqlite => &SQLITE,
        Kind::Postgres => &POSTGRES,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use sqlx::any::AnyRow;
    use sqlx::{AssertSqlSafe, Column, Connection as _, Row, ValueRef};

    use super::*;
    use crate::plan_requests::reference::Reference;
    use crate::plan_requests::search::Filter;
    use crate::store::Store;
    use crate::store::place::Place;
    use crate::store::testing::TestPlace;

    /// The steps of SQLite and of PostgreSQL, with the SHA-384 hash of each file.
    const SQLITE_FILES: [(i64, &str); 5] = [
        (1, "7331137a3f3219419e549f6133617ef8fa4e4e42e9eac89620cb1d3a7fc0317192abbbab3148a2ef1703773fc9f9cc75"),
        (2, "fd2ca217a355b3a8c16745c373af1a18387c164806bc8a10426663b37f99da225f4f8b7241e2e171cddb4278c09149d0"),
        (3, "5d6d843b2d5371be4b50c762cba7f45f42264bc9194a66df34d5442d0044b511874f35dc85b6b55e24981f408eb9186a"),
        (4, "ff24553d00528e81f0ae6118f74e1bb54a6428ed4bfad4959e1e294dc980029e04b3b958ddde2e338b9ee24cf51e8332"),
        (5, "d47fb956d1236b911512ad1d61baf2276b0cc1ce4e5c410dc50e2b498ecffceb53e45d5d45fa611f89140a39baee3f1c"),
    ];
    const POSTGRES_FILES: [(i64, &str); 2] = [
        (4, "36c6f5111dba12d22ba437377709ac1939088eb7c331a4a2a613eb7b1cf7b9ce30e405c1dd1f4d9fdb44f995b037eec1"),
        (5, "eacbd8c32091cdb234ed5f410a6892cd86ce73a658b414683b5fb1ab7bfe95925e0250561e8781360c7206f18e5b524d"),
    ];

    /// What stands in a database after each step, before the next: some rows of every table that there is then.
    const ROWS: [(i64, &str); 4] = [
        (
            1,
            "INSERT INTO plan_requests (reference, idempotency_key, received_at, plan, name, email, company, message, consent, answers,
                page_catalog_version, recommended, fits, advice, catalog_id, catalog_version)
            VALUES ('2222-2222-2222', 'first', '2025-01-01T00:00:00Z', 'plus', 'Ada ä😀', 'Ada@one.example', 'Engines', 'two
lines', 'yes', '{\"seats\": 1}', '1', 'plus', 1, '{\"state\": \"fits\"}', 'msa', '1');
            INSERT INTO plan_requests (reference, received_at, plan, name, email, company, answers, page_catalog_version, fits, advice,
                catalog_id, catalog_version)
            VALUES ('2222-2222-2223', '2025-01-01T00:00:00Z', 'start', 'Bob', 'bob@two.example', 'Bobs', '{}', '1', 0, 'null', 'msa', '1')",
        ),
        (
            2,
            "INSERT INTO catalogs (content, id, version, json, first_served) VALUES ('c1', 'msa', '1', '{\"a\": 1}', '2025-01-01T00:00:00Z');
            INSERT INTO catalogs (content, id, version, json, first_served) VALUES ('c2', 'msa', '1', '{}', '2025-02-01T00:00:00Z');
            INSERT INTO plan_requests (reference, idempotency_key, received_at, plan, name, email, company, answers, page_catalog_version,
                fits, advice, catalog_id, catalog_version, page_content, page_language, catalog_content, checked, changes, body_hash, reply)
            VALUES ('2222-2222-2224', 'k', '2025-02-01T00:00:00Z', 'plus', 'Eve', 'eve@two.example', 'Eves', '{}', '1', 0, 'null', 'msa', '1',
                'c1', 'de', 'c1', 0, '[{\"pointer\": \"/plan\"}]', 'hash', '{\"reference\": \"2222-2222-2224\"}')",
        ),
        (
            3,
            "INSERT INTO plan_requests (reference, received_at, plan, name, email, company, answers, page_catalog_version, fits, advice,
                catalog_id, catalog_version, costs)
            VALUES ('2222-2222-2225', '2025-03-01T00:00:00Z', 'plus', 'Fay', 'fay@two.example', 'Fays', '{}', '1', 0, 'null', 'msa', '1',
                '{\"currency\": \"EUR\"}')",
        ),
        (
            4,
            "INSERT INTO plan_requests (reference, received_at, plan, name, email, company, answers, page_catalog_version, fits, advice,
                catalog_id, catalog_version, campaign, page_address, variant, suspect, receipt_hash, state)
            VALUES ('2222-2222-2226', '2025-04-01T00:00:00Z', 'plus', 'Gus', 'gus@two.example', 'Guss', '{}', '1', 0, 'null', 'msa', '1',
                '{\"utm_source\": \"x\"}', 'https://a.example/', 'b', '[\"honeypot\"]', 'receipt', 'won');
            INSERT INTO request_events (reference, at, by, kind, text)
            VALUES ('2222-2222-2226', '2025-04-02T00:00:00Z', 'ada', 'note', 'called');
            INSERT INTO outbox (id, reference, channel, target, created_at, state, attempts, due_at, ended_at, last_error)
            VALUES ('msg_1', '2222-2222-2226', 'webhook', 'a', '2025-04-01T00:00:00Z', 'dead', 10, '2025-04-01T00:00:00Z',
                '2025-04-04T00:00:00Z', 'down');
            INSERT INTO stopped_targets (channel, target, stopped_at) VALUES ('webhook', 'a', '2025-04-04T00:00:00Z');
            INSERT INTO users (name, password_hash, role, created_at, failures) VALUES ('ada', 'phc', 'editor', '2025-01-01T00:00:00Z', 2);
            INSERT INTO sessions (token_hash, \"user\", csrf, created_at, seen_at)
            VALUES ('token', 'ada', 'c', '2025-04-01T00:00:00Z', '2025-04-01T00:00:00Z');
            INSERT INTO audit (at, by, action, reference, detail)
            VALUES ('2025-04-01T00:00:00Z', 'ada', 'state-changed', '2222-2222-2226', 'won')",
        ),
    ];

    /// The tables of the steps up to the last that has rows here, and by what they are ordered.
    const TABLES: [(&str, &str); 8] = [
        ("plan_requests", "reference"),
        ("catalogs", "content"),
        ("request_events", "id"),
        ("outbox", "id"),
        ("stopped_targets", "channel, target"),
        ("users", "name"),
        ("sessions", "token_hash"),
        ("audit", "id"),
    ];

    #[test]
    fn a_step_that_was_released_is_never_changed() {
        for (kind, files) in [(Kind::Sqlite, &SQLITE_FILES[..]), (Kind::Postgres, &POSTGRES_FILES)] {
            let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            let found: Vec<_> = of(kind).iter().map(|step| (step.version, hex(&step.checksum))).collect();
            let known: Vec<_> = files.iter().map(|(version, hash)| (*version, (*hash).to_owned())).collect();
            assert_eq!(
                found, known,
                "{kind:?}: databases out there remember the hash of each step and refuse another. Add a file with the next number, and its \
                 hash here; only the hash of a file that was in no release may change"
            );
        }
    }

    #[tokio::test]
    async fn a_file_of_every_release_is_brought_up_to_date_and_keeps_every_row() {
        for (version, _) in ROWS {
            upgrade(Kind::Sqlite, &TestPlace::of_file().place, version).await;
        }
    }

    #[tokio::test]
    async fn a_database_of_postgresql_of_every_release_is_brought_up_to_date_and_keeps_every_row() {
        for (version, _) in ROWS.into_iter().filter(|(version, _)| *version >= POSTGRES_FILES[0].0) {
            let Some(place) = TestPlace::of_postgres() else { return };
            upgrade(Kind::Postgres, &place.place, version).await;
        }
    }

    /// Makes a database as a release left it, with rows of all steps so far, and opens it.
    async fn upgrade(kind: Kind, place: &Place, version: i64) {
        let mut before = connect(place).await;
        for (step, rows) in ROWS.into_iter().filter(|(step, _)| *step <= version) {
            // PostgreSQL came with a later one.
            let step = of(kind).iter().next().map_or(step, |first| step.max(first.version));
            of(kind).run_direct(Some(step), &mut before, false).await.expect("a step that runs");
            sqlx::raw_sql(rows).execute(&mut before).await.expect("rows");
        }
        let kept = tables(&mut before).await;
        assert!(kept["plan_requests"].len() > usize::try_from(version).expect("a small number"), "{version}");
        before.close().await.expect("an end");

        let store = Store::open(place).await.expect("an older database");
        let now = tables(store.read().await.expect("a connection").raw()).await;
        for (table, rows) in &kept {
            assert_eq!(now[table].len(), rows.len(), "{version} {table}");
            for (row, row_now) in rows.iter().zip(&now[table]) {
                let same = row.iter().all(|(column, value)| row_now.get(column) == Some(value));
                assert!(same, "{version} {table}: {row:?} is now {row_now:?}");
            }
        }
        // What is read is whole, and what is written goes beside it.
        let found = store.search(&Filter::default(), 0, 100).await.expect("requests");
        assert_eq!(found.total, kept["plan_requests"].len() as u64);
        let reference = Reference::parse("2222-2222-2222").expect("a reference");
        let request = store.plan_request(&reference).await.expect("an answer").expect("the request");
        assert_eq!((request.name.as_str(), request.fits, request.checked), ("Ada ä😀", true, true));
        assert!(store.add_note(&reference, "still here", "test").await.expect("a note"));
        store.close().await;
        Store::open(place).await.expect("the same once more").close().await;
    }

    async fn connect(place: &Place) -> RawConnection {
        sqlx::any::install_default_drivers();
        let url = match place {
            Place::File(path) => format!("sqlite://{}?mode=rwc", path.display()),
            Place::Postgres(url) => url.with_password().to_owned(),
        };
        RawConnection::connect(&url).await.expect("a connection")
    }

    type Rows = Vec<BTreeMap<String, String>>;

    /// Reads every row of every table that there is.
    async fn tables(connection: &mut RawConnection) -> BTreeMap<&'static str, Rows> {
        let mut tables = BTreeMap::new();
        for (table, order) in TABLES {
            let select = format!("SELECT * FROM {table} ORDER BY {order}");
            // Of a later step.
            let Ok(rows) = sqlx::query(AssertSqlSafe(select)).fetch_all(&mut *connection).await else { continue };
            tables.insert(table, rows.iter().map(row).collect());
        }
        tables
    }

    fn row(row: &AnyRow) -> BTreeMap<String, String> {
        let value = |at: usize| match row.try_get_raw(at).expect("a column").is_null() {
            true => "NULL".to_owned(),
            false => row.try_get::<i64, _>(at).map_or_else(|_| row.get::<String, _>(at), |number| number.to_string()),
        };
        row.columns().iter().map(|column| (column.name().to_owned(), value(column.ordinal()))).collect()
    }
}

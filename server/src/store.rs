//! Where plan requests are kept: an SQLite file.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::types::Json;

use crate::entry::Entry;
use crate::reference::Reference;

/// How long a request waits for the database before it fails.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many references are tried. A second one is needed about once in 2^55 requests per request stored.
const ATTEMPTS: usize = 4;

/// The database.
#[derive(Clone)]
pub struct Store {
    pool: SqlitePool,
}

/// What is kept of a request that its receipt tells.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct Stored {
    /// Names the request.
    pub reference: Reference,
    /// The id of the plan asked for.
    pub plan: String,
    /// When the request was first received: RFC 3339 in UTC with whole seconds.
    pub received_at: String,
    /// The id of the plan that the server recommends, or of the closest; none where nothing was answered.
    pub recommended: Option<String>,
}

/// What became of an entry.
#[derive(Debug, PartialEq, Eq)]
pub enum Inserted {
    /// It is stored.
    Now(Stored),
    /// The same entry was stored before, under the same idempotency key.
    Before(Stored),
    /// Another entry was stored before under its idempotency key.
    KeyTaken,
}

impl Store {
    /// Opens the database file, with its folder and its newest tables, whichever of them are missing.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        if let Some(folder) = path.parent() {
            // What is in there is personal: a new folder is its owner's alone.
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode the default of most builds may lose the last commits when the power goes.
            .synchronous(SqliteSynchronous::Full);
        // SQLite writes for one connection at a time. Waiting for the one here is first come, first served; waiting for the
        // file's lock is not.
        let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Stores an entry under a new reference, unless its idempotency key was there before.
    ///
    /// Both names are unique by the table's own constraints, so what holds for one request holds for many at once.
    pub async fn insert(
        &self,
        entry: &Entry,
        mut new_reference: impl FnMut() -> Reference,
    ) -> Result<Inserted, sqlx::Error> {
        let mut attempts = 1;
        loop {
            match self.try_insert(entry, new_reference()).await {
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() && attempts < ATTEMPTS => {
                    attempts += 1
                }
                inserted => return inserted,
            }
        }
    }

    async fn try_insert(&self, entry: &Entry, reference: Reference) -> Result<Inserted, sqlx::Error> {
        const INSERT: &str = "
            INSERT INTO plan_requests (
                reference, idempotency_key, received_at,
                plan, name, email, company, message, consent, answers, page_catalog_version,
                recommended, fits, advice, catalog_id, catalog_version
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (idempotency_key) DO NOTHING";
        // Outside of a transaction, a statement that has run is committed.
        let done = sqlx::query(INSERT)
            .bind(&reference)
            .bind(&entry.idempotency_key)
            .bind(&entry.received_at)
            .bind(&entry.plan)
            .bind(&entry.contact.name)
            .bind(&entry.contact.email)
            .bind(&entry.contact.company)
            .bind(&entry.message)
            .bind(&entry.consent)
            .bind(Json(&entry.answers))
            .bind(&entry.page_catalog_version)
            .bind(&entry.recommended)
            .bind(entry.fits)
            .bind(Json(&entry.advice))
            .bind(&entry.catalog_id)
            .bind(&entry.catalog_version)
            .execute(&self.pool)
            .await?;
        if done.rows_affected() == 0 {
            return self.stored_before(entry).await;
        }
        Ok(Inserted::Now(Stored {
            reference,
            plan: entry.plan.clone(),
            received_at: entry.received_at.clone(),
            recommended: entry.recommended.clone(),
        }))
    }

    /// What was stored before under an entry's idempotency key.
    async fn stored_before(&self, entry: &Entry) -> Result<Inserted, sqlx::Error> {
        const SELECT: &str = "
            SELECT reference, plan, received_at, recommended,
                name, email, company, message, answers, page_catalog_version
            FROM plan_requests WHERE idempotency_key = ?";
        let before: Before = sqlx::query_as(SELECT).bind(&entry.idempotency_key).fetch_one(&self.pool).await?;
        Ok(if before.asks_the_same(entry) { Inserted::Before(before.stored) } else { Inserted::KeyTaken })
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

/// What a requester sent before, and what its receipt tells.
#[derive(sqlx::FromRow)]
struct Before {
    #[sqlx(flatten)]
    stored: Stored,
    name: String,
    email: String,
    company: String,
    message: Option<String>,
    #[sqlx(json)]
    answers: Value,
    page_catalog_version: String,
}

impl Before {
    /// Whether it is what this entry's requester sent. The advice is no part of that: the server's catalogue may be a newer
    /// one by now.
    fn asks_the_same(&self, entry: &Entry) -> bool {
        let contact = &entry.contact;
        (&self.stored.plan, &self.name, &self.email, &self.company, &self.message)
            == (&entry.plan, &contact.name, &contact.email, &contact.company, &entry.message)
            && (&self.answers, &self.page_catalog_version) == (&entry.answers, &entry.page_catalog_version)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use plans::request::PlanRequest;

    use super::*;
    use crate::catalog_file;

    async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("requests.db")).await.expect("a new database");
        (folder, store)
    }

    fn entry() -> Entry {
        let catalog = catalog_file::built_in().expect("a checked catalogue");
        let body = r#"{
            "plan": "plus", "answers": {}, "catalog": {"id": "msa", "version": "1"},
            "contact": {"name": "Ada", "email": "ada@analytical.example", "company": "Engines"}
        }"#;
        let request = PlanRequest::from_json(&catalog, body).expect("a valid request");
        Entry::new(&catalog, request, None, DateTime::UNIX_EPOCH)
    }

    /// Inserts an entry under the first of these references that is free; the one it got.
    async fn insert(store: &Store, references: &[u128]) -> Result<String, sqlx::Error> {
        let mut references = references.iter().map(|number| Reference::of_number(*number));
        match store.insert(&entry(), || references.next().expect("no more references are asked for")).await? {
            Inserted::Now(stored) => Ok(stored.reference.to_string()),
            other => panic!("not stored now: {other:?}"),
        }
    }

    #[tokio::test]
    async fn a_reference_that_is_taken_gives_way_to_another() {
        let (_folder, store) = store().await;
        for (references, expected) in [(&[0][..], 0), (&[0, 1], 1), (&[1, 0, 1, 2], 2)] {
            let reference = insert(&store, references).await.expect("a free reference");
            assert_eq!(reference, Reference::of_number(expected).to_string());
        }
    }

    #[tokio::test]
    async fn references_that_are_all_taken_are_an_error_and_not_a_loop() {
        let (_folder, store) = store().await;
        insert(&store, &[0]).await.expect("a free reference");
        let error = insert(&store, &[0; ATTEMPTS]).await.expect_err("no free reference");
        assert!(error.as_database_error().is_some_and(|error| error.is_unique_violation()), "{error}");
    }

    #[tokio::test]
    async fn a_commit_waits_until_it_is_on_the_disk() {
        let (_folder, store) = store().await;
        let pragma = |sql: &'static str| sqlx::query_scalar::<_, String>(sql).fetch_one(&store.pool);
        assert_eq!(pragma("SELECT journal_mode FROM pragma_journal_mode").await.expect("a mode"), "wal");
        const FULL: &str = "2";
        let synchronous = "SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous";
        assert_eq!(pragma(synchronous).await.expect("a level"), FULL);
    }
}

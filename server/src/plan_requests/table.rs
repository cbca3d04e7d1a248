//! The table of plan requests: each is inserted once, under a reference of its own.

use chrono::{DateTime, Utc};

use crate::outbox::message::Target;
use crate::outbox::table as outbox;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::request_record::RequestRecord;
use crate::plan_requests::stored_request::StoredRequest;
use crate::store::values::{Flag, Json};
use crate::store::{Connection, Kind, Store, instant};

/// How many references are tried. A second one is needed about once in 2^55 requests per request stored.
const ATTEMPTS: usize = 4;

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

impl Stored {
    /// Returns the same of a request that was read back.
    pub fn of(request: &StoredRequest) -> Self {
        let StoredRequest { reference, plan, received_at, recommended, .. } = request;
        Self {
            reference: reference.clone(),
            plan: plan.clone(),
            received_at: received_at.clone(),
            recommended: recommended.clone(),
        }
    }
}

/// What became of an entry.
#[derive(Debug, PartialEq, Eq)]
pub enum Inserted {
    /// It is stored, and this is answered.
    Now(Stored, String),
    /// Something was stored before under its idempotency key.
    Before(Earlier),
}

/// What was stored under an idempotency key, and answered.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Earlier {
    /// What its receipt tells.
    #[sqlx(flatten)]
    pub stored: Stored,
    /// The hash of what was sent; none of what was stored before such hashes were.
    pub body_hash: Option<String>,
    /// What was answered, likewise.
    pub reply: Option<String>,
}

impl Store {
    /// Finds the request that was stored under a key that still holds.
    pub async fn earlier(&self, key: &IdempotencyKey, now: DateTime<Utc>) -> Result<Option<Earlier>, sqlx::Error> {
        earlier(&mut *self.read().await?, key, now).await
    }

    /// Stores an entry under a new reference, what is answered to it, and a message for each of these targets, unless its idempotency
    /// key was there before.
    ///
    /// Both names are unique by the table's own constraints, so what holds for one request holds for many at once.
    pub async fn insert(
        &self,
        entry: &RequestRecord,
        messages: &[Target],
        mut new_reference: impl FnMut() -> Reference,
        reply: impl Fn(&Stored) -> String,
    ) -> Result<Inserted, sqlx::Error> {
        let mut attempts = 1;
        loop {
            match self.try_insert(entry, messages, new_reference(), &reply).await {
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() && attempts < ATTEMPTS => {
                    attempts += 1
                }
                inserted => return inserted,
            }
        }
    }

    async fn try_insert(
        &self,
        entry: &RequestRecord,
        messages: &[Target],
        reference: Reference,
        reply: impl Fn(&Stored) -> String,
    ) -> Result<Inserted, sqlx::Error> {
        // Nobody else writes between the question whether it is there and the row.
        let mut transaction = self.write().await?;
        let inserted = insert(self.kind(), &mut transaction, entry, messages, reference, reply).await?;
        transaction.commit().await?;
        Ok(inserted)
    }
}

/// Stores an entry with its messages, unless something is there under its key.
async fn insert(
    kind: Kind,
    database: &mut Connection,
    entry: &RequestRecord,
    messages: &[Target],
    reference: Reference,
    reply: impl Fn(&Stored) -> String,
) -> Result<Inserted, sqlx::Error> {
    forget_keys(kind, database, entry.received_at).await?;
    if let Some(key) = &entry.idempotency_key {
        lock(kind, database, key).await?;
    }
    if let Some(key) = &entry.idempotency_key
        && let Some(earlier) = earlier(database, key, entry.received_at).await?
    {
        return Ok(Inserted::Before(earlier));
    }
    let key = entry.idempotency_key.as_ref().map(|key| match key {
        IdempotencyKey::OfClient(key) => key.clone(),
        // Later the same content is another request, with a key of its own.
        IdempotencyKey::OfContent(hash) => format!("{hash}-{reference}"),
    });
    const INSERT: &str = "
        INSERT INTO plan_requests (
            reference, idempotency_key, received_at,
            plan, name, email, company, message, consent, answers, page_catalog_version, page_content, page_language,
            recommended, fits, advice, costs, catalog_id, catalog_version, catalog_content, checked, changes, body_hash,
            reply, receipt_hash, campaign, page_address, variant, suspect
        ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)";
    let received_at = instant(entry.received_at);
    let (plan, recommended) = (entry.plan.clone(), entry.recommended.clone());
    let stored = Stored { reference, plan, received_at, recommended };
    let reply = reply(&stored);
    let insert = sqlx::query(INSERT)
        .bind(&stored.reference)
        .bind(&key)
        .bind(&stored.received_at)
        .bind(&entry.plan)
        .bind(&entry.contact.name)
        .bind(&entry.contact.email)
        .bind(&entry.contact.company)
        .bind(&entry.message)
        .bind(&entry.consent)
        .bind(Json(&entry.answers))
        .bind(&entry.page.version)
        .bind(&entry.page.content)
        .bind(&entry.page.language)
        .bind(&entry.recommended)
        .bind(Flag(entry.fits))
        .bind(Json(&entry.advice))
        .bind(entry.costs.as_ref().map(Json))
        .bind(&entry.catalog_id)
        .bind(&entry.catalog_version)
        .bind(&entry.catalog_content)
        .bind(Flag(entry.catalog_content.is_some()))
        .bind(Json(&entry.changes))
        .bind(key.as_ref().map(|_| &entry.body_hash))
        .bind(key.as_ref().map(|_| &reply))
        .bind(&entry.receipt_hash)
        .bind(Json(&entry.origin.campaign))
        .bind(&entry.origin.page)
        .bind(&entry.origin.variant)
        .bind(Json(entry.suspect()));
    insert.execute(&mut *database).await?;
    outbox::insert(database, &stored.reference, messages, entry.received_at).await?;
    Ok(Inserted::Now(stored, reply))
}

/// Keeps other processes from storing anything under a key until the transaction ends. With SQLite nobody else writes meanwhile.
async fn lock(kind: Kind, database: &mut Connection, key: &IdempotencyKey) -> Result<(), sqlx::Error> {
    if kind == Kind::Postgres {
        let (IdempotencyKey::OfClient(text) | IdempotencyKey::OfContent(text)) = key;
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        sqlx::query(lock).bind(text).execute(database).await?;
    }
    Ok(())
}

/// Takes away the keys that hold no more, and what was kept for them.
async fn forget_keys(kind: Kind, database: &mut Connection, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let update = format!(
        "
        UPDATE plan_requests SET idempotency_key = NULL, body_hash = NULL, reply = NULL
        WHERE reference IN (
            SELECT reference FROM plan_requests WHERE idempotency_key IS NOT NULL AND received_at < $1{})",
        kind.for_update_of_free()
    );
    sqlx::query(sqlx::AssertSqlSafe(update)).bind(instant(now - IdempotencyKey::HOLDS)).execute(database).await?;
    Ok(())
}

/// Finds the request that was stored last under a key that still holds.
async fn earlier(
    database: &mut Connection,
    key: &IdempotencyKey,
    now: DateTime<Utc>,
) -> Result<Option<Earlier>, sqlx::Error> {
    const OF_CLIENT: &str = "
        SELECT reference, plan, received_at, recommended, body_hash, reply FROM plan_requests
        WHERE idempotency_key = $1 AND received_at >= $2";
    // The key of a content begins with its hash and `-`, which `.` follows.
    const OF_CONTENT: &str = "
        SELECT reference, plan, received_at, recommended, body_hash, reply FROM plan_requests
        WHERE idempotency_key > $1 || '-' AND idempotency_key < $1 || '.' AND received_at > $2
        ORDER BY received_at DESC LIMIT 1";
    let (select, key, holds) = match key {
        IdempotencyKey::OfClient(key) => (OF_CLIENT, key, IdempotencyKey::HOLDS),
        IdempotencyKey::OfContent(hash) => (OF_CONTENT, hash, IdempotencyKey::CONTENT_HOLDS),
    };
    sqlx::query_as(select).bind(key).bind(instant(now - holds)).fetch_optional(database).await
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use plans::request::PlanRequest;

    use super::*;
    use crate::catalog_file;
    use crate::plan_requests::request_record::Sent;
    use crate::store::place::Place;

    async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Place::File(folder.path().join("requests.db"))).await.expect("a new database");
        (folder, store)
    }

    fn entry() -> RequestRecord {
        let catalog = catalog_file::built_in().expect("a checked catalogue").catalog;
        let body = r#"{
            "plan": "plus", "answers": {}, "catalog": {"id": "msa", "version": "1"},
            "contact": {"name": "Ada", "email": "ada@analytical.example", "company": "Engines"}
        }"#;
        let request = PlanRequest::from_json(&catalog, body).expect("a valid request");
        let sent = Sent { key: None, body_hash: String::new(), received_at: DateTime::UNIX_EPOCH };
        RequestRecord::checked(&catalog, request, sent, Vec::new())
    }

    /// Inserts an entry under the first of these references that is free; the one it got.
    async fn insert(store: &Store, references: &[u128]) -> Result<String, sqlx::Error> {
        let mut references = references.iter().map(|number| Reference::of_number(*number));
        let next = || references.next().expect("no more references are asked for");
        match store.insert(&entry(), &[], next, |_| String::new()).await? {
            Inserted::Now(stored, _) => Ok(stored.reference.to_string()),
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
}

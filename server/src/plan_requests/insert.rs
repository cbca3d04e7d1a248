//! Inserting plan requests: each once, under a reference of its own, with what is to be told of it.

use chrono::{DateTime, Utc};

use crate::outbox::table as outbox;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::new_request::NewRequest;
use crate::plan_requests::table::{Earlier, Stored, earlier, lock};
use crate::store::batch::{Insert, LONGEST_INSERT, Value};
use crate::store::unavailable::is_unavailable;
use crate::store::{Connection, Kind, Store, instant};

/// What became of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Inserted {
    /// It is stored, and this is answered.
    Now(Stored, String),
    /// Something was stored before under its idempotency key.
    Before(Earlier),
    /// Another request has its reference. Nothing is stored.
    ReferenceTaken,
    /// Another request was stored with its proof of work. Nothing is stored.
    ProofSpent,
}

impl Inserted {
    /// Says that a request is stored.
    pub fn now(request: NewRequest) -> Self {
        Self::Now(request.stored, request.reply)
    }
}

/// Inserts requests; what is there already, or has a name that is taken, is left out.
fn requests() -> Insert {
    const REQUESTS: &str = "
        INSERT INTO plan_requests (
            reference, idempotency_key, received_at,
            plan, name, email, company, message, consent, answers, page_catalog_version, page_content, page_language,
            recommended, fits, advice, costs, catalog_id, catalog_version, catalog_content, checked, changes, body_hash,
            reply, receipt_hash, campaign, page_address, variant, suspect
        ) VALUES";
    Insert::new(REQUESTS, "ON CONFLICT DO NOTHING")
}

/// Inserts messages of requests that are stored: nobody else draws the hash of such a request.
fn messages() -> Insert {
    const MESSAGES: &str = "
        INSERT INTO outbox (id, reference, channel, target, created_at, due_at)
        WITH told (id, reference, receipt_hash, channel, target, at) AS (VALUES";
    const OF_STORED: &str = ")
        SELECT told.id, told.reference, told.channel, told.target, told.at, told.at FROM told, plan_requests
        WHERE plan_requests.reference = told.reference AND plan_requests.receipt_hash = told.receipt_hash
        ON CONFLICT DO NOTHING";
    Insert::new(MESSAGES, OF_STORED)
}

impl Store {
    /// Stores requests that the table's own constraints tell apart, in one transaction, with a message for each of their targets. How many
    /// are stored now. It does not wait where another program has the lock.
    pub async fn insert_together(&self, new: impl Iterator<Item = &NewRequest>) -> Result<usize, sqlx::Error> {
        let (mut requests, mut messages) = (requests(), messages());
        for request in new {
            requests.row(request.values.iter().cloned());
            for target in &request.messages {
                messages.row([
                    Value::from(outbox::new_id()),
                    Value::from(request.stored.reference.to_string()),
                    Value::Text(request.receipt_hash.clone()),
                    Value::from(target.channel.word()),
                    Value::from(&target.name),
                    Value::from(&request.stored.received_at),
                ]);
            }
        }
        let [stored, _] = self.insert_at_once([requests, messages]).await?;
        Ok(usize::try_from(stored).unwrap_or_default())
    }

    /// Stores requests one after the other in one transaction, each unless it is there already or its idempotency key is. It does not wait
    /// where another program has the lock. What is wrong with one of them is its own error.
    ///
    /// # Errors
    ///
    /// Where the database cannot be used. None is stored then.
    pub async fn insert_each<'a>(
        &self,
        requests: impl Iterator<Item = &'a NewRequest>,
    ) -> Result<Vec<Result<Inserted, sqlx::Error>>, sqlx::Error> {
        // Nobody else writes between the question whether it is there and the row.
        let mut transaction = self.try_write().await?;
        transaction.answers_within(LONGEST_INSERT);
        let mut all = Vec::new();
        for request in requests {
            sqlx::raw_sql("SAVEPOINT step").execute(&mut *transaction).await?;
            let inserted = insert(self.kind(), &mut transaction, request).await;
            let end = match &inserted {
                Ok(Inserted::Now(..)) => "RELEASE SAVEPOINT step",
                Err(error) if is_unavailable(error) => return inserted.map(|_| all),
                Ok(_) | Err(_) => "ROLLBACK TO SAVEPOINT step; RELEASE SAVEPOINT step",
            };
            sqlx::raw_sql(end).execute(&mut *transaction).await?;
            all.push(inserted);
        }
        transaction.commit().await?;
        Ok(all)
    }

    /// Takes away the keys that hold no more, and what was kept for them; how many. Others write in between.
    pub async fn forget_keys(&self, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
        let update = format!(
            "UPDATE plan_requests SET idempotency_key = NULL, body_hash = NULL, reply = NULL
            WHERE reference IN (
                SELECT reference FROM plan_requests WHERE idempotency_key IS NOT NULL AND received_at < $1
                ORDER BY received_at LIMIT $2{})",
            self.kind().for_update_of_free()
        );
        self.execute_in_turns(&update, now - IdempotencyKey::HOLDS).await
    }
}

/// Stores a request with a message for each of its targets.
async fn insert(kind: Kind, database: &mut Connection, request: &NewRequest) -> Result<Inserted, sqlx::Error> {
    if is_stored(database, request).await? {
        return Ok(Inserted::now(request.clone()));
    }
    if let Some(key) = &request.key {
        lock(kind, database, key).await?;
        if let Some(earlier) = earlier(database, key, request.received_at).await? {
            return Ok(Inserted::Before(earlier));
        }
        forget_key(database, key, request.received_at).await?;
    }
    if let Some(proof) = &request.proof
        && !proof.spend(database).await?
    {
        return Ok(Inserted::ProofSpent);
    }
    let mut row = requests();
    row.row(request.values.iter().cloned());
    if row.run(kind, database).await? == 0 {
        return Ok(Inserted::ReferenceTaken);
    }
    outbox::insert(database, &request.stored.reference, &request.messages, request.received_at).await?;
    Ok(Inserted::now(request.clone()))
}

/// Tells whether a request is stored, under its own reference.
async fn is_stored(database: &mut Connection, request: &NewRequest) -> Result<bool, sqlx::Error> {
    const SELECT: &str = "SELECT reference FROM plan_requests WHERE reference = $1 AND receipt_hash = $2";
    let select = sqlx::query_scalar::<_, String>(SELECT).bind(&request.stored.reference).bind(&request.receipt_hash);
    Ok(select.fetch_optional(database).await?.is_some())
}

/// Takes a client's key away where it holds no more.
async fn forget_key(database: &mut Connection, key: &IdempotencyKey, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    const UPDATE: &str = "
        UPDATE plan_requests SET idempotency_key = NULL, body_hash = NULL, reply = NULL
        WHERE idempotency_key = $1 AND received_at < $2";
    let IdempotencyKey::OfClient(key) = key else { return Ok(()) };
    sqlx::query(UPDATE).bind(key).bind(instant(now - IdempotencyKey::HOLDS)).execute(database).await?;
    Ok(())
}

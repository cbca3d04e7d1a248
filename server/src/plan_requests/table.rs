//! The table of plan requests, and what was stored in it under an idempotency key.

use chrono::{DateTime, Utc};

use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::stored_request::StoredRequest;
use crate::store::{Connection, Kind, Store, instant};

/// What is kept of a request that its receipt tells.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema, sqlx::FromRow)]
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
        earlier(&mut self.read().await?, key, now).await
    }
}

/// Keeps other processes from storing anything under a key until the transaction ends. With SQLite nobody else writes meanwhile.
pub async fn lock(kind: Kind, database: &mut Connection, key: &IdempotencyKey) -> Result<(), sqlx::Error> {
    if kind == Kind::Postgres {
        let (IdempotencyKey::OfClient(text) | IdempotencyKey::OfContent(text)) = key;
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        sqlx::query(lock).bind(text).execute(database).await?;
    }
    Ok(())
}

/// Finds the request that was stored last under a key that still holds.
pub async fn earlier(
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

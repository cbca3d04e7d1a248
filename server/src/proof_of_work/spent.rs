//! The tables of proofs of work: those that requests have used up, and the key.

use chrono::{DateTime, TimeDelta, Utc};

use crate::digest;
use crate::store::{Connection, Store, instant};

/// For how long a proof is remembered after its challenge has expired: clocks of several servers differ, and may be set back.
const REMEMBERED: TimeDelta = TimeDelta::days(1);

/// A proof that was checked. The request that brings it spends it as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpentProof {
    hash: String,
    until: DateTime<Utc>,
}

impl SpentProof {
    /// Names a proof by the nonce of its challenge, which is signed as it is written, and no other challenge has.
    pub fn of_nonce(nonce: &str, until: DateTime<Utc>) -> Self {
        Self { hash: digest::hex(nonce), until: until + REMEMBERED }
    }

    /// Spends it within a transaction. False where another request did.
    pub async fn spend(&self, database: &mut Connection) -> Result<bool, sqlx::Error> {
        let insert = "INSERT INTO spent_proofs (hash, until) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let inserted = sqlx::query(insert).bind(&self.hash).bind(instant(self.until)).execute(database).await?;
        Ok(inserted.rows_affected() > 0)
    }
}

impl Store {
    /// Forgets the proofs that hold no more; how many. Others write in between.
    pub async fn forget_proofs(&self, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
        let delete = format!(
            "DELETE FROM spent_proofs WHERE hash IN (SELECT hash FROM spent_proofs WHERE until < $1 ORDER BY until LIMIT $2{})",
            self.kind().for_update_of_free()
        );
        self.execute_in_turns(&delete, now).await
    }

    /// Returns the key of proofs of work that is kept, which is `drawn` where none was.
    pub async fn proof_key(&self, drawn: &str) -> Result<String, sqlx::Error> {
        let insert = "INSERT INTO proof_key (id, key) VALUES (1, $1) ON CONFLICT DO NOTHING";
        self.execute(sqlx::query(insert).bind(drawn)).await?;
        sqlx::query_scalar("SELECT key FROM proof_key WHERE id = 1").fetch_one(&mut self.read().await?).await
    }
}

//! The table of messages: inserted with their request, claimed by one process at a time, and told what became of each attempt.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::outbox::message::Target;
use crate::plan_requests::reference::Reference;
use crate::store::instant;

/// Inserts a message for each target, due at once, in the transaction of the request that it tells of.
pub async fn insert(
    database: &mut SqliteConnection,
    reference: &Reference,
    targets: &[Target],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    const INSERT: &str =
        "INSERT INTO outbox (id, reference, channel, target, created_at, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)";
    for target in targets {
        let insert = sqlx::query(INSERT).bind(new_id()).bind(reference).bind(target.channel).bind(&target.name);
        insert.bind(instant(now)).execute(&mut *database).await?;
    }
    Ok(())
}

/// Makes a name for a message: 128 random bits.
fn new_id() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("an operating system that runs programs gives them randomness");
    format!("msg_{:032x}", u128::from_ne_bytes(bytes))
}

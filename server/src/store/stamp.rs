//! Giving a database a new stamp, by which it and its log are known as each other's.

use super::RawConnection;
use super::watch::Watched;
use crate::random;

/// Reads the stamps of a database: its own, and the one before.
pub async fn read(connection: &mut RawConnection) -> Result<(u32, u32), sqlx::Error> {
    // SQLite reads both as signed.
    let own: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let before: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    Ok((own as u32, before as u32))
}

/// Gives the database a new stamp, in the transaction that is open, where it needs one; returns it.
pub async fn renew(connection: &mut RawConnection, watched: &Watched) -> Result<Option<u32>, sqlx::Error> {
    if !watched.needs_stamp() {
        return Ok(None);
    }
    let (before, former) = read(connection).await?;
    // Another server or a command may have begun this log.
    if watched.has_begun_with(before, former) {
        return Ok(None);
    }
    let stamp = random();
    let sql = format!("PRAGMA application_id = {}; PRAGMA user_version = {stamp}", before as i32);
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
    Ok(Some(stamp))
}

/// Draws a stamp, which is not 0.
pub fn random() -> u32 {
    u32::from_ne_bytes(random::bytes()) >> 1 | 1
}

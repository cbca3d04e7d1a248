//! Holds what clients were told against what is stored.

use std::collections::HashMap;
use std::fmt;

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection};

use crate::faults::clients::Sent;

/// Reads all rows by a connection of its own, and compares.
pub async fn verdict(url: &str, sent: &[Sent], targets: i64) -> Verdict {
    install_default_drivers();
    let mut database = AnyConnection::connect(url).await.unwrap();
    if url.starts_with("sqlite:") {
        assert_eq!(integrity(&mut database).await, "ok");
    }
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT message, reference, COALESCE(reply, '') FROM plan_requests")
            .fetch_all(&mut database)
            .await
            .unwrap();
    let messages: Vec<(String, i64)> = sqlx::query_as("SELECT reference, COUNT(*) FROM outbox GROUP BY reference")
        .fetch_all(&mut database)
        .await
        .unwrap();
    database.close().await.unwrap();
    Verdict::of(sent, rows, messages, targets)
}

/// Asks SQLite whether a database is whole: `ok`, or why not.
pub async fn integrity(database: &mut AnyConnection) -> String {
    let found = sqlx::query_scalar::<_, String>("PRAGMA integrity_check").fetch_all(database).await;
    found.map_or_else(|error| error.to_string(), |found| found.join("; "))
}

/// What became of all that was sent.
#[derive(Default)]
pub struct Verdict {
    pub sent: usize,
    pub acknowledged: usize,
    pub lost: Vec<String>,
    pub doubled: Vec<String>,
    /// Stored under another reference, or with another answer, than was told.
    pub altered: Vec<String>,
    /// Never acknowledged, and stored all the same: its client broke off in between.
    pub unheard: usize,
    /// Stored, and not sent by anybody here.
    pub strangers: usize,
    /// Of which more or fewer than one message for each target waits, or messages of what is not stored.
    pub untold: Vec<String>,
}

impl Verdict {
    fn of(sent: &[Sent], rows: Vec<(String, String, String)>, messages: Vec<(String, i64)>, targets: i64) -> Self {
        let mut stored: HashMap<String, Vec<(String, String)>> = HashMap::new();
        let mut messages: HashMap<String, i64> = messages.into_iter().collect();
        let mut verdict = Self { sent: sent.len(), ..Self::default() };
        for (message, reference, reply) in rows {
            if messages.remove(&reference).unwrap_or(0) != targets {
                verdict.untold.push(reference.clone());
            }
            stored.entry(message).or_default().push((reference, reply));
        }
        verdict.untold.extend(messages.into_keys());
        for sent in sent {
            let rows = stored.remove(&sent.canary).unwrap_or_default();
            if rows.len() > 1 {
                verdict.doubled.push(sent.key.clone());
            }
            let (Some(reply), Some(reference)) = (&sent.acknowledged, sent.reference()) else {
                verdict.unheard += rows.len().min(1);
                continue;
            };
            verdict.acknowledged += 1;
            match rows.first() {
                None => verdict.lost.push(sent.key.clone()),
                Some(row) if *row != (reference, reply.clone()) => verdict.altered.push(sent.key.clone()),
                Some(_) => {}
            }
        }
        verdict.strangers = stored.values().map(Vec::len).sum();
        verdict
    }

    /// Fails where something was lost, doubled or altered, or is nobody's.
    #[track_caller]
    pub fn expect_whole(&self) {
        self.expect_kept();
        assert_eq!(self.strangers, 0, "{self}");
    }

    /// Fails where something was lost, doubled or altered. What others stored may be there, too.
    #[track_caller]
    pub fn expect_kept(&self) {
        let Self { lost, doubled, altered, untold, .. } = self;
        let wrong = lost.len() + doubled.len() + altered.len() + untold.len();
        assert_eq!(wrong, 0, "{self}\nlost {lost:?}\ndoubled {doubled:?}\naltered {altered:?}\nuntold {untold:?}");
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { sent, acknowledged, lost, doubled, altered, unheard, strangers, untold } = self;
        let (lost, doubled, altered, untold) = (lost.len(), doubled.len(), altered.len(), untold.len());
        write!(f, "{sent} sent, {acknowledged} acknowledged, {lost} lost, {doubled} doubled, {altered} altered, ")?;
        write!(
            f,
            "{unheard} stored but not acknowledged, {strangers} strangers, {untold} with a wrong count of messages"
        )
    }
}

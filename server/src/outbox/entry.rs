//! A message of the outbox as the operator sees it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::number::counted;
use crate::outbox::message::Channel;
use crate::plan_requests::reference::Reference;
use crate::store::values::stored_as_words;
use crate::store::{Store, instant};

/// How long after it is due a message may wait before an operator should look at it.
pub const LATE: TimeDelta = TimeDelta::minutes(10);

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum EntryState {
    /// It is tried, or tried again.
    Waiting,
    /// It has arrived.
    Delivered,
    /// It was given up.
    Dead,
}

stored_as_words!(EntryState { Waiting: "waiting", Delivered: "delivered", Dead: "dead" });

/// A row of the outbox. Instants are RFC 3339 in UTC with whole seconds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct Entry {
    /// Names it at every attempt.
    pub id: String,
    /// What has become of it.
    pub state: EntryState,
    /// The request that it tells of.
    pub reference: Reference,
    /// On which way it goes.
    pub channel: Channel,
    /// To whom; empty for the requester.
    pub target: String,
    /// When its request was stored.
    pub created_at: String,
    /// How often it was tried.
    #[sqlx(try_from = "i64")]
    pub attempts: u32,
    /// When it is tried next, where it waits and is not being tried just now.
    pub due_at: Option<String>,
    /// When it was delivered or given up.
    pub ended_at: Option<String>,
    /// Why the last attempt failed, or why it was given up.
    pub last_error: Option<String>,
}

/// A target that nothing is sent to until a replay.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct Stop {
    /// On which way it was.
    pub channel: Channel,
    /// Its name.
    pub target: String,
    /// When it said that it is gone.
    pub stopped_at: String,
}

/// What an operator should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Trouble {
    /// How many messages were given up.
    #[sqlx(try_from = "i64")]
    pub dead: u32,
    /// How many targets are stopped.
    #[sqlx(try_from = "i64")]
    pub stopped: u32,
    /// How many messages are due for long and not tried: nothing sends them, or more come than a target takes.
    #[sqlx(try_from = "i64")]
    pub late: u32,
}

impl Store {
    /// Lists the messages of a state, or all, the oldest first.
    pub async fn outbox_entries(
        &self,
        state: Option<EntryState>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Entry>, sqlx::Error> {
        const SELECT: &str = "
            SELECT id, state, reference, channel, target, created_at, attempts, ended_at, last_error,
                CASE WHEN state = 'waiting' AND (claimed_until IS NULL OR claimed_until <= $1) THEN due_at END AS due_at
            FROM outbox WHERE $2 IS NULL OR state = $2 ORDER BY created_at, rowid";
        sqlx::query_as(SELECT).bind(instant(now)).bind(state).fetch_all(&mut self.read().await?).await
    }

    /// Lists the targets that are stopped.
    pub async fn stops(&self) -> Result<Vec<Stop>, sqlx::Error> {
        const SELECT: &str = "SELECT channel, target, stopped_at FROM stopped_targets ORDER BY channel, target";
        sqlx::query_as(SELECT).fetch_all(&mut self.read().await?).await
    }

    /// Counts what an operator should look at.
    pub async fn outbox_trouble(&self, now: DateTime<Utc>) -> Result<Trouble, sqlx::Error> {
        const SELECT: &str = "
            SELECT (SELECT count(*) FROM outbox WHERE state = 'dead') AS dead,
                (SELECT count(*) FROM stopped_targets) AS stopped,
                (SELECT count(*) FROM outbox WHERE state = 'waiting' AND due_at <= $1
                    AND (claimed_until IS NULL OR claimed_until <= $1)) AS late";
        sqlx::query_as(SELECT).bind(instant(now - LATE)).fetch_one(&mut self.read().await?).await
    }
}

impl Trouble {
    /// Words it, with the way out; without anything that only the operator may know.
    pub fn warnings(self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.dead > 0 {
            let messages = counted(self.dead, "message");
            warnings.push(format!(
                "the outbox could not deliver {messages}; `plan-server outbox list --state dead` says why, `plan-server outbox replay` \
                 sends again, and `plan-server outbox discard` takes away"
            ));
        }
        if self.stopped > 0 {
            let targets = counted(self.stopped, "target");
            warnings.push(format!(
                "the outbox has stopped for {targets} that said to be gone (410); `plan-server outbox list` names them, and `plan-server \
                 outbox replay --target NAME` sends there again"
            ));
        }
        if self.late > 0 {
            let messages = counted(self.late, "message");
            warnings.push(format!("the outbox is late with {messages}; the log says whether it can use the database"));
        }
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::testing::{at, request, target};
    use crate::store::testing::TestStore;

    #[tokio::test]
    async fn what_waits_for_long_after_it_is_due_is_late() {
        let store = TestStore::new().await;
        request(&store, 0, &[target("a")]).await;
        for (seconds, late) in [(0, 0), (599, 0), (600, 1)] {
            assert_eq!(store.outbox_trouble(at(seconds)).await.expect("counts").late, late, "{seconds}");
        }
        store.claim_messages(&target("a"), 1, at(600)).await.expect("claims");
        assert_eq!(store.outbox_trouble(at(601)).await.expect("counts").late, 0, "it is tried just now");
    }

    #[test]
    fn every_trouble_is_a_warning_with_its_count() {
        assert!(Trouble { dead: 0, stopped: 0, late: 0 }.warnings().is_empty());
        let warnings = Trouble { dead: 1, stopped: 2, late: 3 }.warnings();
        for (warning, said) in warnings.iter().zip([" 1 message;", " 2 targets that ", " 3 messages;"]) {
            assert!(warning.contains(said), "{warning}");
        }
    }
}

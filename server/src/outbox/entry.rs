//! A message of the outbox as the operator sees it.

use chrono::{DateTime, Utc};

use crate::outbox::message::Channel;
use crate::plan_requests::reference::Reference;
use crate::store::{Store, instant};

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, sqlx::Type, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum EntryState {
    /// It is tried, or tried again.
    Waiting,
    /// It has arrived.
    Delivered,
    /// It was given up.
    Dead,
}

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
    pub dead: u32,
    /// How many targets are stopped.
    pub stopped: u32,
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
                iif(state = 'waiting' AND (claimed_until IS NULL OR claimed_until <= ?1), due_at, NULL) AS due_at
            FROM outbox WHERE ?2 IS NULL OR state = ?2 ORDER BY created_at, rowid";
        sqlx::query_as(SELECT).bind(instant(now)).bind(state).fetch_all(self.pool()).await
    }

    /// Lists the targets that are stopped.
    pub async fn stops(&self) -> Result<Vec<Stop>, sqlx::Error> {
        const SELECT: &str = "SELECT channel, target, stopped_at FROM stopped_targets ORDER BY channel, target";
        sqlx::query_as(SELECT).fetch_all(self.pool()).await
    }

    /// Counts what an operator should look at.
    pub async fn outbox_trouble(&self) -> Result<Trouble, sqlx::Error> {
        const SELECT: &str = "
            SELECT (SELECT count(*) FROM outbox WHERE state = 'dead') AS dead,
                (SELECT count(*) FROM stopped_targets) AS stopped";
        sqlx::query_as(SELECT).fetch_one(self.pool()).await
    }
}

impl Trouble {
    /// Words it, with the way out; without anything that only the operator may know.
    pub fn warnings(self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.dead > 0 {
            let messages = if self.dead == 1 { "1 message" } else { &format!("{} messages", self.dead) };
            warnings.push(format!(
                "{messages} of the outbox could not be delivered; `plan-server outbox list --state dead` says why, and `plan-server \
                 outbox replay` sends again"
            ));
        }
        if self.stopped > 0 {
            let targets = if self.stopped == 1 { "1 target is" } else { &format!("{} targets are", self.stopped) };
            warnings.push(format!(
                "{targets} gone (410) and get nothing from the outbox; `plan-server outbox list` names them, and `plan-server outbox \
                 replay --target NAME` sends there again"
            ));
        }
        warnings
    }
}

//! The outbox: what is to be told of a stored request, to whom. A message is inserted with its request, in one transaction, and sent by a
//! task of its own, at least once.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::plan_requests::request_record::RequestRecord;

pub mod delivery;
mod depth;
pub mod entry;
pub mod message;
pub mod replay;
mod schedule;
pub mod table;
#[cfg(test)]
pub mod testing;
pub mod worker;

use message::{Channel, Target};

/// Who is told of requests, and the bell of the task that tells them. Clones share both.
#[derive(Clone)]
pub struct Outbox {
    targets: Arc<[Target]>,
    bell: Arc<Notify>,
}

impl Outbox {
    /// Tells these of each request, each once.
    pub fn new(targets: impl IntoIterator<Item = Target>) -> Self {
        let mut once = Vec::new();
        for target in targets {
            if !once.contains(&target) {
                once.push(target);
            }
        }
        Self { targets: once.into(), bell: Arc::default() }
    }

    /// Tells nobody.
    pub fn none() -> Self {
        Self::new([])
    }

    /// Lists who is told.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// Lists who is told of a request: with each a message is inserted. What may be no person's is not confirmed: the address may be that of
    /// somebody else.
    pub fn messages_for(&self, request: &RequestRecord) -> Vec<Target> {
        let is_suspect = !request.suspect().is_empty();
        let is_told = |target: &&Target| !(is_suspect && target.channel == Channel::Confirmation);
        self.targets.iter().filter(is_told).cloned().collect()
    }

    /// Says that there is something to send. Where nobody is told, the task need not look.
    pub fn ring(&self) {
        if !self.targets.is_empty() {
            self.bell.notify_one();
        }
    }

    /// Waits until somebody has said so since the last wait.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }
}

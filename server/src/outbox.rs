//! The outbox: what is to be told of a stored request, to whom. A message is inserted with its request, in one transaction, and sent by a
//! task of its own, at least once.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::plan_requests::request_record::RequestRecord;

pub mod delivery;
pub mod message;
pub mod table;
pub mod worker;

use message::Target;

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

    /// Lists who is told of a request: with each a message is inserted.
    pub fn messages_for(&self, _request: &RequestRecord) -> Vec<Target> {
        self.targets.to_vec()
    }

    /// Says that there is something to send.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits until somebody has said so since the last wait.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }
}

//! What became of an attempt to deliver a message.

use std::time::Duration;

/// The outcome of one attempt. Reasons name statuses and rules, and nothing personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It arrived.
    Done,
    /// It may arrive later.
    Retry {
        /// Why it did not now.
        why: String,
        /// How long the receiver wants to be left alone, at least.
        after: Option<Duration>,
    },
    /// It never will.
    GiveUp {
        /// Why.
        why: String,
    },
    /// The receiver is gone for good (410): neither this one nor later ones are sent there.
    Gone,
}

//! A message of the outbox.

use std::fmt;

use crate::plan_requests::reference::Reference;
use crate::store::values::stored_as_words;

/// A way on which people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A mail to those who answer requests.
    Notification,
    /// A mail to the requester.
    Confirmation,
    /// A POST by Standard Webhooks.
    Webhook,
    /// A POST in the form that Slack takes.
    Slack,
    /// A POST in the form that Microsoft Teams takes.
    Teams,
}

stored_as_words!(Channel {
    Notification: "notification",
    Confirmation: "confirmation",
    Webhook: "webhook",
    Slack: "slack",
    Teams: "teams",
});

/// To whom a message goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, sqlx::FromRow)]
pub struct Target {
    /// On which way.
    pub channel: Channel,
    /// Which of that way: an address for a mail to those who answer, the name of a webhook's target; empty for the requester's.
    #[sqlx(rename = "target")]
    pub name: String,
}

/// A message that is to be delivered now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Message {
    /// Names it at every attempt: `msg_` and letters and digits.
    pub id: String,
    /// The request that it tells of.
    pub reference: Reference,
    /// To whom it goes.
    #[sqlx(flatten)]
    pub target: Target,
    /// How often it was tried before.
    #[sqlx(try_from = "i64")]
    pub attempts: u32,
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

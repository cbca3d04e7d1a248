//! A message of the outbox.

use crate::plan_requests::reference::Reference;

/// A way on which people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
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

/// To whom a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// On which way.
    pub channel: Channel,
    /// Which of that way: an address for a mail to those who answer, the name of a webhook's target; empty for the requester's.
    pub name: String,
}

/// A message that is to be delivered now.
#[derive(Clone, Debug)]
pub struct Message {
    /// Names it at every attempt: `msg_` and letters and digits.
    pub id: String,
    /// The request that it tells of.
    pub reference: Reference,
    /// To whom it goes.
    pub target: Target,
    /// How often it was tried before.
    pub attempts: u32,
}

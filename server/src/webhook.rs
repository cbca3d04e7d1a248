//! Webhooks of the outbox: POSTs by Standard Webhooks, and in the forms that Slack and Teams take.

use crate::outbox::delivery::Delivery;
use crate::outbox::message::{Message, Target};
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

pub mod settings;

use settings::WebhookSettings;

/// Posts to the operator's addresses.
pub struct Webhooks {}

impl Webhooks {
    /// Prepares them. `url` is the address at which the site is reached, or empty.
    ///
    /// # Errors
    ///
    /// Where the settings contradict each other.
    pub fn new(_settings: &WebhookSettings, _url: &str) -> anyhow::Result<Self> {
        Ok(Self {})
    }

    /// Lists where POSTs go to.
    pub fn targets(&self) -> Vec<Target> {
        Vec::new()
    }

    /// Posts a message.
    pub async fn deliver(&self, _message: &Message, _request: &StoredRequest, _told: &Told) -> Delivery {
        Delivery::GiveUp { why: "webhooks are not set up".to_owned() }
    }
}

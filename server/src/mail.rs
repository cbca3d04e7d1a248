//! Mails of the outbox: to those who answer requests, and to the requester.

use crate::outbox::delivery::Delivery;
use crate::outbox::message::{Message, Target};
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

pub mod settings;

use settings::MailSettings;

/// Sends mails by the operator's server.
pub struct Mailer {}

impl Mailer {
    /// Prepares it. `url` is the address at which the site is reached, or empty.
    ///
    /// # Errors
    ///
    /// Where the settings contradict each other.
    pub fn new(_settings: &MailSettings, _url: &str) -> anyhow::Result<Self> {
        Ok(Self {})
    }

    /// Lists whom mails go to: each address that is notified, and the requester (with an empty name) where requests are confirmed.
    pub fn targets(&self) -> Vec<Target> {
        Vec::new()
    }

    /// Sends a message as a mail.
    pub async fn deliver(&self, _message: &Message, _request: &StoredRequest, _told: &Told) -> Delivery {
        Delivery::GiveUp { why: "mail is not set up".to_owned() }
    }
}

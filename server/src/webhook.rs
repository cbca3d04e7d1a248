//! Webhooks of the outbox: POSTs by Standard Webhooks, and in the forms that Slack and Teams take.

use anyhow::Context;
use chrono::Utc;
use reqwest::header::{HeaderMap, HeaderValue};

use crate::outbox::delivery::Delivery;
use crate::outbox::message::{Channel, Message, Target};
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

mod address;
mod client;
mod payload;
mod secrets;
pub mod settings;
mod slack;
mod summary;
mod teams;
#[cfg(test)]
mod testing;

use crate::plan_requests::links::Links;
use client::Client;
use payload::Payload;
use secrets::Secrets;
use settings::{Endpoint, WebhookSettings};
use summary::Summary;

/// Posts to the operator's addresses.
pub struct Webhooks {
    endpoints: Vec<Endpoint>,
    /// None where nothing is signed.
    secrets: Option<Secrets>,
    client: Client,
    /// The address at which the site is reached, or empty.
    site: String,
}

impl Webhooks {
    /// Prepares them. `url` is the address at which the site is reached, or empty.
    ///
    /// # Errors
    ///
    /// Where an address is wrong, or where there is no secret to sign with.
    pub fn new(settings: &WebhookSettings, url: &str) -> anyhow::Result<Self> {
        let endpoints = settings.endpoints()?;
        let signs = endpoints.iter().any(|endpoint| endpoint.target.channel == Channel::Webhook);
        let secrets = signs.then(Secrets::from_environment).transpose()?;
        for Endpoint { target, url } in &endpoints {
            if url.scheme() == "http" && !settings.allows_private() {
                tracing::warn!(
                    "the webhook {} is posted to without TLS, so others may read along; use https",
                    target.name
                );
            }
        }
        let client = Client::new(settings.allows_private())?;
        Ok(Self { endpoints, secrets, client, site: url.to_owned() })
    }

    /// Lists where POSTs go to.
    pub fn targets(&self) -> Vec<Target> {
        self.endpoints.iter().map(|endpoint| endpoint.target.clone()).collect()
    }

    /// Posts a message.
    pub async fn deliver(&self, message: &Message, request: &StoredRequest, told: &Told) -> Delivery {
        let Some(endpoint) = self.endpoints.iter().find(|endpoint| endpoint.target == message.target) else {
            let why = "no flag names this target any more; replay it once one does".to_owned();
            return Delivery::GiveUp { why };
        };
        let links = Links::of(&self.site, request, told);
        let json = match message.target.channel {
            Channel::Slack => slack::message(&Summary::of(request, told, links)),
            Channel::Teams => teams::message(&Summary::of(request, told, links)),
            _ => Payload::of(request, told, links).to_json(),
        };
        match self.headers(message, &json) {
            Ok(headers) => self.client.post(&endpoint.url, headers, json).await,
            Err(error) => Delivery::GiveUp { why: format!("it cannot be signed: {error:#}") },
        }
    }

    /// Returns the headers of a message: its name, the time of the attempt, and its signatures. What goes to Slack or Teams needs none.
    fn headers(&self, message: &Message, json: &str) -> anyhow::Result<HeaderMap> {
        let mut headers = HeaderMap::new();
        if message.target.channel == Channel::Webhook {
            let at = Utc::now().timestamp();
            let secrets = self.secrets.as_ref().context("there is no secret")?;
            headers.insert("webhook-id", HeaderValue::from_str(&message.id)?);
            headers.insert("webhook-timestamp", HeaderValue::from(at));
            headers
                .insert("webhook-signature", HeaderValue::from_str(&secrets.sign(&message.id, at, json.as_bytes())?)?);
        }
        Ok(headers)
    }
}

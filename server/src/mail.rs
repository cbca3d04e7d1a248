//! Mail: to those who answer requests, and to whoever sends one.

use chrono::Utc;
use lettre::message::Mailbox;

use crate::mail::mail_address::address;
use crate::mail::mime::Head;
use crate::mail::settings::{Account, MailSettings};
use crate::mail::smtp::{Fault, Smtp};
use crate::outbox::delivery::Delivery;
use crate::outbox::message::{Channel, Message, Target};
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

mod confirmation;
mod letter;
mod mail_address;
mod mime;
mod notification;
mod outcome;
pub mod settings;
mod smtp;
mod smtp_url;

/// Sends the mails of the outbox.
pub struct Mailer {
    office: Option<Office>,
    targets: Vec<Target>,
}

/// What mails are sent by.
struct Office {
    smtp: Smtp,
    from: Mailbox,
    site: String,
}

impl Mailer {
    /// Returns what sends mails as the operator says, or none. `url` is the whole address of the site, or empty.
    ///
    /// # Errors
    ///
    /// Which setting is missing or wrong.
    pub fn new(settings: &MailSettings, url: &str) -> anyhow::Result<Self> {
        let Some(Account { server, from }) = settings.account(url)? else {
            return Ok(Self { office: None, targets: Vec::new() });
        };
        if server.exposes_password() {
            tracing::warn!(
                "the password of the mail server {} may go over the network unencrypted; use smtps: or ?tls=required",
                server.host
            );
        }
        let office = Office { smtp: Smtp::new(server)?, from, site: url.to_owned() };
        let notified = settings.notified().into_iter().map(|name| Target { channel: Channel::Notification, name });
        let confirmed = Target { channel: Channel::Confirmation, name: String::new() };
        let targets = notified.chain(settings.confirms().then_some(confirmed)).collect();
        Ok(Self { office: Some(office), targets })
    }

    /// Lists whom mails go to: each address that is notified, and the requester (with an empty name) where requests are confirmed.
    pub fn targets(&self) -> Vec<Target> {
        self.targets.clone()
    }

    /// Sends one mail, once.
    pub async fn deliver(&self, message: &Message, request: &StoredRequest, told: &Told) -> Delivery {
        let Some(office) = &self.office else { return outcome::give_up("mail is not set up; start with --smtp") };
        let sent = match message.target.channel {
            Channel::Notification => office.notify(message, request, told).await,
            Channel::Confirmation if request.suspect.is_empty() => office.confirm(message, request, told).await,
            Channel::Confirmation => return outcome::give_up("a request that may be no person's is not confirmed"),
            Channel::Webhook | Channel::Slack | Channel::Teams => return outcome::give_up("it is no mail"),
        };
        match sent {
            None => outcome::give_up("the address is none that a mail can be sent to"),
            Some(Ok(())) => Delivery::Done,
            Some(Err(fault)) => outcome::of(&fault),
        }
    }
}

impl Office {
    /// Tells those who answer; none where theirs is no address.
    async fn notify(&self, message: &Message, request: &StoredRequest, told: &Told) -> Option<Result<(), Fault>> {
        let to = address(&message.target.name)?;
        let requester = address(&request.email).map(|email| Mailbox::new(Some(request.name.clone()), email));
        let mail = |reply_to: Option<Mailbox>| {
            let letter = notification::letter(request, told, &self.site, reply_to.is_some());
            let head = Head { id: &message.id, from: &self.from, to: to.clone(), reply_to, at: Utc::now() };
            mime::message(head, &letter)
        };
        Some(match self.smtp.send(&mail(requester)).await {
            // The requester's address stands in the letter all the same.
            Err(Fault::NoSmtpUtf8) => self.smtp.send(&mail(None)).await,
            sent => sent,
        })
    }

    /// Confirms a request to its requester; none where theirs is no address.
    async fn confirm(&self, message: &Message, request: &StoredRequest, told: &Told) -> Option<Result<(), Fault>> {
        let to = address(&request.email)?;
        let letter = confirmation::letter(request, told, &self.site);
        let head = Head { id: &message.id, from: &self.from, to, reply_to: None, at: Utc::now() };
        Some(self.smtp.send(&mime::message(head, &letter)).await)
    }
}

//! Brings a mail to a mail server. One connection is kept for the next mail for a while.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};

use crate::mail::smtp_url::{Security, SmtpUrl};

/// How long an attempt may take, from connecting to the last reply.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long a connection is kept that nothing is sent by. Servers close theirs after some minutes.
const KEPT: Duration = Duration::from_secs(60);

/// A mail server.
///
/// lettre's own pool takes a connection back in whatever state it is once an attempt is cut short, so none of it is used here.
pub struct Smtp {
    url: SmtpUrl,
    tls: Option<TlsParameters>,
    kept: Mutex<Option<(AsyncSmtpConnection, Instant)>>,
}

/// Why a mail was not taken.
#[derive(Debug)]
pub enum Fault {
    /// Nothing was replied for too long.
    TooSlow,
    /// The server was not reached, or it takes no mails from here at all.
    Server(Error),
    /// It takes none from this sender.
    Sender(Error),
    /// It does not take this one for this address.
    Recipient(Error),
    /// It does not take the mail as it is.
    Content(Error),
    /// The mail's head is not ASCII, and the server does not take such.
    NoSmtpUtf8,
}

impl Smtp {
    /// Prepares what connections need.
    ///
    /// # Errors
    ///
    /// Where the certificates of this machine cannot be read.
    pub fn new(url: SmtpUrl) -> Result<Self, Error> {
        let is_encrypted = url.security != Security::Plain;
        let tls = is_encrypted.then(|| TlsParameters::new(url.host.clone())).transpose()?;
        Ok(Self { url, tls, kept: Mutex::new(None) })
    }

    /// Brings a mail to the server.
    pub async fn send(&self, mail: &lettre::Message) -> Result<(), Fault> {
        match tokio::time::timeout(TIMEOUT, self.try_send(mail)).await {
            Ok(sent) => sent,
            // The connection went with the attempt: what the server says on it later belongs to nothing.
            Err(_) => Err(Fault::TooSlow),
        }
    }

    async fn try_send(&self, mail: &lettre::Message) -> Result<(), Fault> {
        let mut connection = match self.take_kept().await {
            Some(connection) => connection,
            None => self.connect().await.map_err(Fault::Server)?,
        };
        offer(&mut connection, mail).await?;
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((connection, Instant::now()));
        Ok(())
    }

    /// Takes the connection that is kept, if the server is still there.
    async fn take_kept(&self) -> Option<AsyncSmtpConnection> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (mut connection, _) = kept.filter(|(_, since)| since.elapsed() < KEPT)?;
        connection.test_connected().await.then_some(connection)
    }

    /// Connects, encrypts and signs in, as the server's address says.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let SmtpUrl { host, port, security, credentials, hello } = &self.url;
        let wrapped = self.tls.clone().filter(|_| *security == Security::Wrapped);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1((&**host, *port), Some(TIMEOUT), hello, wrapped, None).await?;
        let starts_tls = match security {
            Security::Plain | Security::Wrapped => false,
            Security::Opportunistic => connection.can_starttls(),
            Security::Required => true,
        };
        if let Some(tls) = self.tls.clone().filter(|_| starts_tls) {
            connection.starttls(tls, hello).await?;
        }
        if let Some(credentials) = credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

/// Offers a mail on a connection. On any fault the connection is of no more use.
async fn offer(connection: &mut AsyncSmtpConnection, mail: &lettre::Message) -> Result<(), Fault> {
    let bytes = mail.formatted();
    let mut parameters = Vec::new();
    // Bodies are encoded, so that only addresses can be anything else.
    if !bytes.is_ascii() {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Fault::NoSmtpUtf8);
        }
        parameters.push(MailParameter::SmtpUtfEight);
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let envelope = mail.envelope();
    connection.command(Mail::new(envelope.from().cloned(), parameters)).await.map_err(Fault::Sender)?;
    for recipient in envelope.to() {
        connection.command(Rcpt::new(recipient.clone(), Vec::new())).await.map_err(Fault::Recipient)?;
    }
    connection.command(Data).await.map_err(Fault::Content)?;
    connection.message(&bytes).await.map_err(Fault::Content)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_server_that_says_nothing_is_left_alone_after_a_while() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let silent = tokio::spawn(async move {
            let accepted = listener.accept().await;
            std::future::pending::<()>().await;
            drop(accepted);
        });
        let smtp = Smtp::new(SmtpUrl::parse(&url, None).expect("an address")).expect("nothing to prepare");
        let mail = lettre::Message::builder().from("a@b.example".parse().expect("an address"));
        let mail = mail.to("c@d.example".parse().expect("an address")).body(String::new()).expect("a mail");
        // Time passes by itself where nothing else happens.
        let sent = smtp.send(&mail).await;
        assert!(matches!(sent, Err(Fault::TooSlow | Fault::Server(_))), "{sent:?}");
        silent.abort();
    }
}

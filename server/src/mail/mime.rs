//! A letter with its head, as a mail server takes it.

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use crate::mail::letter::Letter;
use crate::mail::mail_address::one_line;

/// What stands in the head of a mail, beside what its letter says.
pub struct Head<'a> {
    /// What names the message of the outbox: the same at every attempt, so that programs know a mail again that came twice.
    pub id: &'a str,
    /// What it is from.
    pub from: &'a Mailbox,
    /// To whom it goes.
    pub to: Address,
    /// To whom an answer goes, where not to the sender.
    pub reply_to: Option<Mailbox>,
    /// When it is sent.
    pub at: DateTime<Utc>,
}

/// Puts a letter together with its head, as text and as HTML.
pub fn message(head: Head<'_>, letter: &Letter) -> lettre::Message {
    let Head { id, from, to, reply_to, at } = head;
    let mut builder = lettre::Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(one_line(&letter.subject))
        .date(at.into())
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        // Neither away messages nor other programs answer such a mail (RFC 3834).
        .raw_header(named("Auto-Submitted", "auto-generated"))
        .raw_header(named("Content-Language", &letter.language));
    if let Some(Mailbox { name, email }) = reply_to {
        let name = name.map(|name| one_line(&name)).filter(|name| !name.is_empty());
        builder = builder.reply_to(Mailbox::new(name, email));
    }
    let parts = MultiPart::alternative_plain_html(letter.text(), letter.html());
    builder.multipart(parts).expect("it has one sender and one recipient")
}

fn named(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), one_line(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(subject: &str, name: &str, reply_to: &str) -> String {
        let from = "Plans <plans@example.com>".parse().expect("a mailbox");
        let head = Head {
            id: "msg_2",
            from: &from,
            to: "sales@example.com".parse().expect("an address"),
            reply_to: Some(Mailbox::new(Some(name.to_owned()), reply_to.parse().expect("an address"))),
            at: DateTime::UNIX_EPOCH,
        };
        let letter = Letter {
            language: "de".to_owned(),
            subject: subject.to_owned(),
            title: "ä".to_owned(),
            blocks: Vec::new(),
        };
        String::from_utf8(message(head, &letter).formatted()).expect("UTF-8")
    }

    /// The head alone, its folded lines unfolded.
    fn head(mail: &str) -> Vec<String> {
        let head = mail.split("\r\n\r\n").next().unwrap_or_default();
        head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn the_head_says_what_programs_need() {
        let head = head(&written("Plan request: Plus", "Ada Lovelace", "ada@analytical.example"));
        for expected in [
            "From: Plans <plans@example.com>",
            "To: sales@example.com",
            "Subject: Plan request: Plus",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "Message-ID: <msg_2@example.com>",
            "Auto-Submitted: auto-generated",
            "Content-Language: de",
            "Reply-To: \"Ada Lovelace\" <ada@analytical.example>",
            "MIME-Version: 1.0",
        ] {
            assert!(head.iter().any(|line| line == expected), "{expected}: {head:#?}");
        }
    }

    #[test]
    fn whatever_was_typed_stays_in_its_own_header_and_the_mail_is_ascii() {
        for typed in
            ["x\r\nBcc: all@example.com", "x\nBcc: y", "Łukasz, \"Q\" <z@y>\r", "名前\u{2028}Bcc: y", "\0Bcc: y"]
        {
            let mail = written(typed, typed, "ada@analytical.example");
            assert!(mail.is_ascii(), "{mail}");
            let head = head(&mail);
            assert!(!head.iter().any(|line| line.starts_with("Bcc")), "{head:#?}");
            assert_eq!(head.iter().filter(|line| line.starts_with("Reply-To: ")).count(), 1);
            assert!(
                head.iter().any(|line| line.starts_with("Reply-To: ") && line.ends_with(" <ada@analytical.example>"))
            );
        }
    }
}

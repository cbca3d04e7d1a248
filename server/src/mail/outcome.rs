//! What becomes of a message whose mail was not taken: it is tried again, or given up.

use std::error::Error as _;

use lettre::transport::smtp::Error;

use crate::mail::smtp::Fault;
use crate::outbox::delivery::Delivery;

/// Tells what a fault means for the message. What the server wrote is left out, since it repeats addresses: its code alone is told.
pub fn of(fault: &Fault) -> Delivery {
    match fault {
        Fault::TooSlow => retry("the mail server did not answer within 30 seconds".to_owned()),
        // These are about the server and its account, which the operator mends, and not about the message.
        Fault::Server(error) => retry(told("the mail server cannot be used", error)),
        Fault::Sender(error) => retry(told("the mail server refuses the sender, which --mail-from names", error)),
        Fault::Recipient(error) => by_code(told("the mail server refuses the address", error), error),
        Fault::Content(error) => by_code(told("the mail server refuses the mail", error), error),
        Fault::NoSmtpUtf8 => give_up("the address is not ASCII, and the mail server does not take such (SMTPUTF8)"),
    }
}

/// Gives a message up.
pub fn give_up(why: &str) -> Delivery {
    Delivery::GiveUp { why: why.to_owned() }
}

fn retry(why: String) -> Delivery {
    Delivery::Retry { why, after: None }
}

fn by_code(why: String, error: &Error) -> Delivery {
    if error.is_permanent() { Delivery::GiveUp { why } } else { retry(why) }
}

/// Says what went wrong, with the code of a reply ("550 5.1.1"), or how the connection failed.
fn told(what: &str, error: &Error) -> String {
    match error.status() {
        Some(code) => format!("{what}: {code}{}", enhanced(error).map(|code| format!(" {code}")).unwrap_or_default()),
        // Such a text is the reply itself.
        None if error.is_response() => format!("{what}: its reply cannot be read"),
        None => {
            let mut cause: &dyn std::error::Error = error;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            format!("{what}: {cause}")
        }
    }
}

/// Returns the enhanced code that a reply begins with (RFC 3463), such as "5.1.1".
fn enhanced(error: &Error) -> Option<String> {
    let reply = error.source()?.to_string();
    let first = reply.split_whitespace().next()?;
    let parts: Vec<_> = first.split('.').collect();
    let is_code = parts.len() == 3 && parts.iter().all(|part| part.len() <= 3 && part.parse::<u16>().is_ok());
    is_code.then(|| first.to_owned())
}

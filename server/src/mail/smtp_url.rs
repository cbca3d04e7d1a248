//! The address of a mail server: `smtps://user:password@host:port/name`.

use std::fmt;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// How much of a connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Nothing.
    Plain,
    /// What follows STARTTLS, where the server offers it.
    Opportunistic,
    /// What follows STARTTLS, and a server without it gets nothing.
    Required,
    /// All, from the first byte.
    Wrapped,
}

/// A mail server, as its address names it. It is printed without its password.
#[derive(Clone)]
pub struct SmtpUrl {
    /// Its name, or its address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// Who signs in, and by what; nobody does without.
    pub credentials: Option<Credentials>,
    /// What this machine calls itself there.
    pub hello: ClientId,
}

impl SmtpUrl {
    /// Reads an address. A password that stands elsewhere goes before the one in it.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what is right, without the address itself: a password stands in it.
    pub fn parse(text: &str, password: Option<&str>) -> Result<Self, String> {
        const RULE: &str =
            "write it as smtps://USER@HOST, or smtp://USER@HOST?tls=required where the server offers STARTTLS";
        let url = Url::parse(text).map_err(|error| format!("it is no address ({error}); {RULE}"))?;
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let (security, port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => (Security::Wrapped, SUBMISSIONS_PORT),
            ("smtps", Some(_)) => return Err(format!("smtps has no \"tls\", as all of it is encrypted; {RULE}")),
            ("smtp", None) => (Security::Plain, SMTP_PORT),
            ("smtp", Some("required")) => (Security::Required, SUBMISSION_PORT),
            ("smtp", Some("opportunistic")) => (Security::Opportunistic, SUBMISSION_PORT),
            ("smtp", Some(other)) => {
                return Err(format!("\"tls\" is \"{other}\", and may be \"required\" or \"opportunistic\"; {RULE}"));
            }
            (scheme, _) => return Err(format!("it begins with \"{scheme}:\"; {RULE}")),
        };
        if let Some((other, _)) = url.query_pairs().find(|(name, _)| name != "tls") {
            return Err(format!("it may say \"tls\" after its question mark, and says \"{other}\"; {RULE}"));
        }
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| format!("it names no host; {RULE}"))?;
        let decoded = |text: &str| {
            let decoded = percent_decode_str(text).decode_utf8();
            decoded.map(String::from).map_err(|_| "its user or password is no text in UTF-8".to_owned())
        };
        let (user, written) = (decoded(url.username())?, url.password().map(decoded).transpose()?);
        let password = password.map(str::to_owned).or(written);
        let credentials = match (user.is_empty(), password) {
            (false, Some(password)) => Some(Credentials::new(user, password)),
            (true, None) => None,
            (true, Some(_)) => return Err(format!("there is a password, and it names no user; {RULE}")),
            (false, None) => {
                return Err("it names a user, and there is no password; write it into a file and name that with \
                    --smtp-password-file, or set PLAN_SMTP=smtps://USER:PASSWORD@HOST"
                    .to_owned());
            }
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        // An address of version 6 stands in brackets in a URL, and nowhere else.
        let host = match url.host() {
            Some(Host::Ipv6(address)) => address.to_string(),
            _ => host.to_owned(),
        };
        Ok(Self { host, port: url.port().unwrap_or(port), security, credentials, hello })
    }

    /// Tells whether a password would go over a network unencrypted.
    pub fn exposes_password(&self) -> bool {
        let is_local = matches!(&*self.host, "localhost" | "127.0.0.1" | "::1");
        self.credentials.is_some() && matches!(self.security, Security::Plain | Security::Opportunistic) && !is_local
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.security)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_host_port_encryption_and_who_signs_in() {
        for (text, host, port, security, signs_in) in [
            ("smtps://u:p@mail.example", "mail.example", 465, Security::Wrapped, true),
            ("smtp://u:p@mail.example?tls=required", "mail.example", 587, Security::Required, true),
            ("smtp://mail.example:2525?tls=opportunistic", "mail.example", 2525, Security::Opportunistic, false),
            ("smtp://localhost", "localhost", 25, Security::Plain, false),
            ("smtp://[::1]:1025/plans.example", "::1", 1025, Security::Plain, false),
        ] {
            let url = SmtpUrl::parse(text, None).expect(text);
            assert_eq!(
                (&*url.host, url.port, url.security, url.credentials.is_some()),
                (host, port, security, signs_in)
            );
        }
        let named = SmtpUrl::parse("smtp://localhost/plans.example", None).expect("an address");
        assert_eq!(named.hello, ClientId::Domain("plans.example".to_owned()));
    }

    #[test]
    fn the_password_may_stand_elsewhere_and_holds_any_character() {
        let expected = Credentials::new("ada@plans.example".to_owned(), "p@ss/w:rd%".to_owned());
        for (text, password) in [
            ("smtps://ada%40plans.example:p%40ss%2Fw%3Ard%25@mail.example", None),
            ("smtps://ada%40plans.example@mail.example", Some("p@ss/w:rd%")),
            ("smtps://ada%40plans.example:another@mail.example", Some("p@ss/w:rd%")),
        ] {
            assert_eq!(SmtpUrl::parse(text, password).expect(text).credentials, Some(expected.clone()));
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_with_the_way_out_and_without_its_password() {
        for (text, said) in [
            ("mail.example", "it is no address"),
            ("https://u:secret@mail.example", "it begins with \"https:\""),
            (
                "smtp://u:secret@mail.example?tls=yes",
                "\"tls\" is \"yes\", and may be \"required\" or \"opportunistic\"",
            ),
            ("smtps://u:secret@mail.example?tls=required", "smtps has no \"tls\""),
            ("smtp://u:secret@mail.example?starttls=1", "and says \"starttls\""),
            ("smtps://u@mail.example", "--smtp-password-file"),
            ("smtps://:secret@mail.example", "it names no user"),
        ] {
            let error = SmtpUrl::parse(text, None).expect_err(text);
            assert!(error.contains(said), "{error}");
            assert!(error.contains("smtps://USER"), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn what_is_printed_of_it_holds_no_password() {
        let url = SmtpUrl::parse("smtp://u:secret@mail.example", None).expect("an address");
        assert_eq!(format!("{url:?}"), "mail.example:25 (Plain)");
        assert!(url.exposes_password());
    }
}

//! Secrets that nobody guesses, and the cookies that carry them.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::random;

/// How many bytes of randomness a secret has: 256 bits.
const BYTES: usize = 32;

/// How many characters it has.
const LENGTH: usize = (BYTES * 8).div_ceil(6);

/// 256 random bits, as letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Makes a new one, from the operating system's randomness.
    pub fn random() -> Self {
        let bytes = random::bytes::<BYTES>();
        Self(BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads one that a browser sends.
    fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        is_one.then(|| Self(text.to_owned()))
    }

    /// Returns its text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// A cookie of the inbox. It names no path, so that browsers send it to the folder of the address that set it: `/inbox` and all below,
/// behind any prefix of a proxy's. So it must be set at an address right below `/inbox`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// Names a session.
    Session,
    /// Tells a form to sign in from one that another site sends.
    Form,
}

impl Cookie {
    fn name(self) -> &'static str {
        match self {
            Self::Session => "inbox",
            Self::Form => "inbox-form",
        }
    }

    /// Reads the secret that a browser sends in it.
    pub fn of(self, headers: &HeaderMap) -> Option<Secret> {
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(|(name, _)| *name == self.name()).find_map(|(_, value)| Secret::parse(value))
    }

    /// Writes the header that sets it, until the browser is closed.
    pub fn set(self, secret: &Secret) -> HeaderValue {
        self.header(secret.text(), "")
    }

    /// Writes the header that takes it away.
    pub fn end(self) -> HeaderValue {
        self.header("", "; Max-Age=0")
    }

    fn header(self, value: &str, more: &str) -> HeaderValue {
        let text = format!("{}={value}; HttpOnly; Secure; SameSite=Lax{more}", self.name());
        HeaderValue::try_from(text).expect("a secret is of letters, digits, - and _")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_as_it_was_set_among_other_cookies() {
        let (session, form) = (Secret::random(), Secret::random());
        let mut headers = HeaderMap::new();
        let line = format!("a=b; inbox-form={}; inbox=short; inbox={}", form.text(), session.text());
        headers.insert(COOKIE, line.parse().expect("a header"));
        assert!(Cookie::Session.of(&headers) == Some(session));
        assert!(Cookie::Form.of(&headers) == Some(form));
        assert!(Cookie::Session.of(&HeaderMap::new()).is_none());
    }

    #[test]
    fn secrets_differ() {
        assert!(Secret::random() != Secret::random());
        assert_eq!(Secret::random().text().len(), LENGTH);
    }
}

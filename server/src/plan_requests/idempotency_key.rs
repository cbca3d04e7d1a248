//! The key by which a client can send a request again without asking for it twice.

use axum::extract::OptionalFromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use chrono::TimeDelta;

use crate::digest;
use crate::error_response::ErrorResponse;

/// The longest key, in characters.
const LONGEST: usize = 255;

/// What names one request, so that it is stored once however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdempotencyKey {
    /// The client's own name for it, from the header `Idempotency-Key` or a form's field `key`: 1 to 255 visible ASCII characters, or
    /// such a text in quotes. It holds for [`IdempotencyKey::HOLDS`].
    OfClient(String),
    /// The SHA-256 hash, in hex, of what it asks, where its client has no name for it. It holds for [`IdempotencyKey::CONTENT_HOLDS`].
    OfContent(String),
}

impl IdempotencyKey {
    /// The header that carries it.
    pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

    /// The header of an answer that was given before, to the same request.
    pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

    /// How long a client's key holds.
    pub const HOLDS: TimeDelta = TimeDelta::hours(72);

    /// How long the same content is the same request: as long as somebody may send it again by the browser's reload or way back.
    pub const CONTENT_HOLDS: TimeDelta = TimeDelta::minutes(10);

    /// Reads a client's key, bare or as a string of RFC 9651, which is in quotes; both name the same. None where it is neither.
    pub fn parse(value: &[u8]) -> Option<Self> {
        let text = str::from_utf8(value).ok()?.trim_matches([' ', '\t']);
        let key = match text.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => text.bytes().all(|c| c.is_ascii_graphic()).then(|| text.to_owned())?,
        };
        (1..=LONGEST).contains(&key.len()).then_some(Self::OfClient(key))
    }

    /// Reads the client's key of a head; none where it has none.
    ///
    /// # Errors
    ///
    /// Where it is malformed, or there are several.
    pub fn of(headers: &HeaderMap) -> Result<Option<Self>, ErrorResponse> {
        let mut values = headers.get_all(Self::HEADER).iter();
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some(value), None) => {
                Self::parse(value.as_bytes()).map(Some).ok_or_else(ErrorResponse::bad_idempotency_key)
            }
            (Some(_), Some(_)) => Err(ErrorResponse::bad_idempotency_key()),
        }
    }

    /// Makes the key of a request whose client has no name for it.
    pub fn of_content(text: &str) -> Self {
        Self::OfContent(digest::hex(text))
    }
}

/// Returns the text of a string behind its first quote.
fn unquoted(rest: &str) -> Option<String> {
    let mut text = String::new();
    let mut characters = rest.strip_suffix('"')?.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.push(characters.next().filter(|escaped| matches!(escaped, '"' | '\\'))?),
            '"' => return None,
            ' '..='~' => text.push(character),
            _ => return None,
        }
    }
    Some(text)
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IdempotencyKey {
    type Rejection = ErrorResponse;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, ErrorResponse> {
        Self::of(&parts.headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_in_quotes_and_bare() {
        let longest = "k".repeat(255);
        for (written, key) in [
            ("abc", "abc"),
            ("\"abc\"", "abc"),
            (" \"abc\"\t", "abc"),
            ("\"two words\"", "two words"),
            (r#""a\"b\\c""#, r#"a"b\c"#),
            ("a\"b", "a\"b"),
            ("!", "!"),
            (&longest, &longest),
            (&format!("\"{longest}\""), &longest),
        ] {
            assert_eq!(
                IdempotencyKey::parse(written.as_bytes()),
                Some(IdempotencyKey::OfClient(key.into())),
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_key_is_none() {
        for written in
            ["", "\"\"", "\"", "two words", "\"a", "\"a\"b\"", r#""a\b""#, r#""a\""#, "schlüssel", "\"ü\"", "a\u{7f}"]
        {
            assert_eq!(IdempotencyKey::parse(written.as_bytes()), None, "{written}");
        }
        assert_eq!(IdempotencyKey::parse("k".repeat(256).as_bytes()), None);
        assert_eq!(IdempotencyKey::parse(b"\xff"), None);
    }
}

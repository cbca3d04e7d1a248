//! The key by which a client can send a request again without asking for it twice.

use axum::extract::OptionalFromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use chrono::TimeDelta;

use crate::digest;
use crate::problem::Problem;

/// The longest key, in characters: room for a UUID or a hash in hex.
const LONGEST: usize = 64;

/// What names one request, so that it is stored once however often it is sent.
#[derive(Clone, Debug)]
pub enum IdempotencyKey {
    /// The client's own name for it, from the header `Idempotency-Key` or a form's field `key`: 1 to 64 visible ASCII characters. It
    /// holds for ever.
    OfClient(String),
    /// The SHA-256 hash, in hex, of what it asks, where its client has no name for it. It holds for [`IdempotencyKey::CONTENT_HOLDS`].
    OfContent(String),
}

impl IdempotencyKey {
    /// The header that carries it.
    pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

    /// The header of an answer that was given before, to the same request.
    pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

    /// How long the same content is the same request: as long as somebody may send it again by the browser's reload or way back.
    pub const CONTENT_HOLDS: TimeDelta = TimeDelta::minutes(10);

    /// Reads a client's key; none where the bytes break the rule above.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let is_key = (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        is_key.then(|| Self::OfClient(bytes.iter().copied().map(char::from).collect()))
    }

    /// The key of a request whose client has no name for it.
    pub fn of_content(text: &str) -> Self {
        Self::OfContent(digest::hex(text))
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        let Some(value) = parts.headers.get(Self::HEADER) else { return Ok(None) };
        Self::parse(value.as_bytes()).map(Some).ok_or_else(Problem::bad_idempotency_key)
    }
}

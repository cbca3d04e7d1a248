//! The key by which a client can send a request again without asking for it twice.

use axum::extract::OptionalFromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// The longest key, in characters: room for a UUID or a hash in hex.
const LONGEST: usize = 64;

/// The client's own name for one request, from the header `Idempotency-Key` or a form's field `key`: 1 to 64 visible ASCII
/// characters.
#[derive(Clone, Debug, sqlx::Type)]
#[sqlx(transparent)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The header that carries it.
    pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

    /// Reads a key; none where the bytes break the rule above.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let is_key = (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        is_key.then(|| Self(bytes.iter().copied().map(char::from).collect()))
    }

    /// The key of a request whose client has no name for it: the SHA-256 hash of what it asks, in hex.
    pub fn of_content(text: &str) -> Self {
        Self(Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        let Some(value) = parts.headers.get(Self::HEADER) else { return Ok(None) };
        Self::parse(value.as_bytes()).map(Some).ok_or_else(Problem::bad_idempotency_key)
    }
}

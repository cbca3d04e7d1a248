//! The header by which a client can send a request again without asking for it twice.

use axum::extract::OptionalFromRequestParts;
use axum::http::request::Parts;

use crate::problem::Problem;

/// The longest key, in characters: room for a UUID or a hash in hex.
const LONGEST: usize = 64;

/// The client's own name for one request, from the header `Idempotency-Key`: 1 to 64 visible ASCII characters.
#[derive(Clone, Debug, sqlx::Type)]
#[sqlx(transparent)]
pub struct IdempotencyKey(String);

impl<S: Send + Sync> OptionalFromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(None) };
        let bytes = value.as_bytes();
        if !(1..=LONGEST).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_graphic) {
            return Err(Problem::bad_idempotency_key());
        }
        Ok(value.to_str().ok().map(|key| Self(key.to_owned())))
    }
}

//! What a request is called, in its answer and in the log.

use std::fmt;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use serde::{Serialize, Serializer};
use tracing::Instrument;

use crate::random;

/// A random number for one request, written in 16 hexadecimal digits. It is drawn here: what a client calls its request is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// The header of an answer that tells it.
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    /// Draws another one.
    pub fn draw() -> Self {
        Self(u64::from_ne_bytes(random::bytes()))
    }

    /// Writes it as the value of its header.
    pub fn value(self) -> HeaderValue {
        HeaderValue::try_from(self.to_string()).expect("digits are text of a header")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for RequestId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Draws an id for each request: an extension of it, a header of its answer, and a field of every line that is logged meanwhile.
pub async fn name(mut request: Request, next: Next) -> Response {
    let id = RequestId::draw();
    request.extensions_mut().insert(id);
    let mut response = next.run(request).instrument(tracing::info_span!("request", %id)).await;
    response.headers_mut().insert(RequestId::HEADER, id.value());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_sixteen_digits() {
        for (number, expected) in [(0, "0000000000000000"), (u64::MAX, "ffffffffffffffff"), (0xa1, "00000000000000a1")]
        {
            assert_eq!(RequestId(number).to_string(), expected);
            assert_eq!(RequestId(number).value(), expected);
        }
        assert_ne!(RequestId::draw(), RequestId::draw());
    }
}

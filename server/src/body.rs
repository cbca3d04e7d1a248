//! A request's body: JSON or a form, small, and in time.

use std::error::Error;
use std::io;
use std::iter::successors;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT};
use axum::http::{HeaderMap, HeaderValue};
use http_body_util::BodyExt;

use crate::error_response::ErrorResponse;

/// The largest body that is taken, in bytes.
pub const MAX_BYTES: usize = 64 * 1024;

const _: () = assert!(MAX_BYTES == 64 * 1024, "the wording of `ErrorResponse::too_large` names the limit");

/// How much of a larger body is read, and dropped: a client that still sends when we close does not get to read our answer.
const MAX_READ: usize = 1024 * 1024;

/// How long a client may take to send its body.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A body that is said to be JSON.
pub struct JsonBody(pub Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = ErrorResponse;

    async fn from_request(request: Request, _: &S) -> Result<Self, ErrorResponse> {
        if !is_of_type(request.headers(), "application/json") {
            return Err(ErrorResponse::unsupported_type());
        }
        read_in_time(request.into_body()).await.map(Self)
    }
}

/// Tells whether the body is said to be what an HTML form sends.
pub fn is_form(headers: &HeaderMap) -> bool {
    is_of_type(headers, "application/x-www-form-urlencoded")
}

/// Tells whether the body is said to be of a type, with whatever parameters.
fn is_of_type(headers: &HeaderMap, media_type: &str) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(media_type)
}

/// Refuses a body by what the head says of it: that it is too large, or encoded.
///
/// # Errors
///
/// What is said of it, and the way out.
pub fn check_head(headers: &HeaderMap) -> Result<(), ErrorResponse> {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > MAX_BYTES as u64) {
        return Err(ErrorResponse::too_large());
    }
    let is_plain = |value: &HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    if headers.get_all(CONTENT_ENCODING).iter().all(is_plain) { Ok(()) } else { Err(ErrorResponse::encoded_body()) }
}

/// Reads a body that is answered already, for as long as one that is not, so that whoever still sends it gets to read the answer. Who asked
/// whether to send it is not told to.
pub fn drop_in_time(headers: &HeaderMap, body: Body) {
    if !headers.contains_key(EXPECT) {
        tokio::spawn(read_in_time(body));
    }
}

/// Returns the whole body, if it comes in time.
pub async fn read_in_time(body: Body) -> Result<Vec<u8>, ErrorResponse> {
    tokio::time::timeout(TIMEOUT, read(body)).await.map_err(|_| ErrorResponse::too_slow())?
}

/// Returns the whole body. Its length is counted as it comes: a client may send without saying how much.
async fn read(mut body: Body) -> Result<Vec<u8>, ErrorResponse> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|error| broken(&error))?.into_data() else { continue };
        length += data.len();
        if length <= MAX_BYTES {
            bytes.extend_from_slice(&data);
        } else if length > MAX_READ {
            break;
        }
    }
    if length <= MAX_BYTES { Ok(bytes) } else { Err(ErrorResponse::too_large()) }
}

/// Tells a body that breaks the rules of chunks from one that ends before its end.
fn broken(error: &axum::Error) -> ErrorResponse {
    let mut causes = successors(Some(error as &(dyn Error + 'static)), |&error| error.source());
    let kind = causes.find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    match kind {
        Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => ErrorResponse::malformed_chunk(),
        _ => ErrorResponse::cut_off(),
    }
}

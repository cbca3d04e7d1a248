//! Answers to what was not understood as a request, in the form of every other problem.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, DATE, HOST};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::error_response::ErrorResponse;

/// The longest head of a request, in bytes.
pub const MAX_HEAD: usize = 64 * 1024;

const _: () = assert!(MAX_HEAD == 64 * 1024, "the wording of `ErrorResponse::head_too_large` names the limit");

/// What TLS begins with: a record of its handshake.
const TLS: &[u8] = &[0x16, 0x03];

/// Marks a request that stands for what was not understood as one: makes its answer.
#[derive(Clone, Copy)]
struct Misread(fn() -> ErrorResponse);

/// Finds out why a connection ended, where that is to be answered: `last` is what hyper answered of itself, and `unread` what was not
/// understood yet.
pub fn problem_of(error: &hyper::Error, last: &[u8], unread: &[u8]) -> Option<fn() -> ErrorResponse> {
    if error.is_timeout() {
        // A client that sends nothing is not asking.
        return (!unread.is_empty()).then_some(ErrorResponse::head_too_slow);
    }
    if error.is_parse_version_h2() {
        return Some(ErrorResponse::is_http2);
    }
    match last.get(9..12)? {
        b"414" => Some(ErrorResponse::address_too_long),
        // The first line alone exceeds the limit.
        b"431" if !unread[..unread.len().min(MAX_HEAD)].contains(&b'\n') => Some(ErrorResponse::address_too_long),
        b"431" => Some(ErrorResponse::head_too_large),
        b"400" if unread.starts_with(TLS) => Some(ErrorResponse::is_tls),
        b"400" => Some(ErrorResponse::not_http),
        _ => None,
    }
}

/// Writes the answer as the server gives it, after which the connection is closed.
pub async fn answer(app: &Router, problem: fn() -> ErrorResponse) -> Vec<u8> {
    let mut request = Request::new(Body::empty());
    request.headers_mut().insert(HOST, HeaderValue::from_static("misread"));
    request.extensions_mut().insert(Misread(problem));
    let (mut head, body) = app.clone().oneshot(request).await.unwrap_or_else(|never| match never {}).into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    head.headers.insert(CONTENT_LENGTH, body.len().into());
    head.headers.insert(CONNECTION, HeaderValue::from_static("close"));
    let now = httpdate::fmt_http_date(std::time::SystemTime::now());
    head.headers.insert(DATE, HeaderValue::try_from(now).expect("a date is ASCII"));
    let reason = head.status.canonical_reason().unwrap_or_default();
    let mut answer = format!("HTTP/1.1 {} {reason}\r\n", head.status.as_u16()).into_bytes();
    for (name, value) in &head.headers {
        answer.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    answer.extend_from_slice(b"\r\n");
    answer.extend_from_slice(&body);
    answer
}

/// Answers a request that stands for what was not understood as one, in place of a handler.
pub async fn answered(request: Request, next: Next) -> Response {
    match request.extensions().get() {
        Some(Misread(problem)) => problem().into_response(),
        None => next.run(request).await,
    }
}

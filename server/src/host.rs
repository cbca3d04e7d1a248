//! The host that a request is for.

use axum::extract::Request;
use axum::http::Version;
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error_response::ErrorResponse;

/// Lets a request on whose head names one host: none or two are 400 by RFC 9112, section 3.2, as proxies would read two in two ways. A
/// client of before HTTP/1.1 need not name one.
pub async fn is_named_once(request: Request, next: Next) -> Response {
    let least = usize::from(request.version() > Version::HTTP_10);
    let named = request.headers().get_all(HOST).iter().count();
    if (least..=1).contains(&named) { next.run(request).await } else { ErrorResponse::not_one_host().into_response() }
}

//! The answer to a form that is done: go on, there.

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};

/// Leads to an address, which is relative to the one asked for, so that it holds behind any prefix of a proxy's.
pub fn see_other(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response()
}

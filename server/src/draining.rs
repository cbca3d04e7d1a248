//! Whether the server is about to stop, so that what shares work out among servers gives this one no more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use axum::response::Response;

/// Whether a server is about to stop. Its clones are of the same server.
#[derive(Clone, Debug, Default)]
pub struct Draining(Arc<AtomicBool>);

impl Draining {
    /// Says that the server is about to stop: from here on it is not ready, and keeps no connection for a further request.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Tells whether the server is about to stop.
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Ends each connection with its next answer once the server is about to stop.
pub async fn end_connections(State(draining): State<Draining>, mut response: Response) -> Response {
    if draining.has_begun() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

//! Whether a connection is between two requests.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

/// Nothing came since the last answer was sent.
const IDLE: u8 = 0;
/// Some of a request came, or it is being answered.
const BUSY: u8 = 1;
/// The answer is made, but not sent to its last byte.
const ANSWERED: u8 = 2;

/// Where a connection is in the exchange of requests and answers. Its clones are of the same connection, and of one task.
#[derive(Clone, Default)]
pub struct Phase(Arc<AtomicU8>);

impl Phase {
    /// Tells whether nothing came since the last answer was sent.
    pub fn is_idle(&self) -> bool {
        self.0.load(Ordering::Relaxed) == IDLE
    }

    /// Notes that something came, or that what came before is a request.
    pub fn come(&self) {
        self.0.store(BUSY, Ordering::Relaxed);
    }

    /// Notes that everything written was sent.
    pub fn sent(&self) {
        let _ = self.0.compare_exchange(ANSWERED, IDLE, Ordering::Relaxed, Ordering::Relaxed);
    }

    fn answered(&self) {
        self.0.store(ANSWERED, Ordering::Relaxed);
    }
}

/// The body of an answer, which is dropped once it is written.
pub struct Answer {
    body: Body,
    phase: Phase,
}

impl Answer {
    /// Wraps a body, and tells `phase` when it has been written.
    pub fn new(body: Body, phase: Phase) -> Self {
        Self { body, phase }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.phase.answered();
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

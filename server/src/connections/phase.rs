//! Where a connection is in the exchange of requests and answers.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

/// Nothing came since the last answer was sent.
const IDLE: u8 = 0;
/// Some of a head came.
const COMING: u8 = 1;
/// The head is there, and the answer, or the next part of it, is not.
const ASKED: u8 = 2;
/// As much of the answer is there as the client takes.
const ANSWERING: u8 = 3;
/// The answer is written, and not sent to its last byte.
const ANSWERED: u8 = 4;

#[derive(Default)]
struct State {
    exchange: AtomicU8,
    /// How many requests have come.
    requests: AtomicU64,
    /// Which of them has a body that has not come to its end; 0 where none has. An earlier one's may be read to its end only now.
    open_body: AtomicU64,
}

/// Where a connection is in the exchange of requests and answers. Its clones are of the same connection.
#[derive(Clone, Default)]
pub struct Phase(Arc<State>);

impl Phase {
    /// Tells whether nothing came since the last answer was sent, nor is still to come of what was asked: an answer may be sent before the
    /// whole body is there, whose rest is no request.
    pub fn is_idle(&self) -> bool {
        self.exchange() == IDLE && !self.is_body_open()
    }

    /// Tells whether a whole request came, and we have no answer yet, or no more of one.
    pub fn is_waiting_for_us(&self) -> bool {
        self.exchange() == ASKED && !self.is_body_open()
    }

    /// Notes that something came.
    pub fn come(&self) {
        if matches!(self.exchange(), IDLE | ANSWERED) {
            self.set(COMING);
        }
    }

    /// Notes that what came is the head of a request, and returns its body, which tells when it has come to its end.
    pub fn asked<B: HttpBody>(&self, body: B) -> RequestBody<B> {
        self.set(ASKED);
        let request = self.0.requests.fetch_add(1, Ordering::Relaxed) + 1;
        self.0.open_body.store(if body.is_end_stream() { 0 } else { request }, Ordering::Relaxed);
        RequestBody { body, request, phase: self.clone() }
    }

    /// Notes that the answer is made, and returns its body, which tells when it is written.
    pub fn answering(&self, body: Body) -> AnswerBody {
        self.set(ANSWERING);
        AnswerBody { body, phase: self.clone() }
    }

    /// Notes that everything written was sent.
    pub fn sent(&self) {
        if self.exchange() == ANSWERED {
            self.set(IDLE);
        }
    }

    fn exchange(&self) -> u8 {
        self.0.exchange.load(Ordering::Relaxed)
    }

    fn set(&self, exchange: u8) {
        self.0.exchange.store(exchange, Ordering::Relaxed);
    }

    fn is_body_open(&self) -> bool {
        self.0.open_body.load(Ordering::Relaxed) > 0
    }

    fn body_ended(&self, request: u64) {
        let _ = self.0.open_body.compare_exchange(request, 0, Ordering::Relaxed, Ordering::Relaxed);
    }
}

/// The body of a request. Where it is dropped before its end, hyper reads on or closes the connection.
pub struct RequestBody<B> {
    body: B,
    request: u64,
    phase: Phase,
}

impl<B: HttpBody + Unpin> HttpBody for RequestBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if frame.is_none() || self.body.is_end_stream() {
            self.phase.body_ended(self.request);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer, which is dropped once it is written.
pub struct AnswerBody {
    body: Body,
    phase: Phase,
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        self.phase.set(ANSWERED);
    }
}

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        self.phase.set(if frame.is_pending() { ASKED } else { ANSWERING });
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

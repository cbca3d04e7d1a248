//! How long a client has sent and taken nothing.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use super::phase::Phase;

/// Since when a client has been silent. Its clones are of the same connection.
#[derive(Clone)]
pub struct Silence {
    start: Instant,
    /// From the start to the last byte that came or was taken, in milliseconds.
    last: Arc<AtomicU64>,
}

impl Silence {
    /// Starts the count for a client that has just connected.
    pub fn starting_now() -> Self {
        Self { start: Instant::now(), last: Arc::default() }
    }

    /// Returns when the last byte came from the client, or was taken for it.
    pub fn since(&self) -> Instant {
        self.start + Duration::from_millis(self.last.load(Ordering::Relaxed))
    }

    fn is_broken(&self) {
        let passed = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(passed, Ordering::Relaxed);
    }
}

/// A stream that notes when bytes come or are taken.
pub struct Watched<S> {
    stream: S,
    silence: Silence,
    phase: Phase,
}

impl<S> Watched<S> {
    /// Wraps a stream, resets `silence` whenever it moves bytes, and tells `phase` what comes and that all is sent.
    pub fn new(stream: S, silence: Silence, phase: Phase) -> Self {
        Self { stream, silence, phase }
    }

    fn note(&self, written: &io::Result<usize>) {
        if written.as_ref().is_ok_and(|bytes| *bytes > 0) {
            self.silence.is_broken();
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = ready!(Pin::new(&mut self.stream).poll_read(cx, buffer));
        if buffer.filled().len() > before {
            self.silence.is_broken();
            self.phase.come();
        }
        Poll::Ready(read)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes));
        self.note(&written);
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(cx, slices));
        self.note(&written);
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        self.phase.sent();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

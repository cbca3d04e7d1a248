//! Gives bytes back to a stream that were read from it.

use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How much is read at once, in bytes.
const MOST: usize = 8 * 1024;

/// A stream from which bytes come again that were read and not used.
pub struct Rewound<S> {
    unread: Bytes,
    stream: S,
}

impl<S: AsyncRead + Unpin> Rewound<S> {
    pub fn new(stream: S) -> Self {
        Self { unread: Bytes::new(), stream }
    }

    /// Gives bytes back, which come before all else.
    pub fn rewind(&mut self, unread: Bytes) {
        self.unread = unread;
    }

    /// Waits until something comes, and keeps it for who reads next. False where nothing comes any more.
    pub async fn fill(&mut self) -> io::Result<bool> {
        poll_fn(|cx| {
            if self.unread.is_empty() {
                // Nothing of it is held while it is waited for.
                let mut bytes = [MaybeUninit::uninit(); MOST];
                let mut buffer = ReadBuf::uninit(&mut bytes);
                ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer))?;
                self.unread = Bytes::copy_from_slice(buffer.filled());
            }
            Poll::Ready(Ok(!self.unread.is_empty()))
        })
        .await
    }

    pub fn get_mut(&mut self) -> &mut S {
        &mut self.stream
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Rewound<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.unread.is_empty() {
            return Pin::new(&mut self.stream).poll_read(cx, buffer);
        }
        let count = self.unread.len().min(buffer.remaining());
        buffer.put_slice(&self.unread.split_to(count));
        if self.unread.is_empty() {
            // Even of no bytes, it would keep what they were read into.
            self.unread = Bytes::new();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Rewound<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

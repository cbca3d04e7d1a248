//! Withholds what hyper answers of itself to a head that it cannot read: a status without a body, and without what holds for every answer.

use std::io::{self, IoSlice};
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The end of an answer's head.
const END: &[u8] = b"\r\n\r\n";

/// How long an answer of hyper's own is at most.
const MOST: usize = 200;

/// A stream to a client that keeps back what looks like an answer of hyper's own. Whether it is one is known once the connection has ended:
/// if it has not, or in another way, what was kept back is sent on as it is.
pub struct Withholding<S> {
    stream: S,
    withheld: Vec<u8>,
}

impl<S> Withholding<S> {
    pub fn new(stream: S) -> Self {
        Self { stream, withheld: Vec::new() }
    }

    /// Takes what is kept back, as hyper's last words.
    pub fn take_withheld(&mut self) -> Vec<u8> {
        mem::take(&mut self.withheld)
    }
}

impl<S: AsyncWrite + Unpin> Withholding<S> {
    /// Sends what is kept back on: it is no answer of hyper's own, since more follows.
    fn poll_release(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.withheld.is_empty() {
            let sent = ready!(Pin::new(&mut self.stream).poll_write(cx, &self.withheld))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.withheld.drain(..sent);
        }
        Poll::Ready(Ok(()))
    }
}

/// Returns where an answer of hyper's own begins that bytes end with.
fn start(bytes: &[u8]) -> Option<usize> {
    if !bytes.ends_with(END) {
        return None;
    }
    let tail = bytes.len().saturating_sub(MOST);
    let start = tail + bytes[tail..].windows(8).rposition(|window| window == b"HTTP/1.1" || window == b"HTTP/1.0")?;
    let head = str::from_utf8(&bytes[start..]).ok()?;
    let mut lines = head.trim_end().split("\r\n");
    let status = lines.next().and_then(|line| line.get(9..12));
    let has_status = matches!(status, Some("400" | "414" | "431"));
    let is_bare = lines.all(|line| {
        let name = line.split(':').next().unwrap_or_default();
        ["connection", "content-length", "date"].iter().any(|known| name.eq_ignore_ascii_case(known))
    });
    (has_status && is_bare).then_some(start)
}

impl<S: AsyncRead + Unpin> AsyncRead for Withholding<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Withholding<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.poll_release(cx))?;
        match start(bytes) {
            Some(0) => {
                self.withheld.extend_from_slice(bytes);
                Poll::Ready(Ok(bytes.len()))
            }
            // What is before it is not its own; the rest comes again.
            Some(start) => Pin::new(&mut self.stream).poll_write(cx, &bytes[..start]),
            None => Pin::new(&mut self.stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let Some(last) = slices.iter().rposition(|slice| !slice.is_empty()) else { return Poll::Ready(Ok(0)) };
        if start(&slices[last]).is_none() {
            ready!(self.poll_release(cx))?;
            return Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        }
        let first = slices.iter().position(|slice| !slice.is_empty()).unwrap_or(last);
        self.poll_write(cx, &slices[first])
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_release(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;

    use super::*;

    const OWN: &str = "HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\
                       date: Mon, 30 Nov 2026 02:20:00 GMT\r\n\r\n";

    #[test]
    fn only_a_bare_answer_at_the_end_is_withheld() {
        assert_eq!(start(OWN.as_bytes()), Some(0));
        assert_eq!(start(OWN.replace("1.1 431", "1.0 400").as_bytes()), Some(0));
        assert_eq!(start(format!("the end of a body{OWN}").as_bytes()), Some(17));
        assert_eq!(start(format!("{}{OWN}", "x".repeat(70_000)).as_bytes()), Some(70_000));
        for other in [
            "".to_owned(),
            "\r\n\r\n".to_owned(),
            format!("{OWN}x"),
            OWN.replace("431", "404"),
            OWN.replace("date", "x-request-id"),
            format!("{}\r\n\r\n", "x".repeat(MOST)),
        ] {
            assert_eq!(start(other.as_bytes()), None, "{other}");
        }
    }

    #[tokio::test]
    async fn what_was_withheld_is_sent_once_more_follows_or_the_stream_ends() {
        let mut stream = Withholding::new(Vec::new());
        stream.write_all(format!("a{OWN}").as_bytes()).await.expect("memory takes all");
        assert_eq!((stream.stream.as_slice(), stream.withheld.as_slice()), (&b"a"[..], OWN.as_bytes()));
        stream.write_all(b"b").await.expect("memory takes all");
        assert_eq!(stream.stream, format!("a{OWN}b").into_bytes());

        stream.write_all(OWN.as_bytes()).await.expect("memory takes all");
        stream.shutdown().await.expect("memory takes all");
        assert_eq!(stream.stream, format!("a{OWN}b{OWN}").into_bytes());
    }

    #[tokio::test]
    async fn several_slices_are_withheld_alike() {
        let mut stream = Withholding::new(Vec::new());
        let mut rest = &mut [IoSlice::new(b""), IoSlice::new(b"body"), IoSlice::new(OWN.as_bytes())][..];
        while !rest.is_empty() {
            let sent = stream.write_vectored(rest).await.expect("memory takes all");
            IoSlice::advance_slices(&mut rest, sent);
        }
        assert_eq!((stream.take_withheld(), stream.stream.as_slice()), (OWN.into(), &b"body"[..]));
    }
}

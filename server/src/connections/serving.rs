//! One connection, from its first byte to its last.

use std::future::{pending, poll_fn};
use std::net::IpAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;
use tower::Service;

use super::misread::{self, MAX_HEAD};
use super::own_answer::Withholding;
use super::silence::{Silence, Watched};
use crate::clients::Peer;

/// How long a client may take for a whole head, from its first byte or from the response before on; and until that first byte.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a client may take nothing of a response that it is sent.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// How much more of what was not understood is read, and dropped, and for how long: a client that still sends when we close does not get to
/// read our answer.
const LINGER: (u64, Duration) = (1024 * 1024, Duration::from_secs(5));

/// Waits for the first byte, within the limit of time. False where none came before the client or a stop ended the connection.
///
/// What serves HTTP takes some kilobytes, which a client that only connects does not get.
pub async fn begins(stream: &TcpStream, stop: &mut watch::Receiver<bool>) -> bool {
    // A stream counts as readable until it is read from for the first time, so `readable` would not wait.
    let mut first = [0];
    tokio::select! {
        begun = timeout(HEAD_TIMEOUT, stream.peek(&mut first)) => matches!(begun, Ok(Ok(1..))),
        Ok(_) = stop.wait_for(|stop| *stop) => false,
    }
}

/// Serves what comes over a stream, within the limits of time and size, until the client or a stop ends it.
pub async fn serve<S>(stream: S, peer: IpAddr, silence: Silence, app: Router, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = TimeoutStream::new(Watched::new(stream, silence));
    stream.set_write_timeout(Some(WRITE_TIMEOUT));
    let io = TokioIo::new(Withholding::new(Box::pin(stream)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_header_size(MAX_HEAD);
    let service = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        // A router is always ready.
        app.clone().call(request)
    });
    let mut connection = http.serve_connection(io, service);
    let stopped = async {
        // Where the sender is gone, nobody stops.
        if stop.wait_for(|stop| *stop).await.is_err() {
            pending().await
        }
    };
    let ended = tokio::select! {
        ended = poll_fn(|cx| connection.poll_without_shutdown(cx)) => ended,
        () = stopped => {
            Pin::new(&mut connection).graceful_shutdown();
            poll_fn(|cx| connection.poll_without_shutdown(cx)).await
        }
    };
    let parts = connection.into_parts();
    let mut io = parts.io.into_inner();
    let _ = match ended {
        Ok(()) => io.shutdown().await,
        Err(error) => {
            let last = io.take_withheld();
            match misread::problem_of(&error, &last, &parts.read_buf) {
                Some(problem) => refuse(io, &misread::answer(&app, problem).await).await,
                None => Ok(()),
            }
        }
    };
}

/// Sends the last answer, and reads on until the client has closed, so that it gets to read it.
async fn refuse(mut io: impl AsyncRead + AsyncWrite + Unpin, answer: &[u8]) -> std::io::Result<()> {
    io.write_all(answer).await?;
    io.shutdown().await?;
    let (most, patience) = LINGER;
    let mut rest = pin!(io.take(most));
    let _ = timeout(patience, tokio::io::copy(&mut rest, &mut tokio::io::sink())).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{self, IoSlice};
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    use axum::middleware::from_fn;
    use axum::routing::get;
    use tokio::io::{DuplexStream, ReadBuf, duplex};
    use tokio::net::TcpListener;
    use tokio::time::{Instant, sleep};

    use super::*;

    /// Answers `/` with as many bytes.
    fn app(bytes: usize) -> Router {
        Router::new().route("/", get(move || async move { "x".repeat(bytes) }))
    }

    fn serve_stream(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, app: Router) {
        let (_, stop) = watch::channel(false);
        tokio::spawn(serve(stream, IpAddr::from([127, 0, 0, 1]), Silence::starting_now(), app, stop));
    }

    /// A client's end that counts how often the server writes.
    struct Counting(TcpStream, Arc<AtomicUsize>);

    impl AsyncRead for Counting {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_read(cx, buffer)
        }
    }

    impl AsyncWrite for Counting {
        fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Pin::new(&mut self.0).poll_write(cx, bytes)
        }

        fn poll_write_vectored(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            slices: &[IoSlice<'_>],
        ) -> Poll<io::Result<usize>> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Pin::new(&mut self.0).poll_write_vectored(cx, slices)
        }

        fn is_write_vectored(&self) -> bool {
            self.0.is_write_vectored()
        }

        fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_flush(cx)
        }

        fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_shutdown(cx)
        }
    }

    #[tokio::test]
    async fn a_small_file_is_sent_with_its_head_in_one_write() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let mut client = TcpStream::connect(listener.local_addr().expect("an address")).await.expect("a connection");
        let writes = Arc::default();
        let (stream, _) = listener.accept().await.expect("a connection");
        serve_stream(Counting(stream, Arc::clone(&writes)), app(4000));

        for count in 1..=3 {
            client.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.expect("an open connection");
            let mut answer = Vec::new();
            while !answer.ends_with(b"xxxx") || answer.len() < 4000 {
                assert!(client.read_buf(&mut answer).await.expect("an open connection") > 0, "the server closed");
            }
            assert_eq!(writes.load(Ordering::Relaxed), count);
        }
    }

    async fn begin(request: &str, app: Router, buffer: usize) -> DuplexStream {
        let (mut client, server) = duplex(buffer);
        serve_stream(server, app);
        client.write_all(request.as_bytes()).await.expect("an open connection");
        client
    }

    #[tokio::test]
    async fn nothing_begins_before_the_first_byte() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        for sent in [&b""[..], b"G"] {
            let mut client = TcpStream::connect(address).await.expect("a connection");
            let (stream, _) = listener.accept().await.expect("a connection");
            let (stop, mut stopped) = watch::channel(false);
            client.write_all(sent).await.expect("an open connection");
            let stopping = async {
                if sent.is_empty() {
                    stream.writable().await.expect("an open connection");
                    tokio::task::yield_now().await;
                    stop.send_replace(true);
                }
            };
            assert_eq!(tokio::join!(begins(&stream, &mut stopped), stopping).0, !sent.is_empty());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_sends_nothing_is_given_up() {
        let start = Instant::now();
        let mut client = begin("", app(1), 1024).await;
        let mut rest = Vec::new();
        client.read_to_end(&mut rest).await.expect("an end");
        assert_eq!((start.elapsed().as_secs(), rest.len()), (HEAD_TIMEOUT.as_secs(), 0));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_sends_no_whole_head_is_told_so() {
        let app = app(1).layer(from_fn(misread::answered));
        for before in ["", "GET / HTTP/1.1\r\nHost: h\r\n\r\n"] {
            for head in ["GET / HT", "GET / HTTP/1.1\r\nHost: h\r\nX-"] {
                let start = Instant::now();
                let mut client = begin(&format!("{before}{head}"), app.clone(), 1024).await;
                let mut answer = String::new();
                client.read_to_string(&mut answer).await.expect("an end");
                let answer = match before {
                    "" => &answer,
                    _ => {
                        answer
                            .strip_prefix("HTTP/1.1 200 OK\r\n")
                            .and_then(|rest| rest.split_once("\r\n\r\nx"))
                            .expect("an answer")
                            .1
                    }
                };
                assert!(answer.starts_with("HTTP/1.1 408 Request Timeout\r\n"), "{head:?} {answer}");
                assert!(answer.contains("\r\nconnection: close\r\n"), "{head:?} {answer}");
                assert_eq!(start.elapsed().as_secs(), HEAD_TIMEOUT.as_secs(), "{head:?}");
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_without_a_further_request_is_given_up() {
        let mut client = begin("GET / HTTP/1.1\r\nHost: h\r\n\r\n", app(1), 1024).await;
        let start = Instant::now();
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer).await;
        assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
        assert_eq!(start.elapsed().as_secs(), HEAD_TIMEOUT.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_nothing_of_its_answer_is_given_up() {
        let mut client = begin("GET / HTTP/1.1\r\nHost: h\r\n\r\n", app(100_000), 1024).await;
        sleep(WRITE_TIMEOUT + Duration::from_secs(1)).await;
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer).await;
        assert!(answer.len() < 100_000, "the whole answer came");
    }
}

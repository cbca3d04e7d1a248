//! One connection, from its first byte to its last.

use std::future::{pending, poll_fn};
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_io_timeout::TimeoutStream;
use tower::{Service, ServiceExt};

use super::misread::{self, MAX_HEAD};
use super::own_answer::Withholding;
use super::phase::{Phase, RequestBody};
use super::rewound::Rewound;
use super::silence::{Silence, Watched};
use crate::clients::Peer;
use crate::error_response::ErrorResponse;

/// How long a client may take for a whole head, from its first byte or from the response before on; and until that first byte.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a client may take nothing of a response that it is sent.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// How much more of what was not understood is read, and dropped, and for how long: a client that still sends when we close does not get to
/// read our answer.
const LINGER: (u64, Duration) = (1024 * 1024, Duration::from_secs(5));

/// How long after its last answer a connection keeps what serves HTTP, some kilobytes of buffers: who asks again mostly does so at once.
const KEEP: Duration = Duration::from_millis(100);

/// A client's stream as HTTP is served over it.
type Stream<S> = Rewound<Withholding<Pin<Box<TimeoutStream<Watched<S>>>>>>;

/// What is left of a connection once it is not served any more.
enum Left {
    /// The connection, over which nothing came lately. The next request may have begun only where it was sent ahead of the last answer.
    Idle { has_begun: bool },
    /// Nothing: it is over.
    Nothing,
    /// The answer to what was not understood.
    Misread(fn() -> ErrorResponse),
}

/// Serves what comes over a stream, within the limits of time and size, until the client or a stop ends it.
///
/// What serves HTTP is there while requests come, and not for a client that only connects, or that keeps its connection for later.
pub async fn serve<S>(
    stream: S,
    peer: IpAddr,
    silence: Silence,
    phase: Phase,
    app: Router,
    mut stop: watch::Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = TimeoutStream::new(Watched::new(stream, silence.clone(), phase.clone()));
    stream.set_write_timeout(Some(WRITE_TIMEOUT));
    let mut stream = Rewound::new(Withholding::new(Box::pin(stream)));
    let (mut first_byte, mut head) = (HEAD_TIMEOUT, HEAD_TIMEOUT);
    while begins(&mut stream, first_byte, &mut stop).await {
        phase.come();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(head).max_header_size(MAX_HEAD);
        match Box::pin(serve_requests(&http, &mut stream, peer, &silence, &phase, &app, &mut stop)).await {
            Left::Idle { has_begun } => {
                first_byte = HEAD_TIMEOUT - KEEP;
                head = if has_begun { first_byte } else { HEAD_TIMEOUT };
            }
            Left::Nothing => break,
            Left::Misread(problem) => {
                Box::pin(refuse(stream, &app, problem)).await;
                return;
            }
        }
    }
    let _ = stream.shutdown().await;
}

/// Waits for the first byte of a request, within the limit of time. False where none came before the client or a stop ended the connection;
/// what had come before the stop is still served.
async fn begins<S>(stream: &mut Stream<S>, patience: Duration, stop: &mut watch::Receiver<bool>) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    tokio::select! {
        biased;
        begun = timeout(patience, stream.fill()) => matches!(begun, Ok(Ok(true))),
        Ok(_) = stop.wait_for(|stop| *stop) => false,
    }
}

/// Serves requests as long as they come one after another.
async fn serve_requests<S>(
    http: &http1::Builder,
    stream: &mut Stream<S>,
    peer: IpAddr,
    silence: &Silence,
    phase: &Phase,
    app: &Router,
    stop: &mut watch::Receiver<bool>,
) -> Left
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        let request = request.map(|body| phase.asked(body));
        let phase = phase.clone();
        // A router is always ready.
        ServiceExt::<Request<RequestBody<Incoming>>>::map_response(app.clone(), move |answer: Response| {
            answer.map(|body| phase.answering(body))
        })
        .call(request)
    });
    let mut connection = http.serve_connection(TokioIo::new(&mut *stream), service);
    let stopped = async {
        // Where the sender is gone, nobody stops.
        if stop.wait_for(|stop| *stop).await.is_err() {
            pending().await
        }
    };
    let ended = tokio::select! {
        // What has come is read before a stop is heard.
        biased;
        ended = poll_fn(|cx| connection.poll_without_shutdown(cx)) => Some(ended),
        () = stopped => {
            Pin::new(&mut connection).graceful_shutdown();
            Some(poll_fn(|cx| connection.poll_without_shutdown(cx)).await)
        }
        () = idle(silence, phase) => None,
    };
    let unread = connection.into_parts().read_buf;
    match ended {
        None => {
            let has_begun = !unread.is_empty();
            stream.rewind(unread);
            Left::Idle { has_begun }
        }
        Some(Ok(())) => Left::Nothing,
        Some(Err(error)) => {
            let last = stream.get_mut().take_withheld();
            misread::problem_of(&error, &last, &unread).map_or(Left::Nothing, Left::Misread)
        }
    }
}

/// Waits until a connection has been between two requests for [`KEEP`].
async fn idle(silence: &Silence, phase: &Phase) {
    loop {
        let (now, due) = (Instant::now(), silence.since() + KEEP);
        match phase.is_idle() {
            true if due <= now => return,
            true => sleep_until(due).await,
            false => sleep_until(now + KEEP).await,
        }
    }
}

/// Sends the last answer, and reads on until the client has closed, so that it gets to read it.
async fn refuse(mut io: impl AsyncRead + AsyncWrite + Unpin, app: &Router, problem: fn() -> ErrorResponse) {
    let answer = misread::answer(app, problem).await;
    if io.write_all(&answer).await.is_err() || io.shutdown().await.is_err() {
        return;
    }
    let (most, patience) = LINGER;
    let mut rest = pin!(io.take(most));
    let _ = timeout(patience, tokio::io::copy(&mut rest, &mut tokio::io::sink())).await;
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::io::{self, IoSlice};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::{get, post};
    use futures_util::StreamExt;
    use http_body_util::BodyExt;
    use tokio::io::{DuplexStream, ReadBuf, duplex};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::time::sleep;

    use super::*;

    /// Answers `/` with as many bytes.
    fn app(bytes: usize) -> Router {
        Router::new().route("/", get(move || async move { "x".repeat(bytes) }))
    }

    fn serve_stream(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, app: Router) {
        let (_, stop) = watch::channel(false);
        tokio::spawn(serve(stream, IpAddr::from([127, 0, 0, 1]), Silence::starting_now(), Phase::default(), app, stop));
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

    /// Answers with what a request brings, after some time and again after some.
    fn echo() -> Router {
        let answer = async |sent: String| {
            sleep(KEEP * 3).await;
            let parts = [sent.clone(), "|".to_owned(), sent];
            let parts = futures_util::stream::iter(parts).then(async |part| {
                sleep(KEEP * 3).await;
                Ok::<_, Infallible>(part)
            });
            Body::from_stream(parts)
        };
        Router::new().route("/", post(answer))
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_between_and_within_requests_and_answers_lose_nothing() {
        let request =
            |body: &str| format!("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let sent = [request("one"), request("two"), request("three"), request("")].concat();
        for piece in [1, 7, 40, 61, 75, 90, 130, 190, sent.len()] {
            let mut client = begin("", echo(), 1024).await;
            let mut answers = String::new();
            for piece in sent.as_bytes().chunks(piece) {
                client.write_all(piece).await.expect("an open connection");
                // Less than a head may take in all, and more than is kept without a reason.
                sleep(if piece.len() == 1 { HEAD_TIMEOUT / 100 } else { KEEP * 2 }).await;
            }
            // Nothing more is asked, so that the connection ends.
            client.read_to_string(&mut answers).await.expect("an end");
            let bodies = [("3\r\none", "1\r\n|"), ("3\r\ntwo", "1\r\n|"), ("5\r\nthree", "1\r\n|")];
            for (body, bar) in bodies {
                assert!(
                    answers.contains(&format!("\r\n\r\n{body}\r\n{bar}\r\n{body}\r\n0\r\n\r\n")),
                    "{piece} {answers}"
                );
            }
            assert_eq!(answers.matches("HTTP/1.1 200 OK\r\n").count(), 4, "{piece} {answers}");
        }
    }

    /// Answers before it has read what is sent, and then reads all of it, some of it, or none.
    fn answering_early() -> Router {
        let at_once = |read: fn(Body)| {
            post(move |request: Request<Body>| async move {
                read(request.into_body());
                StatusCode::PAYLOAD_TOO_LARGE
            })
        };
        let some = |mut body: Body| {
            tokio::spawn(timeout(KEEP * 10, async move { while body.frame().await.is_some() {} }));
        };
        let all = |body: Body| {
            tokio::spawn(body.collect());
        };
        Router::new()
            .route("/", get("x"))
            .route("/all", at_once(all))
            .route("/some", at_once(some))
            .route("/none", at_once(drop))
    }

    #[tokio::test(start_paused = true)]
    async fn the_rest_of_a_body_that_is_answered_early_is_no_request() {
        let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
        let length = request.len();
        let framings = [
            (format!("Content-Length: {}\r\n\r\nsome", length + 4), request.to_owned()),
            (
                "Transfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n".to_owned(),
                format!("{length:x}\r\n{request}\r\n0\r\n\r\n"),
            ),
        ];
        for (head, rest) in framings {
            for (path, answered) in [("all", 1), ("some", 0), ("none", 0)] {
                let mut client =
                    begin(&format!("POST /{path} HTTP/1.1\r\nHost: h\r\n{head}"), answering_early(), 1024).await;
                // Longer than what serves HTTP is kept between requests, and than some of them read.
                sleep(KEEP * 15).await;
                for sent in [&rest, request] {
                    // The server may have closed.
                    let _ = client.write_all(sent.as_bytes()).await;
                    sleep(KEEP * 3).await;
                }
                let mut answers = String::new();
                client.read_to_string(&mut answers).await.expect("an end");
                let count = |status: &str| answers.matches(&format!("HTTP/1.1 {status} ")).count();
                assert_eq!((count("413"), count("200")), (1, answered), "{path} {head:?} {answers}");
                assert_eq!(answers.matches("HTTP/1.1 ").count(), 1 + answered, "{path} {head:?} {answers}");
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_of_a_body_is_not_taken_for_that_of_the_next_request() {
        let hidden = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
        let post = |length: usize, body: &str| {
            format!("POST /all HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{body}")
        };
        let sent = post(4, "some") + &post(4 + hidden.len(), "some");
        let mut client = begin(&sent, answering_early(), 1024).await;
        sleep(KEEP * 3).await;
        client.write_all(hidden.as_bytes()).await.expect("an open connection");
        let mut answers = String::new();
        client.read_to_string(&mut answers).await.expect("an end");
        let count = |status: &str| answers.matches(&format!("HTTP/1.1 {status} ")).count();
        assert_eq!((count("413"), count("200")), (2, 0), "{answers}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_its_answer_slowly_gets_all_of_it() {
        let mut client = begin("GET / HTTP/1.1\r\nHost: h\r\n\r\n", app(100_000), 1024).await;
        let mut answer = Vec::new();
        while !answer.ends_with(b"x") || answer.len() < 100_000 {
            sleep(KEEP * 2).await;
            assert!(client.read_buf(&mut answer).await.expect("an open connection") > 0, "cut after {}", answer.len());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_came_before_a_stop_is_answered_and_a_connection_without_a_request_is_closed() {
        for request in ["GET / HTTP/1.1\r\nHost: h\r\n\r\n", ""] {
            let (mut client, server) = duplex(1024);
            client.write_all(request.as_bytes()).await.expect("an open connection");
            let (stop, stopped) = watch::channel(false);
            stop.send_replace(true);
            serve(server, IpAddr::from([127, 0, 0, 1]), Silence::starting_now(), Phase::default(), app(1), stopped)
                .await;
            let mut answer = String::new();
            client.read_to_string(&mut answer).await.expect("an end");
            assert_eq!(answer.ends_with("\r\n\r\nx"), !request.is_empty(), "{answer}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_stop_closes_connections_that_are_kept_for_later() {
        let (mut client, server) = duplex(1024);
        let (stop, stopped) = watch::channel(false);
        let serving = tokio::spawn(serve(
            server,
            IpAddr::from([127, 0, 0, 1]),
            Silence::starting_now(),
            Phase::default(),
            app(1),
            stopped,
        ));
        client.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.expect("an open connection");
        sleep(KEEP * 2).await;
        let start = Instant::now();
        stop.send_replace(true);
        serving.await.expect("no panic");
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}

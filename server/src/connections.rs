//! The server's connections: accepted, served by HTTP/1.1, limited in number and time, and finished when the server stops.
//!
//! A client may be slow, silent or gone, and says so in no way. What it can hold is limited: a head that does not come whole in
//! [`HEAD_TIMEOUT`] ends its connection, and so does a response of which nothing more is taken for [`WRITE_TIMEOUT`]; a body has
//! [its own limit](crate::body). Where [as many as may be](Limit) are open, a new connection takes the place of the one that has
//! been silent longest.

use std::collections::HashMap;
use std::future::pending;
use std::io::{self, ErrorKind};
use std::pin::{Pin, pin};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1::{self, Connection};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, Id, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_io_timeout::TimeoutStream;

mod limit;
mod silence;

pub use limit::Limit;

use silence::{Silence, Watched};

/// How long a client may take for a whole head, from the connection's start or from the response before on.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a client may take nothing of a response that it is sent.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest head of a request, in bytes; a longer one is answered with 431.
const MAX_HEAD: usize = 64 * 1024;

/// How long a connection must have been silent before it is closed for a new one. Whoever is just sending is never closed.
const SHORTEST_SILENCE: Duration = Duration::from_millis(500);

/// How often the log says that as many connections as may be are open, at most.
const WARN_AGAIN: Duration = Duration::from_secs(60);

/// How long nothing is accepted after the system refused to.
const ACCEPT_AGAIN: Duration = Duration::from_secs(1);

/// Serves until a stop is asked for and the requests in flight are answered, or the patience with them is over.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limit: Limit,
    stop: impl Future<Output = ()>,
    patience: Duration,
) {
    let open = accept_until(listener, app, limit, stop).await;
    tracing::info!("stopping after the requests in flight");
    if timeout(patience, open.graceful.shutdown()).await.is_err() {
        tracing::warn!("gave up on clients that did not finish within {patience:?}");
    }
}

/// Accepts and serves connections until a stop is asked for; those that are open then.
async fn accept_until(listener: TcpListener, app: Router, limit: Limit, stop: impl Future<Output = ()>) -> Open {
    let mut stop = pin!(stop);
    let mut open = Open::new(limit);
    // A connection that waits for a place.
    let mut waiting = None;
    loop {
        if let Some(stream) = waiting.take_if(|_| open.has_room()) {
            open.start(stream, &app);
        }
        tokio::select! {
            () = &mut stop => return open,
            Some(ended) = open.tasks.join_next_with_id() => open.forget(&ended.map_or_else(|error| error.id(), |(id, ())| id)),
            stream = accept(&listener), if waiting.is_none() => waiting = Some(stream),
            longest = longest_silent(&open.connections), if waiting.is_some() => open.close(longest),
        }
    }
}

/// Returns the next connection, once there is one.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Else what does not fit into one packet waits for the client's delayed acknowledgement, some 40 ms.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::warn!("a connection cannot be told not to wait: {error}");
                }
                return stream;
            }
            Err(error) if is_of_one_client(&error) => {}
            Err(error) => {
                tracing::error!("no connection can be accepted: {error}");
                sleep(ACCEPT_AGAIN).await;
            }
        }
    }
}

/// Tells whether a client went away before it was accepted.
fn is_of_one_client(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

/// The connections that are open.
struct Open {
    tasks: JoinSet<()>,
    /// By its task, how long each has been silent, and what closes it.
    connections: HashMap<Id, (Silence, AbortHandle)>,
    limit: Limit,
    warned_at: Option<Instant>,
    graceful: GracefulShutdown,
}

impl Open {
    fn new(limit: Limit) -> Self {
        let graceful = GracefulShutdown::new();
        Self { tasks: JoinSet::new(), connections: HashMap::new(), limit, warned_at: None, graceful }
    }

    fn has_room(&self) -> bool {
        self.connections.len() < self.limit.connections()
    }

    /// Serves a connection in a task of its own.
    fn start(&mut self, stream: TcpStream, app: &Router) {
        let silence = Silence::starting_now();
        let connection = self.graceful.watch(connection(stream, silence.clone(), app.clone()));
        let task = self.tasks.spawn(async {
            // What a client breaks is its own; faults of ours are logged where they arise.
            let _ = connection.await;
        });
        self.connections.insert(task.id(), (silence, task));
    }

    fn forget(&mut self, connection: &Id) {
        self.connections.remove(connection);
    }

    /// Closes a connection for another one.
    fn close(&mut self, connection: Id) {
        if self.warned_at.is_none_or(|at| at.elapsed() >= WARN_AGAIN) {
            tracing::warn!(
                "{} connections are open, as many as may be; for each new one, the one that is silent longest is closed; \
                 --max-connections sets how many may be",
                self.connections.len()
            );
            self.warned_at = Some(Instant::now());
        }
        if let Some((_, task)) = self.connections.remove(&connection) {
            task.abort();
        }
    }
}

/// Returns the connection that has been silent longest, once it has been so for [`SHORTEST_SILENCE`].
async fn longest_silent(connections: &HashMap<Id, (Silence, AbortHandle)>) -> Id {
    loop {
        let longest = connections.iter().min_by_key(|(_, (silence, _))| silence.since());
        let Some((id, (silence, _))) = longest else { return pending().await };
        let due = silence.since() + SHORTEST_SILENCE;
        if due <= Instant::now() {
            return *id;
        }
        sleep_until(due).await;
    }
}

/// A client's stream, as the HTTP of it is read and written.
type Io<S> = TokioIo<Pin<Box<TimeoutStream<Watched<S>>>>>;

/// Serves what comes over a stream, within the limits of time and size.
fn connection<S>(stream: S, silence: Silence, app: Router) -> Connection<Io<S>, TowerToHyperService<Router>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = TimeoutStream::new(Watched::new(stream, silence));
    stream.set_write_timeout(Some(WRITE_TIMEOUT));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_header_size(MAX_HEAD);
    http.serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(app))
}

#[cfg(test)]
mod tests {
    use std::io::IoSlice;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadBuf, duplex};

    use super::*;

    /// Answers `/` with as many bytes.
    fn app(bytes: usize) -> Router {
        Router::new().route("/", get(move || async move { "x".repeat(bytes) }))
    }

    fn serve_stream(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, app: Router) {
        tokio::spawn(connection(stream, Silence::starting_now(), app));
    }

    #[tokio::test]
    async fn what_is_sent_on_a_connection_waits_for_no_acknowledgement() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let _client = TcpStream::connect(address).await.expect("a connection");
        assert!(accept(&listener).await.nodelay().expect("the option of an open connection"));
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
        serve_stream(Counting(accept(&listener).await, Arc::clone(&writes)), app(4000));

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
    async fn a_client_that_sends_no_whole_head_is_given_up() {
        for request in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: h\r\nX-"] {
            let start = Instant::now();
            let mut client = begin(request, app(1), 1024).await;
            let mut rest = Vec::new();
            let _ = client.read_to_end(&mut rest).await;
            assert_eq!(start.elapsed().as_secs(), HEAD_TIMEOUT.as_secs(), "{request:?}");
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

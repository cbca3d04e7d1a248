//! The server's connections: accepted, served by HTTP/1.1, limited in number and time, and finished when the server stops.
//!
//! A client may be slow, silent or gone, and says so in no way. What it can hold is limited: [`serving`] limits how long each connection may take,
//! and a body has [its own limit](crate::body). Where [as many as may be](Limit) are open, a new connection takes the place of the one that has
//! been silent longest.

use std::collections::HashMap;
use std::future::pending;
use std::io::{self, ErrorKind};
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, Id, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::metrics;

mod limit;
pub mod misread;
mod own_answer;
mod serving;
mod silence;

pub use limit::Limit;

use silence::Silence;

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
    let mut open = accept_until(listener, app, limit, stop).await;
    tracing::info!("stopping after the requests in flight");
    open.stop.send_replace(true);
    if timeout(patience, async { while open.tasks.join_next().await.is_some() {} }).await.is_err() {
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
        metrics::http_connections_open(open.connections.len());
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
    /// Tells all of them to end after the request in flight.
    stop: watch::Sender<bool>,
}

impl Open {
    fn new(limit: Limit) -> Self {
        let (stop, _) = watch::channel(false);
        Self { tasks: JoinSet::new(), connections: HashMap::new(), limit, warned_at: None, stop }
    }

    fn has_room(&self) -> bool {
        self.connections.len() < self.limit.connections()
    }

    /// Serves a connection in a task of its own.
    fn start(&mut self, stream: TcpStream, app: &Router) {
        let silence = Silence::starting_now();
        let (of_client, app, mut stop) = (silence.clone(), app.clone(), self.stop.subscribe());
        let task = self.tasks.spawn(async move {
            if serving::begins(&stream, &mut stop).await {
                Box::pin(serving::serve(stream, of_client, app, stop)).await;
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_sent_on_a_connection_waits_for_no_acknowledgement() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let _client = TcpStream::connect(address).await.expect("a connection");
        assert!(accept(&listener).await.nodelay().expect("the option of an open connection"));
    }
}

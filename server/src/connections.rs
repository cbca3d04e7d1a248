//! The server's connections: accepted, served by HTTP/1.1, limited in number and time, and finished when the server stops.
//!
//! A client may be slow, silent or gone, and says so in no way. What it can hold is limited: [`serving`] limits how long each connection may take,
//! and a body has [its own limit](crate::body). Where [as many as may be](Limit) are open, a new connection takes the place of the one that has
//! been silent longest and does not wait for us; so it is where one [client](crate::clients) has as many as one may.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::future::ready;
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
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
mod phase;
mod rewound;
mod serving;
mod silence;

pub use limit::Limit;

use phase::Phase;
use silence::Silence;

use crate::clients::Clients;
use crate::clients::network::Network;

/// How long a connection must have been silent before it is closed for a new one. Whoever is just sending is never closed.
const SHORTEST_SILENCE: Duration = Duration::from_millis(500);

/// How often the log says that as many connections as may be are open, at most.
const WARN_AGAIN: Duration = Duration::from_secs(60);

/// How many clients may wait to be accepted, as far as the system lets them. Whoever comes beyond that is not heard, and knocks again after a
/// second.
const QUEUE: i32 = 4096;

/// How long nothing is accepted after the system refused to.
const ACCEPT_AGAIN: Duration = Duration::from_secs(1);

/// Serves until a stop is asked for and the requests in flight are answered, or the patience with them is over.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limit: Limit,
    clients: Arc<Clients>,
    stop: impl Future<Output = ()>,
    patience: Duration,
) {
    lengthen_queue(&listener);
    let mut open = accept_until(listener, app, Open::new(limit, clients), stop).await;
    tracing::info!("stopping after the requests in flight");
    open.stop.send_replace(true);
    if timeout(patience, async { while open.tasks.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!("gave up on clients that did not finish within {patience:?}");
    }
}

/// Lets as many clients wait as come at once: 128 are few where a page is told of in a mail to many.
fn lengthen_queue(listener: &TcpListener) {
    if let Err(error) = rustix::net::listen(listener, QUEUE) {
        tracing::warn!("no more clients than usual can wait to be accepted: {error}");
    }
}

/// Accepts and serves connections until a stop is asked for; those that are open then.
async fn accept_until(listener: TcpListener, app: Router, mut open: Open, stop: impl Future<Output = ()>) -> Open {
    let mut stop = pin!(stop);
    // A connection that waits for a place.
    let mut waiting = None;
    loop {
        if let Some((stream, peer)) = waiting.take_if(|_| open.has_room()) {
            open.start(stream, peer, &app);
        }
        metrics::http_connections_open(open.connections.len());
        tokio::select! {
            () = &mut stop => break,
            Some(ended) = open.tasks.join_next_with_id() => { open.forget(&ended.map_or_else(|error| error.id(), |(id, ())| id)); }
            accepted = accept(&listener), if waiting.is_none() => waiting = Some(accepted).filter(|(_, peer)| open.admits(*peer)),
            longest = longest_silent(&open.connections), if waiting.is_some() => open.close(longest),
        }
    }
    // Who was there before the stop is served, as far as there is room.
    while open.has_room() {
        if waiting.is_none() {
            waiting = accepted_now(&listener).await;
        }
        let Some((stream, peer)) = waiting.take() else { break };
        if open.admits(peer) {
            open.start(stream, peer, &app);
        }
    }
    open
}

/// Returns the next connection, where there is one now.
async fn accepted_now(listener: &TcpListener) -> Option<(TcpStream, IpAddr)> {
    tokio::select! {
        biased;
        accepted = accept(listener) => Some(accepted),
        () = ready(()) => None,
    }
}

/// Returns the next connection, once there is one.
async fn accept(listener: &TcpListener) -> (TcpStream, IpAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Else what does not fit into one packet waits for the client's delayed acknowledgement, some 40 ms.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::warn!("a connection cannot be told not to wait: {error}");
                }
                return (stream, peer.ip());
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

/// One that is open.
struct Connection {
    silence: Silence,
    phase: Phase,
    task: AbortHandle,
    client: Option<Network>,
}

impl Connection {
    /// Returns from when on it may be closed for another one; never where its client waits for us.
    fn closable_at(&self) -> Option<Instant> {
        (!self.phase.is_waiting_for_us()).then(|| self.silence.since() + SHORTEST_SILENCE)
    }
}

/// The connections that are open.
struct Open {
    tasks: JoinSet<()>,
    /// Each by its task.
    connections: HashMap<Id, Connection>,
    /// How many each client has of them.
    by_client: HashMap<Network, usize>,
    limit: Limit,
    clients: Arc<Clients>,
    warned_at: Option<Instant>,
    /// Tells all of them to end after the request in flight.
    stop: watch::Sender<bool>,
}

impl Open {
    fn new(limit: Limit, clients: Arc<Clients>) -> Self {
        let (stop, _) = watch::channel(false);
        let (connections, by_client) = (HashMap::new(), HashMap::new());
        Self { tasks: JoinSet::new(), connections, by_client, limit, clients, warned_at: None, stop }
    }

    fn has_room(&self) -> bool {
        self.connections.len() < self.limit.connections()
    }

    /// Tells whether a connection from an address is taken. A client that has as many as it may gives up the one that has been silent longest;
    /// where none of them has been so for [`SHORTEST_SILENCE`], the new one is closed at once.
    fn admits(&mut self, peer: IpAddr) -> bool {
        let Some(client) = self.clients.of_connection(peer) else { return true };
        let count = self.by_client.get(&client).copied().unwrap_or_default();
        if self.clients.may_connect(count) {
            return true;
        }
        self.warn(&format!(
            "a client has {count} connections open, as many as one may; for each new one of it, its own that is silent longest is closed; \
             --max-connections-per-client sets how many one may have"
        ));
        let own = self.connections.iter().filter(|(_, connection)| connection.client == Some(client));
        longest_of(own).filter(|(due, _)| *due <= Instant::now()).is_some_and(|(_, id)| {
            self.abort(&id);
            true
        })
    }

    /// Serves a connection in a task of its own.
    fn start(&mut self, stream: TcpStream, peer: IpAddr, app: &Router) {
        let (silence, phase) = (Silence::starting_now(), Phase::default());
        let serving = serving::serve(stream, peer, silence.clone(), phase.clone(), app.clone(), self.stop.subscribe());
        self.hold(serving, peer, silence, phase);
    }

    fn hold(
        &mut self,
        serving: impl Future<Output = ()> + Send + 'static,
        peer: IpAddr,
        silence: Silence,
        phase: Phase,
    ) {
        let client = self.clients.of_connection(peer);
        if let Some(client) = client {
            *self.by_client.entry(client).or_default() += 1;
        }
        let task = self.tasks.spawn(serving);
        self.connections.insert(task.id(), Connection { silence, phase, task, client });
    }

    fn forget(&mut self, connection: &Id) -> Option<Connection> {
        let connection = self.connections.remove(connection)?;
        if let Some(client) = connection.client
            && let Entry::Occupied(mut count) = self.by_client.entry(client)
        {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
        Some(connection)
    }

    fn abort(&mut self, connection: &Id) {
        if let Some(Connection { task, .. }) = self.forget(connection) {
            task.abort();
        }
    }

    /// Closes a connection for another one.
    fn close(&mut self, connection: Id) {
        self.warn(&format!(
            "{} connections are open, as many as may be; for each new one, the one that is silent longest is closed; \
             --max-connections sets how many may be",
            self.connections.len()
        ));
        self.abort(&connection);
    }

    fn warn(&mut self, text: &str) {
        if self.warned_at.is_none_or(|at| at.elapsed() >= WARN_AGAIN) {
            tracing::warn!("{text}");
            self.warned_at = Some(Instant::now());
        }
    }
}

/// Finds the connection that has been silent longest, and from when on it may be closed for another one; none whose client waits for us.
fn longest_of<'a>(connections: impl Iterator<Item = (&'a Id, &'a Connection)>) -> Option<(Instant, Id)> {
    let closable = connections.filter_map(|(id, connection)| Some((connection.closable_at()?, *id)));
    closable.min_by_key(|(due, _)| *due)
}

/// Returns the connection that has been silent longest, once it has been so for [`SHORTEST_SILENCE`]; none whose client waits for us.
async fn longest_silent(connections: &HashMap<Id, Connection>) -> Id {
    loop {
        let now = Instant::now();
        match longest_of(connections.iter()) {
            Some((due, id)) if due <= now => return id,
            Some((due, _)) => sleep_until(due).await,
            // All of them wait for us.
            None => sleep_until(now + SHORTEST_SILENCE).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::body::Body;

    use super::*;
    use crate::clients::settings::ClientSettings;

    #[tokio::test]
    async fn many_clients_that_come_at_once_are_heard_before_they_are_accepted() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        lengthen_queue(&listener);
        let address = listener.local_addr().expect("an address");
        let connect = || std::net::TcpStream::connect_timeout(&address, Duration::from_millis(800));
        let clients: Result<Vec<_>, _> = (0..500).map(|_| connect()).collect();
        assert_eq!(clients.expect("nobody has to knock again").len(), 500);
    }

    #[tokio::test]
    async fn what_is_sent_on_a_connection_waits_for_no_acknowledgement() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let _client = TcpStream::connect(address).await.expect("a connection");
        assert!(accept(&listener).await.0.nodelay().expect("the option of an open connection"));
    }

    fn open(most: usize) -> Open {
        let settings = ClientSettings { max_connections_per_client: most, ..ClientSettings::default() };
        let limit = Limit::of_system(Some(100)).expect("a hundred files");
        Open::new(limit, Arc::new(Clients::new(&settings)))
    }

    /// Opens a connection on which nothing happens, where it is taken.
    fn connect(open: &mut Open, peer: &str) -> bool {
        let peer = peer.parse().expect("an address");
        let is_taken = open.admits(peer);
        if is_taken {
            open.hold(pending(), peer, Silence::starting_now(), Phase::default());
        }
        is_taken
    }

    #[tokio::test(start_paused = true)]
    async fn one_client_takes_no_more_places_than_it_may() {
        let mut open = open(3);
        for _ in 0..3 {
            assert!(connect(&mut open, "203.0.113.9"));
        }
        // All of them have only just been opened.
        assert!(!connect(&mut open, "203.0.113.9"));
        assert!(connect(&mut open, "203.0.113.10"));
        assert!(connect(&mut open, "2001:db8::1"));
        assert_eq!(open.connections.len(), 5);

        sleep(SHORTEST_SILENCE).await;
        for _ in 0..3 {
            assert!(connect(&mut open, "203.0.113.9"), "in the place of one that is silent");
        }
        assert!(!connect(&mut open, "203.0.113.9"));
        assert_eq!((open.connections.len(), open.by_client.len()), (5, 3));
        for _ in 0..3 {
            let ended = open.tasks.join_next().await.expect("one that was closed");
            assert!(ended.is_err_and(|error| error.is_cancelled()));
        }

        let all = open.connections.keys().copied().collect::<Vec<_>>();
        for id in all {
            open.forget(&id);
        }
        assert!(open.by_client.is_empty(), "nothing is kept of who is gone");
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_for_an_answer_is_never_closed_for_another() {
        let mut open = open(2);
        assert!(connect(&mut open, "203.0.113.9"));
        let asking = *open.connections.keys().next().expect("the connection");
        let phase = open.connections[&asking].phase.clone();
        let _body = phase.asked(Body::empty());
        sleep(SHORTEST_SILENCE).await;
        assert!(connect(&mut open, "203.0.113.9"));
        sleep(SHORTEST_SILENCE).await;
        assert_ne!(longest_silent(&open.connections).await, asking);

        assert!(connect(&mut open, "203.0.113.9"), "in the place of the one that asks nothing");
        assert!(open.connections.contains_key(&asking));
        assert!(!connect(&mut open, "203.0.113.9"), "one waits for us, and the other is new");

        drop(phase.answering(Body::empty()));
        assert_eq!(longest_silent(&open.connections).await, asking);
    }

    #[tokio::test(start_paused = true)]
    async fn proxies_and_private_networks_may_have_any_number() {
        let mut open = open(1);
        for peer in ["127.0.0.1", "10.0.0.1", "::1", "fd00::1", "::ffff:192.168.0.1"] {
            for _ in 0..5 {
                assert!(connect(&mut open, peer), "{peer}");
            }
        }
        assert!(open.by_client.is_empty());
    }
}

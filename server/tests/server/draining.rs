//! What clients see of a server that is stopped while others take its place.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rustix::process::Signal;
use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::interval;

use crate::support::{Server, ServerFolder, plan_request, read_reply, within};

#[tokio::test]
async fn a_server_that_drains_is_not_ready_and_still_takes_requests_until_a_second_signal() {
    let place = ServerFolder::new();
    let mut server = Server::start_with(&place, &["--drain-seconds", "3600"]).await;
    server.healthy().await;
    assert_eq!(server.get("/").await.header("connection"), "");

    server.signal(Signal::TERM);
    server.logged("no longer ready; taking requests for 3600s more, or until a second signal").await;

    let ready = server.get("/api/health/ready").await;
    assert_eq!((ready.status.as_u16(), ready.header("connection")), (503, "close"));
    let answer = server.post_json(&plan_request()).await;
    assert_eq!((answer.status.as_u16(), answer.header("connection")), (201, "close"));
    assert_eq!(server.get("/").await.status, 200);

    server.signal(Signal::TERM);
    assert_eq!(server.ended().await.status.code(), Some(0));
    assert_eq!(place.rows().await.len(), 1);
}

/// What takes connections for several servers: each new one goes to the next that is ready.
struct Balancer {
    address: String,
    /// Which servers there are, and whether each is ready.
    servers: watch::Sender<HashMap<String, bool>>,
    tasks: JoinSet<()>,
}

impl Balancer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (servers, mut known) = watch::channel(HashMap::<String, bool>::new());
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut turn = 0;
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                // On a busy machine, one may be found not ready for a moment.
                let ready = known
                    .wait_for(|servers| servers.values().any(|ready| *ready))
                    .await
                    .unwrap()
                    .iter()
                    .filter(|(_, ready)| **ready)
                    .map(|(address, _)| address.clone())
                    .collect::<Vec<_>>();
                turn += 1;
                let chosen = ready[turn % ready.len()].clone();
                tokio::spawn(async move {
                    let mut server = TcpStream::connect(chosen).await.unwrap();
                    // The server may close first, and so may the client.
                    let _ = copy_bidirectional(&mut client, &mut server).await;
                });
            }
        });
        Self { address, servers, tasks }
    }

    /// Asks a server again and again whether it is ready, as long as there is one.
    fn add(&mut self, address: String) {
        let servers = self.servers.clone();
        self.tasks.spawn(async move {
            let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap();
            let mut often = interval(Duration::from_millis(20));
            loop {
                often.tick().await;
                let reply = client.get(format!("http://{address}/api/health/ready")).send().await;
                let is_ready = reply.is_ok_and(|reply| reply.status() == 200);
                servers.send_modify(|servers| {
                    servers.insert(address.clone(), is_ready);
                });
            }
        });
    }

    async fn knows(&self, address: &str, is_ready: bool) {
        let mut servers = self.servers.subscribe();
        within(servers.wait_for(|servers| servers.get(address) == Some(&is_ready))).await.unwrap();
    }
}

/// Sends requests one after another, each under a key of its own, over connections that it keeps as long as it may.
async fn send_until(stop: Arc<AtomicBool>, address: String, name: usize, answered: Arc<AtomicUsize>) -> Vec<String> {
    let body = plan_request().to_string();
    let mut keys = Vec::new();
    let mut connection = None;
    while !stop.load(Ordering::Relaxed) {
        let mut stream = match connection.take() {
            Some(stream) => stream,
            None => TcpStream::connect(&address).await.unwrap(),
        };
        let key = format!("{name}-{}", keys.len());
        let head = format!(
            "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).await.unwrap();
        let reply = read_reply(&mut stream).await;
        assert_eq!((reply.status.as_u16(), reply.header("idempotency-replayed")), (201, ""), "{reply:?}");
        keys.push(key);
        answered.fetch_add(1, Ordering::Relaxed);
        connection = Some(stream).filter(|_| reply.header("connection") != "close");
    }
    keys
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deploy_behind_a_load_generator_loses_no_request() {
    let place = ServerFolder::new();
    let arguments = ["--drain-seconds", "3600", "--stop-seconds", "60", "--rate", "0"];
    let old = Server::start_with(&place, &arguments).await;
    let mut balancer = Balancer::start().await;
    balancer.add(old.address.clone());
    balancer.knows(&old.address, true).await;

    let stop = Arc::new(AtomicBool::new(false));
    let answered: [_; 8] = std::array::from_fn(|_| Arc::new(AtomicUsize::new(0)));
    let mut clients = JoinSet::new();
    for (name, answered) in answered.iter().enumerate() {
        clients.spawn(send_until(stop.clone(), balancer.address.clone(), name, answered.clone()));
    }
    // So many of each client.
    let further = async |count: usize| {
        let mut often = interval(Duration::from_millis(10));
        within(async {
            for answered in &answered {
                let start = answered.load(Ordering::Relaxed);
                while answered.load(Ordering::Relaxed) < start + count {
                    often.tick().await;
                }
            }
        })
        .await;
    };
    further(6).await;

    let new = Server::start_with(&place, &arguments).await;
    balancer.add(new.address.clone());
    balancer.knows(&new.address, true).await;
    let old_address = old.address.clone();
    old.signal(Signal::TERM);
    balancer.knows(&old_address, false).await;
    // By then each has left the old one: an answer may be on its way, and the next one ends the connection.
    further(6).await;
    let stopped = old.stop().await;
    assert_eq!(stopped.status.code(), Some(0));
    assert!(!stopped.log.contains("gave up on clients"), "{}", stopped.log);
    further(6).await;
    stop.store(true, Ordering::Relaxed);

    let mut keys = Vec::new();
    while let Some(sent) = within(clients.join_next()).await {
        keys.extend(sent.unwrap());
    }
    let rows = place.rows().await;
    let mut stored: Vec<_> = rows.iter().map(|row| row["idempotency_key"].as_str().unwrap().to_owned()).collect();
    keys.sort();
    stored.sort();
    assert_eq!(stored, keys, "each is stored once");
    new.healthy().await;
}

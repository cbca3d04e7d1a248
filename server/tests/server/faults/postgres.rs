//! PostgreSQL that is stopped, killed and started again under a server, and servers that are killed beside it.

use rustix::process::Signal;

use crate::faults::chance::Chance;
use crate::faults::clients::Clients;
use crate::faults::cluster::Cluster;
use crate::faults::serving::{Deaf, TARGETS, until_health};
use crate::faults::silent_proxy::SilentProxy;
use crate::faults::verdict::verdict;
use crate::faults::{cycles, tell};
use crate::support::{Server, ServerFolder, within};

/// How many clients send at once, to each server.
const CLIENTS: usize = 4;

/// What is told where there is no PostgreSQL.
const LEFT_OUT: &str = "left out: faults of PostgreSQL, which is not installed";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_and_comes_back_loses_nothing_and_needs_no_restart() {
    let Some(mut cluster) = Cluster::start(&[]).await else { return tell(LEFT_OUT) };
    let (place, deaf) = (ServerFolder::new(), Deaf::new());
    let server = Server::spawn(deaf.server(&place).args(["--database", &cluster.url()])).await;
    let clients = Clients::start("postgres", CLIENTS);
    clients.at(&server.address);
    let times = cycles(2).min(40);
    for time in 0..times {
        clients.answered(201, 20).await;
        cluster.stop(if time % 2 == 0 { Signal::INT } else { Signal::QUIT }).await;
        clients.answered(503, CLIENTS as u64).await;
        until_health(&server, 503).await;
        cluster.run().await;
        clients.answered(201, 20).await;
        until_health(&server, 200).await;
    }
    let unavailable = clients.count(503);
    let sent = clients.end().await;
    server.stop().await;
    let verdict = verdict(&cluster.url(), &sent, TARGETS).await;
    tell(&format!("PostgreSQL stopped and killed {times} times: {verdict}; {unavailable} answers of 503"));
    verdict.expect_whole();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_silent_and_comes_back_loses_nothing_and_needs_no_restart() {
    let Some(cluster) = Cluster::start(&[]).await else { return tell(LEFT_OUT) };
    let proxy = SilentProxy::to(cluster.address()).await;
    let (place, deaf) = (ServerFolder::new(), Deaf::new());
    let server = Server::spawn(deaf.server(&place).args(["--database", &cluster.url_by(proxy.address)])).await;
    let clients = Clients::start("silent", CLIENTS);
    clients.at(&server.address);
    for _ in 0..2 {
        clients.answered(201, 20).await;
        // Where they are just then: before an insert, in it, or in front of the answer to a commit.
        proxy.go_silent();
        clients.answered(503, 1).await;
        until_health(&server, 503).await;
        proxy.come_back();
        clients.answered(201, 20).await;
        until_health(&server, 200).await;
    }
    let unavailable = clients.count(503);
    let sent = clients.end().await;
    // Nor does it wait for a silent database when it is stopped.
    proxy.go_silent();
    let stopped = server.stop().await;
    assert!(stopped.status.success(), "{}", stopped.log);
    let verdict = verdict(&cluster.url(), &sent, TARGETS).await;
    tell(&format!("PostgreSQL went silent twice: {verdict}; {unavailable} answers of 503"));
    verdict.expect_whole();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_loses_nothing_where_the_database_is_set_to_acknowledge_early() {
    let Some(mut cluster) = Cluster::start(&["synchronous_commit=off", "wal_writer_delay=10s"]).await else {
        return tell(LEFT_OUT);
    };
    let (place, deaf) = (ServerFolder::with_file(), Deaf::new());
    let server = Server::spawn(deaf.server(&place).args(["--database", &cluster.url()])).await;
    let clients = Clients::start("early", CLIENTS);
    clients.at(&server.address);
    clients.answered(201, 50).await;
    cluster.stop(Signal::QUIT).await;
    clients.wait();
    cluster.run().await;
    let sent = clients.end().await;
    server.stop().await;
    let verdict = verdict(&cluster.url(), &sent, TARGETS).await;
    tell(&format!("PostgreSQL with synchronous_commit=off killed: {verdict}"));
    verdict.expect_whole();
}

#[tokio::test]
async fn a_database_that_syncs_nothing_is_refused() {
    let Some(cluster) = Cluster::start(&["fsync=off"]).await else { return tell(LEFT_OUT) };
    let place = ServerFolder::with_file();
    let output = within(Deaf::new().server(&place).args(["--database", &cluster.url()]).output()).await.unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{log}");
    assert!(log.contains("PostgreSQL's setting fsync is off, and must be on: "), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_share_a_database_and_are_killed_keep_what_they_acknowledged() {
    let Some(cluster) = Cluster::start(&[]).await else { return tell(LEFT_OUT) };
    let (places, deaf, mut chance) = ([ServerFolder::new(), ServerFolder::new()], Deaf::new(), Chance::new());
    let url = cluster.url();
    let start = |place: &ServerFolder| {
        let mut command = deaf.server(place);
        command.args(["--database", &url]);
        async move { Server::spawn(&mut command).await }
    };
    // Both make the tables at once.
    let (first, second) = tokio::join!(start(&places[0]), start(&places[1]));
    let mut servers = [first, second].map(Some);
    let clients = ["one", "other"].map(|name| Clients::start(name, CLIENTS));
    let cycles = cycles(10);
    for _ in 0..cycles {
        for (server, clients) in servers.iter().zip(&clients) {
            clients.at(&server.as_ref().expect("it runs").address);
        }
        tokio::time::sleep(chance.below(300)).await;
        let which = chance.within(0..2);
        let server = servers[which].take().expect("it runs");
        server.signal(Signal::KILL);
        clients[which].wait();
        server.ended().await;
        servers[which] = Some(start(&places[which]).await);
    }
    let mut sent = Vec::new();
    for (server, clients) in servers.into_iter().flatten().zip(clients) {
        clients.at(&server.address);
        clients.answered(201, CLIENTS as u64).await;
        sent.extend(clients.end().await);
        server.stop().await;
    }
    let verdict = verdict(&url, &sent, TARGETS).await;
    tell(&format!("killed {cycles} times, one of two servers on PostgreSQL: {verdict}"));
    verdict.expect_whole();
}

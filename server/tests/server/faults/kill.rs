//! Killing the server at any moment.

use rustix::process::Signal;

use crate::faults::chance::Chance;
use crate::faults::clients::Clients;
use crate::faults::serving::{Deaf, TARGETS, url};
use crate::faults::verdict::verdict;
use crate::faults::{cycles, tell};
use crate::support::{Server, ServerFolder};

/// How many clients send at once.
const CLIENTS: usize = 8;

/// The longest that a server runs, in milliseconds.
const LONGEST: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_at_any_moment_keeps_what_it_acknowledged() {
    let (place, deaf, mut chance) = (ServerFolder::with_file(), Deaf::new(), Chance::new());
    let clients = Clients::start("kill", CLIENTS);
    let cycles = cycles(20);
    for _ in 0..cycles {
        if chance.once_in(8) {
            // Before it listens.
            let mut child = deaf.server(&place).spawn().unwrap();
            tokio::time::sleep(chance.below(60)).await;
            child.kill().await.unwrap();
        }
        let server = Server::spawn(&mut deaf.server(&place)).await;
        clients.at(&server.address);
        tokio::time::sleep(chance.below(LONGEST)).await;
        if chance.once_in(8) {
            // While it stops, and empties its log.
            server.signal(Signal::TERM);
            tokio::time::sleep(chance.below(20)).await;
        }
        server.signal(Signal::KILL);
        clients.wait();
        server.ended().await;
    }
    let server = Server::spawn(&mut deaf.server(&place)).await;
    clients.at(&server.address);
    clients.answered(201, CLIENTS as u64).await;
    let sent = clients.end().await;
    server.signal(Signal::KILL);
    server.ended().await;

    let verdict = verdict(&url(&place), &sent, TARGETS).await;
    tell(&format!("killed {cycles} times: {verdict}"));
    verdict.expect_whole();
}

//! Files of the database that somebody moves, removes or replaces while the server runs: what is acknowledged from then on is in the file
//! that stands in its place, or it is not acknowledged.

use std::fs;

use rustix::process::Signal;

use crate::faults::clients::Clients;
use crate::faults::serving::{Deaf, TARGETS, until_health, url};
use crate::faults::tell;
use crate::faults::verdict::verdict;
use crate::support::{Server, ServerFolder};

/// How many clients send at once.
const CLIENTS: usize = 4;

const DATABASE: &str = "data/plan-requests.db";
const LOG: &str = "data/plan-requests.db-wal";

/// Serves a while, does something to the files while nobody sends, and looks at what is acknowledged then, and after a kill and a restart.
async fn after(what: &str, tamper: impl FnOnce(&ServerFolder)) {
    let (place, deaf) = (ServerFolder::with_file(), Deaf::new());
    let server = Server::spawn(&mut deaf.server(&place)).await;
    let before = Clients::start("before", CLIENTS);
    before.at(&server.address);
    before.answered(201, 20).await;
    before.end().await;

    tamper(&place);
    let clients = Clients::start("after", CLIENTS);
    clients.at(&server.address);
    clients.answered_anything(20).await;
    // Who is not told that the database cannot be used may send.
    if server.get("/api/health/ready").await.status != 503 {
        clients.answered(201, 1).await;
    }
    clients.wait();
    let (stored, unavailable) = (clients.count(201), clients.count(503));
    // What a stop would save from memory is not on the disk.
    server.signal(Signal::KILL);
    server.ended().await;
    if !place.path(DATABASE).exists() {
        // Beside no file, a log that holds something is refused.
        let _ = fs::rename(place.path(LOG), place.path("log"));
    }

    let server = Server::spawn(&mut deaf.server(&place)).await;
    clients.at(&server.address);
    clients.answered(201, 20).await;
    let sent = clients.end().await;
    server.stop().await;
    let verdict = verdict(&url(&place), &sent, TARGETS).await;
    tell(&format!("{what}: {verdict}; {unavailable} answers of 503 and {stored} of 201 before a restart"));
    verdict.expect_kept();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_acknowledged_into_a_file_that_was_removed() {
    after("file removed", |place| fs::remove_file(place.path(DATABASE)).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_acknowledged_into_files_that_were_removed_all_together() {
    after("all files removed", |place| fs::remove_dir_all(place.path("data")).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_acknowledged_into_a_log_that_was_removed() {
    after("log removed", |place| fs::remove_file(place.path(LOG)).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_acknowledged_into_a_file_that_was_replaced() {
    let other = ServerFolder::with_file();
    Server::spawn(&mut Deaf::new().server(&other)).await.stop().await;
    let replace = |place: &ServerFolder| {
        fs::copy(other.path(DATABASE), place.path("data/new.db")).unwrap();
        fs::rename(place.path("data/new.db"), place.path(DATABASE)).unwrap();
        // Who replaces a database takes its log away with it.
        let _ = fs::remove_file(place.path(LOG));
        let _ = fs::remove_file(place.path("data/plan-requests.db-shm"));
    };
    after("file replaced", replace).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_moved_away_and_back_loses_nothing_and_needs_no_restart() {
    let (place, deaf) = (ServerFolder::with_file(), Deaf::new());
    let server = Server::spawn(&mut deaf.server(&place)).await;
    let clients = Clients::start("moved", CLIENTS);
    clients.at(&server.address);
    for _ in 0..3 {
        clients.answered(201, 20).await;
        fs::rename(place.path(DATABASE), place.path("data/elsewhere.db")).unwrap();
        clients.answered(503, 20).await;
        until_health(&server, 503).await;
        fs::rename(place.path("data/elsewhere.db"), place.path(DATABASE)).unwrap();
    }
    clients.answered(201, 20).await;
    let sent = clients.end().await;
    server.stop().await;
    let verdict = verdict(&url(&place), &sent, TARGETS).await;
    tell(&format!("file moved away and back 3 times: {verdict}"));
    verdict.expect_whole();
}

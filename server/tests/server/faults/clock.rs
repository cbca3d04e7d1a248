//! A clock that is set back and forward, by libfaketime: what is acknowledged stays so, also where it is sent again.

use std::path::PathBuf;

use crate::faults::clients::Clients;
use crate::faults::serving::{Deaf, TARGETS, url};
use crate::faults::tell;
use crate::faults::verdict::verdict;
use crate::outbox::{LATER, Receiver, posting, request};
use crate::support::{Server, ServerFolder, within};

/// How many clients send at once.
const CLIENTS: usize = 4;

/// How the clock is set, one after the other: never by more than the 72 hours for which a key holds.
const SETTINGS: [&str; 6] = ["+0", "-1d", "+1d", "-2h", "-1d", "+0"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_and_forward_doubles_nothing() {
    let Some(library) = libfaketime() else {
        return tell("left out: setting the clock, which needs libfaketime (Debian's package faketime)");
    };
    let (place, deaf) = (ServerFolder::with_file(), Deaf::new());
    let clock = place.path("clock");
    std::fs::write(&clock, SETTINGS[0]).unwrap();
    let mut command = deaf.server(&place);
    command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", &clock).env("FAKETIME_NO_CACHE", "1");
    // Who sets the clock does not change how much time has passed.
    let server = Server::spawn(command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1")).await;

    let mut all = Vec::new();
    for (number, setting) in SETTINGS.into_iter().enumerate() {
        let clients = Clients::start(&format!("clock-{number}"), CLIENTS);
        clients.at(&server.address);
        clients.answered(201, 20).await;
        std::fs::write(&clock, setting).unwrap();
        clients.answered(201, 20).await;
        all.extend(clients.end().await);
        // The same again under the same keys, which is answered as before.
        Clients::send_again(&server.address, &mut all).await;
    }
    server.stop().await;
    let verdict = verdict(&url(&place), &all, TARGETS).await;
    tell(&format!("clock set to {}: {verdict}; all sent again after each", SETTINGS.join(", ")));
    verdict.expect_whole();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_while_the_clock_is_ahead_is_sent_once_it_is_right() {
    let Some(library) = libfaketime() else {
        return tell("left out: setting the clock, which needs libfaketime (Debian's package faketime)");
    };
    let place = ServerFolder::with_file();
    let mut receiver = Receiver::start(LATER).await;
    let clock = place.path("clock");
    std::fs::write(&clock, "+365d").unwrap();
    let mut command = posting(&place, &[&receiver]);
    command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", &clock).env("FAKETIME_NO_CACHE", "1");
    let mut server = Server::spawn(command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1")).await;

    let reference = request(&server).await;
    assert_eq!(receiver.next().await.body["data"]["reference"], reference);
    server.logged(" failed at attempt 1, next at ").await;
    receiver.answers("200 OK");
    std::fs::write(&clock, "+0").unwrap();
    within(async { while receiver.next().await.body["data"]["reference"] != reference {} }).await;
    server.logged("are due now: a clock that was ahead had put them off").await;
}

/// Finds the library that answers what time it is.
fn libfaketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    folders.map(|folder| folder.join("faketime/libfaketimeMT.so.1")).find(|library| library.exists())
}

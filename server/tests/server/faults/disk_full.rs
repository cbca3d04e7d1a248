//! A disk that is full, and one that fails: requests are answered with 503, and with 201 again as soon as there is room.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::faults::clients::Clients;
use crate::faults::serving::{Deaf, TARGETS, until_health, url};
use crate::faults::verdict::verdict;
use crate::faults::{cycles, tell};
use crate::support::{BINARY, Server, ServerFolder, plan_request};

/// How many clients send at once.
const CLIENTS: usize = 4;

/// A small disk of its own at a folder, until it is dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts it; none where that is not allowed.
    async fn mount(folder: PathBuf) -> Option<Self> {
        std::fs::create_dir(&folder).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=32m,mode=700", "plan-faults"]).arg(&folder);
        let is_mounted = mount.output().await.is_ok_and(|done| done.status.success());
        is_mounted.then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let umount = std::process::Command::new("umount").arg("--lazy").arg(&self.0).status();
        assert!(umount.unwrap().success());
    }
}

/// Fills a disk to the last byte.
fn fill(file: &Path) {
    let mut filler = std::fs::File::create(file).unwrap();
    for size in [1 << 16, 1 << 9, 1] {
        let full = loop {
            if let Err(error) = filler.write_all(&vec![b'.'; size]) {
                break error;
            }
        };
        assert_eq!(full.kind(), ErrorKind::StorageFull);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_works_again_once_there_is_room() {
    let (place, deaf) = (ServerFolder::with_file(), Deaf::new());
    let Some(_disk) = SmallDisk::mount(place.path("data")).await else {
        return tell("left out: a full disk, which needs leave to mount one");
    };
    let filler = place.path("data/filler");
    let server = Server::spawn(&mut deaf.server(&place)).await;
    let clients = Clients::start("full", CLIENTS);
    clients.at(&server.address);
    let times = cycles(3).min(20);
    for _ in 0..times {
        clients.answered(201, 20).await;
        fill(&filler);
        clients.answered(503, 20).await;
        until_health(&server, 503).await;
        std::fs::remove_file(&filler).unwrap();
        clients.answered(201, 20).await;
        until_health(&server, 200).await;
    }
    end("disk full", times, &place, clients, server).await;
}

#[tokio::test]
async fn what_is_on_a_full_disk_can_be_listed_and_no_more() {
    let place = ServerFolder::with_file();
    let Some(_disk) = SmallDisk::mount(place.path("data")).await else {
        return tell("left out: a full disk, which needs leave to mount one");
    };
    let server = Server::start(&place).await;
    // Where the log is emptied, there is room again.
    let reader = place.reader().await;
    let receipt = server.post_json(&plan_request()).await.json();
    let reference = receipt["reference"].as_str().unwrap();
    fill(&place.path("data/filler"));
    let run = async |arguments: &[&str]| {
        let mut command = Command::new(BINARY);
        command.env_clear().args(arguments).arg("--database").arg(place.database_place());
        let output = command.output().await.unwrap();
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (status, listed) = run(&["requests", "list"]).await;
    assert!(status == Some(0) && listed.contains(reference), "{listed}");
    let (status, refused) = run(&["requests", "done", reference]).await;
    assert_eq!(status, Some(1), "{refused}");
    assert!(refused.contains(" is full; make room on it: "), "{refused}");
    assert_eq!(refused.matches("(code: 13)").count(), 1, "{refused}");
    drop(reader);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_fail_are_told_and_work_again_once_they_do_not() {
    let (place, deaf) = (ServerFolder::with_file(), Deaf::new());
    // It makes its tables, and little more.
    Server::spawn(&mut deaf.server(&place)).await.stop().await;
    // The soft limit of a file's size, in blocks of 512 bytes; the signal is ignored, so that the write fails instead.
    let limited = ["sh", "-c", "trap '' XFSZ; ulimit -S -f 600; exec \"$@\"", "sh"];
    let server = Server::spawn(&mut deaf.server_behind(&limited, &place)).await;
    let clients = Clients::start("failing", CLIENTS);
    clients.at(&server.address);
    let times = cycles(3).min(20);
    for time in 1..=u64::from(times) {
        clients.answered(503, 20).await;
        limit(&server, 1_000_000_000).await;
        clients.answered(201, 20).await;
        until_health(&server, 200).await;
        if time < u64::from(times) {
            limit(&server, 1).await;
        }
    }
    end("writes failing", times, &place, clients, server).await;
}

/// Limits the size of files that a server writes from now on, in bytes.
async fn limit(server: &Server, bytes: u64) {
    let mut prlimit = Command::new("prlimit");
    prlimit.args(["--pid", &server.id().to_string(), &format!("--fsize={bytes}:")]);
    assert!(prlimit.status().await.unwrap().success());
}

/// Ends clients and server, and compares.
async fn end(what: &str, times: u32, place: &ServerFolder, clients: Clients, server: Server) {
    let unavailable = clients.count(503);
    let sent = clients.end().await;
    server.stop().await;
    let verdict = verdict(&url(place), &sent, TARGETS).await;
    tell(&format!("{what} {times} times: {verdict}; {unavailable} answers of 503"));
    verdict.expect_whole();
}

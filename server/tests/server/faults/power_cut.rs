//! Cutting the power, in a model of a disk: the server runs under strace, and what it wrote and synced is done again, up to any moment.

use std::collections::HashSet;
use std::path::Path;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection};
use tempfile::TempDir;
use tokio::process::Command;

use crate::faults::chance::Chance;
use crate::faults::clients::Clients;
use crate::faults::disk_model::{Disk, Rest};
use crate::faults::serving::{Deaf, TARGETS};
use crate::faults::trace::{ARGUMENTS, Call, Moment, Trace};
use crate::faults::verdict::integrity;
use crate::faults::{cycles, tell};
use crate::support::{BINARY, Server, ServerFolder};

/// How many clients send at once.
const CLIENTS: usize = 8;

/// How many requests are answered in each of two runs of the server.
const ANSWERS: u64 = 150;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_acknowledged_is_on_the_disk_whenever_the_power_goes() {
    if !can_trace().await {
        return tell("left out: power cuts, which need strace and leave to trace processes");
    }
    let place = ServerFolder::with_file();
    let trace = record(&place).await;
    let (answers, syncs) = every_answer_follows_its_sync(&trace);
    tell(&format!("{answers} answers of 201, each after a sync of its own row; {syncs} syncs of the log"));

    assert!(without_syncs_something_is_lost(&trace, &place).await, "the model finds no fault");

    let mut chance = Chance::new();
    let seed = chance.seed();
    let mut moments: Vec<_> = (0..cycles(40)).map(|_| chance.within(1..trace.moments.len())).collect();
    moments.sort();
    let (mut disk, mut acknowledged, mut next) = (Disk::default(), HashSet::new(), moments.iter().peekable());
    for (number, moment) in trace.moments.iter().enumerate() {
        while next.next_if(|moment| **moment == number).is_some() {
            let whose = format!("PLAN_FAULT_SEED={seed}, moment {number} of {}", trace.moments.len());
            for rest in [Rest::Gone, Rest::Kept, Rest::Torn(&mut chance)] {
                expect_whole(&disk, &place, rest, &acknowledged, &whose).await;
            }
        }
        match *moment {
            Moment::Begun(call) => {
                acknowledged.extend(answered(&trace.calls[call]));
                disk.begin(call, &trace.calls[call]);
            }
            Moment::Done(call) => _ = disk.end(call, &trace.calls[call]),
        }
    }
    tell(&format!(
        "power cut at {} moments of {}, thrice each (what was not synced gone, kept, torn): nothing acknowledged lost, each database whole",
        moments.len(),
        trace.moments.len()
    ));
}

/// Tells whether processes can be traced here.
async fn can_trace() -> bool {
    let strace = Command::new("strace").args(["-qqq", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status().await;
    strace.is_ok_and(|status| status.success())
}

/// Runs a server twice under load, the first time to a stop, the second to a kill.
async fn record(place: &ServerFolder) -> Trace {
    let (deaf, clients, mut trace) = (Deaf::new(), Clients::start("power", CLIENTS), Trace::default());
    for (name, signal) in [("first.trace", Signal::TERM), ("second.trace", Signal::KILL)] {
        let file = place.path(name);
        let mut words = vec!["strace"];
        words.extend(ARGUMENTS);
        words.extend(["-o", file.to_str().unwrap()]);
        let server = Server::spawn(&mut deaf.server_behind(&words, place)).await;
        clients.at(&server.address);
        clients.answered(201, ANSWERS).await;
        // The signal is for the server, which is the one child of strace.
        let children = format!("/proc/{0}/task/{0}/children", server.id());
        let child = std::fs::read_to_string(children).unwrap().trim().parse().unwrap();
        kill_process(Pid::from_raw(child).unwrap(), signal).unwrap();
        clients.wait();
        server.ended().await;
        trace.read(&file);
    }
    clients.end().await;
    trace
}

/// Returns the reference in an answer of 201.
fn answered(call: &Call) -> Option<String> {
    let Call::Say(bytes) = call else { return None };
    let text = String::from_utf8_lossy(bytes);
    let (_, rest) = text.strip_prefix("HTTP/1.1 201")?.split_once("\"reference\":\"")?;
    Some(rest.split('"').next()?.to_owned())
}

/// Does everything again, and sees that the row of each answer was written to the log, and the log synced, before the answer began. Returns
/// how many answers and how many syncs of the log there were.
fn every_answer_follows_its_sync(trace: &Trace) -> (usize, usize) {
    let (mut disk, mut on_disk, mut answers, mut syncs) = (Disk::default(), HashSet::new(), 0, 0);
    for moment in &trace.moments {
        match *moment {
            Moment::Begun(number) => {
                let call = &trace.calls[number];
                if let Some(reference) = answered(call) {
                    assert!(on_disk.contains(&reference), "{reference} was answered before it was on the disk");
                    answers += 1;
                }
                disk.begin(number, call);
            }
            Moment::Done(number) => {
                let call = &trace.calls[number];
                syncs += usize::from(matches!(call, Call::Sync(path) if path.ends_with("-wal")));
                for bytes in disk.end(number, call) {
                    on_disk.extend(references(&bytes));
                }
            }
        }
    }
    assert!(answers as u64 >= 2 * ANSWERS, "{answers} answers were traced");
    (answers, syncs)
}

/// Does everything again as on a disk that takes no sync of the log for one, and tells whether anything that was answered is lost in the end.
async fn without_syncs_something_is_lost(trace: &Trace, place: &ServerFolder) -> bool {
    let (mut disk, mut acknowledged) = (Disk::default(), HashSet::new());
    for moment in &trace.moments {
        let (Moment::Begun(number) | Moment::Done(number)) = *moment;
        let call = &trace.calls[number];
        match moment {
            _ if matches!(call, Call::Sync(path) if path.ends_with("-wal")) => {}
            Moment::Begun(_) => {
                acknowledged.extend(answered(call));
                disk.begin(number, call);
            }
            Moment::Done(_) => _ = disk.end(number, call),
        }
    }
    let folder = after_cut(&disk, place, &mut Rest::Gone);
    !acknowledged.is_subset(&stored(&folder, "without syncs").await)
}

/// Finds what looks like references in bytes, such as `K7QM-4XWD-9TPC`.
fn references(bytes: &[u8]) -> impl Iterator<Item = String> {
    let found = bytes.windows(14).filter(|window| {
        window[4] == b'-'
            && window[9] == b'-'
            && window.iter().all(|c| *c == b'-' || c.is_ascii_digit() || c.is_ascii_uppercase())
    });
    found.map(|window| String::from_utf8_lossy(window).into_owned())
}

/// Opens what the disk holds after a cut, and compares.
async fn expect_whole(
    disk: &Disk,
    place: &ServerFolder,
    mut rest: Rest<'_>,
    acknowledged: &HashSet<String>,
    whose: &str,
) {
    let name = match rest {
        Rest::Gone => "gone",
        Rest::Kept => "kept",
        Rest::Torn(_) => "torn",
    };
    let folder = after_cut(disk, place, &mut rest);
    is_opened_by_the_program(&folder, &format!("{whose}, {name}")).await;
    let stored = stored(&folder, &format!("{whose}, {name}")).await;
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "{whose}, {name}: of {} acknowledged are lost: {lost:?}", acknowledged.len());
}

/// Writes what the disk holds after a cut into a folder.
fn after_cut(disk: &Disk, place: &ServerFolder, rest: &mut Rest<'_>) -> TempDir {
    let (root, folder) = (place.path(""), tempfile::tempdir().unwrap());
    let root = root.to_str().unwrap().trim_end_matches('/');
    // The index of the log is made anew. A new file has a journal until it has its log.
    for suffix in ["", "-wal", "-journal"] {
        let file = place.path(&format!("data/plan-requests.db{suffix}"));
        if let Some(bytes) = disk.after_cut(file.to_str().unwrap(), root, rest) {
            std::fs::write(folder.path().join(format!("after.db{suffix}")), bytes).unwrap();
        }
    }
    folder
}

/// Sees that the program opens a database as a server does, and does not take its log for that of another one.
async fn is_opened_by_the_program(folder: &TempDir, whose: &str) {
    let file = folder.path().join("after.db");
    if !file.exists() {
        return;
    }
    let mut command = Command::new(BINARY);
    let output = command.env_clear().args(["requests", "list", "--database"]).arg(file).output().await.unwrap();
    assert!(output.status.success(), "{whose}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Reads the references in a database, each with all its messages.
async fn stored(folder: &TempDir, whose: &str) -> HashSet<String> {
    let file = folder.path().join("after.db");
    if !Path::new(&file).exists() {
        return HashSet::new();
    }
    install_default_drivers();
    let mut database = AnyConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    assert_eq!(integrity(&mut database).await, "ok", "{whose}");
    let tables = "SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('plan_requests', 'outbox')";
    let tables: i64 = sqlx::query_scalar(tables).fetch_one(&mut database).await.unwrap();
    if tables < 2 {
        return HashSet::new();
    }
    const SELECT: &str = "SELECT reference, (SELECT COUNT(*) FROM outbox WHERE outbox.reference = plan_requests.reference) FROM plan_requests";
    let rows: Vec<(String, i64)> = sqlx::query_as(SELECT).fetch_all(&mut database).await.unwrap();
    database.close().await.unwrap();
    for (reference, messages) in &rows {
        assert_eq!(*messages, TARGETS, "{whose}: {reference}");
    }
    rows.into_iter().map(|(reference, _)| reference).collect()
}

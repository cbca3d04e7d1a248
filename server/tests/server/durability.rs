//! What was answered with 201 is on the disk, in the file that stands at the path: whatever else works with the file, fills the disk,
//! removes or replaces it. What was not is asked for again, and stored at most once.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use tokio::time::sleep;

use crate::support::{BINARY, Reply, Server, ServerFolder, plan_request, send, serve, within};

const DATABASE: &str = "data/plan-requests.db";
const LOG: &str = "data/plan-requests.db-wal";

/// How long another program works with the database: longer than SQLite waits by itself, and shorter than a request does.
const SHORT: Duration = Duration::from_millis(500);

/// Stores a request; the reference that it got.
async fn stored(server: &Server) -> String {
    let reply = server.post_json(&plan_request()).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json()["reference"].as_str().unwrap().to_owned()
}

/// Checks that a request is not stored now, and is asked for again.
#[track_caller]
fn is_asked_for_again(reply: &Reply) {
    assert_eq!(reply.status, 503, "{reply:?}");
    assert!(reply.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{reply:?}");
    assert_eq!(reply.header("content-type"), "application/problem+json");
}

/// Waits until requests are stored again, without a restart; what was stored first.
async fn is_stored_again(server: &Server) -> String {
    server.healthy().await;
    stored(server).await
}

/// The references of what is stored, in the order stored, in either database.
async fn stored_references(place: &ServerFolder) -> Vec<String> {
    place.rows().await.iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect()
}

/// Waits until the log is empty, so that the file alone holds everything.
async fn log_is_empty(place: &ServerFolder) {
    within(async {
        while place.path(LOG).metadata().is_ok_and(|log| log.len() > 0) {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

/// The references of a database file, in the order stored, read without a change to the file.
async fn references(file: &Path) -> Vec<String> {
    let mut database = SqliteConnectOptions::new().filename(file).read_only(true).connect().await.unwrap();
    sqlx::query_scalar("SELECT reference FROM plan_requests ORDER BY rowid").fetch_all(&mut database).await.unwrap()
}

/// The references of a database file that stands there without its log.
async fn references_without_log(place: &ServerFolder, file: &Path) -> Vec<String> {
    let copy = place.path("alone.db");
    fs::copy(file, &copy).unwrap();
    references(&copy).await
}

/// Everything in the folder of the database.
fn files(place: &ServerFolder) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(place.path("data")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    files.sort();
    files
}

/// Runs a server that does not start; what it says.
async fn start_fails(place: &ServerFolder) -> String {
    let output = within(serve(place).output()).await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

async fn kill(server: Server) {
    server.signal(Signal::KILL);
    server.ended().await;
}

#[tokio::test]
async fn what_another_program_locks_is_asked_for_again() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    let mut other = place.database().await;

    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let request = plan_request();
    let (reply, ()) = tokio::join!(server.post_json(&request), async {
        // Nobody waits behind the request that waits.
        server.health_when("/api/health", 503).await;
        assert_eq!(server.get("/api/health").await.status, 503);
    });
    is_asked_for_again(&reply);
    other.execute("ROLLBACK").await.unwrap();

    let second = is_stored_again(&server).await;
    assert_eq!(references(&place.path(DATABASE)).await, [first, second]);
}

#[tokio::test]
async fn a_lock_that_is_short_is_waited_for() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let mut other = place.database().await;
    let request = plan_request();
    within(async {
        loop {
            other.execute("BEGIN IMMEDIATE").await.unwrap();
            let (reply, ()) = tokio::join!(server.post_json(&request), async {
                sleep(SHORT).await;
                other.execute("COMMIT").await.unwrap();
            });
            if reply.status == 201 {
                break;
            }
            // Where the machine is busy, the lock may have been long, too.
            is_asked_for_again(&reply);
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_moved_away_is_missed_and_found_again() {
    let place = ServerFolder::with_file();
    let mut server = Server::start(&place).await;
    let first = stored(&server).await;
    let (here, away) = (place.path(DATABASE), place.path("data/away.db"));

    fs::rename(&here, &away).unwrap();
    is_asked_for_again(&server.post_json(&plan_request()).await);
    assert_eq!(server.get("/api/health").await.status, 503);
    server.logged("was moved away or removed while the server runs; put it back, and the server goes on").await;
    is_asked_for_again(&server.post_json(&plan_request()).await);
    assert!(!here.exists(), "no file is made in its place");

    fs::rename(&away, &here).unwrap();
    let second = is_stored_again(&server).await;
    assert_eq!(references(&here).await, [first, second]);
}

#[tokio::test]
async fn a_database_that_is_removed_while_nobody_writes_is_missed_too() {
    let place = ServerFolder::with_file();
    let mut server = Server::start(&place).await;
    for suffix in ["", "-wal", "-shm"] {
        fs::remove_file(place.path(&format!("{DATABASE}{suffix}"))).unwrap();
    }
    server.logged("was moved away or removed while the server runs").await;
    assert_eq!(server.get("/api/health").await.status, 503);
    server.stop().await;
    assert!(!place.path(DATABASE).exists(), "no file is made in its place");
}

#[tokio::test]
async fn a_backup_in_the_place_of_the_database_is_opened_without_a_restart() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    log_is_empty(&place).await;
    let backup = place.path("data/backup.db");
    fs::copy(place.path(DATABASE), &backup).unwrap();
    stored(&server).await;
    log_is_empty(&place).await;

    fs::rename(&backup, place.path(DATABASE)).unwrap();
    let third = is_stored_again(&server).await;
    log_is_empty(&place).await;
    assert_eq!(references_without_log(&place, &place.path(DATABASE)).await, [first, third]);
}

#[tokio::test]
async fn a_backup_in_the_place_of_a_database_whose_log_is_left_is_restored_by_the_command() {
    let place = ServerFolder::with_file();
    let mut server = Server::start(&place).await;
    let first = stored(&server).await;
    log_is_empty(&place).await;
    let backup = place.path("backup.db");
    copy(&place, "backup", &backup).await;
    let reader = place.reader().await;
    let second = stored(&server).await;
    fs::remove_file(place.path(DATABASE)).unwrap();
    server.health_when("/api/health", 503).await;
    drop(reader);

    // By hand: the log that is left is not this file's, and is all that there is of the last request.
    fs::copy(&backup, place.path(DATABASE)).unwrap();
    server.logged("is not that of the database").await;
    is_asked_for_again(&server.post_json(&plan_request()).await);
    // The way out that it tells.
    copy(&place, "restore", &backup).await;
    let third = is_stored_again(&server).await;
    assert_eq!(references(&place.path(DATABASE)).await, [first, third]);
    let kept: Vec<_> =
        files(&place).into_iter().filter(|(_, bytes)| holds(bytes, &second)).map(|(path, _)| path).collect();
    assert!(matches!(&kept[..], [log] if log.to_str().unwrap().ends_with("-wal")), "{kept:?}");
}

/// Runs `plan-server backup` or `restore`, with this file as the copy.
async fn copy(place: &ServerFolder, verb: &str, file: &Path) {
    let mut command = tokio::process::Command::new(BINARY);
    command.env_clear().arg(verb).arg(file).arg("--database").arg(place.path(DATABASE));
    let output = within(command.output()).await.unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// Tells whether bytes hold a text.
fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn a_file_that_is_no_whole_database_is_not_taken_for_one() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    log_is_empty(&place).await;
    let whole = fs::read(place.path(DATABASE)).unwrap();
    for content in [&b""[..], b"not a database", &whole[..whole.len() / 2]] {
        place.write("data/other", content);
        fs::rename(place.path("data/other"), place.path(DATABASE)).unwrap();
        is_asked_for_again(&server.post_json(&plan_request()).await);
        assert_eq!(fs::read(place.path(DATABASE)).unwrap(), content);
    }
    place.write("data/other", &whole);
    fs::rename(place.path("data/other"), place.path(DATABASE)).unwrap();
    let second = is_stored_again(&server).await;
    assert_eq!(references(&place.path(DATABASE)).await, [first, second]);
}

#[tokio::test]
async fn a_database_that_is_overwritten_takes_nothing_until_the_server_is_stopped() {
    let place = ServerFolder::with_file();
    let other = ServerFolder::with_file();
    let server = Server::start(&other).await;
    let others = stored(&server).await;
    server.stop().await;
    let content = fs::read(other.path(DATABASE)).unwrap();
    let mut server = Server::start(&place).await;
    let first = stored(&server).await;
    log_is_empty(&place).await;
    let before = fs::read(place.path(DATABASE)).unwrap();
    let reader = place.reader().await;
    let second = stored(&server).await;

    // Into the file itself, as `cp` does, while the log holds a request.
    fs::write(place.path(DATABASE), &content).unwrap();
    reader.close().await.unwrap();
    is_asked_for_again(&server.post_json(&plan_request()).await);
    server.logged("was overwritten while the server runs").await;
    assert_eq!(server.get("/api/health").await.status, 503);
    server.stop().await;

    assert_eq!(fs::read(place.path(DATABASE)).unwrap(), content, "nothing is written to what is not the server's");
    assert_eq!(references_without_log(&place, &place.path(DATABASE)).await, [others]);
    assert!(start_fails(&place).await.contains("is not that of the database"));
    // The way out that the log tells.
    fs::write(place.path(DATABASE), before).unwrap();
    let server = Server::start(&place).await;
    assert_eq!(references(&place.path(DATABASE)).await, [first, second]);
    drop(server);
}

#[tokio::test]
async fn what_was_answered_is_kept_where_the_log_is_removed() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    fs::remove_file(place.path(LOG)).unwrap();
    let second = is_stored_again(&server).await;
    kill(server).await;
    let server = Server::start(&place).await;
    assert_eq!(references(&place.path(DATABASE)).await, [first, second]);
    drop(server);
}

#[tokio::test]
async fn a_log_beside_another_database_is_refused_and_nothing_is_changed() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    stored(&server).await;
    log_is_empty(&place).await;
    let older = fs::read(place.path(DATABASE)).unwrap();
    stored(&server).await;
    log_is_empty(&place).await;
    let own = fs::read(place.path(DATABASE)).unwrap();
    let reader = place.reader().await;
    let last = stored(&server).await;
    kill(server).await;
    reader.close().await.unwrap();
    assert!(place.path(LOG).metadata().unwrap().len() > 0, "the log is full");
    let other = ServerFolder::with_file();
    Server::start(&other).await.stop().await;
    let others = fs::read(other.path(DATABASE)).unwrap();

    for content in [&others, &older] {
        fs::write(place.path(DATABASE), content).unwrap();
        let before = files(&place);
        let said = start_fails(&place).await;
        let (file, log) = (place.path(DATABASE), place.path(LOG));
        let expected = format!("the log {} is not that of the database {}", log.display(), file.display());
        assert!(said.contains(&expected) && said.contains("plan-server restore"), "{said}");
        assert_eq!(files(&place), before, "something was changed");
    }
    fs::remove_file(place.path(DATABASE)).unwrap();
    let before = files(&place);
    let said = start_fails(&place).await;
    assert!(said.contains("holds what was stored, but its database"), "{said}");
    assert_eq!(files(&place), before, "something was changed");

    fs::write(place.path(DATABASE), own).unwrap();
    let server = Server::start(&place).await;
    let references = references(&place.path(DATABASE)).await;
    assert_eq!((references.len(), references.last()), (3, Some(&last)));
    drop(server);
}

#[tokio::test]
async fn a_server_that_is_killed_at_any_moment_starts_again_with_all_that_it_answered() {
    let place = ServerFolder::with_file();
    let mut answered = Vec::new();
    for round in 0..12_u64 {
        let server = Server::start(&place).await;
        let mut requests = Vec::new();
        for _ in 0..24 {
            let request = server.post().json(&plan_request());
            requests.push(tokio::spawn(async move {
                let response = request.send().await.ok().filter(|response| response.status() == StatusCode::CREATED)?;
                let receipt: serde_json::Value = response.json().await.ok()?;
                Some(receipt["reference"].as_str()?.to_owned())
            }));
        }
        // Also while the log is emptied, about a second after it is answered.
        let moment = if round % 4 == 3 {
            answered.extend(requests.remove(0).await.unwrap());
            900 + round * 20
        } else {
            round * 7
        };
        sleep(Duration::from_millis(moment)).await;
        kill(server).await;
        for request in requests {
            answered.extend(request.await.unwrap());
        }
    }
    let server = Server::start(&place).await;
    let stored = stored_references(&place).await;
    let once: HashSet<_> = stored.iter().collect();
    assert_eq!(once.len(), stored.len());
    assert!(answered.iter().all(|reference| once.contains(reference)) && !answered.is_empty());
    drop(server);
}

#[tokio::test]
async fn a_copy_of_the_one_file_holds_everything_once_it_is_quiet() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let mut answered = Vec::new();
    for _ in 0..20 {
        answered.push(stored(&server).await);
    }
    log_is_empty(&place).await;
    assert_eq!(references_without_log(&place, &place.path(DATABASE)).await, answered);
    drop(server);
}

#[tokio::test]
async fn requests_that_come_together_are_stored_each_once() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let mut requests = Vec::new();
    for number in 0..120 {
        let mut request = server.post().json(&plan_request());
        // A third of them comes twice, under a key of its own.
        if number % 3 > 0 {
            request = request.header("idempotency-key", format!("key-{}", number / 3));
        }
        requests.push(tokio::spawn(send(request)));
    }
    let mut answered = HashSet::new();
    for request in requests {
        let reply = request.await.unwrap();
        assert_eq!(reply.status, 201, "{reply:?}");
        answered.insert(reply.json()["reference"].as_str().unwrap().to_owned());
    }
    assert_eq!(answered.len(), 80);
    let stored: HashSet<_> = stored_references(&place).await.into_iter().collect();
    assert_eq!(stored, answered);
}

#[tokio::test]
async fn a_request_whose_client_is_gone_is_stored_once_at_most() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let mut other = place.database().await;
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let request = || server.post().header("idempotency-key", "once").json(&plan_request());
    for _ in 0..3 {
        let waiting = tokio::time::timeout(Duration::from_millis(100), request().send()).await;
        assert!(waiting.is_err(), "the lock is not waited for");
    }
    other.execute("COMMIT").await.unwrap();
    let reply = send(request()).await;
    assert_eq!(reply.status, 201);
    assert_eq!(references(&place.path(DATABASE)).await, [reply.json()["reference"].as_str().unwrap()]);
}

#[tokio::test]
async fn a_key_that_holds_no_more_names_another_request() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let request = || server.post().header("idempotency-key", "again").json(&plan_request());
    let first = send(request()).await.json()["reference"].clone();
    let old = "UPDATE plan_requests SET received_at = '2026-01-01T00:00:00Z'";
    place.database().await.execute(AssertSqlSafe(old)).await.unwrap();
    let second = send(request()).await.json()["reference"].clone();
    assert_ne!(first, second);
    assert_eq!(json!(stored_references(&place).await), json!([first, second]));
}

#[tokio::test]
async fn what_commands_beside_the_server_write_anew_is_no_other_database() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let mut kept = Vec::new();
    for _ in 0..4 {
        let erased = stored(&server).await;
        // Each writes the whole file, and empties the log.
        let mut command = tokio::process::Command::new(crate::support::BINARY);
        command.env_clear().args(["requests", "erase", "--yes", &erased, "--database"]).arg(place.path(DATABASE));
        let output = within(command.output()).await.unwrap();
        assert!(output.status.success(), "{output:?}");
        kept.push(is_stored_again(&server).await);
    }
    assert_eq!(references(&place.path(DATABASE)).await, kept);
    let log = server.stop().await.log;
    assert!(!log.contains("overwritten"), "{log}");
}

//! `/api/health`: whether the process answers, and whether it can take requests.

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Executor};
use tokio::process::Command;

use crate::database::postgres;
use crate::support::{BINARY, Server, ServerFolder, plan_request, send, within};

/// Holds the database, as another program may, until the connection ends.
async fn hold(place: &ServerFolder) -> AnyConnection {
    let mut other = place.database().await;
    if postgres().is_some() {
        other.execute("BEGIN").await.unwrap();
        other.execute("LOCK TABLE health IN ACCESS EXCLUSIVE MODE").await.unwrap();
    } else {
        other.execute("BEGIN EXCLUSIVE").await.unwrap();
    }
    other
}

fn well() -> Value {
    json!({"status": "ok", "warnings": []})
}

#[tokio::test]
async fn a_server_is_ready_while_its_database_takes_writes_and_lives_on_without_it() {
    let place = ServerFolder::new();
    let mut server = Server::start(&place).await;
    for path in ["/api/health", "/api/health/ready"] {
        let answer = server.health_when(path, 200).await;
        assert_eq!(answer.json(), well(), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }

    // Another program holds the database.
    let mut other = hold(&place).await;
    for path in ["/api/health", "/api/health/ready"] {
        let ill = server.health_when(path, 503).await;
        ill.is_problem(503, "unavailable", "the database does not answer; try again later", None);
        assert_eq!(ill.header("retry-after"), "5");
        let live = server.get("/api/health/live").await;
        assert_eq!((live.status.as_u16(), live.json()), (200, json!({"status": "ok"})));
        assert_eq!(live.header("cache-control"), "no-store");
        assert_eq!(server.get("/").await.status, 200, "the page is there");
    }
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(server.healthy().await.json(), well(), "it is well again by itself");
    assert_eq!(server.post_json(&plan_request()).await.status, 201);
    server.logged("the server is ready again").await;
    let log = server.stop().await.log;
    let told = ["the server is not ready", "the server is ready again"];
    let mut changes = log.lines().filter_map(|line| told.iter().position(|told| line.contains(told)));
    assert!(
        (0..2).cycle().zip(&mut changes).all(|(one, other)| one == other),
        "changes are logged, not each check: {log}"
    );
}

#[tokio::test]
async fn asking_for_the_health_cannot_make_the_disk_busy() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    server.healthy().await;
    let log = place.path("data/plan-requests.db-wal");
    let size = || std::fs::metadata(&log).map_or(0, |file| file.len());
    let (start, before) = (std::time::Instant::now(), size());
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..400 {
        let ask = server.request(Method::GET, "/api/health/ready");
        asked.spawn(async move { send(ask).await.status });
    }
    while let Some(status) = within(asked.join_next()).await {
        let status = status.unwrap();
        assert!(status == 200 || status == 503, "{status}");
    }
    // A write is of some pages of 4 KiB.
    let checks = start.elapsed().as_secs() + 2;
    let grown = size().saturating_sub(before);
    assert!(grown <= checks * 4 * 5000, "{grown} bytes were written within {checks} seconds");
}

#[tokio::test]
async fn health_takes_get_alone_and_has_no_further_addresses() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for path in ["/api/health/live", "/api/health/ready"] {
        let answer = send(server.request(Method::POST, path)).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET,HEAD"), "{path}");
        let head = send(server.request(Method::HEAD, path)).await;
        assert!(head.status == 200 || head.status == 503 && path.ends_with("ready"), "{path}: {head:?}");
    }
    for path in ["/api/health/", "/api/health/live/", "/api/health/other"] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_command_asks_whether_a_server_is_ready_or_lives() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let port = server.address.rsplit_once(':').unwrap().1.to_owned();
    // It is run until it says so: on a busy machine, a check may take longer than it waits.
    let says_at_last = async |arguments: &[&str], code: i32, said: &str| {
        within(async {
            loop {
                let mut command = Command::new(BINARY);
                command.env_clear().args(["health", "--port", &port]).args(arguments);
                let output = command.output().await.unwrap();
                if output.status.code() == Some(code) && String::from_utf8_lossy(&output.stdout).contains(said) {
                    break;
                }
            }
        })
        .await;
    };
    says_at_last(&[], 0, &format!("{}\n", well())).await;
    says_at_last(&["--live"], 0, "{\"status\":\"ok\"}\n").await;

    let mut other = hold(&place).await;
    server.health_when("/api/health/ready", 503).await;
    says_at_last(&[], 1, "the database does not answer").await;
    says_at_last(&["--live"], 0, "").await;
    other.execute("ROLLBACK").await.unwrap();
}

//! `/api/health`: whether the process answers, and whether it can take requests.

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Executor};

use crate::database::postgres;
use crate::support::{BINARY, Reply, Server, ServerFolder, plan_request, send, within};

/// Asks until the answer has this status: what was found a second ago is passed on.
async fn health_when(server: &Server, path: &str, status: u16) -> Reply {
    within(async {
        loop {
            let reply = server.get(path).await;
            if reply.status == status {
                return reply;
            }
        }
    })
    .await
}

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
        let answer = server.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, well()), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }

    // Another program holds the database.
    let mut other = hold(&place).await;
    for path in ["/api/health", "/api/health/ready"] {
        let ill = health_when(&server, path, 503).await;
        ill.is_problem(503, "unavailable", "the database does not answer; try again later", None);
        assert_eq!(ill.header("retry-after"), "5");
        let live = server.get("/api/health/live").await;
        assert_eq!((live.status.as_u16(), live.json()), (200, json!({"status": "ok"})));
        assert_eq!(live.header("cache-control"), "no-store");
        assert_eq!(server.get("/").await.status, 200, "the page is there");
    }
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(health_when(&server, "/api/health", 200).await.json(), well(), "it is well again by itself");
    assert_eq!(server.post_json(&plan_request()).await.status, 201);
    server.logged("the server is ready again").await;
    let log = server.stop().await.log;
    assert_eq!(log.matches("the server is not ready").count(), 1, "changes are logged, not each check: {log}");
}

#[tokio::test]
async fn asking_for_the_health_cannot_make_the_disk_busy() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    assert_eq!(server.get("/api/health/ready").await.status, 200);
    let log = place.path("data/plan-requests.db-wal");
    let size = || std::fs::metadata(&log).map_or(0, |file| file.len());
    let (start, before) = (std::time::Instant::now(), size());
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..400 {
        let ask = server.request(Method::GET, "/api/health/ready");
        asked.spawn(async move { send(ask).await.status });
    }
    while let Some(status) = within(asked.join_next()).await {
        assert_eq!(status.unwrap(), 200);
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
        assert_eq!(send(server.request(Method::HEAD, path)).await.status, 200);
    }
    for path in ["/api/health/", "/api/health/live/", "/api/health/other"] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_asks_whether_a_server_is_ready_or_lives() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let port = server.address.rsplit_once(':').unwrap().1.to_owned();
    let health = |arguments: &[&str]| {
        let mut command = std::process::Command::new(BINARY);
        command.env_clear().args(["health", "--port", &port]).args(arguments);
        let output = tokio::task::block_in_place(|| command.output().unwrap());
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(health(&[]), (0, format!("{}\n", well())));
    assert_eq!(health(&["--live"]), (0, "{\"status\":\"ok\"}\n".to_owned()));

    let mut other = hold(&place).await;
    health_when(&server, "/api/health/ready", 503).await;
    let (code, said) = health(&[]);
    assert_eq!(code, 1);
    assert!(said.contains("the database does not answer"), "{said}");
    assert_eq!(health(&["--live"]).0, 0);
    other.execute("ROLLBACK").await.unwrap();
}

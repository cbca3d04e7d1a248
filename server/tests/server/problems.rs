//! What no handler answers, and what goes wrong on the server's side.

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection, Executor};

use crate::support::{Server, ServerFolder, plan_request, send};

#[tokio::test]
async fn an_unknown_path_is_not_found() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    for path in ["/nothing", "/nothing/at/all.js", "/api", "/api/", "/api/nothing", "/api/health/", "/index.html/x"] {
        let answer = server.get(path).await;
        answer.is_problem(404, "not-found", "nothing is at this address; check its path", None);
    }
    let answer = send(server.request(Method::POST, "/api/nothing").json(&plan_request())).await;
    answer.is_problem(404, "not-found", "nothing is at this address; check its path", None);
}

#[tokio::test]
async fn another_method_is_refused_with_those_that_are_taken() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    for (method, path, allowed) in [
        (Method::GET, "/api/plan-requests", "POST"),
        (Method::DELETE, "/api/plan-requests", "POST"),
        (Method::POST, "/api/health", "GET,HEAD"),
        (Method::POST, "/", "GET,HEAD"),
        (Method::PUT, "/index.html", "GET,HEAD"),
    ] {
        let answer = send(server.request(method, path)).await;
        let detail = "this address does not take that method; the header Allow lists its own";
        answer.is_problem(405, "method-not-allowed", detail, None);
        assert_eq!(answer.header("allow"), allowed, "{path}");
    }
}

#[tokio::test]
async fn an_encoded_body_is_refused_with_the_encoding_that_is_taken() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (encoding, kind) in [
        ("gzip", "application/json"),
        ("br", "application/x-www-form-urlencoded"),
        ("identity, gzip", "application/json"),
    ] {
        let request = server.post().header("Content-Encoding", encoding).header("Content-Type", kind);
        let answer = send(request.body("\u{1f}")).await;
        let detail = "the body is encoded; send it as it is, without Content-Encoding";
        answer.is_problem(415, "unsupported-type", detail, None);
        assert_eq!(answer.header("accept-encoding"), "identity");
    }
    let plain = send(server.post().header("Content-Encoding", "Identity").json(&plan_request())).await;
    assert_eq!(plain.status, 201);
}

#[tokio::test]
async fn an_address_or_a_range_that_is_wrong_is_told_with_the_way_out() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for path in ["/receipts/%ff", "/receipts/%c3%28"] {
        let detail = "the address is no text; write each of its characters in UTF-8, encoded with %";
        server.get(path).await.is_problem(400, "bad-request", detail, None);
    }
    let changed = send(server.request(Method::GET, "/index.html").header("If-Match", "\"another\"")).await;
    let detail = "the file is not the one that If-Match or If-Unmodified-Since names; read it anew";
    changed.is_problem(412, "precondition-failed", detail, None);
}

#[tokio::test]
async fn a_fault_of_the_server_is_logged_once_and_tells_the_client_nothing() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    place.database().await.execute("ALTER TABLE plan_requests RENAME TO elsewhere").await.unwrap();

    let answer = server.post_json(&plan_request()).await;

    answer.is_problem(500, "internal", "something failed on our side; try again later", None);
    let log = server.stop().await.log;
    assert_eq!(log.matches("ERROR").count(), 1, "{log}");
    let why = "no such table: plan_requests";
    assert_eq!(log.matches(why).count(), 1, "{log}");
}

#[tokio::test]
async fn the_log_holds_nothing_personal() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut refused = plan_request();
    refused["plan"] = json!("none");
    let keyed = |body: &Value| send(server.post().header("Idempotency-Key", "k3y").json(body));

    assert_eq!(keyed(&plan_request()).await.status, 201);
    assert_eq!(keyed(&plan_request()).await.status, 201);
    assert_eq!(server.post_json(&refused).await.status, 422);
    assert_eq!(server.get("/?name=lovelace").await.status, 200);
    let mut database = place.database().await;
    database.execute("ALTER TABLE plan_requests RENAME TO elsewhere").await.unwrap();
    database.close().await.unwrap();
    assert_eq!(keyed(&plan_request()).await.status, 500);

    let log = server.stop().await.log.to_lowercase();
    assert!(log.contains("stored the plan request"), "{log}");
    for personal in ["ada", "lovelace", "analytical", "call", "100-499", "k3y", "127.0.0.1"] {
        assert!(!log.contains(personal), "{personal} is in the log: {log}");
    }
}

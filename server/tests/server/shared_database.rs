//! Several servers on one database: each request is stored once, however many of them take it at once.

use std::collections::{HashMap, HashSet};

use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::{Connection, Executor};
use tokio::process::Command;

use crate::support::{BINARY, Reply, Server, ServerFolder, plan_request, send, serve, within};

/// How many servers there are, and how often each gets the same request at once.
const SERVERS: usize = 3;
const TIMES: usize = 2;

/// Starts servers at once, on a database that none of them has seen yet.
async fn servers(place: &ServerFolder) -> Vec<Server> {
    join_all((0..SERVERS).map(|_| Server::start(place))).await
}

/// Sends each of these requests to every server several times, all at once; what was answered to each request.
async fn sent(servers: &[Server], requests: &[(Option<String>, Value)]) -> Vec<Vec<Reply>> {
    let all = requests.iter().map(|(key, body)| {
        let one = |server: &Server| {
            let post = server.post().json(body);
            send(match key {
                Some(key) => post.header("Idempotency-Key", key),
                None => post,
            })
        };
        join_all((0..TIMES).flat_map(|_| servers.iter().map(one)))
    });
    join_all(all).await
}

fn body(at: usize) -> Value {
    let mut body = plan_request();
    body["message"] = json!(format!("number {at}"));
    body
}

#[tokio::test]
async fn a_key_stands_for_one_request_whichever_servers_take_it() {
    let place = ServerFolder::new();
    let servers = servers(&place).await;
    let requests: Vec<_> = (0..12).map(|at| (Some(format!("key-{at}")), body(at))).collect();

    let answers = sent(&servers, &requests).await;

    let mut references = HashSet::new();
    for replies in &answers {
        let stored = replies.iter().filter(|reply| reply.header("idempotency-replayed").is_empty()).count();
        assert_eq!(stored, 1, "{replies:?}");
        for reply in replies {
            assert_eq!(reply.status, 201, "{reply:?}");
            assert_eq!(reply.body, replies[0].body, "every server answers what the first one did");
        }
        references.insert(replies[0].json()["reference"].as_str().unwrap().to_owned());
    }
    let rows = place.rows().await;
    assert_eq!((rows.len(), references.len()), (requests.len(), requests.len()));
    let stored: HashMap<_, _> = rows.iter().map(|row| (row["reference"].as_str().unwrap(), row)).collect();
    assert!(references.iter().all(|reference| stored.contains_key(reference.as_str())));
}

#[tokio::test]
async fn another_body_under_a_key_is_refused_whichever_server_has_the_first() {
    let place = ServerFolder::new();
    let servers = servers(&place).await;
    let requests: Vec<_> = (0..8).map(|at| (Some("k".to_owned()), body(at))).collect();

    let answers: Vec<_> = sent(&servers, &requests).await.into_iter().flatten().collect();

    let rows = place.rows().await;
    assert_eq!(rows.len(), 1);
    let (stored, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|reply| reply.status == 201);
    assert_eq!((stored.len(), refused.len()), (SERVERS * TIMES, 7 * SERVERS * TIMES));
    assert!(stored.iter().all(|reply| reply.json()["reference"] == rows[0]["reference"]));
    assert!(refused.iter().all(|reply| reply.status == 422), "{refused:?}");
}

#[tokio::test]
async fn the_same_form_sent_at_once_is_one_request() {
    let place = ServerFolder::new();
    let servers = servers(&place).await;
    let form = [
        ("plan", "business"),
        ("name", "Ada Lovelace"),
        ("email", "ada@analytical.example"),
        ("company", "Analytical Engines"),
        ("catalog_id", "msa"),
        ("catalog_version", "2026-11"),
    ];
    let posts = (0..TIMES * 2).flat_map(|_| servers.iter().map(|server| send(server.post().form(&form))));
    for reply in join_all(posts).await {
        assert!(reply.status == 201 || reply.status == 200, "{reply:?}");
    }
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn servers_that_start_at_once_make_the_tables_once() {
    let place = ServerFolder::new();
    let servers = join_all((0..SERVERS).map(|_| Server::start(&place))).await;
    for server in &servers {
        assert_eq!(server.post_json(&plan_request()).await.status, 201);
    }
    assert_eq!(place.rows().await.len(), SERVERS);
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_to_that_one() {
    let place = ServerFolder::new();
    Server::start(&place).await.stop().await;
    const NEWER: &str = "
        INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        SELECT version + 1000, description, success, checksum, execution_time FROM _sqlx_migrations";
    let mut database = place.database().await;
    database.execute(NEWER).await.unwrap();
    database.close().await.unwrap();
    for arguments in [&["serve", "--port", "0"][..], &["requests", "list"]] {
        let mut command = Command::new(BINARY);
        command.env_clear().args(arguments).arg("--database").arg(place.database_place());
        let output = within(command.current_dir(place.path("site")).output()).await.unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        let line = told.lines().find(|line| line.starts_with("error: cannot open the database ")).unwrap();
        assert!(line.ends_with(": it is of a newer program; install that one first"), "{told}");
        assert!(!line.contains("name another"), "{told}");
    }
}

#[tokio::test]
async fn a_password_of_the_database_is_never_told() {
    let place = ServerFolder::with_file();
    // Nobody listens on port 1.
    for url in [
        "postgres://plans:canary@127.0.0.1:1/plans",
        "postgres://plans:canary@127.0.0.1:canary/plans",
        "postgres:canary",
        "postgres://plans:p@127.0.0.1:1/plans?sslpassword=canary",
        "postgres://plans:p@127.0.0.1:1/plans?canary",
    ] {
        for arguments in [&["requests", "list"][..], &["serve", "--port", "0"], &["serve", "--help"]] {
            for variable in ["DATABASE_URL", "PLAN_DATABASE"] {
                let mut command = Command::new(BINARY);
                command.env_clear().args(arguments).env(variable, format!(" {url}\n").trim_end());
                let output = command.current_dir(place.path("site")).output().await.unwrap();
                let told = [output.stdout, output.stderr].concat();
                let told = String::from_utf8_lossy(&told);
                assert!(!told.contains("canary"), "{arguments:?} {variable} {url}: {told}");
                assert_eq!(output.status.success(), arguments.contains(&"--help"), "{told}");
            }
            let output = Command::new(BINARY).env_clear().args(arguments).args(["--database", url]).output();
            let output = output.await.unwrap();
            let told = [output.stdout, output.stderr].concat();
            assert!(!String::from_utf8_lossy(&told).contains("canary"), "{arguments:?}");
        }
    }
    // What is said goes before the variable.
    let mut command = serve(&place);
    let server = Server::spawn(command.env("DATABASE_URL", "postgres://127.0.0.1:1/plans")).await;
    assert_eq!(server.post_json(&plan_request()).await.status, 201);
}

#[tokio::test]
async fn the_variable_of_many_deployments_names_the_database() {
    let Some(_) = crate::database::postgres() else { return };
    let place = ServerFolder::new();
    let mut command = Command::new(BINARY);
    command.env_clear().args(["serve", "--port", "0"]).arg("--site").arg(place.path("site"));
    command.env("DATABASE_URL", place.database_place()).current_dir(place.path("site"));
    command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped());
    let server = Server::spawn(command.stderr(std::process::Stdio::piped()).kill_on_drop(true)).await;
    assert_eq!(server.post_json(&plan_request()).await.status, 201);
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_told_once_by_what_names_it() {
    let place = ServerFolder::with_file();
    let told = async |variable: &str, url: &str| {
        let mut command = Command::new(BINARY);
        command.env_clear().args(["requests", "list"]).env(variable, url).current_dir(place.path("site"));
        String::from_utf8(command.output().await.unwrap().stderr).unwrap()
    };
    // Nobody listens on port 1.
    for variable in ["DATABASE_URL", "PLAN_DATABASE"] {
        assert_eq!(
            told(variable, "postgres://plans:canary@127.0.0.1:1/plans").await,
            format!(
                "error: cannot open the database postgres://plans@127.0.0.1:1/plans of the variable {variable}: nothing listens at \
                 127.0.0.1:1; start PostgreSQL, or correct host and port in the address\n"
            )
        );
    }
    let Some(server) = crate::database::postgres() else { return };
    let (base, _) = server.rsplit_once('/').unwrap();
    let missing = told("DATABASE_URL", &format!("{base}/no_such_plans")).await;
    assert!(missing.contains(" has no database no_such_plans; make it by CREATE DATABASE, or "), "{missing}");
    assert_eq!(missing.matches("no_such_plans").count(), 2, "{missing}");
}

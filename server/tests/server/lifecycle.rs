//! How the server starts, stops, and starts again.

use std::collections::HashSet;
use std::process::Stdio;

use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use crate::support::{BINARY, Server, ServerFolder, plan_request, read_to_end, send, serve, within};

/// Runs `serve` with arguments that it cannot serve with; its exit code, standard output and log.
async fn fails(place: &ServerFolder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = within(serve(place).args(arguments).output()).await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Sends the head of a plan request, and waits until its handler asks for the body.
async fn begin_post(server: &Server, length: usize) -> TcpStream {
    let mut stream = server.connect().await;
    let head = format!(
        "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         Expect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    within(stream.read_exact(&mut go_on)).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

#[tokio::test]
async fn a_server_says_where_it_listens_and_nothing_else_on_standard_output() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let port = server.address.strip_prefix("127.0.0.1:").and_then(|port| port.parse::<u16>().ok());
    assert!(port.is_some_and(|port| port > 0), "{}", server.address);
    server.post_json(&plan_request()).await;

    let stopped = server.stop().await;

    assert_eq!((stopped.status.code(), stopped.stdout.as_str()), (Some(0), ""));
}

#[tokio::test]
async fn what_was_stored_is_there_after_a_restart() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let first = server.post_json(&plan_request()).await.json();
    server.stop().await;

    let server = Server::start(&place).await;
    let second = server.post_json(&plan_request()).await.json();

    let references: Vec<_> = place.rows().await.iter().map(|row| row["reference"].clone()).collect();
    assert_eq!(references, [first["reference"].clone(), second["reference"].clone()]);
}

#[tokio::test]
async fn what_was_answered_survives_a_kill() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let receipt = server.post_json(&plan_request()).await.json();
    server.signal(Signal::KILL);
    assert_eq!(server.ended().await.status.code(), None, "it ended by the signal");

    let server = Server::start(&place).await;
    server.healthy().await;
    assert_eq!(place.rows().await[0]["reference"], receipt["reference"]);
}

#[tokio::test]
async fn a_stop_finishes_what_is_in_flight() {
    let place = ServerFolder::new();
    let mut server = Server::start_with(&place, &["--stop-seconds", "60"]).await;
    let body = plan_request().to_string();
    let mut stream = begin_post(&server, body.len()).await;

    server.signal(Signal::TERM);
    server.logged("stopping after the requests in flight").await;
    stream.write_all(body.as_bytes()).await.unwrap();
    let response = read_to_end(&mut stream).await;

    assert!(response.starts_with("HTTP/1.1 201 Created\r\n"), "{response}");
    assert_eq!(server.ended().await.status.code(), Some(0));
    assert!(!place.path("data/plan-requests.db-wal").exists(), "the database was not closed");
    let row = &place.rows().await[0];
    assert!(response.contains(row["reference"].as_str().unwrap()), "{response}");
}

#[tokio::test]
async fn a_stop_under_load_loses_nothing_that_was_answered_and_stores_nothing_that_was_not() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--stop-seconds", "60"]).await;
    let (answered, mut answers) = mpsc::unbounded_channel();
    for _ in 0..200 {
        let (answered, request) = (answered.clone(), server.post().json(&plan_request()));
        tokio::spawn(async move {
            // A connection that the server did not take any more is an error here.
            if let Ok(response) = request.send().await
                && response.status() == StatusCode::CREATED
                && let Ok(receipt) = response.json::<Value>().await
            {
                answered.send(receipt["reference"].clone()).unwrap();
            }
        });
    }
    drop(answered);

    let mut references: Vec<_> = within(answers.recv()).await.into_iter().collect();
    assert_eq!(server.stop().await.status.code(), Some(0));
    while let Some(reference) = within(answers.recv()).await {
        references.push(reference);
    }

    let stored: HashSet<_> = place.rows().await.into_iter().map(|row| row["reference"].to_string()).collect();
    assert_eq!(references.iter().map(Value::to_string).collect::<HashSet<_>>(), stored);
}

#[tokio::test]
async fn ctrl_c_stops_the_server_too() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    server.signal(Signal::INT);
    assert_eq!(server.ended().await.status.code(), Some(0));
}

#[tokio::test]
async fn a_stop_does_not_wait_for_idle_connections() {
    let place = ServerFolder::new();
    // Patience enough for the test to hang where it waits for one.
    let server = Server::start_with(&place, &["--stop-seconds", "3600"]).await;
    let _silent = server.connect().await;
    let mut kept_alive = server.connect().await;
    kept_alive.write_all(b"GET /api/health/live HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    let mut first = [0; 15];
    within(kept_alive.read_exact(&mut first)).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");

    assert_eq!(server.stop().await.status.code(), Some(0));
}

#[tokio::test]
async fn a_stop_gives_up_on_a_client_that_never_finishes() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--stop-seconds", "0"]).await;
    let _stuck = begin_post(&server, 100).await;

    let stopped = server.stop().await;

    assert_eq!(stopped.status.code(), Some(0));
    assert!(stopped.log.contains("gave up on clients that did not finish within 0ns"), "{}", stopped.log);
}

#[tokio::test]
async fn a_taken_port_is_named_with_the_way_out() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let port = server.address.rsplit(':').next().unwrap();

    let (code, stdout, stderr) = fails(&ServerFolder::new(), &["--port", port]).await;

    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    let way_out = "stop what listens there, or choose another with --port (PLAN_PORT)";
    assert_eq!(stderr, format!("error: port {port} of 127.0.0.1 is taken; {way_out}\n"));
}

#[tokio::test]
async fn an_address_that_is_not_this_machines_is_named_with_the_way_out() {
    let (code, stdout, stderr) = fails(&ServerFolder::new(), &["--host", "192.0.2.1"]).await;
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    let way_out =
        "give --host (PLAN_HOST) an address or name of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them";
    let cause = "Cannot assign requested address (os error 99)";
    assert_eq!(stderr, format!("error: cannot listen on port 0 of \"192.0.2.1\": {cause}; {way_out}\n"));
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_named_with_the_way_out() {
    let place = ServerFolder::new();
    place.write("file", b"not a database, and longer than the header of one, so that it is read as one at all......");
    for database in [place.path("file/requests.db"), place.path("site"), place.path("file")] {
        let database = database.to_str().unwrap();
        let (code, stdout, stderr) = fails(&place, &["--database", database]).await;
        assert_eq!((code, stdout.as_str()), (Some(1), ""));
        let expected = format!("error: cannot open the database {database}; name another with --database: ");
        assert!(stderr.starts_with(&expected), "{stderr}");
    }
}

#[tokio::test]
async fn the_database_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: std::path::PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    assert_eq!(mode(place.path("data")), 0o700);
    server.stop().await;

    // Also in a folder that was there, and where the files were everybody's.
    let everybodys = std::fs::Permissions::from_mode(0o666);
    std::fs::set_permissions(place.path("data"), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::set_permissions(place.path("data/plan-requests.db"), everybodys.clone()).unwrap();
    for name in ["data/plan-requests.db-wal", "data/plan-requests.db-shm"] {
        place.write(name, b"");
        std::fs::set_permissions(place.path(name), everybodys.clone()).unwrap();
    }
    let server = Server::start(&place).await;
    assert_eq!(server.post_json(&plan_request()).await.status, 201);
    for suffix in ["", "-wal", "-shm"] {
        assert_eq!(mode(place.path(&format!("data/plan-requests.db{suffix}"))), 0o600, "{suffix}");
    }
    let log = server.stop().await.log;
    assert_eq!(log.matches("could be read by others, and is its owner's alone from now on").count(), 3, "{log}");

    place.write("elsewhere/file", b"");
    let server = Server::start_with(&place, &["--database", place.path("elsewhere/new.db").to_str().unwrap()]).await;
    server.healthy().await;
    assert_eq!(mode(place.path("elsewhere/new.db")), 0o600);
}

#[tokio::test]
async fn a_missing_page_is_warned_of_and_the_api_served() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--site", "/nowhere"]).await;
    assert_eq!(server.get("/").await.status, 404);
    assert_eq!(server.post_json(&plan_request()).await.status, 201);
    let log = server.stop().await.log;
    assert!(log.contains("/nowhere has no index.html, so there is no page; name its folder with --site"), "{log}");
}

#[tokio::test]
async fn another_catalogue_is_served_by_its_own_ids() {
    let place = ServerFolder::new();
    let catalog = include_str!("../../../catalogs/msa.json").replacen("\"id\": \"msa\"", "\"id\": \"other\"", 1);
    place.write("other.json", catalog.as_bytes());
    let server = Server::start_with(&place, &["--catalog", place.path("other.json").to_str().unwrap()]).await;
    let mut body = plan_request();

    let errors = server.post_json(&body).await.json()["errors"].clone();
    assert_eq!((errors.as_array().unwrap().len(), &errors[0]["pointer"]), (1, &json!("/catalog/id")));

    body["catalog"]["id"] = json!("other");
    assert_eq!(server.post_json(&body).await.status, 201);
    assert_eq!(place.rows().await[0]["catalog_id"], "other");
}

/// A page that says what it offers, as the site's build writes it, with these controls.
fn page(offer: &str, controls: &str) -> String {
    format!("<!doctype html><title>Plans</title><div lang=\"en\" data-offer=\"{offer}\">{controls}</div>")
}

#[tokio::test]
async fn a_page_of_another_catalogue_is_warned_of_at_the_start() {
    let catalog: Value = serde_json::from_str(include_str!("../../../catalogs/msa.json")).unwrap();
    let version = catalog["version"].as_str().unwrap();
    let mut controls = String::new();
    for plan in ["start", "plus", "business", "enterprise"] {
        controls += &format!("<input name=\"plan\" form=\"plain-form\" value=\"{plan}\">");
    }
    for question in
        catalog["groups"].as_array().unwrap().iter().flat_map(|group| group["questions"].as_array().unwrap())
    {
        let id = question["id"].as_str().unwrap();
        controls += &format!("<input name=\"answer.{id}\" value=\"not-sure\">");
        for choice in question["choices"].as_array().into_iter().flatten() {
            controls += &format!("<input name=\"answer.{id}\" value={} type=\"radio\">", choice["id"]);
        }
    }
    let own = format!("msa {version} en standard start plus business enterprise");
    let renamed = controls.replace("value=\"100-499\"", "value=\"medium\"");
    for (page, warning) in [
        (page(&own, &controls), None),
        (
            page("msa 2020-01 en start", &controls),
            Some("the page has the offer \"msa 2020-01 en start\", the server \"msa "),
        ),
        (
            page(&own, &renamed),
            Some("only the page has answer.company-size=medium; only the server has answer.company-size=100-499"),
        ),
        (
            page(&own, &format!("{controls}<input type=\"checkbox\" name=\"consent\">")),
            Some("only the page has consent"),
        ),
    ] {
        let place = ServerFolder::new();
        place.write("site/index.html", page.as_bytes());
        let log = Server::start(&place).await.stop().await.log;
        match warning {
            Some(warning) => assert!(log.contains("was built of another catalogue") && log.contains(warning), "{log}"),
            None => assert!(!log.contains("another catalogue"), "{log}"),
        }
    }
}

#[tokio::test]
async fn a_catalogue_with_problems_is_not_served() {
    let place = ServerFolder::new();
    place.write("broken.json", br#"{"id": "broken"}"#);
    let (code, stdout, stderr) = fails(&place, &["--catalog", place.path("broken.json").to_str().unwrap()]).await;
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(stderr.lines().any(|line| line == ": the field \"plans\" is missing; add it"), "{stderr}");
}

#[tokio::test]
async fn the_environment_configures_what_flags_do() {
    let place = ServerFolder::new();
    let mut command = tokio::process::Command::new(BINARY);
    command.env_clear().arg("serve").stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command.env("PLAN_PORT", "0").env("PLAN_HOST", "localhost").env("PLAN_SITE", place.path("site"));
    command.env("PLAN_DATABASE", place.database_place()).env("PLAN_STOP_SECONDS", "0");
    let catalog = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogs/msa.json");
    let server = Server::spawn(command.env("PLAN_CATALOG", catalog)).await;

    assert_eq!(server.get("/").await.status, 200);
    assert_eq!(server.post_json(&plan_request()).await.status, 201);
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn a_variable_of_blanks_is_not_set_and_values_are_trimmed() {
    let place = ServerFolder::new();
    let site = format!(" {}\n", place.path("site").display());
    let mut command = tokio::process::Command::new(BINARY);
    command.env_clear().args(["serve", "--database"]).arg(place.database_place()).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    for name in ["PLAN_HOST", "PLAN_CATALOG", "PLAN_DATABASE", "PLAN_STOP_SECONDS", "PLAN_MAX_CONNECTIONS"] {
        command.env(name, " ");
    }
    command
        .env("PLAN_PORT", " 0 ")
        .env("PLAN_SITE", site)
        .env("PLAN_ALLOW_ORIGIN", " https://a.example , https://b.example, ");
    let server = Server::spawn(&mut command).await;
    assert_eq!(server.get("/").await.status, 200);
    let preflight =
        server.request(reqwest::Method::OPTIONS, "/api/plan-requests").header("origin", "https://b.example");
    let preflight = send(preflight.header("access-control-request-method", "POST")).await;
    assert_eq!(preflight.header("access-control-allow-origin"), "https://b.example");
}

#[tokio::test]
async fn a_wrong_value_of_a_variable_is_told_with_the_variable() {
    let run = async |name: &str, value: &str, arguments: &[&str]| {
        let mut command = tokio::process::Command::new(BINARY);
        command.env_clear().arg("serve").args(arguments).env(name, value).stdin(Stdio::null()).kill_on_drop(true);
        let output = within(command.output()).await.unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (name, value, flag) in [
        ("PLAN_PORT", "http", "--port <PORT>"),
        ("PLAN_STOP_SECONDS", " ten ", "--stop-seconds <STOP_SECONDS>"),
        ("PLAN_ALLOW_ORIGIN", "https://a.example, b.example", "--allow-origin <ORIGIN>"),
    ] {
        let (code, said) = run(name, value, &[]).await;
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(&format!("for '{flag}, from the variable {name}': ")), "{said}");
    }
    let (code, said) = run("PLAN_PORT", "1", &["--port", "http"]).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("invalid value 'http' for '--port <PORT>': "), "{said}");
}

#[tokio::test]
async fn a_setting_that_cannot_be_is_told_with_its_place_its_rule_and_the_way_out() {
    let number = |most: &str| format!("write a whole number from 0 to {most}, in digits alone");
    for (arguments, expected) in [
        (["--port", "abc"], format!("invalid value 'abc' for '--port <PORT>': {}", number("65535"))),
        (["--port", "65536"], format!("invalid value '65536' for '--port <PORT>': {}", number("65535"))),
        (["--keep-months", "x"], format!("invalid value 'x' for '--keep-months <NUMBER>': {}", number("1200"))),
        (
            ["--drain-seconds", "99999999999999999999"],
            format!("invalid value '99999999999999999999' for '--drain-seconds <NUMBER>': {}", number("86400")),
        ),
        (
            ["--stop-seconds", "-1"],
            format!("invalid value '-1' for '--stop-seconds <STOP_SECONDS>': {}", number("86400")),
        ),
        (["--rate", "1.5"], format!("invalid value '1.5' for '--rate <NUMBER>': {}", number("4294967295"))),
        (
            ["--database", ""],
            "cannot read --database: it is empty; name a file of SQLite, or write postgres://".to_owned(),
        ),
        (
            ["--host", "203.0.113.1"],
            "; give --host (PLAN_HOST) an address or name of this machine, such as 127.0.0.1".to_owned(),
        ),
        (["--host", ""], "; give --host (PLAN_HOST) an address or name of this machine, such as 127.0.0.1".to_owned()),
    ] {
        let [name, value] = arguments;
        let (code, stdout, stderr) = fails(&ServerFolder::new(), &[&format!("{name}={value}")]).await;
        assert!(matches!(code, Some(1 | 2)), "{arguments:?}: {stderr}");
        assert_eq!(stdout, "", "{arguments:?}");
        assert!(stderr.contains(&expected), "{arguments:?}: {stderr}");
    }
}

#[tokio::test]
async fn clients_that_send_no_whole_head_leave_others_their_place() {
    let place = ServerFolder::new();
    let server = Server::spawn_with_descriptors(&place, 256).await;
    let mut stuck = Vec::new();
    for _ in 0..300 {
        let mut stream = server.connect().await;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: h\r\nX-").await.unwrap();
        stuck.push(stream);
    }

    // Many more than there are places for are answered, one after another.
    for _ in 0..20 {
        let answer = server.raw("GET /api/health/live HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    }
    assert_eq!(server.post_json(&plan_request()).await.status, 201);

    // They had no need to wait until the others were given up: most of these are still there.
    let is_open = |stream: &TcpStream| {
        stream.try_read(&mut [0]).is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    };
    let open = stuck.iter().filter(|stream| is_open(stream)).count();
    assert!((100..=192).contains(&open), "{open} are open");
    let log = server.stop().await.log;
    assert_eq!(log.matches("192 connections are open, as many as may be").count(), 1, "{log}");
}

#[tokio::test]
async fn more_connections_than_descriptors_are_refused_with_the_way_out() {
    let (code, stdout, stderr) = fails(&ServerFolder::new(), &["--max-connections", "10000000000"]).await;
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    let start = "error: 10000000000 connections cannot be open at once: this process may open ";
    assert!(stderr.starts_with(start) && stderr.contains("; give --max-connections 1 to "), "{stderr}");
}

//! Webhooks over real HTTP: what a receiver gets, and what its answers mean.

use std::collections::HashSet;
use std::net::TcpListener as StdListener;
use std::process::Stdio;

use boon::{Compiler, Schemas};
use reqwest::header::HeaderMap;
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::sync::{Mutex, mpsc};

use crate::support::{Server, ServerFolder, plan_request, serve, within};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// What came to a receiver.
#[derive(Debug)]
struct Received {
    path: String,
    headers: HeaderMap,
    body: String,
}

impl Received {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn is_signed_by(&self, secret: &str) -> bool {
        Webhook::new(secret).unwrap().verify(self.body.as_bytes(), &self.headers).is_ok()
    }
}

/// A server of the test's own that gives the same answer to every POST.
struct Receiver {
    port: u16,
    received: Mutex<mpsc::UnboundedReceiver<Received>>,
}

impl Receiver {
    /// Listens, and answers with a status line's end and header lines, such as `302 Found\r\nLocation: /other`.
    async fn start(answer: impl Into<String>) -> Self {
        let answer = answer.into();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, received) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let received = read_post(stream, &answer).await;
                if sender.send(received).is_err() {
                    break;
                }
            }
        });
        Self { port, received: Mutex::new(received) }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Waits for the next POST.
    async fn next(&self) -> Received {
        within(async { self.received.lock().await.recv().await.unwrap() }).await
    }

    /// Tells whether nothing more has come.
    async fn is_idle(&self) -> bool {
        self.received.lock().await.try_recv().is_err()
    }
}

/// Reads one POST whole, and answers it.
async fn read_post(stream: TcpStream, answer: &str) -> Received {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    let path = line.split(' ').nth(1).unwrap().to_owned();
    assert!(line.starts_with("POST "), "{line}");
    let mut headers = HeaderMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.parse::<reqwest::header::HeaderName>().unwrap(), value.parse().unwrap());
    }
    let length = headers["content-length"].to_str().unwrap().parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
    stream.write_all(answer.as_bytes()).await.unwrap();
    Received { path, headers, body: String::from_utf8(body).unwrap() }
}

/// A server that posts by Standard Webhooks, with these secrets and further arguments.
async fn start(place: &ServerFolder, secrets: &str, arguments: &[&str]) -> Server {
    let mut command = serve(place);
    Server::spawn(command.env("PLAN_WEBHOOK_SECRET", secrets).args(arguments)).await
}

/// Waits until an attempt with the outbox's one message has ended; its state, and why it failed.
async fn tried(place: &ServerFolder) -> (String, Option<String>) {
    let mut database = place.database().await;
    within(async {
        loop {
            let row = sqlx::query_as::<_, (String, Option<String>)>("SELECT state, last_error FROM outbox");
            let (state, error) = row.fetch_one(&mut database).await.unwrap();
            if state != "waiting" || error.is_some() {
                return (state, error);
            }
            tokio::task::yield_now().await;
        }
    })
    .await
}

/// Whether a document is valid by the schema of what is sent.
fn check_schema(json: &Value) {
    let schema = serde_json::from_str(include_str!("../../../catalogs/webhook.schema.json")).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("schema.json", schema).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas.validate(json, index).unwrap_or_else(|error| panic!("{error}: {json:#}"));
}

#[tokio::test]
async fn a_request_is_posted_signed_and_told_whole() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start("204 No Content").await);
    let url = receiver.url("/hooks/plans?key=1");
    let arguments = ["--webhook", &url, "--webhook-allow-private", "--url", "https://plans.example/"];
    let server = start(&place, SECRET, &arguments).await;
    let receipt = server.post_json(&plan_request()).await.json();

    let received = receiver.next().await;
    assert_eq!(received.path, "/hooks/plans?key=1");
    assert!(received.is_signed_by(SECRET) && !received.is_signed_by(OTHER), "{received:?}");
    assert!(received.header("webhook-id").starts_with("msg_"), "{received:?}");
    assert_eq!(received.header("content-type"), "application/json");
    assert!(received.header("user-agent").starts_with("plan-server/"), "{received:?}");
    let json = received.json();
    check_schema(&json);
    let (data, sent) = (&json["data"], plan_request());
    assert_eq!(json["type"], "plan-request.created");
    assert_eq!((&data["reference"], &data["received_at"]), (&receipt["reference"], &receipt["received_at"]));
    assert_eq!((&data["contact"], &data["message"]), (&sent["contact"], &sent["message"]));
    assert_eq!((&data["plan"]["id"], &data["catalog"]["id"]), (&sent["plan"], &sent["catalog"]["id"]));
    assert_eq!(data["answers"]["incidents"], 10);
    assert!(data["answers_told"].as_array().is_some_and(|answers| answers.len() >= 4), "{data:#}");
    assert!(data["advice"]["state"].is_string() && data["advice"]["told"].is_string(), "{data:#}");
    let reference = data["reference"].as_str().unwrap();
    assert_eq!(data["inbox"], format!("https://plans.example/inbox/{reference}"));
    assert!(data["link"].as_str().is_some_and(|link| link.starts_with("https://plans.example/msa/#")), "{data:#}");
}

#[tokio::test]
async fn a_request_with_prices_is_told_with_its_costs_and_add_ons() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start("200 OK").await);
    let url = receiver.url("/");
    let catalog = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogs/fernhaus.json");
    let arguments = ["--webhook", &url, "--webhook-allow-private", "--catalog", catalog];
    let server = start(&place, SECRET, &arguments).await;
    let mut body = plan_request();
    body["plan"] = "team".into();
    body["answers"] = serde_json::json!({"seats": 12});
    body["catalog"] = serde_json::json!({"id": "fernhaus", "version": "an older one"});
    let reply = server.post_json(&body).await;
    assert_eq!(reply.status, 201, "{reply:?}");

    let json = receiver.next().await.json();
    check_schema(&json);
    let data = &json["data"];
    assert!(data["costs"]["total"].is_object() && data["costs"]["lines"].is_array(), "{data:#}");
    assert_eq!((&data["link"], &data["inbox"]), (&Value::Null, &Value::Null), "its own address was not told");
}

#[tokio::test]
async fn a_request_that_could_not_be_checked_is_told_without_advice() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start("200 OK").await);
    let url = receiver.url("/");
    let server = start(&place, SECRET, &["--webhook", &url, "--webhook-allow-private"]).await;
    let mut body = plan_request();
    body["catalog"]["content"] = "0123456789abcdef".into();
    let reply = server.post_json(&body).await;
    assert_eq!(reply.status, 201, "{reply:?}");

    let json = receiver.next().await.json();
    check_schema(&json);
    assert_eq!(json["data"]["advice"], Value::Null, "{json:#}");
}

#[tokio::test]
async fn several_addresses_get_one_message_each_and_several_secrets_sign_each() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start("200 OK").await);
    let [first, second] = ["/1", "/2"].map(|path| receiver.url(path));
    let both = format!("{first},{second}");
    let arguments = ["--webhook", &both, "--webhook", &first, "--webhook-allow-private"];
    let server = start(&place, &format!("{SECRET}, {OTHER}"), &arguments).await;
    server.post_json(&plan_request()).await;

    let all = [receiver.next().await, receiver.next().await];
    let paths: HashSet<_> = all.iter().map(|received| received.path.as_str()).collect();
    assert_eq!(paths, HashSet::from(["/1", "/2"]));
    assert!(all.iter().all(|received| received.is_signed_by(SECRET) && received.is_signed_by(OTHER)), "{all:?}");
    assert_ne!(all[0].header("webhook-id"), all[1].header("webhook-id"), "each is a message of its own");
}

#[tokio::test]
async fn slack_and_teams_get_their_forms_unsigned_and_need_no_secret() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start("200 OK").await);
    let [slack, teams] = ["/slack", "/teams"].map(|path| receiver.url(path));
    let server = Server::start_with(&place, &["--slack", &slack, "--teams", &teams, "--webhook-allow-private"]).await;
    server.post_json(&plan_request()).await;

    let mut all = [receiver.next().await, receiver.next().await];
    all.sort_by(|one, other| one.path.cmp(&other.path));
    let [slack, teams] = all.map(|received| {
        assert_eq!(received.header("webhook-signature"), "");
        assert!(received.body.contains("Analytical Engines"), "{received:?}");
        received.json()
    });
    assert_eq!(slack["blocks"][0]["type"], "header");
    assert_eq!(teams["attachments"][0]["content"]["type"], "AdaptiveCard");
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_does_not_count() {
    let elsewhere = Receiver::start("200 OK").await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let place = ServerFolder::new();
        let receiver = Receiver::start(format!("{status}\r\nLocation: {}", elsewhere.url("/"))).await;
        let server = start(&place, SECRET, &["--webhook", &receiver.url("/"), "--webhook-allow-private"]).await;
        server.post_json(&plan_request()).await;
        receiver.next().await;

        let (state, error) = tried(&place).await;
        assert_eq!(state, "waiting", "{status}");
        let expected = format!("answered with status {}; redirects are not followed", &status[..3]);
        assert!(error.as_deref().is_some_and(|error| error.starts_with(&expected)), "{error:?}");
    }
    assert!(elsewhere.is_idle().await, "a redirect was followed");
}

#[tokio::test]
async fn a_target_that_is_gone_gets_nothing_more() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start("410 Gone").await);
    let server = start(&place, SECRET, &["--webhook", &receiver.url("/"), "--webhook-allow-private"]).await;
    server.post_json(&plan_request()).await;
    receiver.next().await;
    let (state, _) = tried(&place).await;
    assert_eq!(state, "dead");

    let mut another = plan_request();
    another["contact"]["name"] = "Charles Babbage".into();
    assert_eq!(server.post_json(&another).await.status, 201);
    server.stop().await;
    assert!(receiver.is_idle().await, "a target that is gone was posted to");
}

#[tokio::test]
async fn a_receiver_that_asks_for_time_gets_it() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start("503 Busy\r\nRetry-After: 7200").await);
    let server = start(&place, SECRET, &["--webhook", &receiver.url("/"), "--webhook-allow-private"]).await;
    server.post_json(&plan_request()).await;
    receiver.next().await;

    assert_eq!(tried(&place).await, ("waiting".to_owned(), Some("answered with status 503".to_owned())));
    // Without it, the next attempt would come after seconds.
    let instants = sqlx::query_as::<_, (String, String)>("SELECT created_at, due_at FROM outbox");
    let (created, due) = instants.fetch_one(&mut place.database().await).await.unwrap();
    let instant = |text: String| chrono::DateTime::parse_from_rfc3339(&text).unwrap();
    let waits = (instant(due) - instant(created)).num_seconds();
    assert!(waits >= 7200, "{waits}");
}

#[tokio::test]
async fn nothing_is_connected_to_at_a_name_of_this_machine_unless_that_is_allowed() {
    let place = ServerFolder::new();
    let listener = StdListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://localhost:{}/secret-path", listener.local_addr().unwrap().port());
    let mut server = start(&place, SECRET, &["--webhook", &url]).await;
    server.logged("posted to without TLS").await;
    server.post_json(&plan_request()).await;

    let (state, error) = tried(&place).await;
    assert_eq!(state, "waiting");
    let error = error.unwrap();
    assert!(error.contains("a loopback address, which is refused; allow such with --webhook-allow-private"), "{error}");
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "it was connected to");
    let stopped = server.stop().await;
    assert!(!stopped.log.contains("secret-path"), "{}", stopped.log);
    let target: String =
        sqlx::query_scalar("SELECT target FROM outbox").fetch_one(&mut place.database().await).await.unwrap();
    assert!(target.starts_with("localhost-") && target.len() == "localhost-".len() + 8, "{target}");
}

/// Runs `serve` with what it cannot serve with; what it says.
async fn refused(secrets: Option<&str>, arguments: &[&str]) -> String {
    let place = ServerFolder::new();
    let mut command: Command = serve(&place);
    command.args(arguments).stdout(Stdio::piped());
    if let Some(secrets) = secrets {
        command.env("PLAN_WEBHOOK_SECRET", secrets);
    }
    let output = within(command.output()).await.unwrap();
    assert_ne!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn wrong_settings_are_told_without_any_secret() {
    let webhook = "https://hooks.example/private-path";
    for (secrets, arguments, expected) in [
        (None, ["--webhook", webhook].as_slice(), "needs a secret to sign with"),
        (Some("whsec_topsecret"), &["--webhook", webhook], "secret 1 of 1"),
        (Some("topsecret"), &["--webhook", webhook], "it does not begin with whsec_"),
        (None, &["--slack", "private-path"], "--slack: what is written there is no address"),
        (None, &["--teams", "ftp://a.example/private-path"], "--teams: an address of the scheme \"ftp\""),
        (None, &["--slack", "http://127.1/private-path"], "which is refused; allow such with --webhook-allow-private"),
        (None, &["--slack", "https://[::ffff:10.0.0.1]/private-path"], "a private address"),
    ] {
        let said = refused(secrets, arguments).await;
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert!(!said.contains("topsecret") && !said.contains("private-path"), "{said}");
    }
}

#[tokio::test]
async fn help_shows_no_secret() {
    let mut command = Command::new(crate::support::BINARY);
    command.env_clear().args(["serve", "--help"]);
    for name in ["PLAN_WEBHOOK", "PLAN_SLACK", "PLAN_TEAMS"] {
        // With a blank at its end, as files of settings leave it.
        command.env(name, "https://hooks.example/private-path ");
    }
    let output = within(command.output()).await.unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("--webhook-allow-private") && !help.contains("private-path"), "{help}");
}

//! The outbox over real HTTP: what is told of requests, however receivers and servers fail.

use std::collections::HashSet;
use std::process::{ExitStatus, Stdio};

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::sync::{mpsc, watch};

use crate::database::ago;
use crate::support::{BINARY, Server, ServerFolder, plan_request, send, serve, within};

/// What a receiver answers with to nobody: it holds the connection.
const NOTHING: &str = "";

/// What a receiver answers with that is tried again in an hour, and so in no test unless [`make_due`] is called.
pub const LATER: &str = "503 Service Unavailable\r\nRetry-After: 3600";

/// A POST that came to a receiver.
#[derive(Debug)]
pub struct Post {
    id: String,
    pub body: Value,
}

/// A server of the test's own that posts go to.
pub struct Receiver {
    url: String,
    posts: mpsc::UnboundedReceiver<Post>,
    answer: watch::Sender<&'static str>,
}

impl Receiver {
    /// Listens, and answers with the rest of a status line, such as `200 OK`, and header lines that may follow.
    pub async fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (sender, posts) = mpsc::unbounded_channel();
        let (answer, answers) = watch::channel(answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(receive(stream, sender.clone(), answers.clone()));
            }
        });
        Self { url, posts, answer }
    }

    /// Answers with this from now on, also to those that are held.
    pub fn answers(&self, answer: &'static str) {
        self.answer.send_replace(answer);
    }

    /// Waits for the next POST.
    pub async fn next(&mut self) -> Post {
        within(self.posts.recv()).await.unwrap()
    }

    /// How many have come and were not waited for.
    fn count(&self) -> usize {
        self.posts.len()
    }
}

/// Reads one POST whole, and answers it once there is an answer.
async fn receive(stream: TcpStream, posts: mpsc::UnboundedSender<Post>, mut answers: watch::Receiver<&'static str>) {
    let mut stream = BufReader::new(stream);
    let (mut id, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            if line.trim_end().is_empty() { break } else { continue }
        };
        match name.to_ascii_lowercase().as_str() {
            "webhook-id" => id = value.to_owned(),
            "content-length" => length = value.parse().unwrap(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    // The test has ended where nobody listens any more.
    if posts.send(Post { id, body: serde_json::from_slice(&body).unwrap() }).is_err() {
        return;
    }
    let Ok(answer) = answers.wait_for(|answer| *answer != NOTHING).await.map(|answer| *answer) else { return };
    // Whoever posted may be killed by now.
    let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(answer.as_bytes()).await;
}

/// `plan-server serve` that posts to these receivers.
pub fn posting(place: &ServerFolder, receivers: &[&Receiver]) -> Command {
    let mut command = serve(place);
    command.env("PLAN_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").arg("--webhook-allow-private");
    for receiver in receivers {
        command.args(["--webhook", &receiver.url]);
    }
    command
}

async fn start(place: &ServerFolder, receivers: &[&Receiver]) -> Server {
    Server::spawn(&mut posting(place, receivers)).await
}

/// Sends a plan request; its reference.
pub async fn request(server: &Server) -> String {
    let reply = server.post_json(&plan_request()).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json()["reference"].as_str().unwrap().to_owned()
}

/// Runs `plan-server outbox` beside a server; its exit status, standard output and standard error.
async fn outbox(place: &ServerFolder, arguments: &[&str]) -> (ExitStatus, String, String) {
    let mut command = Command::new(BINARY);
    command.env_clear().arg("outbox").args(arguments).arg("--database").arg(place.database_place());
    let output = within(command.stdin(Stdio::null()).output()).await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status, text(output.stdout), text(output.stderr))
}

/// What `outbox list --json` prints of the messages.
async fn messages(place: &ServerFolder) -> Vec<Value> {
    let (status, stdout, stderr) = outbox(place, &["list", "--json"]).await;
    assert!(status.success(), "{stderr}");
    serde_json::from_str::<Value>(&stdout).unwrap()["messages"].as_array().unwrap().clone()
}

/// Waits until what the operator sees of the messages is so.
async fn until(place: &ServerFolder, is_so: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    within(async {
        loop {
            let messages = messages(place).await;
            if is_so(&messages) {
                return messages;
            }
        }
    })
    .await
}

/// Waits until all messages are in a state.
async fn all(place: &ServerFolder, state: &str) -> Vec<Value> {
    until(place, |messages| messages.iter().all(|message| message["state"] == state)).await
}

async fn warnings(server: &Server) -> Vec<String> {
    serde_json::from_value(server.healthy().await.json()["warnings"].clone()).unwrap()
}

/// Lets everything that waits be tried again now.
pub async fn make_due(place: &ServerFolder) {
    let due = sqlx::query("UPDATE outbox SET due_at = '2026-01-01T00:00:00Z' WHERE state = 'waiting'");
    due.execute(&mut place.database().await).await.unwrap();
}

/// Lets the claims of a process end that was killed.
async fn end_claims(place: &ServerFolder) {
    let ended = sqlx::query("UPDATE outbox SET claimed_until = '2026-01-01T00:00:00Z' WHERE claimed_until IS NOT NULL");
    assert!(ended.execute(&mut place.database().await).await.unwrap().rows_affected() > 0);
}

#[tokio::test]
async fn a_request_is_told_once_to_each_target() {
    let (mut first, mut second) = (Receiver::start("200 OK").await, Receiver::start("204 No Content").await);
    let place = ServerFolder::new();
    let server = start(&place, &[&first, &second]).await;
    let reference = request(&server).await;

    let (one, two) = (first.next().await, second.next().await);
    assert!(one.body.to_string().contains(&reference), "{}", one.body);
    assert!(one.id.starts_with("msg_") && one.id != two.id, "{} {}", one.id, two.id);
    let messages = all(&place, "delivered").await;
    let ids: HashSet<_> = messages.iter().map(|message| message["id"].as_str().unwrap()).collect();
    assert_eq!(ids, HashSet::from([one.id.as_str(), two.id.as_str()]));
    for message in &messages {
        assert_eq!((&message["reference"], &message["attempts"]), (&json!(reference), &json!(1)));
        assert_eq!((&message["due_at"], &message["last_error"]), (&Value::Null, &Value::Null));
    }
    assert_eq!((first.count(), second.count()), (0, 0));
    assert!(warnings(&server).await.is_empty());
}

#[tokio::test]
async fn nothing_is_told_of_what_is_refused_or_comes_again() {
    let mut receiver = Receiver::start("200 OK").await;
    let place = ServerFolder::new();
    let server = start(&place, &[&receiver]).await;
    let mut refused = plan_request();
    refused["plan"] = json!("none");
    assert_eq!(server.post_json(&refused).await.status, 422);
    let keyed = |body: &Value| server.post().header("idempotency-key", "k").json(body);
    assert_eq!(send(keyed(&refused)).await.status, 422);
    assert_eq!(send(keyed(&plan_request())).await.status, 201);
    assert_eq!(send(keyed(&plan_request())).await.header("idempotency-replayed"), "true");
    assert_eq!(send(keyed(&refused)).await.status, 422);

    receiver.next().await;
    assert_eq!(all(&place, "delivered").await.len(), 1);
    assert_eq!(receiver.count(), 0);
}

#[tokio::test]
async fn without_targets_nothing_waits() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    request(&server).await;
    assert!(messages(&place).await.is_empty());
    let (status, stdout, stderr) = outbox(&place, &["list"]).await;
    assert!(status.success() && stdout.is_empty() && stderr.is_empty(), "{stdout}{stderr}");
}

#[tokio::test]
async fn a_receiver_that_fails_is_tried_again_under_the_same_name() {
    let mut receiver = Receiver::start(LATER).await;
    let place = ServerFolder::new();
    let server = start(&place, &[&receiver]).await;
    request(&server).await;
    let first = receiver.next().await;
    let waiting = until(&place, |messages| messages[0]["last_error"].is_string()).await;
    assert_eq!((&waiting[0]["state"], &waiting[0]["attempts"]), (&json!("waiting"), &json!(1)));
    assert!(waiting[0]["last_error"].as_str().unwrap().contains("503"), "{}", waiting[0]);
    let (_, line, _) = outbox(&place, &["list", "--state", "waiting"]).await;
    assert!(line.contains(", 1 attempt: ") && line.contains("waiting, due 2"), "{line}");

    receiver.answers("200 OK");
    make_due(&place).await;
    let second = receiver.next().await;
    assert_eq!(second.id, first.id);
    let delivered = all(&place, "delivered").await;
    assert_eq!((&delivered[0]["attempts"], &delivered[0]["last_error"]), (&json!(2), &Value::Null));
    let log = server.stop().await.log;
    assert!(!log.contains("Ada") && !log.contains("analytical"), "{log}");
}

#[tokio::test]
async fn what_was_answered_is_told_after_a_kill() {
    let mut receiver = Receiver::start(NOTHING).await;
    let place = ServerFolder::new();
    let server = start(&place, &[&receiver]).await;
    request(&server).await;
    let first = receiver.next().await;
    server.signal(Signal::KILL);
    server.ended().await;
    assert_eq!((&messages(&place).await[0]["state"], receiver.count()), (&json!("waiting"), 0));

    receiver.answers("200 OK");
    let server = start(&place, &[&receiver]).await;
    end_claims(&place).await;
    assert_eq!(receiver.next().await.id, first.id);
    all(&place, "delivered").await;
    assert!(warnings(&server).await.is_empty());
}

#[tokio::test]
async fn what_no_server_had_time_to_tell_is_told_at_the_next_start() {
    let mut receiver = Receiver::start("200 OK").await;
    let place = ServerFolder::new();
    // Four are held, and all others wait behind them when it is killed.
    receiver.answers(NOTHING);
    let server = start(&place, &[&receiver]).await;
    let mut references = HashSet::new();
    for _ in 0..10 {
        references.insert(json!(request(&server).await));
    }
    for _ in 0..4 {
        receiver.next().await;
    }
    server.signal(Signal::KILL);
    server.ended().await;
    let reference = |message: &Value| message["reference"].clone();
    assert_eq!(messages(&place).await.iter().map(reference).collect::<HashSet<_>>(), references);

    receiver.answers("200 OK");
    let _server = start(&place, &[&receiver]).await;
    for _ in 0..6 {
        receiver.next().await;
    }
    end_claims(&place).await;
    assert_eq!(all(&place, "delivered").await.len(), 10);
}

#[tokio::test]
async fn kills_at_any_time_lose_nothing_that_was_answered() {
    let mut receiver = Receiver::start("200 OK").await;
    let place = ServerFolder::new();
    let (mut answered, mut told) = (HashSet::new(), HashSet::new());
    for count in [0, 1, 4, 9] {
        let server = start(&place, &[&receiver]).await;
        let (sender, mut receipts) = mpsc::unbounded_channel();
        for _ in 0..12 {
            let (sender, request) = (sender.clone(), server.post().json(&plan_request()));
            tokio::spawn(async move {
                if let Ok(response) = request.send().await
                    && response.status() == StatusCode::CREATED
                    && let Ok(receipt) = response.json::<Value>().await
                {
                    sender.send(receipt["reference"].clone()).unwrap();
                }
            });
        }
        drop(sender);
        answered.extend(within(receipts.recv()).await);
        for _ in 0..count {
            told.insert(receiver.next().await.body["data"]["reference"].clone());
        }
        server.signal(Signal::KILL);
        server.ended().await;
        while let Some(reference) = within(receipts.recv()).await {
            answered.insert(reference);
        }
    }

    let _server = start(&place, &[&receiver]).await;
    let ended = sqlx::query("UPDATE outbox SET claimed_until = NULL").execute(&mut place.database().await).await;
    assert!(ended.is_ok(), "{ended:?}");
    all(&place, "delivered").await;
    while receiver.count() > 0 {
        told.insert(receiver.next().await.body["data"]["reference"].clone());
    }
    assert!(answered.len() >= 4 && told.is_superset(&answered), "told {}, answered {}", told.len(), answered.len());
}

#[tokio::test]
async fn two_servers_on_one_database_tell_nothing_twice() {
    let mut receiver = Receiver::start("200 OK").await;
    let place = ServerFolder::new();
    let servers = [start(&place, &[&receiver]).await, start(&place, &[&receiver]).await];
    let mut references = HashSet::new();
    for number in 0..30 {
        references.insert(request(&servers[number % 2]).await);
    }
    let mut ids = HashSet::new();
    for _ in 0..30 {
        ids.insert(receiver.next().await.id);
    }
    assert_eq!(ids.len(), 30);
    let messages = all(&place, "delivered").await;
    assert!(messages.iter().all(|message| message["attempts"] == 1), "{messages:?}");
    assert_eq!((messages.len(), references.len(), receiver.count()), (30, 30, 0));
}

#[tokio::test]
async fn a_slow_target_holds_up_no_other() {
    let (mut slow, mut quick) = (Receiver::start(NOTHING).await, Receiver::start("200 OK").await);
    let place = ServerFolder::new();
    let server = start(&place, &[&slow, &quick]).await;
    join_all((0..12).map(|_| request(&server))).await;
    // More than are on their way at once: so most of them have arrived, while nothing has at the other.
    for _ in 0..12 {
        quick.next().await;
    }
    for _ in 0..4 {
        slow.next().await;
    }
    assert_eq!(slow.count(), 0, "more are on their way to one target than may be");
    slow.answers("200 OK");
    all(&place, "delivered").await;
}

#[tokio::test]
async fn a_stop_lets_what_is_in_flight_end() {
    let mut receiver = Receiver::start(NOTHING).await;
    let place = ServerFolder::new();
    let mut server = Server::spawn(posting(&place, &[&receiver]).args(["--stop-seconds", "60"])).await;
    request(&server).await;
    receiver.next().await;
    server.signal(Signal::TERM);
    server.logged("stopping after the requests in flight").await;
    receiver.answers("200 OK");
    assert_eq!(server.ended().await.status.code(), Some(0));
    let message = &messages(&place).await[0];
    assert_eq!((&message["state"], &message["attempts"]), (&json!("delivered"), &json!(1)));
}

#[tokio::test]
async fn a_stop_gives_back_what_does_not_end_in_time() {
    let mut receiver = Receiver::start(NOTHING).await;
    let place = ServerFolder::new();
    let server = Server::spawn(posting(&place, &[&receiver]).args(["--stop-seconds", "0"])).await;
    request(&server).await;
    let first = receiver.next().await;
    let stopped = server.stop().await;
    assert_eq!(stopped.status.code(), Some(0));
    assert!(stopped.log.contains("is not delivered yet"), "{}", stopped.log);
    let message = &messages(&place).await[0];
    assert_eq!((&message["state"], &message["attempts"]), (&json!("waiting"), &json!(0)));

    receiver.answers("200 OK");
    let _server = start(&place, &[&receiver]).await;
    // Nobody waits for a claim to end.
    assert_eq!(receiver.next().await.id, first.id);
    all(&place, "delivered").await;
}

#[tokio::test]
async fn a_target_that_is_gone_gets_nothing_until_a_replay() {
    let (mut gone, mut other) = (Receiver::start("410 Gone").await, Receiver::start("200 OK").await);
    let place = ServerFolder::new();
    let server = start(&place, &[&gone, &other]).await;
    request(&server).await;
    gone.next().await;
    let dead = |messages: &[Value]| messages.iter().filter(|message| message["state"] == "dead").count();
    until(&place, |messages| dead(messages) == 1).await;
    request(&server).await;
    until(&place, |messages| dead(messages) == 2).await;
    for _ in 0..2 {
        other.next().await;
    }
    assert_eq!(gone.count(), 0, "it was told again");
    let warned = warnings(&server).await;
    assert!(warned[0].starts_with("the outbox could not deliver 2 messages; "), "{warned:?}");
    assert!(warned[1].starts_with("the outbox has stopped for 1 target that "), "{warned:?}");
    assert!(!format!("{warned:?}").contains("127.0.0.1"), "health is for everybody: {warned:?}");

    let (_, stdout, _) = outbox(&place, &["list", "--json"]).await;
    let target = serde_json::from_str::<Value>(&stdout).unwrap()["stopped_targets"][0]["target"].clone();
    let target = target.as_str().unwrap();
    let (_, lines, _) = outbox(&place, &["list"]).await;
    assert!(lines.starts_with("stopped since ") && lines.contains(&format!(": webhook {target}\n")), "{lines}");

    gone.answers("200 OK");
    let (status, stdout, stderr) = outbox(&place, &["replay", "--target", target]).await;
    assert_eq!((status.code(), stdout.as_str(), stderr.as_str()), (Some(0), "2 messages are sent again\n", ""));
    assert_ne!(gone.next().await.id, gone.next().await.id);
    all(&place, "delivered").await;
    assert!(warnings(&server).await.is_empty());
}

#[tokio::test]
async fn what_waits_for_a_target_that_is_no_more_is_dead_until_it_is_there_and_replayed() {
    let mut receiver = Receiver::start("503 Service Unavailable").await;
    let place = ServerFolder::new();
    let server = start(&place, &[&receiver]).await;
    request(&server).await;
    receiver.next().await;
    until(&place, |messages| messages[0]["last_error"].is_string()).await;
    server.stop().await;
    // It has been due for so long that no other server can be about to send it.
    let late = sqlx::query("UPDATE outbox SET due_at = $1").bind(ago(TimeDelta::minutes(10)));
    late.execute(&mut place.database().await).await.unwrap();

    let server = Server::start(&place).await;
    let message = all(&place, "dead").await.remove(0);
    assert!(message["last_error"].as_str().unwrap().contains("its target any more"), "{message}");
    let warned = warnings(&server).await;
    assert!(warned[0].starts_with("the outbox could not deliver 1 message; "), "{warned:?}");
    server.stop().await;

    receiver.answers("200 OK");
    let server = start(&place, &[&receiver]).await;
    let (_, stdout, stderr) = outbox(&place, &["replay", "--dead"]).await;
    assert_eq!((stdout.as_str(), stderr.as_str()), ("1 message is sent again\n", ""));
    assert_eq!(receiver.next().await.id, message["id"]);
    assert_eq!(all(&place, "delivered").await[0]["attempts"], 1);
    assert!(warnings(&server).await.is_empty());
}

#[tokio::test]
async fn a_server_leaves_what_only_another_one_sends_to_that() {
    let mut receiver = Receiver::start("503 Service Unavailable").await;
    let place = ServerFolder::new();
    let with = start(&place, &[&receiver]).await;
    let without = Server::start(&place).await;
    request(&without).await;
    assert!(messages(&place).await.is_empty(), "it tells nobody");
    request(&with).await;
    let id = receiver.next().await.id;
    until(&place, |messages| messages[0]["last_error"].is_string()).await;
    // One that starts while the message waits looks at it, too.
    let later = Server::start(&place).await;
    receiver.answers("200 OK");
    assert_eq!(receiver.next().await.id, id);
    assert_eq!(all(&place, "delivered").await[0]["attempts"], 2);
    for server in [with, without, later] {
        assert!(warnings(&server).await.is_empty());
    }
}

#[tokio::test]
async fn a_message_is_replayed_or_discarded_by_its_name() {
    let mut receiver = Receiver::start("200 OK").await;
    let place = ServerFolder::new();
    let server = start(&place, &[&receiver]).await;
    request(&server).await;
    let id = receiver.next().await.id;
    all(&place, "delivered").await;
    receiver.answers("404 Not Found");
    let (_, stdout, stderr) = outbox(&place, &["replay", &id]).await;
    assert_eq!((stdout.as_str(), stderr.as_str()), ("1 message is sent again\n", ""));
    assert_eq!(receiver.next().await.id, id);
    until(&place, |messages| messages[0]["last_error"].is_string()).await;

    // What waits is not discarded.
    sqlx::query("UPDATE outbox SET state = 'waiting'").execute(&mut place.database().await).await.unwrap();
    assert_eq!(outbox(&place, &["discard", &id]).await.1, "0 messages are discarded\n");
    sqlx::query("UPDATE outbox SET state = 'dead'").execute(&mut place.database().await).await.unwrap();
    assert_eq!(outbox(&place, &["discard", "--dead"]).await.1, "1 message is discarded\n");
    assert!(messages(&place).await.is_empty() && warnings(&server).await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_found_is_said_with_the_way_out() {
    let place = ServerFolder::with_file();
    let (status, _, stderr) = outbox(&place, &["list"]).await;
    assert_eq!(status.code(), Some(1));
    assert!(stderr.starts_with("error: there is no database ") && stderr.ends_with("with --database\n"), "{stderr}");
    assert!(!place.path("data").exists(), "it was made");
    let place = ServerFolder::new();

    let receiver = Receiver::start("410 Gone").await;
    let server = start(&place, &[&receiver]).await;
    request(&server).await;
    all(&place, "dead").await;
    let (status, _, stderr) = outbox(&place, &["replay", "msg_none"]).await;
    assert_eq!(status.code(), Some(2));
    assert!(stderr.starts_with("error: the outbox has no message msg_none; "), "{stderr}");
    let (status, _, stderr) = outbox(&place, &["replay", "--target", "elsewhere"]).await;
    assert_eq!(status.code(), Some(2));
    assert!(stderr.starts_with("error: the outbox has no target elsewhere; it has 127.0.0.1-"), "{stderr}");
    for arguments in [&["replay"][..], &["discard"], &["replay", "--dead", "msg_none"]] {
        assert_eq!(outbox(&place, arguments).await.0.code(), Some(2), "{arguments:?}");
    }
}

//! A place with a site and a database, the real binary started there, and what it answers.

use std::ffi::OsString;
use std::net::TcpListener;
use std::ops::Range;
use std::path::PathBuf;
use std::process::{self, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder, StatusCode};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AnyConnection, ConnectOptions, Executor};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::database::{self, TestDatabase, object};

/// The file of the database in a folder.
const FILE: &str = "data/plan-requests.db";

/// The binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_plan-server");

/// How long anything may take before a test calls it hung. Nothing waits for it to pass.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How long it is until something is asked again that tells of no change by itself.
const POLL: Duration = Duration::from_millis(20);

/// Ports below those that Linux gives out by itself, from 32768 on.
const LASTING_PORTS: Range<u32> = 20_000..32_000;

/// A folder of its own, with the site's files in `site` and the database, once a server has run, in `data`, unless the tests run with
/// PostgreSQL.
pub struct ServerFolder {
    database: TestDatabase,
    folder: TempDir,
}

impl ServerFolder {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = TestDatabase::new(folder.path().join(FILE));
        Self { database, folder }.with_site()
    }

    /// Makes one whose database is a file in any case: for what is of files by its nature.
    pub fn with_file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = TestDatabase::File(folder.path().join(FILE));
        Self { database, folder }.with_site()
    }

    fn with_site(self) -> Self {
        self.write("site/index.html", b"<!doctype html><title>Plans</title>");
        self
    }

    /// Returns what `--database` is given.
    pub fn database_place(&self) -> OsString {
        self.database.place()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// A connection of the test's own to the database.
    pub async fn database(&self) -> AnyConnection {
        self.database.connect().await
    }

    /// Reads in the database, which is a file, so that its log is not emptied while the connection is open. It reads alone: else it would
    /// empty the log itself where it ends last.
    pub async fn reader(&self) -> SqliteConnection {
        let file = SqliteConnectOptions::new().filename(self.path(FILE)).read_only(true);
        let mut reader = file.connect().await.unwrap();
        reader.execute("BEGIN").await.unwrap();
        reader.execute("SELECT COUNT(*) FROM plan_requests").await.unwrap();
        reader
    }

    /// Every stored request, in the order stored, read from the database.
    pub async fn rows(&self) -> Vec<Value> {
        const SELECT: &str = "
            SELECT reference, idempotency_key, received_at, plan, name, email, company, message, consent, answers, page_catalog_version,
                recommended, fits, advice, catalog_id, catalog_version, catalog_content, page_content, page_language, checked, changes
            FROM plan_requests ORDER BY rowid";
        let rows = sqlx::query(SELECT).fetch_all(&mut self.database().await).await.unwrap();
        rows.iter().map(|row| object(row, &["answers", "advice", "changes"])).collect()
    }
}

/// A running server. It is killed where a test ends without stopping it.
pub struct Server {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    log: watch::Receiver<String>,
    client: reqwest::Client,
    /// `127.0.0.1:PORT`
    pub address: String,
}

impl Drop for Server {
    /// Shows what the server logged as a fault, where a test fails.
    fn drop(&mut self) {
        if thread::panicking() {
            self.log
                .borrow()
                .lines()
                .filter(|line| line.contains("ERROR"))
                .for_each(|line| eprintln!("the server: {line}"));
        }
    }
}

/// What a stopped server leaves.
pub struct Stopped {
    pub status: ExitStatus,
    pub stdout: String,
    pub log: String,
}

/// A response, read whole.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Server {
    /// Starts a server on a free port.
    pub async fn start(place: &ServerFolder) -> Self {
        Self::start_with(place, &[]).await
    }

    /// Starts a server on a free port with further arguments.
    pub async fn start_with(place: &ServerFolder, arguments: &[&str]) -> Self {
        let mut command = serve(place);
        Self::spawn(command.args(arguments)).await
    }

    /// Starts a server and waits until it listens.
    pub async fn spawn(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        let log = follow(BufReader::new(child.stderr.take().unwrap()).lines());
        let Some(line) = within(stdout.next_line()).await.unwrap() else {
            panic!("the server ended before it listened: {}", *log.borrow());
        };
        let address = line.strip_prefix("listening on http://").expect("the line says where").to_owned();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { child, stdout, log, client, address }
    }

    /// Starts a server that may open so many files.
    pub async fn spawn_with_descriptors(place: &ServerFolder, count: u32) -> Self {
        let serve = serve(place);
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("ulimit -n {count} && exec \"$@\""), "sh", BINARY])
            .args(serve.as_std().get_args());
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        Self::spawn(&mut command).await
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    pub async fn get(&self, path: &str) -> Reply {
        send(self.request(Method::GET, path)).await
    }

    /// Asks for the health at a path until the answer has this status: what was found a second ago is passed on, and where the machine is busy
    /// a check may take longer than a server waits for it.
    pub async fn health_when(&self, path: &str, status: u16) -> Reply {
        within(async {
            loop {
                let reply = self.get(path).await;
                if reply.status == status {
                    return reply;
                }
                sleep(POLL).await;
            }
        })
        .await
    }

    /// Asks for the health until it is good.
    pub async fn healthy(&self) -> Reply {
        self.health_when("/api/health", 200).await
    }

    /// A plan request, not sent yet, and without a body.
    pub fn post(&self) -> RequestBuilder {
        self.request(Method::POST, "/api/plan-requests")
    }

    pub async fn post_json(&self, body: &Value) -> Reply {
        send(self.post().json(body)).await
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).await.unwrap()
    }

    /// What the server answers to bytes that no client library would send, and the rest until it closes.
    pub async fn raw(&self, request: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        read_to_end(&mut stream).await
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id().expect("the server runs")
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.id() as i32).unwrap(), signal).unwrap();
    }

    /// Waits until the log holds a text.
    pub async fn logged(&mut self, text: &str) {
        within(self.log.wait_for(|log| log.contains(text))).await.unwrap();
    }

    /// Waits for the first line of the log that holds a text.
    pub async fn log_line(&mut self, text: &str) -> String {
        self.logged(text).await;
        let log = self.log.borrow();
        log.lines().find(|line| line.contains(text)).unwrap().to_owned()
    }

    /// Waits until the server has ended.
    pub async fn ended(mut self) -> Stopped {
        let status = within(self.child.wait()).await.unwrap();
        let mut stdout = String::new();
        while let Some(line) = self.stdout.next_line().await.unwrap() {
            stdout.push_str(&line);
        }
        // Its sender is gone once everything is read.
        while within(self.log.changed()).await.is_ok() {}
        let log = self.log.borrow().clone();
        Stopped { status, stdout, log }
    }

    /// Stops the server as an operator does.
    pub async fn stop(self) -> Stopped {
        self.signal(Signal::TERM);
        self.ended().await
    }
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Checks a problem: everything that its body says, and that the document lists its type.
    #[track_caller]
    pub fn is_problem(&self, status: u16, name: &str, detail: &str, errors: Option<Value>) {
        let errors = errors.unwrap_or_else(|| json!([]));
        let row = format!("| `{name}` | {status} | ");
        let row = include_str!("../../../docs/problems.md").lines().find_map(|line| line.strip_prefix(&row));
        let title = row.and_then(|rest| rest.split(" | ").next()).expect("docs/problems.md lists the type");
        let id = self.header("x-request-id");
        let expected = json!({
            "type": format!("urn:problem-type:plan-configurator:{name}"), "title": title, "status": status,
            "detail": detail, "errors": errors, "request": id,
        });
        assert_eq!((self.status.as_u16(), self.json()), (status, expected));
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert!(id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id:?}");
    }
}

/// `plan-server serve` on a free port, with nothing of this process's environment.
pub fn serve(place: &ServerFolder) -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().args(["serve", "--port", "0"]);
    command.arg("--site").arg(place.path("site")).arg("--database").arg(place.database_place());
    if database::postgres().is_some() {
        // What stands beside a file stands in `data`, where the server is started.
        command.current_dir(place.path(""));
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// Finds a port at which nobody listens, and which the system gives to nobody: so it can be listened at later, or again, or stay closed.
pub fn lasting_port() -> u16 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    // Tests of another process begin elsewhere.
    let start = process::id().wrapping_mul(97);
    loop {
        let next = start.wrapping_add(COUNT.fetch_add(1, Ordering::Relaxed)) % LASTING_PORTS.len() as u32;
        let port = (LASTING_PORTS.start + next) as u16;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// A plan request with everything in it.
pub fn plan_request() -> Value {
    json!({
        "plan": "business",
        "answers": {
            "company-size": "100-499",
            "sev1-hours": "always",
            "incidents": 10,
            "assurance": ["health-check"],
        },
        "contact": {"name": "Ada Lovelace", "email": "ada@analytical.example", "company": "Analytical Engines"},
        "message": "Please call\nbefore noon.",
        "catalog": {"id": "msa", "version": "an older one"},
    })
}

pub async fn send(request: RequestBuilder) -> Reply {
    let response = within(request.send()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    Reply { status, headers, body: within(response.bytes()).await.unwrap().to_vec() }
}

/// Reads the next answer of a connection whole.
pub async fn read_reply(stream: &mut TcpStream) -> Reply {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(within(stream.read_u8()).await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let status = lines.next().unwrap().strip_prefix("HTTP/1.1 ").unwrap()[..3].parse::<u16>().unwrap();
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        headers.append(name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap());
    }
    let mut body = vec![0; headers["content-length"].to_str().unwrap().parse().unwrap()];
    within(stream.read_exact(&mut body)).await.unwrap();
    Reply { status: StatusCode::from_u16(status).unwrap(), headers, body }
}

pub async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    within(stream.read_to_end(&mut bytes)).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Fails where something hangs.
pub async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(TIMEOUT, future).await.expect("this hangs")
}

/// Collects a log as it is written.
fn follow(mut lines: Lines<impl tokio::io::AsyncBufRead + Unpin + Send + 'static>) -> watch::Receiver<String> {
    let (sender, log) = watch::channel(String::new());
    tokio::spawn(async move {
        while let Some(line) = lines.next_line().await.unwrap() {
            sender.send_modify(|log| log.extend([&line, "\n"]));
        }
    });
    log
}

//! A real mail server on loopback, in Python, which keeps what it takes, and replies as it is told.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use mail_parser::{Message, MessageParser};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::sleep;

use crate::outbox::make_due;
use crate::support::{ServerFolder, lasting_port, within};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/server/mail/receiver.py");

/// A certificate of its own for `localhost`, which nobody trusts but who is told to.
pub const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/mail-server.pem");
pub const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/mail-server.key");

/// A mail server. It ends with its test.
pub struct Receiver {
    folder: TempDir,
    _child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    pub port: u16,
}

/// A mail as the server took it.
pub struct Received {
    pub to: Vec<String>,
    pub from: String,
    pub options: Vec<String>,
    pub is_encrypted: bool,
    pub peer: u64,
    pub user: Option<String>,
    pub content: Vec<u8>,
}

impl Receiver {
    pub async fn start() -> Self {
        Self::start_with(json!({})).await
    }

    /// Starts a server that can be started again at its port once it has ended.
    pub async fn start_at_lasting_port() -> Self {
        Self::start_with(json!({"port": lasting_port()})).await
    }

    /// Starts a server with the settings that the script names.
    pub async fn start_with(settings: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(python().await);
        command.arg(SCRIPT).arg(folder.path()).arg(settings.to_string());
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = within(stdout.next_line()).await.unwrap().expect("the mail server listens");
        let port = line.rsplit(':').next().unwrap().parse().unwrap();
        Self { folder, _child: child, stdout, port }
    }

    /// The address of the server, as `--smtp` names it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What it replies from now on, by a command or an address.
    pub fn replies(&self, replies: &Value) {
        let (file, new) = (self.folder.path().join("replies.json"), self.folder.path().join("replies.new"));
        fs::write(&new, replies.to_string()).unwrap();
        fs::rename(new, file).unwrap();
    }

    /// Waits until it has taken another mail.
    pub async fn mail(&mut self) -> Received {
        let said = self.said().await;
        self.taken(&said).unwrap_or_else(|| panic!("a mail is taken, and not: {said}"))
    }

    /// Waits until it has taken another mail, also one that it refused before, while all that waits at a place is tried again and again.
    pub async fn mail_at_last(&mut self, place: &ServerFolder) -> Received {
        let tried_again = async {
            loop {
                make_due(place).await;
                sleep(Duration::from_millis(500)).await;
            }
        };
        let taken = async {
            loop {
                let said = self.said().await;
                if let Some(mail) = self.taken(&said) {
                    return mail;
                }
            }
        };
        tokio::select! {
            mail = taken => mail,
            () = tried_again => unreachable!("it goes on for ever"),
        }
    }

    /// Reads the mail of which it has said that it took it.
    fn taken(&self, said: &str) -> Option<Received> {
        let mail = fs::read(self.folder.path().join(said.strip_prefix("took ")?)).unwrap();
        Some(Received::read(&serde_json::from_slice(&mail).unwrap()))
    }

    /// Waits until it has refused another mail, and gives what it said.
    pub async fn refused(&mut self) -> String {
        let said = self.said().await;
        said.strip_prefix("refused ").unwrap_or_else(|| panic!("a mail is refused, and not: {said}")).to_owned()
    }

    pub async fn said(&mut self) -> String {
        within(self.stdout.next_line()).await.unwrap().expect("the mail server runs")
    }
}

impl Received {
    fn read(mail: &Value) -> Self {
        let texts =
            |name: &str| mail[name].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect();
        Self {
            to: texts("to"),
            from: mail["from"].as_str().unwrap().to_owned(),
            options: texts("options"),
            is_encrypted: mail["encrypted"].as_bool().unwrap(),
            peer: mail["peer"].as_u64().unwrap(),
            user: mail["user"].as_str().map(str::to_owned),
            content: mail["content"].as_str().unwrap().chars().map(|byte| byte as u8).collect(),
        }
    }

    /// The mail, read by its MIME parts.
    pub fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.content).expect("a mail")
    }

    /// A header as it stands there, unfolded.
    pub fn header(&self, name: &str) -> String {
        let parsed = self.parsed();
        let raw = parsed.header_raw(name).unwrap_or_else(|| panic!("there is a header {name}"));
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its plain text, with lines as Unix ends them.
    pub fn text(&self) -> String {
        self.parsed().body_text(0).expect("a part of text").replace("\r\n", "\n")
    }

    pub fn html(&self) -> String {
        self.parsed().body_html(0).expect("a part of HTML").into_owned()
    }
}

/// The Python that has aiosmtpd: Debian's own, unless another is named.
async fn python() -> String {
    let named = std::env::var("PYTHON").ok();
    let candidates = named.into_iter().chain(["/usr/bin/python3", "python3"].map(str::to_owned));
    for python in candidates {
        let tried = Command::new(&python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status().await;
        if tried.is_ok_and(|status| status.success()) {
            return python;
        }
    }
    panic!(
        "the tests of mail send to a real mail server and need Python with aiosmtpd; on Debian: apt-get install \
         python3-aiosmtpd, elsewhere: pip install aiosmtpd; the variable PYTHON names another Python than python3"
    );
}

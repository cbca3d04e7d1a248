//! Servers to be broken: with two targets that never answer, so that what is to be told of each request stays in the outbox.

use std::net::TcpListener;
use std::process::Stdio;

use tokio::process::Command;

use crate::support::{BINARY, Server, ServerFolder, serve};

/// How many messages each request has.
pub const TARGETS: i64 = 2;

/// Listens, and never takes a connection: posts wait until they give up.
pub struct Deaf(Vec<TcpListener>);

impl Deaf {
    pub fn new() -> Self {
        Self((0..TARGETS).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect())
    }

    /// Makes `plan-server serve` on a free port, behind words such as `strace` with its arguments.
    pub fn server_behind(&self, words: &[&str], place: &ServerFolder) -> Command {
        let program = std::env::var("PLAN_FAULT_SERVER").unwrap_or_else(|_| BINARY.to_owned());
        let (first, rest) = words.split_first().map_or((program.as_str(), None), |(first, rest)| (*first, Some(rest)));
        let mut command = Command::new(first);
        if let Some(rest) = rest {
            command.args(rest).arg(&program);
        }
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        // They send as fast as they can.
        command.args(serve(place).as_std().get_args()).args(["--rate", "0"]);
        command.env("PLAN_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").arg("--webhook-allow-private");
        // Posts that nobody takes are not waited for long.
        command.args(["--stop-seconds", "1"]);
        for listener in &self.0 {
            command.args(["--webhook", &format!("http://{}/hook", listener.local_addr().unwrap())]);
        }
        // With PostgreSQL it keeps its files where it was started.
        command.current_dir(place.path(""));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    /// Makes `plan-server serve` on a free port.
    pub fn server(&self, place: &ServerFolder) -> Command {
        self.server_behind(&[], place)
    }
}

/// Waits until the health of a server has this status: a commit of just now counts as proof that it can write.
pub async fn until_health(server: &Server, status: u16) {
    server.health_when("/api/health/ready", status).await;
}

/// Returns the address of a place's database.
pub fn url(place: &ServerFolder) -> String {
    format!("sqlite://{}", place.path("data/plan-requests.db").display())
}

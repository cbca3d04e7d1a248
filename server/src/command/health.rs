//! `plan-server health`: whether a server answers, for containers and monitors.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, anyhow};

use crate::number;

/// How long the server may take to connect, and to answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Ask a running server whether it can take requests
///
/// Prints what `/api/health/ready` answers. The exit code is 1 where that is not 200, or where nothing answers.
#[derive(clap::Args)]
pub struct Health {
    /// Ask whether the process answers at all, by /api/health/live: for what starts a server anew that does not. The database is not asked
    #[arg(long)]
    live: bool,
    /// Port that the server listens on
    #[arg(long, env = "PLAN_PORT", default_value_t = 8080, value_parser = number::within(1..=u16::MAX))]
    port: u16,
    /// Address or name that the server listens on
    #[arg(long, env = "PLAN_HOST", default_value = "127.0.0.1")]
    host: String,
}

impl Health {
    /// Runs `plan-server health`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Self { host, port, .. } = &self;
        let answer = self.ask().map_err(|error| {
            anyhow!("no server answers on port {port} of {host}: {error}; start it, or say where it is with --host (PLAN_HOST) and --port (PLAN_PORT)")
        })?;
        let (head, body) = answer.split_once("\r\n\r\n").context("what answers there is no HTTP server")?;
        writeln!(io::stdout().lock(), "{body}")?;
        let is_well = head.split(' ').nth(1) == Some("200");
        Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// Returns the whole answer.
    fn ask(&self) -> io::Result<String> {
        let mut addresses = (self.host.as_str(), self.port).to_socket_addrs()?;
        let address = addresses.next().ok_or_else(|| io::Error::other("the name has no address"))?;
        let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        let question = if self.live { "live" } else { "ready" };
        // In HTTP/1.0 the answer ends where the connection does.
        let request = format!("GET /api/health/{question} HTTP/1.0\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

//! Servers that run while they are measured.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How long a server may take to listen.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A server, which is stopped when its value is dropped.
pub struct Running {
    process: Child,
    port: u16,
}

impl Running {
    /// Starts ours on a database, a file or the address of one of PostgreSQL, with no limit of how often one address may ask.
    pub fn ours(server: &Path, database: impl AsRef<OsStr>) -> Result<Self> {
        Self::listening(Self::our_command(server).arg("--database").arg(database))
    }

    /// Returns the command that starts ours without such limits.
    pub fn our_command(server: &Path) -> Command {
        let mut serve = Command::new(server);
        serve.args(["serve", "--port", "0"]);
        serve.env("PLAN_RATE", "0").env("PLAN_RATE_PER_CLIENT", "0").env("PLAN_MAX_CONNECTIONS_PER_CLIENT", "0");
        serve
    }

    /// Starts that in Fastify, which knows the content of the catalogue by this name.
    pub fn fastify(folder: &str, database: &Path, content: &str) -> Result<Self> {
        let mut node = Command::new("node");
        node.arg(crate::paths::root().join(folder).join("server.js"));
        node.env("NODE_ENV", "production");
        Self::listening(node.args(["--port", "0", "--content", content, "--database"]).arg(database))
    }

    /// Starts a server that prints the port that it listens on.
    pub fn listening(command: &mut Command) -> Result<Self> {
        let program = PathBuf::from(command.get_program());
        let process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut running =
            Self { process: process.with_context(|| format!("{} cannot be started", program.display()))?, port: 0 };
        let mut printed = BufReader::new(running.process.stdout.take().context("its output")?);
        let mut line = String::new();
        printed.read_line(&mut line)?;
        ensure!(line.starts_with("listening on "), "{} does not listen", program.display());
        running.port = line.trim().rsplit(':').next().context("a port")?.parse()?;
        // What it prints later is for nobody.
        thread::spawn(move || std::io::copy(&mut printed.by_ref(), &mut std::io::sink()));
        Ok(running)
    }

    /// Starts a server that listens on a port that was free, and waits until it does.
    pub fn on_port(command: &mut Command, port: u16) -> Result<Self> {
        let program = PathBuf::from(command.get_program());
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut running = Self { process, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if running.process.try_wait()?.is_some() || start.elapsed() > TIMEOUT {
                bail!("{} does not listen", program.display());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }

    /// Returns the port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns how long the processor has worked for it: in the program, and in the kernel for it.
    pub fn processor_time(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // The name of the program, in brackets, may hold anything.
        let (_, rest) = stat.rsplit_once(')').context("a process has a name")?;
        let fields: Vec<_> = rest.split_whitespace().collect();
        let ticks = |field: usize| fields.get(field).context("a process has times")?.parse::<u64>().context("a number");
        let (user, system) = (ticks(11)?, ticks(12)?);
        Ok(Duration::from_secs_f64((user + system) as f64 / rustix::param::clock_ticks_per_second() as f64))
    }

    /// Returns how many bytes of it are in memory.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("a process has memory")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? * 1024)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns a port of this machine that nothing listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

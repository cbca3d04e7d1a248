//! A PostgreSQL of a test's own, on loopback, to be stopped, killed and started again.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rustix::process::{Pid, Signal, getuid, kill_process};
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::support::{lasting_port, within};

/// The user that PostgreSQL runs as where the tests run as root, which it refuses.
const USER: &str = "postgres";

/// A cluster of databases in a folder.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    /// What is set otherwise than by default, such as `fsync=off`.
    settings: &'static [&'static str],
    running: Option<Child>,
}

impl Cluster {
    /// Makes one, and starts it; none where PostgreSQL is not installed.
    pub async fn start(settings: &'static [&'static str]) -> Option<Self> {
        let (programs, folder) = (programs()?, tempfile::tempdir().unwrap());
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut cluster = Self { programs, folder, port: lasting_port(), settings, running: None };
        let data = cluster.data();
        std::fs::create_dir(&data).unwrap();
        if getuid().is_root() {
            let chown = Command::new("chown").arg(USER).arg(&data).status().await;
            assert!(chown.unwrap().success(), "Debian's package of PostgreSQL makes the user {USER}");
        }
        let mut initdb = cluster.program("initdb");
        let done = initdb
            .args(["--no-sync", "-A", "trust", "-U", "plan", "-E", "UTF8", "-D"])
            .arg(&data)
            .output()
            .await
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        cluster.run().await;
        Some(cluster)
    }

    /// Returns the address of its database.
    pub fn url(&self) -> String {
        format!("postgres://plan@127.0.0.1:{}/postgres", self.port)
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        ([127, 0, 0, 1], self.port).into()
    }

    /// Returns the address of its database by way of another address, which passes everything on.
    pub fn url_by(&self, address: SocketAddr) -> String {
        format!("postgres://plan@{address}/postgres")
    }

    /// Starts it again, and waits until it answers.
    pub async fn run(&mut self) {
        let mut postgres = self.program("postgres");
        postgres.arg("-D").arg(self.data()).args(["-h", "127.0.0.1", "-k", "", "-p", &self.port.to_string()]);
        postgres.args(self.settings.iter().flat_map(|setting| ["-c", setting]));
        let postgres = postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        self.running = Some(postgres.spawn().unwrap());
        let url = self.url();
        within(async {
            while PgConnection::connect(&url).await.is_err() {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        })
        .await;
    }

    /// Stops it: by INT it breaks connections off, by QUIT it ends as after a crash.
    pub async fn stop(&mut self, signal: Signal) {
        let mut running = self.running.take().expect("it runs");
        let pid = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let pid = pid.lines().next().and_then(|pid| pid.trim().parse().ok()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
        within(running.wait()).await.unwrap();
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs a program of PostgreSQL, as a user that it accepts.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if getuid().is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(pid) = self.running.as_ref().and_then(|running| running.id()) {
            // It breaks everything off, and takes its processes with it. It may have ended by itself.
            let _ = kill_process(Pid::from_raw(pid as i32).unwrap(), Signal::QUIT);
        }
    }
}

/// Finds the folder of PostgreSQL's programs: Debian keeps those of each version in one of their own.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let of_debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let of_debian = of_debian.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let has_it = |folder: &PathBuf| ["initdb", "postgres"].iter().all(|name| Path::new(&folder.join(name)).exists());
    std::env::split_paths(&path).chain(of_debian).find(has_it)
}

//! Finds and installs PostgreSQL, and runs a server of it for tests: on loopback, with a folder and a password of its own, never as root.

use std::fs::{self, File};
use std::io::Read as _;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, getuid, kill_process};

use crate::shell::{first_line, output, step};
use crate::tools::debian;

/// Debian's package of the server.
const PACKAGE: &str = "postgresql";

/// Where Debian keeps the programs, in a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The user of the database.
const USER: &str = "plans";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. It stops when it is dropped.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    url: String,
}

/// Who runs the server, where root must not: a number for the user and one for the group.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

impl Postgres {
    /// Starts a server with an empty database `postgres`, whose owner may make others. PostgreSQL is installed where it is missing, as far as
    /// that can be done here.
    pub fn start() -> Result<Self> {
        let programs = find_or_install()?;
        let account = if getuid().is_root() { Some(Account::of_nobody()?) } else { None };
        let folder = new_folder(account)?;
        let password = random()?;
        let made = make(&programs, account, &folder, &password);
        let started = made.and_then(|()| Self::serve(&programs, account, &folder, &password));
        if started.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        started
    }

    /// Returns the address of the database `postgres`.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn serve(programs: &Path, account: Option<Account>, folder: &Path, password: &str) -> Result<Self> {
        // It is free until somebody else takes it in the next moment.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = File::create(folder.join("log"))?;
        let mut command = as_account(account, &programs.join("postgres"));
        command.arg("-D").arg(folder.join("data"));
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            &format!("port={port}"),
            // Each server under test has some, and tests run side by side.
            "max_connections=300",
        ] {
            command.args(["-c", setting]);
        }
        let server = command.current_dir(folder).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        // By a name: tests look for addresses of clients in logs, which name the database.
        let url = format!("postgres://{USER}:{password}@localhost:{port}/postgres");
        let mut postgres = Self { server, folder: folder.to_owned(), url };
        let start = Instant::now();
        let mut asks = Command::new(programs.join("pg_isready"));
        asks.args(["--quiet", "--host", "127.0.0.1", "--port", &port.to_string()]);
        while !asks.status()?.success() {
            let has_ended = postgres.server.try_wait()?.is_some();
            if has_ended || start.elapsed() > PATIENCE {
                bail!("PostgreSQL does not start: {}", fs::read_to_string(folder.join("log")).unwrap_or_default());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(postgres)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It ends its connections and itself.
        if let Ok(id) = i32::try_from(self.server.id())
            && let Some(id) = Pid::from_raw(id)
        {
            let _ = kill_process(id, Signal::INT);
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Returns the folder of the programs.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    ensure!(debian::can_install(), "PostgreSQL is not here; on Debian: apt-get install {PACKAGE}");
    step(&format!("installing {PACKAGE}"), || debian::install(&[PACKAGE]))?;
    find().with_context(|| format!("Debian's {PACKAGE} brought no server to {DEBIAN}"))
}

/// Returns the folder of the programs, of the newest version that is here.
fn find() -> Option<PathBuf> {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| is_whole(folder))
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, folder)| folder);
    newest.or_else(|| {
        let folder = debian::on_path("initdb")?.canonicalize().ok()?.parent()?.to_owned();
        is_whole(&folder).then_some(folder)
    })
}

fn is_whole(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file())
}

impl Account {
    /// Finds a user who is not root: PostgreSQL's own, else nobody.
    fn of_nobody() -> Result<Self> {
        ensure!(debian::on_path("setpriv").is_some(), "PostgreSQL does not run as root, and setpriv is not on PATH");
        let number = |flag: &str, name: &str| first_line(Command::new("id").args([flag, name]))?.parse().ok();
        let found = ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Some(Self { user: number("-u", name)?, group: number("-g", name)? }));
        found.context("PostgreSQL does not run as root, and there is no user postgres or nobody")
    }
}

/// Makes a command that another user runs.
fn as_account(account: Option<Account>, program: &Path) -> Command {
    let Some(Account { user, group }) = account else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={user}"), &format!("--regid={group}"), "--clear-groups", "--"]).arg(program);
    command
}

/// Makes an empty folder for the server: in the folder of what is built, unless who runs it does not get there.
fn new_folder(account: Option<Account>) -> Result<PathBuf> {
    let name = format!("postgres-{}", std::process::id());
    for parent in [crate::paths::target(), env::temp_dir()] {
        let folder = parent.join(&name);
        fs::create_dir_all(&folder)?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        let Some(Account { user, group }) = account else { return Ok(folder) };
        chown(&folder, Some(user), Some(group))?;
        let mut writes = as_account(account, Path::new("test"));
        if writes.arg("-w").arg(&folder).stderr(Stdio::null()).status()?.success() {
            return Ok(folder);
        }
        fs::remove_dir(&folder)?;
    }
    bail!("there is no folder that PostgreSQL could write")
}

/// Makes the server's files. Texts are sorted as people of some language do: what a program wants sorted otherwise it must say.
fn make(programs: &Path, account: Option<Account>, folder: &Path, password: &str) -> Result<()> {
    let secret = folder.join("password");
    fs::write(&secret, password)?;
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600))?;
    if let Some(Account { user, group }) = account {
        chown(&secret, Some(user), Some(group))?;
    }
    let mut make = as_account(account, &programs.join("initdb"));
    make.arg("-D").arg(folder.join("data")).arg("--pwfile").arg(&secret);
    // Its own files are not synced while they are made; what the server writes later is.
    make.args(["--username", USER, "--encoding", "UTF8", "--auth", "password", "--no-sync", "--locale", "C"]);
    if has_languages(programs) {
        make.args(["--locale-provider", "icu", "--icu-locale", "en-US"]);
    }
    output(make.current_dir(folder).env("LC_ALL", "C"))?;
    fs::remove_file(secret)?;
    Ok(())
}

/// Tells whether the version can sort by the languages of ICU, without those of the system.
fn has_languages(programs: &Path) -> bool {
    let help = Command::new(programs.join("initdb")).arg("--help").output();
    help.is_ok_and(|help| String::from_utf8_lossy(&help.stdout).contains("--locale-provider"))
}

/// Draws a password.
fn random() -> Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

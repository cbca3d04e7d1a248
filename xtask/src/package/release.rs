//! What is packaged: a built server, its version, and the time that all files of its packages have.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};

use crate::shell::{first_line, output};

/// A built server.
pub struct Release {
    /// Its binary.
    pub server: PathBuf,
    /// Its version, as it says itself.
    pub version: String,
    /// The seconds since 1970 that all files of its packages have as their time: those that SOURCE_DATE_EPOCH names, else the commit's.
    pub time: String,
}

impl Release {
    /// Describes a built server.
    pub fn of(server: &Path) -> Result<Self> {
        let printed = Self::run(server, &["--version"])?;
        let version = printed.split_whitespace().nth(1).context("the server says no version")?.to_owned();
        Ok(Self { server: server.to_owned(), version, time: time()? })
    }

    /// Returns what the server prints, whatever variables are set here.
    pub fn printed(&self, arguments: &[&str]) -> Result<String> {
        Self::run(&self.server, arguments)
    }

    fn run(server: &Path, arguments: &[&str]) -> Result<String> {
        output(Command::new(server).args(arguments).env_clear())
    }

    /// Returns the folder's name in the archive: the program, its version and the machines that it runs on.
    pub fn name(&self) -> String {
        format!("plan-server-{}-{}-{}", self.version, env::consts::ARCH, env::consts::OS)
    }
}

/// Returns the time of a release. What is no checkout of git has the time of its manifest.
fn time() -> Result<String> {
    if let Ok(time) = env::var("SOURCE_DATE_EPOCH") {
        return Ok(time);
    }
    let mut git = Command::new("git");
    if let Some(time) = first_line(git.args(["log", "-1", "--format=%ct"]).current_dir(crate::paths::root())) {
        return Ok(time);
    }
    let modified = fs::metadata(crate::paths::root().join("Cargo.toml"))?.modified()?;
    Ok(modified.duration_since(UNIX_EPOCH)?.as_secs().to_string())
}

//! Installs programs of Debian's packages.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{first_line, output, step};

/// Installs packages where one of their programs is not on PATH, as far as that can be done here.
pub fn find_or_install(programs: &[&str], packages: &[&str]) -> Result<()> {
    let are_there = || programs.iter().all(|program| on_path(program).is_some());
    if are_there() {
        return Ok(());
    }
    if !can_install() {
        bail!("{} must be on PATH; on Debian: apt-get install {}", programs.join(" and "), packages.join(" "));
    }
    step(&format!("installing {}", packages.join(", ")), || install(packages))?;
    if are_there() { Ok(()) } else { bail!("Debian's {} brought no {}", packages.join(", "), programs.join(" or no ")) }
}

/// Returns the file of this name on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
}

/// Tells whether Debian's packages can be installed: as root, where there is apt.
pub fn can_install() -> bool {
    let is_root = first_line(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    is_root && first_line(Command::new("apt-get").arg("--version")).is_some()
}

/// Installs packages.
pub fn install(packages: &[&str]) -> Result<()> {
    output(Command::new("apt-get").args(["update", "-qq"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
    output(install.env("DEBIAN_FRONTEND", "noninteractive")).map(|_| ())
}

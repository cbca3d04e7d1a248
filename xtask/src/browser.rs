//! The browser that the tests drive.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::{first_line, output, step};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The path of Chrome or Chromium: the one that CHROME names, else one on PATH, else Debian's, installed now.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(chrome) = env::var_os("CHROME") {
        return Ok(chrome.into());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    let is_root = first_line(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let has_apt = first_line(Command::new("apt-get").arg("--version")).is_some();
    if !is_root || !has_apt {
        bail!("the browser tests need Chrome or Chromium; install one, or name its path in the variable CHROME");
    }
    println!("no Chrome or Chromium is found; installing Debian's takes some minutes");
    step("installing Chromium", || {
        output(Command::new("apt-get").args(["update", "-qq"]))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]);
        output(install.env("DEBIAN_FRONTEND", "noninteractive"))
    })?;
    find().context("Debian's package chromium brought no binary of that name")
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let candidates = env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}

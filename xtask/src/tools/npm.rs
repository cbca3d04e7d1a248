//! npm packages, installed as their lock file says.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell::{output, step};
use crate::site::digest;

/// Installs the packages of a folder of the repository where its lock file changed; gives their folder.
pub fn packages(folder: &str) -> Result<PathBuf> {
    let home = crate::paths::root().join(folder);
    let node_modules = home.join("node_modules");
    let lock = fs::read(home.join("package-lock.json")).with_context(|| format!("{folder}/package-lock.json"))?;
    let wanted = digest(&lock);
    let stamp = node_modules.join(".installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(node_modules);
    }
    step(&format!("installing the npm packages of {folder}"), || {
        let mut install = Command::new("npm");
        install.args(["ci", "--no-audit", "--no-fund"]).current_dir(&home);
        output(&mut install).context("Node 20 or later with npm is needed")?;
        fs::write(&stamp, &wanted).context("the packages were installed, but not noted as such")
    })?;
    Ok(node_modules)
}

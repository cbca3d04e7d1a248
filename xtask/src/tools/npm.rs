//! Installs npm packages as their lock file says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::digest::digest;
use crate::shell::{output, step};

/// Where a folder's packages are, what notes which ones are there, and what is to be noted.
struct Packages {
    home: PathBuf,
    stamp: PathBuf,
    wanted: String,
}

impl Packages {
    fn of(folder: &str) -> Result<Self> {
        let home = crate::paths::root().join(folder);
        let lock = fs::read(home.join("package-lock.json")).with_context(|| format!("{folder}/package-lock.json"))?;
        Ok(Self { stamp: home.join("node_modules/.installed"), wanted: digest(&lock), home })
    }

    fn are_installed(&self) -> bool {
        fs::read_to_string(&self.stamp).is_ok_and(|installed| installed == self.wanted)
    }
}

/// Tells whether the packages of a folder of the repository are there as its lock file says.
pub fn are_installed(folder: &str) -> Result<bool> {
    Ok(Packages::of(folder)?.are_installed())
}

/// Installs the packages of a folder of the repository where its lock file changed; gives their folder.
pub fn packages(folder: &str) -> Result<PathBuf> {
    let packages = Packages::of(folder)?;
    let node_modules = packages.home.join("node_modules");
    if packages.are_installed() {
        return Ok(node_modules);
    }
    step(&format!("installing the npm packages of {folder}"), || {
        let mut install = Command::new("npm");
        install.args(["ci", "--no-audit", "--no-fund"]).current_dir(&packages.home);
        // What is compiled for node needs its headers, which Debian's package brings.
        if Path::new("/usr/include/node/node.h").exists() {
            install.env("npm_config_nodedir", "/usr");
        }
        output(&mut install).context("Node 20 or later with npm is needed")?;
        fs::write(&packages.stamp, &packages.wanted).context("the packages were installed, but not noted as such")
    })?;
    Ok(node_modules)
}

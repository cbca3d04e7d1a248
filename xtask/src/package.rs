//! `cargo xtask package`: what is given to those who install the server, or host the element themselves.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::digest::digest;
use crate::shell::step;
use crate::tools::debian;
use crate::{server, site};

mod archive;
mod deb;
mod element;
mod install;
mod licences;
mod release;
mod tree;

use release::Release;

/// Programs that the packages' tests run, and Debian's package of each.
const OF_TESTS: [(&str, &str); 5] = [
    ("caddy", "caddy"),
    ("dpkg-deb", "dpkg"),
    ("nginx", "nginx-light"),
    ("openssl", "openssl"),
    ("systemd-analyze", "systemd"),
];

/// Builds what is stale, makes all packages, and prints their digests.
pub fn package() -> Result<()> {
    site::build()?;
    let server = server::build()?;
    debian::find_or_install(&["dpkg-deb"], &["dpkg"])?;
    let licences = licences::find_or_make()?;
    let folder = crate::paths::target().join("packages");
    step("making the packages", || make(&server, Some(&licences), &folder))?;
    let mut files: Vec<_> = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.sort();
    for file in files {
        println!("{}  {}", digest(&fs::read(&file)?), file.display());
    }
    Ok(())
}

/// What the tests of the packages need.
pub struct ForTests {
    /// The folder of the packages.
    pub folder: PathBuf,
    /// What is said of what is not tested here.
    pub left_out: Vec<String>,
}

/// Counts the steps that [`for_tests`] will take where all programs are there.
pub fn steps_for_tests() -> Result<usize> {
    Ok(licences::steps()? + 1)
}

/// Makes all packages of a built server as far as that takes no minutes: without the list of licences where what makes it is not
/// installed. Installs the programs that the packages' tests run.
pub fn for_tests(server: &Path) -> Result<ForTests> {
    let licences = licences::find()?;
    let mut left_out = Vec::new();
    if licences.is_none() {
        left_out.push(
            "left out: licences.txt of the packages, which needs cargo-about; `cargo xtask package` brings it"
                .to_owned(),
        );
    }
    for (program, package) in OF_TESTS {
        if let Err(error) = debian::find_or_install(&[program], &[package]) {
            left_out.push(format!("left out: tests of packages: {error:#}"));
        }
    }
    let folder = crate::paths::target().join("packages-for-tests");
    step("making the packages", || make(server, licences.as_deref(), &folder))?;
    Ok(ForTests { folder, left_out })
}

/// Makes all packages in a folder, in place of those that were there. Without dpkg-deb there is no package for Debian.
fn make(server: &Path, licences: Option<&Path>, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let release = Release::of(server)?;
    let staging = crate::paths::target().join("packages-staging");
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    archive::make(&release, licences, &staging, folder)?;
    if debian::on_path("dpkg-deb").is_some() {
        deb::make(&release, licences, &staging, folder)?;
    }
    element::make(&release, licences, &staging, folder)?;
    fs::copy(crate::paths::packaging("Containerfile"), folder.join("Containerfile")).context("Containerfile")?;
    fs::remove_dir_all(&staging).context("what the packages were made of cannot be taken away")
}

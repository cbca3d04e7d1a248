//! The archive for any Linux: one folder, to be unpacked anywhere, or over `/usr/local`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::install::{DOCUMENTS, install};
use super::release::Release;
use super::tree::Tree;
use crate::paths::packaging;
use crate::shell::output;

/// Makes it in a folder.
pub fn make(release: &Release, licences: Option<&Path>, staging: &Path, folder: &Path) -> Result<()> {
    let name = release.name();
    let tree = Tree::new(staging.join(&name))?;
    install(release, licences, &tree, "", "share/zsh/site-functions/_plan-server")?;
    tree.copy(&format!("{DOCUMENTS}/examples/plan-server.env"), &packaging("plan-server.env"))?;
    // The same files give the same bytes, whoever packs them, and when.
    let mut tar = Command::new("tar");
    tar.args(["--format=gnu", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.arg(format!("--mtime=@{}", release.time)).args(["--use-compress-program=gzip -9n", "--create", "--file"]);
    tar.arg(folder.join(format!("{name}.tar.gz"))).arg("--directory").arg(staging).arg(&name);
    output(&mut tar).map(|_| ())
}

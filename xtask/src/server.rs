//! Builds the server.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo, output, step};

/// How many steps `build` takes.
pub const STEPS: usize = 1;

/// Builds the release server, and gives its path.
pub fn build() -> Result<PathBuf> {
    let binary = crate::paths::target().join("release/plan-server");
    let what = if binary.exists() { "building the server" } else { "building the server, which takes some minutes" };
    step(what, || output(&mut cargo(&["build", "--release", "--locked", "--package", "plan-server"])))?;
    Ok(binary)
}

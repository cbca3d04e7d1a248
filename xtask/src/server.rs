//! The server's binary, with the bundle in it.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo, output, step};
use crate::site;

/// How many steps `build` takes.
pub const STEPS: usize = 1;

/// Builds the release server with the bundle that the site was built of, and gives its path.
pub fn build() -> Result<PathBuf> {
    let binary = crate::paths::target().join("release/plan-server");
    let what = if binary.exists() { "building the server" } else { "building the server, which takes some minutes" };
    step(what, || {
        let mut build = cargo(&["build", "--release", "--locked", "--package", "plan-server"]);
        output(build.env("PLAN_BUNDLE", site::bundle_folder(true)))
    })?;
    Ok(binary)
}

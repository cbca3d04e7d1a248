//! The host pages: React's, Vue's and Svelte's, which the browser tests open.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::shell::{output, step};
use crate::tools;

/// Counts the steps that `build` will take.
pub fn steps() -> Result<usize> {
    Ok(usize::from(!tools::are_installed("tests/hosts")?) + 1)
}

/// Builds the three pages, and gives the folder in which each has its own.
pub fn build() -> Result<PathBuf> {
    tools::packages("tests/hosts")?;
    let folder = crate::paths::target().join("hosts");
    step("building the host pages", || {
        let mut vite = Command::new("node");
        output(vite.arg("build.mjs").arg(&folder).current_dir(crate::paths::root().join("tests/hosts")))
    })?;
    Ok(folder)
}

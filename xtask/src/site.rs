//! Builds the site by Trunk into `dist`, only where something it is made of changed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::digest::{digest, hex};
use crate::shell::{output, step};
use crate::{tools, wasm};

mod finish;
mod folder;
mod loader;
mod modules;
mod page;
mod scope;
mod styles;
mod types;

pub use finish::finish;

/// All that the site is made of.
const INPUTS: [&str; 13] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "catalogs",
    "crates",
    "embed",
    "index.html",
    "locales",
    "rust-toolchain.toml",
    "scripts",
    "src",
    "style",
    "xtask",
];

/// Counts the steps that `build` will take.
pub fn steps() -> Result<usize> {
    Ok(if is_fresh(&inputs()?) { 0 } else { tools::steps_for_site()? + 1 })
}

/// Builds the release site where it is stale, and gives its folder.
pub fn build() -> Result<PathBuf> {
    let dist = dist();
    let inputs = inputs()?;
    if is_fresh(&inputs) {
        return Ok(dist);
    }
    let path = tools::for_site()?;
    let is_first = !crate::paths::target().join("wasm32-unknown-unknown").exists();
    let what =
        if is_first { "building the site, which takes some minutes the first time" } else { "building the site" };
    step(what, || {
        let mut trunk = Command::new("trunk");
        trunk
            .args(["build", "--release", "--locked", "--offline"])
            .env("PATH", &path)
            .current_dir(crate::paths::root());
        // Trunk takes NO_COLOR=1, which is common, for a wrong value of its own option.
        output(trunk.env_remove("NO_COLOR").env(wasm::FLAGS, wasm::without_places()?))
    })?;
    let built = built(&dist, &inputs).context("Trunk built no dist/index.html")?;
    fs::write(stamp(), built).context("the site was built, but not noted as such")?;
    Ok(dist)
}

fn dist() -> PathBuf {
    crate::paths::root().join("dist")
}

/// Returns the path of the file that notes of which inputs the site was built.
fn stamp() -> PathBuf {
    crate::paths::target().join("site.stamp")
}

fn is_fresh(inputs: &str) -> bool {
    fs::read_to_string(stamp()).is_ok_and(|stamp| Some(stamp) == built(&dist(), inputs))
}

/// Returns the digest of the build made of these inputs; none where there is no site.
fn built(dist: &Path, inputs: &str) -> Option<String> {
    let index = fs::read(dist.join("index.html")).ok()?;
    Some(format!("{inputs} {}", digest(&index)))
}

fn inputs() -> Result<String> {
    let mut hasher = Sha256::new();
    for input in INPUTS {
        add(&mut hasher, &crate::paths::root().join(input))?;
    }
    if let Some(catalog) = env::var_os("PLAN_CATALOG") {
        add(&mut hasher, &crate::paths::root().join(catalog))?;
    }
    hasher.update(env::var("PLAN_URL").unwrap_or_default());
    Ok(hex(&hasher.finalize()))
}

/// Adds a file, or all files of a folder in the order of their names.
fn add(hasher: &mut Sha256, path: &Path) -> Result<()> {
    if path.ends_with("node_modules") {
        return Ok(());
    }
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| add(hasher, entry));
    }
    hasher.update(path.to_string_lossy().as_bytes());
    hasher.update(fs::read(path).with_context(|| path.display().to_string())?);
    Ok(())
}

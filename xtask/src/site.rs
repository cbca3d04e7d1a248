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

pub use finish::{bundle_folder, finish};

use finish::write_pages;

/// All that the bundle is made of.
const BUNDLE: [&str; 12] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
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

/// What the pages are made of, beside the bundle.
const PAGES: [&str; 1] = ["catalogs"];

/// What of the site has to be built.
#[derive(PartialEq, Eq)]
enum Stale {
    /// The bundle, and so the pages.
    Bundle,
    /// The pages alone: another catalogue, or another address.
    Pages,
    /// Nothing.
    Nothing,
}

/// Counts the steps that `build` will take.
pub fn steps() -> Result<usize> {
    Ok(match Inputs::read()?.stale() {
        Stale::Bundle => tools::steps_for_site()? + 1,
        Stale::Pages => 1,
        Stale::Nothing => 0,
    })
}

/// Builds the release site where it is stale, and gives its folder.
pub fn build() -> Result<PathBuf> {
    let dist = dist();
    let inputs = Inputs::read()?;
    match inputs.stale() {
        Stale::Nothing => return Ok(dist),
        Stale::Pages => step("writing the pages", || {
            // What is no longer named would stay.
            fs::remove_dir_all(&dist)?;
            write_pages(&dist, true)
        })?,
        Stale::Bundle => build_with_trunk()?,
    }
    let built = inputs.built(&dist).context("no dist/index.html was built")?;
    fs::write(stamp(), built).context("the site was built, but not noted as such")?;
    Ok(dist)
}

/// Has Trunk compile the app, and call what makes the bundle of it and writes the pages.
fn build_with_trunk() -> Result<()> {
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
        output(trunk.env_remove("NO_COLOR").env(wasm::FLAGS, wasm::without_places()?)).map(|_| ())
    })
}

fn dist() -> PathBuf {
    crate::paths::root().join("dist")
}

/// Returns the path of the file that notes of which inputs the site was built.
fn stamp() -> PathBuf {
    crate::paths::target().join("site.stamp")
}

/// What stands for all that the site is made of.
struct Inputs {
    bundle: String,
    pages: String,
}

impl Inputs {
    /// Reads all of it.
    fn read() -> Result<Self> {
        let of = |paths: &[&str], more: &dyn Fn(&mut Sha256) -> Result<()>| {
            let mut hasher = Sha256::new();
            for path in paths {
                add(&mut hasher, &crate::paths::root().join(path))?;
            }
            more(&mut hasher)?;
            Ok::<_, anyhow::Error>(hex(&hasher.finalize()))
        };
        let pages = of(&PAGES, &|hasher| {
            if let Some(catalog) = env::var_os("PLAN_CATALOG") {
                add(hasher, &crate::paths::root().join(catalog))?;
            }
            hasher.update(env::var("PLAN_URL").unwrap_or_default());
            Ok(())
        })?;
        Ok(Self { bundle: of(&BUNDLE, &|_| Ok(()))?, pages })
    }

    /// Tells what is of other inputs than these.
    fn stale(&self) -> Stale {
        let stamp = fs::read_to_string(stamp()).unwrap_or_default();
        let has_bundle = bundle_folder(true).join(bundle::MANIFEST).is_file();
        match self.built(&dist()) {
            Some(built) if built == stamp && has_bundle => Stale::Nothing,
            Some(_) if has_bundle && stamp.split(' ').next() == Some(&self.bundle) => Stale::Pages,
            _ => Stale::Bundle,
        }
    }

    /// Reads what stands for the site in a folder as it was built of these inputs; none where there is no site.
    fn built(&self, dist: &Path) -> Option<String> {
        let index = fs::read(dist.join("index.html")).ok()?;
        Some(format!("{} {} {}", self.bundle, self.pages, digest(&index)))
    }
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

//! The tools that build the site: each is used where it is on PATH in the right version, and installed where it is not.
//!
//! What is installed goes into a folder a version under the user's cache, so that neither other projects' tools nor the
//! next checkout's builds are touched.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell::{cargo, first_line, output, step};

pub mod debian;
mod npm;

pub use npm::packages;

const TRUNK: &str = "0.21.14";

/// Installs what is missing to build the site, and gives the PATH on which everything is found.
pub fn for_site() -> Result<OsString> {
    wasm_target()?;
    let folders = [installed("trunk", "trunk", TRUNK, &["--locked"])?, installed_wasm_bindgen()?];
    packages("xtask")?;
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = folders.into_iter().flatten();
    env::join_paths(folders.chain(env::split_paths(&path))).context("a folder on PATH holds a separator")
}

/// Installs what is missing to make a WebAssembly for the browser, and gives the command of wasm-bindgen.
pub fn wasm_bindgen() -> Result<Command> {
    wasm_target()?;
    let folder = installed_wasm_bindgen()?.unwrap_or_default();
    Ok(Command::new(folder.join("wasm-bindgen")))
}

/// Installs what is missing to optimise a WebAssembly, and gives the command of wasm-opt; the npm package `binaryen` brings it.
pub fn wasm_opt() -> Result<Command> {
    Ok(Command::new(packages("xtask")?.join(".bin/wasm-opt")))
}

fn installed_wasm_bindgen() -> Result<Option<PathBuf>> {
    // Not --locked: its lock file may name a version of a dependency that a registry no longer serves.
    installed("wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?, &[])
}

fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(crate::paths::root()))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).exists() {
        return Ok(());
    }
    step("installing the Rust target for WebAssembly", || {
        output(Command::new("rustup").args(["target", "add", TARGET]).current_dir(crate::paths::root()))
            .map(|_| ())
            .with_context(|| format!("install the target by hand: rustup target add {TARGET}"))
    })
}

/// The folder of a binary in exactly this version, installed where it is not there; none where it is on PATH already.
fn installed(binary: &str, package: &str, version: &str, flags: &[&str]) -> Result<Option<PathBuf>> {
    let is_right = |program: &Path| {
        let line = first_line(Command::new(program).arg("--version"));
        line.is_some_and(|line| line.split_whitespace().any(|word| word == version))
    };
    if is_right(Path::new(binary)) {
        return Ok(None);
    }
    let home = cache()?.join(format!("{binary}-{version}"));
    let folder = home.join("bin");
    if is_right(&folder.join(binary)) {
        return Ok(Some(folder));
    }
    println!("{binary} {version} is missing; compiling it takes some minutes, once");
    step(&format!("installing {binary} {version}"), || {
        let mut install = cargo(&["install", package, "--version", version, "--root"]);
        install.arg(&home).args(flags).arg("--force");
        // A quick build serves better than a quick tool: most of a build is not the tool's own time.
        install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env_remove("CARGO_TARGET_DIR");
        output(&mut install)
    })?;
    Ok(Some(folder))
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(crate::paths::root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let (_, rest) = lock.split_once(&entry).with_context(|| format!("Cargo.lock does not name {package}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

fn cache() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    Ok(cache.context("neither XDG_CACHE_HOME nor HOME is set")?.join("plan-configurator"))
}

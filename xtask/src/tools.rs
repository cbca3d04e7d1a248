//! The tools that build the site and the packages: each is used where it is on PATH in the right version, else downloaded where cargo-binstall is there,
//! else compiled.
//!
//! What is installed goes into a folder a version under the user's cache, so that neither other projects' tools nor the
//! next checkout's builds are touched.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::shell::{cargo, first_line, output, side_by_side, step};

pub mod browsers;
pub mod debian;
pub mod mail_server;
mod npm;
pub mod postgres;

pub use npm::{are_installed, packages};

/// The Rust target of the browser.
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program that cargo installs.
struct Tool {
    /// Its name, which is that of its package, too, but for wasm-bindgen.
    binary: &'static str,
    package: &'static str,
    /// The only version that is right.
    version: String,
    /// Flags of `cargo install`, beside those of all tools.
    flags: &'static [&'static str],
    /// How far it is optimised. A quick build serves better than a quick tool, where most of the work is not the tool's own.
    opt_level: &'static str,
}

/// Describes Trunk, without asking for newer versions of it, and without TLS: what it would download is installed by us, and it
/// serves to this machine alone.
fn trunk() -> Tool {
    let flags = &["--locked", "--no-default-features"];
    Tool { binary: "trunk", package: "trunk", version: "0.21.14".to_owned(), flags, opt_level: "0" }
}

/// Describes wasm-bindgen, without the programs that run tests. Not `--locked`: its lock file may name a version of a
/// dependency that a registry no longer serves.
fn wasm_bindgen_cli() -> Result<Tool> {
    let version = locked_version("wasm-bindgen")?;
    let flags = &["--bin", "wasm-bindgen"];
    Ok(Tool { binary: "wasm-bindgen", package: "wasm-bindgen-cli", version, flags, opt_level: "0" })
}

/// Describes cargo-about, which compares the texts of many files.
fn about() -> Tool {
    let flags = &["--locked", "--features", "cli"];
    Tool { binary: "cargo-about", package: "cargo-about", version: "0.9.3".to_owned(), flags, opt_level: "1" }
}

/// Returns the program cargo-about; none where it is not installed.
pub fn find_cargo_about() -> Result<Option<PathBuf>> {
    Ok(about().find()?.map(|folder| folder.unwrap_or_default().join("cargo-about")))
}

/// Installs cargo-about where it is missing, and gives the program.
pub fn cargo_about() -> Result<PathBuf> {
    Ok(about().find_or_install()?.unwrap_or_default().join("cargo-about"))
}

/// Describes cargo-deny, which reads what all crates say of themselves.
fn deny() -> Tool {
    let version = "0.20.2".to_owned();
    Tool { binary: "cargo-deny", package: "cargo-deny", version, flags: &["--locked"], opt_level: "0" }
}

/// Returns the program cargo-deny; none where it is not installed.
pub fn find_cargo_deny() -> Result<Option<PathBuf>> {
    Ok(deny().find()?.map(|folder| folder.unwrap_or_default().join("cargo-deny")))
}

/// Installs cargo-deny where it is missing, and gives the program.
pub fn cargo_deny() -> Result<PathBuf> {
    Ok(deny().find_or_install()?.unwrap_or_default().join("cargo-deny"))
}

/// Counts the steps that `for_site` will take.
pub fn steps_for_site() -> Result<usize> {
    let missing = [
        !has_wasm_target()?,
        trunk().find()?.is_none(),
        wasm_bindgen_cli()?.find()?.is_none(),
        !are_installed("xtask")?,
    ];
    Ok(missing.into_iter().filter(|is_missing| *is_missing).count())
}

/// Installs what is missing to build the site, and gives the PATH on which everything is found.
pub fn for_site() -> Result<OsString> {
    wasm_target()?;
    // The longest alone, and all others beside it.
    let (trunk, wasm_bindgen) = side_by_side(
        || trunk().find_or_install(),
        || {
            let folder = wasm_bindgen_cli()?.find_or_install()?;
            packages("xtask")?;
            Ok(folder)
        },
    )?;
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = [trunk, wasm_bindgen].into_iter().flatten();
    env::join_paths(folders.chain(env::split_paths(&path))).context("a folder on PATH holds a separator")
}

/// Installs what is missing to make a WebAssembly for the browser, and gives the command of wasm-bindgen.
pub fn wasm_bindgen() -> Result<Command> {
    wasm_target()?;
    let folder = wasm_bindgen_cli()?.find_or_install()?.unwrap_or_default();
    Ok(Command::new(folder.join("wasm-bindgen")))
}

/// Installs what is missing to optimise a WebAssembly, and gives the command of wasm-opt; the npm package `binaryen` brings it.
pub fn wasm_opt() -> Result<Command> {
    Ok(Command::new(packages("xtask")?.join(".bin/wasm-opt")))
}

fn has_wasm_target() -> Result<bool> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(crate::paths::root()))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).exists())
}

fn wasm_target() -> Result<()> {
    if has_wasm_target()? {
        return Ok(());
    }
    step("installing the Rust target for WebAssembly", || {
        output(Command::new("rustup").args(["target", "add", WASM_TARGET]).current_dir(crate::paths::root()))
            .map(|_| ())
            .with_context(|| format!("install the target by hand: rustup target add {WASM_TARGET}"))
    })
}

impl Tool {
    /// Gives the folder of its binary, which is none where it is on PATH; nothing where it is missing.
    fn find(&self) -> Result<Option<Option<PathBuf>>> {
        if self.is_at(Path::new(self.binary)) {
            return Ok(Some(None));
        }
        let folder = self.home()?.join("bin");
        Ok(self.is_at(&folder.join(self.binary)).then_some(Some(folder)))
    }

    /// Gives the folder of its binary, installed now where it is missing; none where it is on PATH.
    fn find_or_install(&self) -> Result<Option<PathBuf>> {
        if let Some(found) = self.find()? {
            return Ok(found);
        }
        if first_line(&mut cargo(&["binstall", "-V"])).is_some() {
            let what = format!("downloading {} {}", self.binary, self.version);
            match step(&what, || self.download()) {
                Ok(folder) => return Ok(Some(folder)),
                Err(error) => println!("{error:#}; so it is compiled"),
            }
        }
        let what = format!("compiling {} {}, which takes some minutes, once", self.binary, self.version);
        step(&what, || self.compile()).map(Some)
    }

    /// Downloads a prebuilt program by cargo-binstall.
    fn download(&self) -> Result<PathBuf> {
        let mut install = cargo(&["binstall", "--no-confirm", "--force", "--disable-strategies", "compile", "--root"]);
        output(install.arg(self.home()?).arg(format!("{}@{}", self.package, self.version)))?;
        let folder = self.home()?.join("bin");
        ensure!(self.is_at(&folder.join(self.binary)), "cargo-binstall brought no {} {}", self.binary, self.version);
        Ok(folder)
    }

    fn compile(&self) -> Result<PathBuf> {
        let home = self.home()?;
        let mut install = cargo(&["install", self.package, "--version", &self.version, "--force", "--root"]);
        install.arg(&home).args(self.flags);
        install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level).env_remove("CARGO_TARGET_DIR");
        output(&mut install)?;
        Ok(home.join("bin"))
    }

    /// Tells whether a program is it, in its version.
    fn is_at(&self, program: &Path) -> bool {
        let line = first_line(Command::new(program).arg("--version"));
        line.is_some_and(|line| line.split_whitespace().any(|word| word == self.version))
    }

    /// Returns the folder of this version in the user's cache.
    fn home(&self) -> Result<PathBuf> {
        Ok(cache()?.join(format!("{}-{}", self.binary, self.version)))
    }
}

/// Returns the version of a package in Cargo.lock.
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

//! WebAssembly for the browser: compiled in the profile `site`, bound by wasm-bindgen as Trunk does it for the app, and optimised.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::{cargo, output};
use crate::tools;

mod names;
mod snip;

pub use names::Names;

/// The variable by which cargo takes flags for the browser's code.
pub const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Returns the flags that leave out where this machine keeps the sources of crates. A panic would name it; so the code is the
/// same wherever it is built, and smaller.
pub fn without_places() -> Result<String> {
    let home = match env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => PathBuf::from(env::var_os("HOME").context("neither CARGO_HOME nor HOME is set")?).join(".cargo"),
    };
    let mut flags = Vec::new();
    let sources = home.join("registry/src");
    for registry in fs::read_dir(&sources).with_context(|| sources.display().to_string())? {
        flags.push(format!("--remap-path-prefix={}=", registry?.path().display()));
    }
    flags.sort();
    Ok(flags.join(" "))
}

/// Compiles a package for the browser, and gives its WebAssembly.
pub fn compile(package: &str) -> Result<PathBuf> {
    let target = ["--target", "wasm32-unknown-unknown", "--profile", "site"];
    let mut build = cargo(&["build", "--locked", "--lib", "--package", package]);
    output(build.args(target).env(FLAGS, without_places()?))?;
    let file = package.replace('-', "_") + ".wasm";
    Ok(crate::paths::target().join("wasm32-unknown-unknown/site").join(file))
}

/// Compiles a package for the browser, and makes the glue for it: in the folder are then `package.js` and `package_bg.wasm`, with `_`
/// for each `-`.
pub fn bind(package: &str, folder: &Path) -> Result<()> {
    let mut wasm_bindgen = tools::wasm_bindgen()?;
    let wasm = compile(package)?;
    output(wasm_bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(folder).arg(wasm)).map(|_| ())
}

/// What wasm-opt does, in this order: each pass runs again where it stands again. The numbers are those by which the app is
/// smallest once it is compressed; they are worth a try after a larger change.
const PASSES: [&str; 16] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    "--one-caller-inline-max-function-size=18",
    "--always-inline-max-function-size=6",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
    "--reorder-functions-by-name",
    "--minify-imports-and-exports-and-modules",
];

/// Optimises a WebAssembly, with more flags where there are any, and gives the names that its glue has to call it by from then on.
pub fn optimise(from: &Path, to: &Path, more: &[&str]) -> Result<Names> {
    let mut wasm_opt = tools::wasm_opt()?;
    let bytes = fs::read(from).with_context(|| from.display().to_string())?;
    fs::write(to, snip::snip(&bytes)?).with_context(|| to.display().to_string())?;
    Names::read(&output(wasm_opt.arg(to).args(PASSES).args(more).arg("--output").arg(to))?)
}

//! WebAssembly made as Trunk makes the app's: in the profile `site`, by the same wasm-bindgen, and by wasm-opt with the flags that
//! `index.html` gives Trunk.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::{cargo, output};
use crate::tools;

/// The variable by which cargo takes flags for the browser's code.
pub const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Flags that leave out where this machine keeps the sources of crates. A panic would name it; so the code is the same wherever
/// it is built, and smaller.
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
    Ok(crate::target().join("wasm32-unknown-unknown/site").join(file))
}

/// Compiles a package for the browser, and makes the glue for it: in the folder are then `package.js` and `package_bg.wasm`, with `_`
/// for each `-`.
pub fn bind(package: &str, folder: &Path) -> Result<()> {
    let mut wasm_bindgen = tools::wasm_bindgen()?;
    let wasm = compile(package)?;
    output(wasm_bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(folder).arg(wasm)).map(|_| ())
}

/// Optimises a WebAssembly as Trunk does the app's, with more flags where there are any.
pub fn optimise(from: &Path, to: &Path, more: &[&str]) -> Result<()> {
    let page = fs::read_to_string(crate::root().join("index.html")).context("index.html")?;
    let flags = flags(&page).context("index.html does not say how wasm-opt optimises the app")?;
    let mut wasm_opt = tools::wasm_opt()?;
    output(wasm_opt.arg(from).args(flags).args(more).arg("--output").arg(to)).map(|_| ())
}

/// What Trunk gives wasm-opt, in Trunk's order: it runs the passes in the order of their flags.
fn flags(page: &str) -> Option<Vec<String>> {
    let attribute = |name: &str| page.split_once(&format!(" {name}=\""))?.1.split('"').next();
    let level = format!("-O{}", attribute("data-wasm-opt")?);
    let more = attribute("data-wasm-opt-params")?.split_whitespace().map(str::to_owned);
    Some([level].into_iter().chain(more).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_those_of_the_page_in_trunks_order() {
        let page = "<link data-trunk rel=\"rust\" data-wasm-opt=\"z\" data-wasm-opt-params=\"--flatten  -Oz\" />";
        assert_eq!(flags(page), Some(vec!["-Oz".to_owned(), "--flatten".to_owned(), "-Oz".to_owned()]));
        assert_eq!(flags("<link data-trunk rel=\"rust\" data-wasm-opt-params=\"-Oz\" />"), None);
    }
}

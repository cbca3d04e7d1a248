//! What the view layer of the app's own is worth in bytes: one small page, written once with Leptos' `view!` and once with
//! `lean_view`, each built for the browser as the site is; and what each further type in a signal or a memo adds to it.

use std::fs;

use anyhow::{Context, Result};

use super::measure::Measure;
use crate::compress::{compress, with_suffix};
use crate::shell::{cargo, output, step};
use crate::{tools, wasm};

/// What the page is written with, and the package that it is then.
const PAGES: [(&str, &str); 2] =
    [("`view!`", "lean-view-comparison-leptos"), ("`lean_view`", "lean-view-comparison-lean")];

/// What holds further types, and the features of both packages that bring ten and twenty of these.
const TYPES: [(&str, [&str; 2]); 2] =
    [("signal", ["ten-signals", "twenty-signals"]), ("memo", ["ten-memos", "twenty-memos"])];

/// The size of a WebAssembly, in bytes.
struct Bytes {
    raw: u64,
    brotli: u64,
}

/// Returns the bytes of both pages and of the types; an error where one does not build.
pub fn lean_view_bytes() -> Result<Vec<Measure>> {
    let mut measures = Vec::new();
    for (by, package) in PAGES {
        let Bytes { raw, brotli } = bytes(package, "")?;
        measures.push(Measure {
            what: format!("wasm of one small page, written with {by}"),
            value: format!("{raw} bytes, {brotli} as brotli"),
            bar: None,
        });
    }
    for (by, package) in PAGES {
        for (holder, [ten, twenty]) in TYPES {
            let (ten, twenty) = (bytes(package, ten)?, bytes(package, twenty)?);
            let each = |ten: u64, twenty: u64| (twenty as f64 - ten as f64) / 10.0;
            let (raw, brotli) = (each(ten.raw, twenty.raw), each(ten.brotli, twenty.brotli));
            measures.push(Measure {
                what: format!("wasm of each further type in a {holder}, with {by}"),
                value: format!("{raw:.0} bytes, {brotli:.0} as brotli"),
                bar: None,
            });
        }
    }
    Ok(measures)
}

/// Builds a package with some of its features as the site is built, and weighs it.
fn bytes(package: &str, features: &str) -> Result<Bytes> {
    let with = if features.is_empty() { String::new() } else { format!(" with {features}") };
    step(&format!("building {package}{with}"), || {
        let mut build = cargo(&["build", "--locked", "--lib", "--package", package, "--features", features]);
        let target = ["--target", "wasm32-unknown-unknown", "--profile", "site"];
        output(build.args(target).env(wasm::FLAGS, wasm::without_places()?))?;
        let name = package.replace('-', "_");
        let compiled = crate::paths::target().join(format!("wasm32-unknown-unknown/site/{name}.wasm"));
        let folder = crate::paths::target().join([package, features].join("-"));
        // What is there of an earlier run would be compressed as well.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let mut bind = tools::wasm_bindgen()?;
        output(bind.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(compiled))?;
        let optimised = folder.join("optimised.wasm");
        wasm::optimise(&folder.join(format!("{name}_bg.wasm")), &optimised, &[])?;
        compress(&folder)?;
        let size = |path| Ok::<_, anyhow::Error>(fs::metadata(&path).with_context(|| format!("{path:?}"))?.len());
        Ok(Bytes { raw: size(optimised.clone())?, brotli: size(with_suffix(&optimised, "br"))? })
    })
}

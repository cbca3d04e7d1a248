//! The zone probe: the app's time zones beside chrono-tz, as a WebAssembly of its own for the browser tests.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo, output, step};
use crate::tools;

/// Builds the probe as the app is built, and gives its folder.
pub fn build() -> Result<PathBuf> {
    let mut wasm_bindgen = tools::wasm_bindgen()?;
    let folder = crate::target().join("zone-probe");
    let wasm = crate::target().join("wasm32-unknown-unknown/site/zone_probe.wasm");
    step("building the zone probe", || {
        let target = ["--target", "wasm32-unknown-unknown", "--profile", "site"];
        output(cargo(&["build", "--locked", "--package", "zone-probe"]).args(target))?;
        output(wasm_bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(wasm))
    })?;
    Ok(folder)
}

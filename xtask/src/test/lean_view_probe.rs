//! The probe of `lean_view`: small views as a WebAssembly of their own for the browser tests, and the same written as HTML.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::shell::{cargo, output, step};
use crate::wasm;

/// How many steps `build` takes.
pub const STEPS: usize = 1;

/// Builds the probe as the app is built, writes its views as HTML into `scenes.json` beside it, and gives the folder.
pub fn build() -> Result<PathBuf> {
    let folder = crate::paths::target().join("lean-view-probe");
    step("building the probe of the views", || {
        wasm::bind("lean-view-probe", &folder)?;
        let run = ["run", "--quiet", "--locked", "--package", "lean-view-probe", "--bin", "write-scenes"];
        let scenes = output(&mut cargo(&run))?;
        fs::write(folder.join("scenes.json"), scenes).context("the views' HTML cannot be kept")
    })?;
    Ok(folder)
}

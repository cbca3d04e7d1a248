//! The zone probe: the app's time zones beside chrono-tz, as a WebAssembly of its own for the browser tests.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::step;
use crate::wasm;

/// How many steps `build` takes.
pub const STEPS: usize = 1;

/// Builds the probe as the app is built, and gives its folder.
pub fn build() -> Result<PathBuf> {
    let folder = crate::paths::target().join("zone-probe");
    step("building the zone probe", || wasm::bind("zone-probe", &folder))?;
    Ok(folder)
}

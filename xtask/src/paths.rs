//! The folders of the repository.

use std::path::{Path, PathBuf};

/// Returns the repository's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask stands in the repository's folder").to_owned()
}

/// Returns Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Returns the path of a file that stands around the binary in its packages.
pub fn packaging(name: &str) -> PathBuf {
    root().join("packaging").join(name)
}

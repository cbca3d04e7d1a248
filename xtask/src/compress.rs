//! Files in their compressed forms.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use bundle::Encoding;

/// Writes a brotli and a gzip file beside every file of a folder.
pub fn compress(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            compress(&path)?;
            continue;
        }
        compress_file(&path, &fs::read(&path).with_context(|| path.display().to_string())?)?;
    }
    Ok(())
}

/// Writes a brotli and a gzip file of some bytes beside their file.
pub fn compress_file(path: &Path, bytes: &[u8]) -> Result<()> {
    for encoding in Encoding::ALL {
        let compressed = with_suffix(path, encoding.suffix().trim_start_matches('.'));
        fs::write(&compressed, encoding.compress(bytes)).with_context(|| compressed.display().to_string())?;
    }
    Ok(())
}

/// Returns the path with one more extension.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

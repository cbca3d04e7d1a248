//! Which files the last bundles in a folder have, so that those of older ones can be removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many bundles are kept, the newest among them.
const MOST: usize = 5;

/// The list of a folder: a file that names the files of each bundle, the newest last.
pub struct BundleList {
    path: PathBuf,
}

/// What a list says once a bundle is added.
pub struct Listed {
    /// The names of the files of the last five bundles.
    pub kept: BTreeSet<String>,
    /// The names of files that only the bundles before them had.
    pub dropped: BTreeSet<String>,
}

impl BundleList {
    /// Keeps the list in this file.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Adds a bundle by the names of its files.
    ///
    /// # Errors
    ///
    /// Where the list cannot be written; one that cannot be read is begun anew.
    pub fn add(&self, names: BTreeSet<String>) -> io::Result<Listed> {
        let mut bundles: Vec<BTreeSet<String>> =
            fs::read(&self.path).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        bundles.retain(|bundle| *bundle != names);
        bundles.push(names);
        let before: Vec<_> = bundles.drain(..bundles.len().saturating_sub(MOST)).collect();
        replace(&self.path, &serde_json::to_vec(&bundles)?)?;
        let kept: BTreeSet<_> = bundles.into_iter().flatten().collect();
        let dropped = before.into_iter().flatten().filter(|name| !kept.contains(name)).collect();
        Ok(Listed { kept, dropped })
    }
}

/// Puts a file in the place of another one, so that nobody sees a half of it.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    fs::write(&part, content)?;
    fs::rename(part, path)
}

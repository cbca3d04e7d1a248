//! A folder of what goes into a package, with modes that no umask changes.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Modes of files: those that are read, and those that are run.
const READ: u32 = 0o644;
const RUN: u32 = 0o755;

/// A folder that becomes a package.
pub struct Tree(PathBuf);

impl Tree {
    /// Makes an empty one.
    pub fn new(folder: PathBuf) -> Result<Self> {
        let tree = Self(folder);
        tree.folder(Path::new(""))?;
        Ok(tree)
    }

    /// Returns its path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file to be read.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> Result<()> {
        self.put(path, bytes.as_ref(), READ)
    }

    /// Copies a file to be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<()> {
        self.write(path, fs::read(from).with_context(|| from.display().to_string())?)
    }

    /// Copies a program.
    pub fn copy_program(&self, path: &str, from: &Path) -> Result<()> {
        self.put(path, &fs::read(from).with_context(|| from.display().to_string())?, RUN)
    }

    /// Adds up the bytes of its files.
    pub fn size(&self) -> Result<u64> {
        size(&self.0)
    }

    fn put(&self, path: &str, bytes: &[u8], mode: u32) -> Result<()> {
        self.folder(Path::new(path).parent().unwrap_or(Path::new("")))?;
        let path = self.0.join(path);
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        fs::set_permissions(&path, Permissions::from_mode(mode)).with_context(|| path.display().to_string())
    }

    /// Makes a folder and those around it.
    fn folder(&self, path: &Path) -> Result<()> {
        for path in path.ancestors() {
            let path = self.0.join(path);
            fs::create_dir_all(&path)?;
            fs::set_permissions(&path, Permissions::from_mode(RUN))?;
        }
        Ok(())
    }
}

fn size(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        sum += if metadata.is_dir() { size(&entry.path())? } else { metadata.len() };
    }
    Ok(sum)
}

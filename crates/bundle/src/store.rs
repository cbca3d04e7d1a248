//! A bundle with all its bytes.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::compress::Encoding;
use crate::file::File;
use crate::manifest::{MANIFEST, Manifest, TEMPLATES};

/// The files of a build.
#[derive(Debug)]
pub struct Bundle {
    /// What is what among them.
    pub manifest: Manifest,
    /// By the path within the bundle.
    contents: HashMap<String, Bytes>,
}

/// Why there is no bundle.
#[derive(Debug)]
pub enum Fault {
    /// A file cannot be read.
    Unreadable(PathBuf, io::Error),
    /// The manifest says something else than this program reads.
    Manifest(serde_json::Error),
    /// The manifest names a file that is not there.
    Missing(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Unreadable(path, error) => write!(f, "cannot read {}: {error}", path.display()),
            Fault::Manifest(error) => write!(f, "{MANIFEST} is of another build: {error}; build the site anew"),
            Fault::Missing(name) => write!(f, "{MANIFEST} names {name}, which is not there; build the site anew"),
        }
    }
}

impl std::error::Error for Fault {}

impl Bundle {
    /// Reads the bundle in a folder.
    pub fn read(folder: &Path) -> Result<Self, Fault> {
        let mut contents = HashMap::new();
        read_folder(folder, "", &mut contents)?;
        Self::of(contents)
    }

    /// Returns a bundle of files by their paths within it, the manifest among them.
    pub fn of(contents: HashMap<String, Bytes>) -> Result<Self, Fault> {
        let manifest = contents.get(MANIFEST).ok_or_else(|| Fault::Missing(MANIFEST.to_owned()))?;
        let manifest: Manifest = serde_json::from_slice(manifest).map_err(Fault::Manifest)?;
        let Manifest { files, styles, scripts, .. } = &manifest;
        let templates = [
            &styles.page.name,
            &scripts.loader,
            &scripts.deferred,
            &scripts.sending,
            &scripts.proof,
            &scripts.page,
            &scripts.page_features,
        ];
        let templates = templates.into_iter().chain([&scripts.export]).chain(&scripts.worker);
        let named = templates.map(|name| format!("{TEMPLATES}/{name}")).chain(files.keys().cloned());
        if let Some(missing) = named.into_iter().find(|name| !contents.contains_key(name)) {
            return Err(Fault::Missing(missing));
        }
        Ok(Self { manifest, contents })
    }

    /// Returns a file that is served as it is.
    pub fn file(&self, name: &str) -> Option<File> {
        if !self.manifest.files.contains_key(name) {
            return None;
        }
        let encoded = |encoding: Encoding| self.contents.get(&format!("{name}{}", encoding.suffix())).cloned();
        let [brotli, gzip] = Encoding::ALL.map(encoded);
        Some(File { plain: self.contents.get(name)?.clone(), brotli, gzip })
    }

    /// Returns the text of a template that the manifest names; empty where it is no text.
    pub fn template(&self, name: &str) -> &str {
        let bytes = self.contents.get(&format!("{TEMPLATES}/{name}"));
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Returns the text of a file that is served as it is, such as a style sheet that stands in a page, too.
    pub fn text(&self, name: &str) -> &str {
        self.contents.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Adds the files of a folder, and of those in it, by their paths.
fn read_folder(folder: &Path, prefix: &str, contents: &mut HashMap<String, Bytes>) -> Result<(), Fault> {
    let fault = |error| Fault::Unreadable(folder.to_owned(), error);
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), contents)?;
        } else {
            let bytes = fs::read(&path).map_err(|error| Fault::Unreadable(path.clone(), error))?;
            contents.insert(name, bytes.into());
        }
    }
    Ok(())
}

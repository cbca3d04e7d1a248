//! The files named by their content, of the bundles that were served last: a page that was opened before a deploy still finds its own.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderValue;
use bundle::Encoding;

use super::bundle_list::{BundleList, replace};
use super::files::Files;
use super::hashed::is_hashed;
use super::source::Site;
use crate::catalogs::Served;
use crate::store::folder;

/// The file that lists the bundles.
const LIST: &str = "bundles.json";

/// The folder in which the files of the last bundles are kept.
pub struct Bundles {
    folder: PathBuf,
    list: BundleList,
    files: Arc<Files>,
    /// The tag of the page whose bundle was kept last.
    page: Mutex<Option<HeaderValue>>,
    /// Held while a bundle is kept: each reads the list of those before it, and writes it again.
    keeping: Mutex<()>,
}

impl Bundles {
    /// Keeps bundles in a folder.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            list: BundleList::new(folder.join(LIST)),
            files: Arc::new(Files::new(folder)),
            page: Mutex::default(),
            keeping: Mutex::default(),
        }
    }

    /// Returns the files that are kept.
    pub fn files(&self) -> &Arc<Files> {
        &self.files
    }

    /// Keeps the bundle of the page that is served now, where that is another than before.
    pub fn see(self: &Arc<Self>, page: &HeaderValue, site: &Site, served: &Arc<Served>) {
        let mut seen = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.as_ref() == Some(page) {
            return;
        }
        *seen = Some(page.clone());
        let (bundles, site, served) = (self.clone(), site.clone(), served.clone());
        tokio::task::spawn_blocking(move || bundles.keep(&site, &served));
    }

    /// Keeps the bundle that a site has now, where these catalogues are served. What cannot be kept is missed by open pages alone.
    pub fn keep(&self, site: &Site, served: &Arc<Served>) {
        let _keeping = self.keeping.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = match site {
            Site::Built(built) => built.hashed(served).map_err(io::Error::other).and_then(|files| {
                let read = |name: &str| Ok(files.get(name).map(|bytes| bytes.to_vec()).unwrap_or_default());
                self.try_keep(files.keys().cloned().collect(), read)
            }),
            Site::Folder(files) => match hashed_files(files.folder()) {
                Ok(names) => self.try_keep(names, |name| fs::read(files.folder().join(name))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                Err(error) => Err(error),
            },
        };
        if let Err(error) = kept {
            let folder = self.folder.display();
            tracing::warn!(
                "the files of this site cannot be kept in {folder} for pages that stay open over a deploy: {error}"
            );
        }
    }

    /// Keeps files by their names, as something reads them.
    fn try_keep(&self, names: BTreeSet<String>, read: impl Fn(&str) -> io::Result<Vec<u8>>) -> io::Result<()> {
        if names.is_empty() {
            return Ok(());
        }
        folder::make(&self.folder)?;
        for name in &names {
            let to = self.folder.join(name);
            // The name says what it holds.
            if !to.exists() {
                replace(&to, &read(name)?)?;
            }
        }
        let kept = self.list.add(names)?.kept;
        for name in hashed_files(&self.folder)?.difference(&kept) {
            fs::remove_file(self.folder.join(name))?;
        }
        Ok(())
    }
}

/// Returns the names of a folder's files that are named by their content, the compressed ones among them.
fn hashed_files(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let plain = Encoding::ALL.iter().find_map(|encoding| name.strip_suffix(encoding.suffix())).unwrap_or(&name);
        if is_hashed(plain) && entry.file_type()?.is_file() {
            names.insert(name);
        }
    }
    Ok(names)
}

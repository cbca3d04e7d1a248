//! Where the files of a site come from.

use std::io;
use std::path::Path;
use std::sync::Arc;

use bundle::{Bundle, Encoding, MANIFEST};

use super::built::Built;
use super::carried;
use super::files::{File, Files, Found};
use super::hashed::is_hashed;
use crate::catalogs::Served;

/// The files of a site.
#[derive(Clone)]
pub enum Site {
    /// Those of a bundle, and the pages that are written of the catalogues.
    Built(Arc<Built>),
    /// Those of a folder, which somebody has written.
    Folder(Arc<Files>),
}

impl Site {
    /// Returns the site of a folder: of the bundle in it, else of the files as they are there; without a folder, of the bundle
    /// that this binary carries, if it does. `url` is the whole address of the site, or empty.
    ///
    /// # Errors
    ///
    /// Where the bundle is broken.
    pub fn new(folder: Option<&Path>, url: &str) -> Result<Option<Self>, bundle::Fault> {
        Ok(match folder {
            Some(folder) if !folder.join(MANIFEST).is_file() => Some(Self::Folder(Arc::new(Files::new(folder)))),
            folder => bundle(folder)?.map(|bundle| Self::of(bundle, url)),
        })
    }

    /// Returns the site of a bundle at an address, which may be empty.
    pub fn of(bundle: Bundle, url: &str) -> Self {
        Self::Built(Arc::new(Built::new(bundle, url.to_owned())))
    }

    /// Writes what is served of these catalogues before anybody asks for it.
    ///
    /// # Errors
    ///
    /// Where the bundle is of another build than this program.
    pub fn prepare(&self, served: &Arc<Served>) -> Result<(), pages::Fault> {
        match self {
            Self::Built(built) => built.prepare(served),
            Self::Folder(_) => Ok(()),
        }
    }

    /// Finds what is at the path of an address, where these catalogues are served.
    pub async fn at(&self, path: &str, served: &Arc<Served>) -> io::Result<Found> {
        match self {
            Self::Built(built) => built.at(path, served).await,
            Self::Folder(files) => files.at(path).await,
        }
    }

    /// Returns the name of the script that is named by its content after these words, if there is one.
    pub async fn script(&self, words: &str, served: &Arc<Served>) -> io::Result<Option<String>> {
        let names = match self {
            Self::Built(built) => built.names(served).await?,
            Self::Folder(files) => files.names().await?,
        };
        let is_meant = |name: &String| {
            let hash = name.strip_prefix(words).and_then(|rest| rest.strip_prefix('-'));
            is_hashed(name) && hash.and_then(|rest| rest.strip_suffix(".js")).is_some_and(|hash| !hash.contains('-'))
        };
        Ok(names.into_iter().find(is_meant))
    }

    /// Returns the file of a name in an encoding, if there is one.
    pub async fn encoded(&self, name: &str, encoding: Encoding, served: &Arc<Served>) -> io::Result<Option<Arc<File>>> {
        match self {
            Self::Built(built) => built.encoded(name, encoding, served).await,
            Self::Folder(files) => files.named(&format!("{name}{}", encoding.suffix())).await,
        }
    }
}

/// Returns the bundle of a folder, or the one that this binary carries, if it does.
///
/// # Errors
///
/// Where it is broken.
pub fn bundle(folder: Option<&Path>) -> Result<Option<Bundle>, bundle::Fault> {
    match folder {
        Some(folder) => Bundle::read(folder).map(Some),
        None => carried::bundle(),
    }
}

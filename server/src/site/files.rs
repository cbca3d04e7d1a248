//! The site's files, kept in memory as they are sent: a site is a few megabytes.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use axum::body::Bytes;
use axum::http::HeaderValue;
use pages::Page;
use percent_encoding::percent_decode_str;
use rustix::io::Errno;

use crate::digest;
use crate::headers::InlineHashes;
use crate::preloads;

/// The one folder whose name may begin with a dot: well-known addresses, by RFC 8615.
const WELL_KNOWN: &str = ".well-known";

/// The page of a folder that other sites put into a frame.
const FOR_FRAMES: &str = "embed.html";

/// What a folder is asked for.
const INDEX: &str = "index.html";

/// How many hex digits of a hash are a tag: 128 bits.
const TAG_LENGTH: usize = 32;

/// The files of a folder, sent as brotli or gzip where the build has left such a file beside them. A new site may take the folder's
/// place at any time.
pub struct Files {
    folder: PathBuf,
    kept: RwLock<HashMap<String, Kept>>,
}

/// A file as it was when it was read.
struct Kept {
    stamp: Stamp,
    file: Arc<File>,
}

/// The content of a file, and what follows from it.
#[derive(Clone)]
pub struct File {
    /// The bytes.
    pub content: Bytes,
    /// The entity tag: a hash of the bytes, so that another build has another one whatever the clocks say.
    pub tag: HeaderValue,
    /// The hashes of the style sheets and scripts in a page.
    pub holds: InlineHashes,
    /// What a page asks browsers to load early.
    pub preloads: Option<HeaderValue>,
    /// Whether other sites may put it into a frame.
    pub is_for_frames: bool,
}

/// What is at a path.
pub enum Found {
    /// A file, and its path within the site.
    File(String, Arc<File>),
    /// A folder, whose address lacks its last slash.
    Folder,
    /// Nothing that is served.
    Nothing,
}

impl Files {
    /// Makes the files of a folder; each is read when it is first asked for.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), kept: RwLock::default() }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lists the names of what stands in the folder itself.
    pub async fn names(&self) -> io::Result<Vec<String>> {
        let folder = self.folder.clone();
        let read = move || {
            let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
            names.collect()
        };
        tokio::task::spawn_blocking(read).await.map_err(io::Error::other)?
    }

    /// Finds the file at the path of an address.
    pub async fn at(self: &Arc<Self>, path: &str) -> io::Result<Found> {
        let Some(name) = name(path) else { return Ok(Found::Nothing) };
        match self.metadata(&name)? {
            Some(metadata) if metadata.is_dir() => Ok(Found::Folder),
            Some(metadata) => {
                let file = self.file(&name, &metadata).await?;
                Ok(file.map_or(Found::Nothing, |file| Found::File(name, file)))
            }
            None => Ok(Found::Nothing),
        }
    }

    /// Returns the file of this name within the site, if there is one.
    pub async fn named(self: &Arc<Self>, name: &str) -> io::Result<Option<Arc<File>>> {
        match self.metadata(name)? {
            Some(metadata) if metadata.is_file() => self.file(name, &metadata).await,
            _ => Ok(None),
        }
    }

    /// Reads a file's metadata. This blocks for some microseconds, which is less than handing it to another thread takes.
    fn metadata(&self, name: &str) -> io::Result<Option<Metadata>> {
        unless_absent(fs::metadata(self.folder.join(name)))
    }

    /// Returns the file, read again only where it is another one than before.
    async fn file(self: &Arc<Self>, name: &str, metadata: &Metadata) -> io::Result<Option<Arc<File>>> {
        let stamp = Stamp::of(metadata);
        if let Some(kept) = self.kept.read().unwrap_or_else(PoisonError::into_inner).get(name)
            && kept.stamp == stamp
        {
            return Ok(Some(kept.file.clone()));
        }
        let (files, name) = (self.clone(), name.to_owned());
        let reading = tokio::task::spawn_blocking(move || unless_absent(files.read(&name)).map(Option::flatten));
        reading.await.map_err(io::Error::other)?
    }

    /// Reads a file and keeps it; none where it is no file, or a link leads out of the folder.
    fn read(&self, name: &str) -> io::Result<Option<Arc<File>>> {
        let path = self.folder.join(name).canonicalize()?;
        let metadata = fs::metadata(&path)?;
        if !metadata.is_file() || !path.starts_with(self.folder.canonicalize()?) {
            return Ok(None);
        }
        let file = Arc::new(File::read(fs::read(path)?, name));
        // Where it changed meanwhile, the next one who asks finds another stamp.
        let kept = Kept { stamp: Stamp::of(&metadata), file: file.clone() };
        self.kept.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), kept);
        Ok(Some(file))
    }
}

impl File {
    /// Returns a file that is no page, or one in an encoding.
    pub fn of(content: Bytes) -> Self {
        let hash = &digest::hex(&content)[..TAG_LENGTH];
        let tag = HeaderValue::try_from(format!("\"{hash}\"")).expect("quotes and hex digits are visible ASCII");
        Self { content, tag, holds: InlineHashes::default(), preloads: None, is_for_frames: false }
    }

    /// Returns a page with what was said of it when it was written.
    pub fn page(content: Bytes, page: &Page) -> Self {
        Self {
            holds: InlineHashes::new(&page.styles, &page.scripts),
            preloads: HeaderValue::try_from(&page.links).ok(),
            is_for_frames: page.is_for_frames,
            ..Self::of(content)
        }
    }

    /// Returns a file of a folder, of which nobody says what it is.
    fn read(content: Vec<u8>, name: &str) -> Self {
        let file = Self::of(content.into());
        if !name.ends_with(".html") {
            return file;
        }
        let page = String::from_utf8_lossy(&file.content);
        let loads_app = [INDEX, FOR_FRAMES].contains(&name);
        let preloads = preloads::header(&page).filter(|_| loads_app);
        Self { holds: InlineHashes::of(&page), preloads, is_for_frames: name == FOR_FRAMES, ..file.clone() }
    }
}

/// Tells one state of a file from another. A file that is written or replaced has another `ctime` or another inode, whatever time it
/// is given.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    length: u64,
    changed: (i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            length: metadata.len(),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}

/// Returns the name, within the site, that the path of an address means; none where no file of the site can have it. Names that
/// begin with a dot are not the public's.
pub fn name(path: &str) -> Option<String> {
    let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let is_served = |segment: &str| !segment.is_empty() && (!segment.starts_with('.') || segment == WELL_KNOWN);
    let (folder, file) = path.rsplit_once('/').map_or(("", &*path), |(folder, file)| (folder, file));
    let is_plain = !path.contains(['\0', '\\']) && (folder.is_empty() || folder.split('/').all(is_served));
    match file {
        "" if is_plain && !path.starts_with('/') => Some(format!("{path}{INDEX}")),
        file if is_plain && !path.starts_with('/') && is_served(file) => Some(path.into_owned()),
        _ => None,
    }
}

/// Turns "not found" into none; every other error is a fault of ours.
fn unless_absent<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound, PermissionDenied};
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) => match error.kind() {
            NotFound | NotADirectory | PermissionDenied | InvalidFilename | InvalidInput => Ok(None),
            _ if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => Ok(None),
            _ => Err(error),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_means_a_name_within_the_site_or_none() {
        for (path, expected) in [
            ("/", Some("index.html")),
            ("/a.js", Some("a.js")),
            ("/fonts/", Some("fonts/index.html")),
            ("/fonts/a%20b.woff2", Some("fonts/a b.woff2")),
            ("/.well-known/security.txt", Some(".well-known/security.txt")),
            ("/.env", None),
            ("/.git/config", None),
            ("/fonts/.env", None),
            ("/%2egit/config", None),
            ("/..", None),
            ("/a/../b", None),
            ("/a/..%2fb", None),
            ("/./a", None),
            ("//a", None),
            ("//", None),
            ("/a//b", None),
            ("/a\\b", None),
            ("/a%00b", None),
            ("/%ff", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(name(path).as_deref(), expected, "{path}");
        }
    }
}

//! A site that is written as it is served: a bundle's files, and the pages of the catalogues that are served now.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use bundle::{Bundle, Encoding};

use super::files::{File, Found, name};
use super::hashed::is_hashed;
use crate::catalogs::Served;

/// The site.
pub struct Built {
    bundle: Bundle,
    /// The whole address of the site, where the operator names it.
    url: String,
    fixed: KeptFiles,
    written: RwLock<Option<Pages>>,
}

/// Files by their paths within the site.
type KeptFiles = HashMap<String, Arc<Kept>>;

/// What was written of the catalogues that were served at one time.
struct Pages {
    of: Arc<Served>,
    files: Arc<KeptFiles>,
}

/// A file as it is sent, with its compressed forms. These are made when somebody asks for them first.
struct Kept {
    plain: Arc<File>,
    compressed: [OnceLock<Arc<File>>; 2],
}

impl Kept {
    fn new(plain: File) -> Self {
        Self { plain: Arc::new(plain), compressed: Default::default() }
    }

    fn in_encoding(&self, encoding: Encoding) -> &OnceLock<Arc<File>> {
        let [brotli, gzip] = &self.compressed;
        match encoding {
            Encoding::Brotli => brotli,
            Encoding::Gzip => gzip,
        }
    }

    /// Returns the file in an encoding.
    fn encoded(&self, encoding: Encoding) -> Arc<File> {
        let compress = || Arc::new(File::of(encoding.compress(&self.plain.content).into()));
        self.in_encoding(encoding).get_or_init(compress).clone()
    }
}

impl Built {
    /// Returns the site of a bundle at an address, which may be empty.
    pub fn new(bundle: Bundle, url: String) -> Self {
        let kept = |name: &String| {
            let file = bundle.file(name)?;
            let kept = Kept::new(File::of(file.plain.clone()));
            for encoding in Encoding::ALL {
                if let Some(bytes) = file.encoded(encoding) {
                    kept.in_encoding(encoding).get_or_init(|| Arc::new(File::of(bytes.clone())));
                }
            }
            Some((name.clone(), Arc::new(kept)))
        };
        let fixed = bundle.manifest.files.keys().filter_map(kept).collect();
        Self { bundle, url, fixed, written: RwLock::default() }
    }

    /// Finds what is at the path of an address, where these catalogues are served.
    pub async fn at(self: &Arc<Self>, path: &str, served: &Arc<Served>) -> io::Result<Found> {
        let Some(name) = name(path) else { return Ok(Found::Nothing) };
        if let Some(kept) = self.fixed.get(&name) {
            return Ok(Found::File(name, kept.plain.clone()));
        }
        let pages = self.pages(served).await?;
        Ok(match pages.get(&name) {
            Some(kept) => Found::File(name, kept.plain.clone()),
            None if pages.contains_key(&format!("{name}/index.html")) => Found::Folder,
            None => Found::Nothing,
        })
    }

    /// Returns the file of a name in an encoding.
    pub async fn encoded(
        self: &Arc<Self>,
        name: &str,
        encoding: Encoding,
        served: &Arc<Served>,
    ) -> io::Result<Option<Arc<File>>> {
        let kept = match self.fixed.get(name) {
            Some(kept) => Some(kept.clone()),
            None => self.pages(served).await?.get(name).cloned(),
        };
        let Some(kept) = kept else { return Ok(None) };
        if let Some(file) = kept.in_encoding(encoding).get() {
            return Ok(Some(file.clone()));
        }
        let compressing = tokio::task::spawn_blocking(move || kept.encoded(encoding));
        compressing.await.map(Some).map_err(io::Error::other)
    }

    /// Returns the files that are named by their content, by name, where these catalogues are served; compressed ones as far as
    /// they are there.
    ///
    /// # Errors
    ///
    /// Where the bundle is of another build than this program.
    pub fn hashed(&self, served: &Arc<Served>) -> Result<BTreeMap<String, Bytes>, pages::Fault> {
        let mut files = BTreeMap::new();
        let pages = self.write(served)?;
        for (name, kept) in self.fixed.iter().chain(&*pages).filter(|(name, _)| is_hashed(name)) {
            files.insert(name.clone(), kept.plain.content.clone());
            for encoding in Encoding::ALL {
                let compressed = kept.in_encoding(encoding).get();
                files.extend(compressed.map(|file| (format!("{name}{}", encoding.suffix()), file.content.clone())));
            }
        }
        Ok(files)
    }

    /// Lists the paths of all files, where these catalogues are served.
    pub async fn names(self: &Arc<Self>, served: &Arc<Served>) -> io::Result<Vec<String>> {
        let pages = self.pages(served).await?;
        Ok(self.fixed.keys().chain(pages.keys()).cloned().collect())
    }

    /// Returns what is written of these catalogues, which is kept until others are served.
    async fn pages(self: &Arc<Self>, served: &Arc<Served>) -> io::Result<Arc<KeptFiles>> {
        if let Some(pages) = &*self.written.read().unwrap_or_else(PoisonError::into_inner)
            && Arc::ptr_eq(&pages.of, served)
        {
            return Ok(pages.files.clone());
        }
        let (built, served) = (self.clone(), served.clone());
        let writing = tokio::task::spawn_blocking(move || built.write(&served).map_err(io::Error::other));
        writing.await.map_err(io::Error::other)?
    }

    /// Writes the pages of these catalogues before anybody asks for them.
    ///
    /// # Errors
    ///
    /// Where the bundle is of another build than this program.
    pub fn prepare(&self, served: &Arc<Served>) -> Result<(), pages::Fault> {
        self.write(served).map(|_| ())
    }

    /// Writes the pages of these catalogues, and keeps them until others are served.
    fn write(&self, served: &Arc<Served>) -> Result<Arc<KeptFiles>, pages::Fault> {
        let mut written = self.written.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else asked at the same time.
        if let Some(pages) = &*written
            && Arc::ptr_eq(&pages.of, served)
        {
            return Ok(pages.files.clone());
        }
        let files = served.pages(&self.bundle, &self.url, None)?;
        let kept = files.into_iter().map(|(name, file)| {
            let plain = match &file.page {
                Some(page) => File::page(file.content, page),
                None => File::of(file.content),
            };
            (name, Arc::new(Kept::new(plain)))
        });
        let files: Arc<KeptFiles> = Arc::new(kept.collect());
        *written = Some(Pages { of: served.clone(), files: files.clone() });
        Ok(files)
    }
}

//! `plan-server build`: the site as files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use bundle::{Encoding, File};

use super::site_url;
use crate::catalogs::Sources;
use crate::site::bundle_list::{BundleList, replace};
use crate::site::hashed::is_hashed;
use crate::site::source;

/// The file in the folder that lists the files of the last builds. No host serves what begins with a dot, unless it is told to.
const LIST: &str = ".plan-configurator-bundles.json";

/// Write the pages of catalogues as files, for any host of files
///
/// The files are those that `serve` sends, each with its brotli and gzip forms beside it (.br, .gz). What else is in the folder stays: so
/// do the files of the last five builds that are named by their content, for pages that are open meanwhile; older ones are removed.
#[derive(clap::Args)]
pub struct Build {
    /// Catalogue, a JSON file; write it again for each [default: the one built in]
    #[arg(long, value_name = "FILE")]
    catalog: Vec<PathBuf>,
    /// Folder of catalogues: each file *.json in it
    #[arg(long, value_name = "FOLDER")]
    catalogs: Option<PathBuf>,
    /// Id of the catalogue of the start page [default: the first one's]
    #[arg(long, value_name = "ID")]
    default: Option<String>,
    /// Address at which the site will be reached, such as https://plans.example/
    #[arg(long, value_parser = site_url::parse)]
    url: String,
    /// Folder to write into; it is created where it is missing
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Address that takes the plan requests, where that is elsewhere [default: api/plan-requests at the site]
    #[arg(long, value_name = "URL")]
    endpoint: Option<url::Url>,
    /// Folder of another bundle [default: the one that is built in]
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
    /// Write nothing: say which files are missing or others, and exit with 1 if any are
    #[arg(long)]
    check: bool,
}

impl Build {
    /// Runs `plan-server build`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let files = self.files()?;
        let mut out = io::stdout().lock();
        if self.check {
            let differences: Vec<_> = files.iter().filter_map(|(name, bytes)| self.difference(name, bytes)).collect();
            for difference in &differences {
                writeln!(out, "{difference}")?;
            }
            return Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        // Pages last: each then names what is there.
        let (pages, others): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| is_named_by_pages(name));
        for (name, bytes) in others.into_iter().chain(pages) {
            let path = self.out.join(name);
            let folder = path.parent().unwrap_or(Path::new("."));
            let written = fs::create_dir_all(folder).and_then(|()| replace(&path, bytes));
            written.with_context(|| format!("cannot write {}", path.display()))?;
        }
        let hashed: BTreeSet<_> = files.keys().filter(|name| is_hashed(name)).cloned().collect();
        self.remove_older(hashed).with_context(|| format!("cannot tidy up {}", self.out.display()))?;
        writeln!(out, "{} files in {}", files.len(), self.out.display())?;
        Ok(ExitCode::SUCCESS)
    }

    /// Returns all files by their paths, the compressed ones too.
    fn files(&self) -> anyhow::Result<BTreeMap<String, bytes::Bytes>> {
        let bundle = source::bundle(self.site.as_deref())?;
        let Some(bundle) = bundle else {
            bail!("no page is built into this program; name the folder of a bundle with --site");
        };
        let served = Sources::new(self.catalog.clone(), self.catalogs.clone(), self.default.clone()).read()?;
        let endpoint = self.endpoint.as_ref().map(url::Url::as_str);
        let mut files = BTreeMap::new();
        let mut add = |name: &str, file: &File| {
            files.insert(name.to_owned(), file.plain.clone());
            for encoding in Encoding::ALL {
                files.extend(
                    file.encoded(encoding).map(|bytes| (format!("{name}{}", encoding.suffix()), bytes.clone())),
                );
            }
        };
        for name in bundle.manifest.files.keys() {
            let file = bundle.file(name).with_context(|| format!("the bundle lacks {name}"))?;
            let is_compressed = file.brotli.is_some() && file.gzip.is_some();
            add(name, &if is_compressed { file } else { File::compressed(file.plain) });
        }
        for (name, file) in served.pages(&bundle, &self.url, endpoint)? {
            add(&name, &File::compressed(file.content));
        }
        Ok(files)
    }

    /// Removes the files that only builds before the last five wrote. This one wrote these.
    fn remove_older(&self, written: BTreeSet<String>) -> io::Result<()> {
        for name in BundleList::new(self.out.join(LIST)).add(written)?.dropped {
            match fs::remove_file(self.out.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Returns how a file of the folder differs from what would be written.
    fn difference(&self, name: &str, bytes: &[u8]) -> Option<String> {
        let path = self.out.join(name);
        match fs::read(&path) {
            Ok(found) if found == bytes => None,
            Ok(_) => Some(format!("{}: another file", path.display())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(format!("{}: missing", path.display())),
            Err(error) => Some(format!("{}: {error}", path.display())),
        }
    }
}

/// Tells whether a file has a stable name, so that others stand behind what it says.
fn is_named_by_pages(name: &str) -> bool {
    ["index.html", "embed.html", "plan-configurator.html", "plan-configurator.js", "plan-configurator-worker.js"]
        .iter()
        .any(|stable| name.contains(stable))
}

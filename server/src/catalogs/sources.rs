//! The files that catalogues come from: files that are named, and all of a folder.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use plans::json::Quoted;

use super::Served;
use crate::catalog_file::{self, CatalogFile, LoadError, located};

/// Ids that would be the address of something else of the server's.
const RESERVED: [&str; 3] = ["api", "inbox", "receipts"];

/// Where catalogues come from, and what was read of each file last.
pub struct Sources {
    files: Vec<PathBuf>,
    folder: Option<PathBuf>,
    /// The id of the catalogue of the start page, where one is named.
    first: Option<String>,
    /// By file, what it held when it held a catalogue.
    read: BTreeMap<PathBuf, CatalogFile>,
}

/// Why some catalogues cannot be served, each with its file.
#[derive(Debug)]
pub struct CatalogProblems(Vec<(Option<PathBuf>, LoadError)>);

impl fmt::Display for CatalogProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        for (path, fault) in &self.0 {
            for line in fault.to_string().lines() {
                lines.push(match path {
                    Some(path) => format!("{}#{line}", path.display()),
                    None => line.to_owned(),
                });
            }
        }
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for CatalogProblems {}

impl Sources {
    /// Catalogues of these files and of this folder; the one that is built in where none is named.
    pub fn new(files: Vec<PathBuf>, folder: Option<PathBuf>, first: Option<String>) -> Self {
        Self { files, folder, first, read: BTreeMap::new() }
    }

    /// Returns the files and folders to be watched.
    pub fn watched(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path).chain(self.folder.as_deref())
    }

    /// Reads all of them.
    ///
    /// # Errors
    ///
    /// Whatever stands in the way, of all files. A single file that is named needs no name before its problems.
    pub fn read(&mut self) -> anyhow::Result<Served> {
        if self.is_built_in() {
            return self.served(vec![catalog_file::built_in()?]);
        }
        let paths = self.paths()?;
        let is_single = paths.len() == 1 && self.folder.is_none();
        let (mut catalogs, mut problems) = (Vec::new(), Vec::new());
        for path in paths {
            match catalog_file::read(&path).and_then(|file| admitted(file, &catalogs)) {
                Ok(file) => {
                    self.read.insert(path, file.clone());
                    catalogs.push(file);
                }
                Err(unreadable @ LoadError::Unreadable { .. }) => return Err(unreadable.into()),
                Err(fault) if is_single => return Err(fault.into()),
                Err(fault) => problems.push((Some(path), fault)),
            }
        }
        if !problems.is_empty() {
            return Err(CatalogProblems(problems).into());
        }
        self.served(catalogs)
    }

    /// Reads them again: what is served now, and by file name why a file is served as it was before, or not at all.
    pub fn read_again(&mut self) -> (Option<Served>, BTreeMap<String, String>) {
        let mut warnings = BTreeMap::new();
        let mut warn = |path: &Path, why: String| {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            warnings.insert(name.clone(), format!("{name}: {why}"));
        };
        if self.is_built_in() {
            return (self.read().ok(), warnings);
        }
        let paths = match self.paths() {
            Ok(paths) => paths,
            Err(error) => {
                warn(self.folder.as_deref().unwrap_or(Path::new(".")), format!("{error:#}"));
                return (None, warnings);
            }
        };
        self.read.retain(|path, _| paths.contains(path));
        let mut catalogs = Vec::new();
        for path in paths {
            match catalog_file::read(&path).and_then(|file| admitted(file, &catalogs)) {
                Ok(file) => {
                    self.read.insert(path, file.clone());
                    catalogs.push(file);
                }
                Err(fault) => {
                    let before = self.read.get(&path).cloned();
                    let before = before.and_then(|file| admitted(file, &catalogs).ok());
                    let what = if before.is_some() { "served as it was before" } else { "not served" };
                    warn(&path, format!("{what}, since {}", short(&fault)));
                    catalogs.extend(before);
                }
            }
        }
        match self.served(catalogs) {
            Ok(served) => (Some(served), warnings),
            Err(error) => {
                warn(self.folder.as_deref().unwrap_or(Path::new(".")), format!("nothing is changed, since {error:#}"));
                (None, warnings)
            }
        }
    }

    /// Tells whether no file is named.
    fn is_built_in(&self) -> bool {
        self.files.is_empty() && self.folder.is_none()
    }

    /// Returns the files, those of the folder by name; schemas are no catalogues.
    fn paths(&self) -> anyhow::Result<Vec<PathBuf>> {
        let mut paths = self.files.clone();
        if let Some(folder) = &self.folder {
            let unreadable = |source| LoadError::Unreadable { path: folder.clone(), source };
            let mut found = Vec::new();
            for entry in fs::read_dir(folder).map_err(unreadable)? {
                let path = entry.map_err(unreadable)?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if name.ends_with(".json") && !name.ends_with(".schema.json") && !name.starts_with('.') {
                    found.push(path);
                }
            }
            found.sort();
            paths.extend(found);
        }
        Ok(paths)
    }

    fn served(&self, catalogs: Vec<CatalogFile>) -> anyhow::Result<Served> {
        let ids: Vec<_> = catalogs.iter().map(|file| file.catalog.parts().id.to_string()).collect();
        let first = match &self.first {
            None => 0,
            Some(first) => ids.iter().position(|id| id == first).ok_or_else(|| {
                anyhow::anyhow!("no catalogue has the id {} of --default; there are {}", Quoted(first), ids.join(", "))
            })?,
        };
        anyhow::ensure!(
            !catalogs.is_empty(),
            "no catalogue is in the folder; put one there, such as by `plan-server new`"
        );
        Ok(Served { catalogs, first })
    }
}

/// Returns a catalogue that can be served beside these: its id is an address of its own.
fn admitted(file: CatalogFile, others: &[CatalogFile]) -> Result<CatalogFile, LoadError> {
    let id = &file.catalog.parts().id;
    let problem = |detail: String| Err(LoadError::Problems(located::locate(&file.json, &[("/id", &detail)])));
    if RESERVED.contains(&id.as_str()) {
        return problem(format!("\"{id}\" is an address of the server's own; choose another"));
    }
    if others.iter().any(|other| other.catalog.parts().id == *id) {
        return problem(format!("\"{id}\" is the id of another catalogue that is served; choose another"));
    }
    Ok(file)
}

/// Words the fault on one line.
fn short(fault: &LoadError) -> String {
    match fault {
        LoadError::Unreadable { source, .. } => format!("it cannot be read: {source}"),
        LoadError::Problems(problems) => match problems.as_slice() {
            [] => "it has problems".to_owned(),
            [one] => one.to_string(),
            [one, rest @ ..] => format!("{one} (and {} more)", rest.len()),
        },
    }
}

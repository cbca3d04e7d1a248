//! Catalogues from files.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use plans::{Catalog, Problem, json, source};

/// The catalogue that is served where no other is named.
const BUILT_IN: &str = include_str!("../../catalogs/msa.json");

/// Why there is no catalogue.
#[derive(Debug)]
pub enum LoadError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file holds no catalogue, for these reasons.
    Problems(Vec<Problem>),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Unreadable { path, .. } => write!(f, "cannot read {}", path.display()),
            LoadError::Problems(problems) => f.write_str(&lines(problems)),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            LoadError::Unreadable { source, .. } => Some(source),
            LoadError::Problems(_) => None,
        }
    }
}

/// A catalogue, and the text that it was read from.
#[derive(Clone, Debug)]
pub struct CatalogFile {
    /// The catalogue.
    pub catalog: Arc<Catalog>,
    /// Its JSON.
    pub json: Arc<str>,
}

/// Reads and checks the catalogue in a JSON file.
pub fn read(path: &Path) -> Result<CatalogFile, LoadError> {
    let bytes = std::fs::read(path).map_err(|source| LoadError::Unreadable { path: path.to_owned(), source })?;
    parse(json::utf8(&bytes).map_err(|problem| LoadError::Problems(vec![problem]))?)
}

/// Returns the catalogue that is served where no other is named.
pub fn built_in() -> Result<CatalogFile, LoadError> {
    parse(BUILT_IN)
}

fn parse(text: &str) -> Result<CatalogFile, LoadError> {
    let catalog = Arc::new(source::read(text).map_err(LoadError::Problems)?);
    Ok(CatalogFile { catalog, json: text.trim_start_matches('\u{feff}').into() })
}

/// Returns every problem on one line of its own.
fn lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

//! Catalogues from files.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use plans::{Catalog, json, source};

pub mod located;

use located::Located;

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
    Problems(Vec<Located>),
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

impl CatalogFile {
    /// Returns what its author should look at, though it is by the rules; in the order of the file.
    pub fn warnings(&self) -> Vec<Located> {
        let warnings = source::warnings(&self.catalog, &self.json);
        let details: Vec<_> = warnings.iter().map(|warning| format!("warning: {}", warning.detail)).collect();
        let said = warnings.iter().zip(&details).map(|(warning, detail)| (&*warning.pointer, &**detail));
        let mut warnings = located::locate(&self.json, &said.collect::<Vec<_>>());
        warnings.sort_by_key(|warning| warning.line.as_ref().map(|line| (line.number, line.column)));
        warnings
    }
}

/// Reads and checks the catalogue in a JSON file.
pub fn read(path: &Path) -> Result<CatalogFile, LoadError> {
    let bytes = std::fs::read(path).map_err(|source| LoadError::Unreadable { path: path.to_owned(), source })?;
    parse(json::utf8(&bytes).map_err(|problem| LoadError::Problems(vec![Located::nowhere(problem.detail)]))?)
}

/// Returns the catalogue that is served where no other is named.
pub fn built_in() -> Result<CatalogFile, LoadError> {
    parse(BUILT_IN)
}

fn parse(text: &str) -> Result<CatalogFile, LoadError> {
    let problems = |problems: Vec<_>| LoadError::Problems(located::problems(text, &problems));
    let catalog = Arc::new(source::read(text).map_err(problems)?);
    Ok(CatalogFile { catalog, json: text.trim_start_matches('\u{feff}').into() })
}

/// Returns every problem on one line of its own.
fn lines(problems: &[Located]) -> String {
    problems.iter().map(Located::to_string).collect::<Vec<_>>().join("\n")
}

//! What is right by the rules, and yet hardly what an author means.
//!
//! Warnings are looked for in a catalogue without problems. Where a search would have no end they are left out rather than
//! guessed: what is said here is so.

mod add_on;
mod language;
mod need;
mod note;
mod outcome;
mod place;

use std::fmt;

use super::CatalogSource;
use crate::catalog::Catalog;
use crate::json::{self, Json, OneLine, Read};
use place::Places;

/// Something that an author should look at: the place, what is so, and a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The place, as a JSON Pointer.
    pub pointer: String,
    /// What is so, and a way out.
    pub detail: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", OneLine(&self.pointer), OneLine(&self.detail))
    }
}

/// Returns the warnings of a catalogue, which was read from this text.
///
/// # Example: a catalogue without any
///
/// ```
/// let text = include_str!("../../../../catalogs/msa.json");
/// let catalog = plans::source::read(text).expect("a checked catalogue");
/// assert_eq!(plans::source::warnings(&catalog, text), []);
/// ```
pub fn warnings(catalog: &Catalog, text: &str) -> Vec<Warning> {
    let Ok(document) = Json::parse(text) else { return Vec::new() };
    let texts = json::texts(&document, CatalogSource::read);
    let author = Author { catalog, document: &document, places: Places::of(catalog) };
    let mut warnings = Vec::new();
    author.plans(&mut warnings);
    // What says more comes first: of what cannot be compared it is not said again that no plan meets it.
    author.needs(&mut warnings);
    author.questions(&mut warnings);
    author.prices(&mut warnings);
    author.add_ons(&mut warnings);
    author.notes(&mut warnings);
    author.origins(&mut warnings);
    author.languages(&texts, &mut warnings);
    warnings
}

/// A catalogue with the document that it was written as.
struct Author<'a> {
    catalog: &'a Catalog,
    document: &'a Json,
    places: Places,
}

impl Author<'_> {
    /// Returns what stands at a place of the document.
    fn at(&self, pointer: &str) -> Option<&Json> {
        let unescaped = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
        pointer.split('/').skip(1).try_fold(self.document, |json, segment| match json {
            Json::Array(items) => items.get(segment.parse::<usize>().ok()?),
            json => json.field(&unescaped(segment)),
        })
    }

    /// Returns the cells of a row, each with its plan's id.
    fn cells(&self, row: &str) -> &[(String, Json)] {
        match self.at(&format!("{row}/values")) {
            Some(Json::Object(cells)) => cells,
            _ => &[],
        }
    }
}

fn warn(warnings: &mut Vec<Warning>, pointer: &str, detail: impl fmt::Display) {
    warnings.push(Warning { pointer: pointer.to_owned(), detail: detail.to_string() });
}

//! The catalogue as its author writes it: JSON, checked whole.
//!
//! [`CatalogSource`] says what the file may hold, and is where `catalogs/catalog.schema.json` comes from; `catalogs/README.md`
//! explains every field. Reading goes in two steps, and both report all they find: first the form of each field, then what
//! fields say of each other (names that refer to nothing, values of another kind than their row's).
//!
//! # Example: every problem, each with its place and a way out
//!
//! ```
//! let problems = plans::source::read(r#"{"id": "msa", "plans": [], "langauge": "en"}"#).unwrap_err();
//! let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
//! assert!(lines.contains(&"/langauge: the field \"langauge\" is unknown; did you mean \"language\"?".to_owned()));
//! assert!(lines.contains(&"/plans: the list is empty; write at least one item".to_owned()));
//! ```

mod add_on;
mod amount;
mod build;
mod currency;
mod field;
mod misread;
mod model;
mod price;
mod pricing2yaml;
mod reply;
mod two_forms;
mod unit;
mod value;
mod warnings;
mod zone;

pub use currency::meant as currency;
pub use model::CatalogSource;
pub use warnings::{Warning, warnings};
pub use zone::zone;

use crate::advice::first_questions;
use crate::catalog::Catalog;
use crate::json::{self, Code, Limits, Problem, Read};

/// Reads a catalogue.
///
/// # Errors
///
/// Every [`Problem`] of the text.
pub fn read(text: &str) -> Result<Catalog, Vec<Problem>> {
    let parts = json::read_with(text, Limits::CATALOG, |node| build::build(&CatalogSource::read(node), node))?;
    let parts = parts.expect("a catalogue is not built only where a problem was reported");
    let mut catalog = Catalog::new(parts).map_err(|rule| {
        let detail = format!("the catalogue must keep this rule: {rule}");
        vec![Problem { pointer: String::new(), code: Code::NotAllowed, detail }]
    })?;
    if catalog.parts().decides.is_empty() {
        let mut first = Vec::new();
        for family in catalog.families() {
            first.extend(first_questions(&catalog.clone().of_family(family)));
        }
        if first.is_empty() {
            first = first_questions(&catalog);
        }
        first.sort_unstable();
        first.dedup();
        catalog = catalog.with_first(first);
    }
    Ok(catalog.named_by_content())
}

/// Returns the JSON Schema of a catalogue file, pretty-printed, with a newline at its end.
pub fn schema() -> String {
    let schema = schemars::schema_for!(CatalogSource);
    let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    format!("{text}\n")
}

//! The catalogue and the domain's results in words that people read.

use plans::Catalog;
use plans::catalog::Text;

use crate::locale::Locale;

mod advice;
mod summary;
mod value;

/// Words for one catalogue in one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// What is talked about.
    pub catalog: &'a Catalog,
    /// The language.
    pub locale: Locale,
}

impl Words<'_> {
    /// A text of the catalogue.
    pub fn text(&self, text: &Text) -> String {
        text.in_language(self.locale.tag()).to_owned()
    }

    /// Items as a list in a sentence: "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [most @ .., last] => [&most.join(self.locale.list_comma()), self.locale.list_and(), last].concat(),
        }
    }
}

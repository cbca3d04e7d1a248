//! The texts of the pages around the element: the app's own sentences whose keys begin with `page_`.

use locales::Language;
use plans::Catalog;
use plans::language;

/// The texts in one language, for one catalogue.
pub struct Texts {
    /// The language of the app's own sentences.
    pub language: &'static str,
    sentences: &'static Language,
}

impl Texts {
    /// Returns the texts in the language that is closest to a catalogue's own.
    pub fn of(catalog: &Catalog) -> Self {
        let sentences = Language::closest(catalog.parts().languages.own());
        Self { language: sentences.tag(), sentences }
    }

    /// Returns the text of a key.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        self.sentences.text(key)
    }

    /// Returns the text of a key that this crate names.
    pub fn own(&self, key: &str) -> &'static str {
        self.get(key).unwrap_or_default()
    }
}

/// Returns the direction in which a language is written, as HTML names it.
pub fn direction(tag: &str) -> &'static str {
    if language::is_rtl(tag) { "rtl" } else { "ltr" }
}

//! The texts of the pages around the element: the app's own sentences whose keys begin with `page_`.

use std::collections::BTreeMap;

use plans::Catalog;
use plans::language;

/// The sentences in English.
const ENGLISH: &str = include_str!("../../../locales/en.json");

/// The texts in one language, for one catalogue.
pub struct Texts {
    /// The language of the app's own sentences.
    pub language: &'static str,
    by_key: BTreeMap<String, serde_json::Value>,
}

impl Texts {
    /// The texts in the language that is closest to a catalogue's own.
    pub fn of(_: &Catalog) -> Self {
        let by_key = serde_json::from_str(ENGLISH).expect("the app's build reads the same file");
        Self { language: "en", by_key }
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.by_key.get(key)?.as_str()
    }

    /// The text of a key that this crate names.
    pub fn own(&self, key: &str) -> &str {
        self.get(key).unwrap_or_default()
    }
}

/// In which direction a language is written, as HTML says it.
pub fn direction(tag: &str) -> &'static str {
    if language::is_rtl(tag) { "rtl" } else { "ltr" }
}

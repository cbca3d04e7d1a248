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

/// What the keys begin with of what is said while a request is sent, and of its receipt.
const OF_SENDING: [&str; 3] = ["kept_", "receipt_", "take_"];

/// What the keys begin with of what is said while a proof of work is made.
const OF_PROOF: [&str; 1] = ["proof_"];

/// Writes what is said while a request is sent, in every language: a JSON object of tag to texts by key.
pub fn of_sending() -> String {
    in_every_language(&OF_SENDING)
}

/// Writes what is said while a proof of work is made, likewise.
pub fn of_proof() -> String {
    in_every_language(&OF_PROOF)
}

/// Writes the texts whose keys begin so.
fn in_every_language(prefixes: &[&str]) -> String {
    let is_meant = |key: &str| prefixes.iter().any(|prefix| key.starts_with(prefix));
    let texts = |language: &'static Language| {
        let texts = language.texts().iter().filter(|(key, _)| is_meant(key));
        let texts: serde_json::Map<_, _> = texts.map(|(key, text)| ((*key).to_owned(), (*text).into())).collect();
        (language.tag().to_owned(), texts.into())
    };
    serde_json::Value::Object(Language::all().iter().map(texts).collect()).to_string()
}

/// Returns the direction in which a language is written, as HTML names it.
pub fn direction(tag: &str) -> &'static str {
    if language::is_rtl(tag) { "rtl" } else { "ltr" }
}

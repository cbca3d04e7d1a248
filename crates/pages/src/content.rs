//! Content files: what the app shows, in each language of a catalogue; and the app's sentences alone, for catalogues of hosts.

use bundle::Hashed;
use locales::Language;
use plans::Catalog;

/// A file for a language.
pub struct Content {
    /// The language's tag.
    pub language: String,
    /// Its name and hash.
    pub file: Hashed,
    /// What it holds.
    pub text: String,
}

impl Content {
    fn new(what: &str, language: &str, text: String) -> Self {
        let file = bundle::name_by_content(&format!("plan-configurator-{what}-{language}"), "txt", text.as_bytes());
        Self { language: language.to_owned(), file, text }
    }

    /// Returns the contents of a catalogue, its own language first.
    pub fn of_catalog(catalog: &Catalog) -> Vec<Self> {
        let contents = locales::contents(catalog).into_iter();
        contents.map(|(language, text)| Self::new("content", &language, text)).collect()
    }

    /// Returns the app's sentences, English first.
    pub fn sentences() -> Vec<Self> {
        let of = |language: &Language| Self::new("sentences", language.tag(), language.sentences().to_owned());
        Language::all().iter().map(of).collect()
    }
}

/// Writes what scripts know of files, a line for each: its language, its name and its hash.
pub fn lines(contents: &[Content]) -> String {
    let line = |Content { language, file, .. }: &Content| format!("{language} {} {}", file.name, file.integrity);
    contents.iter().map(line).collect::<Vec<_>>().join("\n")
}

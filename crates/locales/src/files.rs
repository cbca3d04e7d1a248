//! Every language of `locales/`, for native programs.

use plans::Catalog;

use crate::Locale;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// A language of `locales/`.
#[derive(Debug)]
pub struct Language {
    tag: &'static str,
    sentences: &'static str,
    texts: &'static [(&'static str, &'static str)],
}

impl Language {
    /// Returns every language, English first.
    pub fn all() -> &'static [Self] {
        ALL
    }

    /// Returns the language of a BCP 47 tag, else the one of its base language, else English.
    ///
    /// # Example: a region falls back to its language
    ///
    /// ```
    /// use locales::Language;
    ///
    /// assert_eq!(Language::closest("en-GB").tag(), "en");
    /// assert_eq!(Language::closest("tlh").tag(), "en");
    /// ```
    pub fn closest(tag: &str) -> &'static Self {
        let find = |tag: &str| ALL.iter().find(|language| language.tag.eq_ignore_ascii_case(tag));
        let base = tag.split('-').next().unwrap_or(tag);
        find(tag).or_else(|| find(base)).unwrap_or(&ALL[0])
    }

    /// Returns the BCP 47 tag.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// Returns the app's sentences, as the app reads them.
    pub fn sentences(&self) -> &'static str {
        self.sentences
    }

    /// Returns a text by its key, with its parameters' names in braces; none where the key has plural forms, or is none.
    pub fn text(&self, key: &str) -> Option<&'static str> {
        self.texts.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
    }

    /// Returns every text of one form by its key.
    pub fn texts(&self) -> &'static [(&'static str, &'static str)] {
        self.texts
    }
}

/// Returns a content file: the app's sentences in the language that a catalogue is told in, and the catalogue in that language
/// alone.
pub fn content(catalog: &Catalog) -> String {
    Language::closest(catalog.language()).sentences().to_owned() + &catalog.to_compiled_as_told()
}

/// Returns the contents of a catalogue, one for each language that it can be told in, by tag; its own first.
pub fn contents(catalog: &Catalog) -> Vec<(String, String)> {
    let languages = &catalog.parts().languages;
    let others = languages.rules().iter().map(|(tag, _)| tag.as_str()).filter(|tag| *tag != languages.own());
    let told = |tag: &str| (tag.to_owned(), content(&catalog.clone().in_language(tag)));
    [languages.own()].into_iter().chain(others).map(told).collect()
}

impl Locale {
    /// Returns the sentences in the language that is closest to a tag (BCP 47), else in English.
    pub fn closest(tag: &str) -> Self {
        let read = Self::read(Language::closest(tag).sentences());
        read.expect("the build wrote both").0
    }
}

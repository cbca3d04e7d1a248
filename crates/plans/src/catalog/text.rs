//! Texts that people read, and the names that data goes by.

use crate::language;
use std::fmt;

/// A text in one or more languages. The first is the catalogue's own.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    own: String,
    /// Language tag and text, sorted by tag.
    others: Vec<(String, String)>,
}

impl Text {
    /// Returns a text in the catalogue's own language, with its translations by language tag.
    pub fn new(own: impl Into<String>, others: Vec<(String, String)>) -> Self {
        Self { own: own.into(), others }
    }

    /// Returns the text in that language (a BCP 47 tag), else in the same with less said, such as its base language, else in
    /// the catalogue's own.
    pub fn in_language(&self, tag: &str) -> &str {
        language::closest(&self.others, tag, false).map_or(&self.own, |(_, text)| text)
    }

    /// Tells whether it is translated into a language (a BCP 47 tag), or into the same with less said.
    pub fn is_in(&self, tag: &str) -> bool {
        language::closest(&self.others, tag, false).is_some()
    }

    /// Returns the text in the catalogue's own language.
    pub fn own(&self) -> &str {
        &self.own
    }

    /// Returns the translations, by language tag.
    pub fn translations(&self) -> &[(String, String)] {
        &self.others
    }
}

/// The languages that texts are in, each with the rule by which it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    own: String,
    /// Language tag and plural rule, sorted by tag; its own is among them.
    rules: Vec<(String, String)>,
}

impl Languages {
    /// Returns the language of texts that name none, and every language with its rule as [`crate::plural`] reads it, by tag.
    pub fn new(own: impl Into<String>, rules: Vec<(String, String)>) -> Self {
        Self { own: own.into(), rules }
    }

    /// Returns the language of texts that name none.
    pub fn own(&self) -> &str {
        &self.own
    }

    /// Returns every language with its plural rule, by tag.
    pub fn rules(&self) -> &[(String, String)] {
        &self.rules
    }

    /// Returns the plural rule of a language, else of the same with less said; empty where it is none of these.
    pub fn rule(&self, tag: &str) -> &str {
        language::closest(&self.rules, tag, false).map_or("", |(_, rule)| rule)
    }
}

/// A name that data goes by: 1 to 64 of `a` to `z`, `0` to `9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Reads an id; none where the text breaks the rule above.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        ((1..=64).contains(&text.len()) && text.bytes().all(fits)).then(|| Self(text.to_owned()))
    }

    /// Makes a placeholder for an id that could not be read, until the catalogue is discarded for that.
    pub(crate) fn unread() -> Self {
        Self(String::new())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of an explanation.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A list, an item a text.
    List(Vec<Text>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_back_to_the_base_language_and_then_to_its_own() {
        let text = Text::new(
            "Hours",
            vec![("de".into(), "Zeiten".into()), ("pt-BR".into(), "Horas".into()), ("zh-Hant".into(), "時間".into())],
        );
        for (tag, expected) in [
            ("de", "Zeiten"),
            ("de-AT", "Zeiten"),
            ("pt-br", "Horas"),
            ("pt-PT", "Hours"),
            ("zh-Hant-TW", "時間"),
            ("zh", "Hours"),
            ("", "Hours"),
        ] {
            assert_eq!(text.in_language(tag), expected, "{tag}");
        }
    }

    #[test]
    fn an_id_is_short_lower_case_and_plain() {
        for text in ["", "Plus", "a_b", "a b", "ä", &"a".repeat(65)] {
            assert_eq!(Id::parse(text), None, "{text:?}");
        }
        assert_eq!(Id::parse("5000-plus").map(|id| id.to_string()), Some("5000-plus".into()));
    }
}

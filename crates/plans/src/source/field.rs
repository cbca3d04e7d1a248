//! What one field of a catalogue file may hold: ids, texts, words and values.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::misread;
use crate::catalog;
use crate::json::{At, Code, Json, Many, Node, Quoted, Read};
use crate::language;

/// The longest text that people read, in characters.
const LONGEST_TEXT: usize = 2000;
/// The longest text that no visitor reads, in characters.
const LONGEST_PLAIN: usize = 200;
/// The longest language tag, in characters.
const LONGEST_LANGUAGE: usize = 35;

/// A text on one line that no visitor reads.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
pub struct Plain(#[schemars(length(min = 1, max = LONGEST_PLAIN))] pub String);

impl Read for Plain {
    fn read(node: &Node<'_>) -> Self {
        Self(read_text(node, LONGEST_PLAIN))
    }
}

/// Returns a text as [`Node::text`] reads it, in which no character was lost before; empty, and a problem, where this is no
/// such text.
fn read_text(node: &Node<'_>, longest: usize) -> String {
    let text = node.text(longest).unwrap_or_default();
    if text.contains('\u{fffd}') {
        let rule = "holds U+FFFD, which stands for a character that was lost when the text was saved; write it again";
        node.report(Code::Malformed, format_args!("{} {rule}", node.json));
    }
    text
}

/// A year.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
pub struct YearSource(#[schemars(range(min = EARLIEST_YEAR, max = LATEST_YEAR))] pub i32);

/// The years for which zones and holidays are told.
const EARLIEST_YEAR: i32 = 2000;
const LATEST_YEAR: i32 = 2100;

impl Read for YearSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Whole(year) if (EARLIEST_YEAR as u64..=LATEST_YEAR as u64).contains(year) => Self(*year as i32),
            Json::Whole(_) | Json::Number(_) => {
                let rule = format_args!("is not a year from {EARLIEST_YEAR} to {LATEST_YEAR}; write one such as 2027");
                node.report(Code::OutOfRange, format_args!("{} {rule}", node.json));
                Self::default()
            }
            _ => node.expected("a year"),
        }
    }
}

/// A name that data goes by: 1 to 64 of a to z, 0 to 9 and "-".
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
pub struct IdSource(#[schemars(regex(pattern = "^[a-z0-9-]{1,64}$"))] pub String);

impl Read for IdSource {
    fn read(node: &Node<'_>) -> Self {
        let text = match node.json {
            Json::String(text) => text.clone(),
            _ => return node.expected("an id"),
        };
        if catalog::Id::parse(&text).is_none() {
            let rule = "is not an id; write 1 to 64 of a to z, 0 to 9 and \"-\"";
            node.report(Code::Malformed, format_args!("{} {rule}", node.json));
        }
        Self(text)
    }
}

impl At<IdSource> {
    /// Returns the id as it is written, by the rule or not; empty where there is none.
    pub fn as_str(&self) -> &str {
        &self.value.0
    }
}

/// A language tag, such as "en" or "pt-BR".
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
pub struct LanguageSource(#[schemars(regex(pattern = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*([.@].*)?$"))] pub String);

impl Read for LanguageSource {
    fn read(node: &Node<'_>) -> Self {
        let tag = node.text(LONGEST_LANGUAGE).and_then(|tag| language_tag(node, &tag));
        Self(tag.unwrap_or_default())
    }
}

/// Returns the language tag that a text is meant as; a problem where it is none.
fn language_tag(node: &Node<'_>, tag: &str) -> Option<String> {
    let read = language::canonical(tag);
    if read.is_none() {
        let detail = format_args!("{} is not a language tag; write for example \"en\" or \"pt-BR\"", Quoted(tag));
        node.report(Code::Malformed, detail);
    }
    read
}

/// A text that people read: a string in the catalogue's language, or a map from language tag to string.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum TextSource {
    /// In the catalogue's language.
    Plain(#[schemars(length(min = 1, max = LONGEST_TEXT))] String),
    /// By language tag; the catalogue's language must be among them.
    ByLanguage(At<BTreeMap<String, String>>),
}

impl Default for TextSource {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl Read for TextSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::String(_) => {
                node.keep_text(Vec::new());
                Self::Plain(read_text(node, LONGEST_TEXT))
            }
            Json::Object(_) => {
                let mut texts = BTreeMap::new();
                for (tag, node) in node.fields() {
                    let read = language_tag(&node, tag).unwrap_or_else(|| tag.to_owned());
                    if texts.contains_key(&read) {
                        let detail =
                            format_args!("{} is {}, which stands there already; keep one", Quoted(tag), Quoted(&read));
                        node.report(Code::Duplicate, detail);
                    }
                    texts.insert(read, read_text(&node, LONGEST_TEXT));
                }
                if texts.is_empty() {
                    node.report(Code::Empty, "the text has no language; write at least the catalogue's");
                }
                node.keep_text(texts.keys().cloned().collect());
                Self::ByLanguage(At { value: texts, pointer: node.pointer() })
            }
            _ => node.expected("a text, or a map from language to text"),
        }
    }
}

/// Who wrote it: the publisher of the offer, or the catalogue's author.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum OriginSource {
    /// It stands in the published offer.
    #[default]
    Published,
    /// The catalogue's author added it.
    Ours,
}

/// What a row's cells hold, beside "not-included", "on-request", "not-stated", "not-applicable" and "available", which every row
/// may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum KindSource {
    /// "included".
    Inclusion,
    /// A whole number, or "unlimited".
    Quantity,
    /// The id of a level of the row's scale.
    Level,
    /// "always", or the name of hours.
    Hours,
    /// A duration such as "30m" or "4h" on the clock, or "8h working" in working hours.
    Response,
    /// Such as "1 per year" or "2 days per quarter".
    Frequency,
    /// Free words. Nothing but "included" can be required of them.
    Text,
    /// A list of ids of the row's options.
    Options,
    /// A number with up to 6 decimals, or "unlimited".
    Decimal,
    /// A number with up to 6 decimals, of a hundred.
    Percent,
    /// A number of a unit of the row's family, such as "500 MB", or "unlimited".
    Amount,
    /// Not one of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

/// What amounts are of: units that compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum FamilySource {
    /// B, kB, MB, GB, TB, PB; KiB, MiB, GiB, TiB, PiB.
    Bytes,
    /// None, k, M, B.
    Requests,
    /// The code of a currency, one for a row, such as EUR.
    Money,
    /// ms, s, min, h, day, week, month, year.
    Time,
    /// Not one of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

impl Read for FamilySource {
    fn read(node: &Node<'_>) -> Self {
        let words =
            [("bytes", Self::Bytes), ("requests", Self::Requests), ("money", Self::Money), ("time", Self::Time)];
        read_word(node, "a family of units", &words)
    }
}

/// In which period a number renews.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum PerSource {
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every quarter of a year.
    Quarter,
    /// Every year.
    Year,
    /// Not one of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

impl Read for PerSource {
    fn read(node: &Node<'_>) -> Self {
        let words = [
            ("day", Self::Day),
            ("week", Self::Week),
            ("month", Self::Month),
            ("quarter", Self::Quarter),
            ("year", Self::Year),
        ];
        read_word(node, "a period", &words)
    }
}

/// How many decimals a number may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
pub struct DecimalsSource(#[schemars(range(max = catalog::MOST_DECIMALS))] pub u32);

impl Read for DecimalsSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Whole(number) if *number <= catalog::MOST_DECIMALS.into() => Self(*number as u32),
            _ => {
                let most = catalog::MOST_DECIMALS;
                node.report(
                    Code::OutOfRange,
                    format_args!("{} is not a whole number from 0 to {most}; write one", node.json),
                );
                Self(0)
            }
        }
    }
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum QuestionKindSource {
    /// By one choice.
    One,
    /// By any number of choices.
    Several,
    /// By a number, a whole one where it says no decimals.
    Number,
    /// By yes or no.
    YesNo,
    /// Not one of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

pub(super) fn read_word<T: Copy + Default>(node: &Node<'_>, what: &str, words: &[(&str, T)]) -> T {
    let Some(text) = node.json.as_str() else { return node.expected(what) };
    match words.iter().find(|(word, _)| *word == text) {
        Some((_, value)) => *value,
        None => {
            let nearest = node.nearest(text, words.iter().map(|(word, _)| *word));
            node.report(Code::UnknownName, format_args!("{} is not {what}; {nearest}", node.json));
            T::default()
        }
    }
}

impl Read for OriginSource {
    fn read(node: &Node<'_>) -> Self {
        read_word(node, "an origin", &[("published", Self::Published), ("ours", Self::Ours)])
    }
}

impl Read for KindSource {
    fn read(node: &Node<'_>) -> Self {
        let words = [
            ("inclusion", Self::Inclusion),
            ("quantity", Self::Quantity),
            ("level", Self::Level),
            ("hours", Self::Hours),
            ("response", Self::Response),
            ("frequency", Self::Frequency),
            ("text", Self::Text),
            ("options", Self::Options),
            ("decimal", Self::Decimal),
            ("percent", Self::Percent),
            ("amount", Self::Amount),
        ];
        read_word(node, "a kind of row", &words)
    }
}

impl Read for QuestionKindSource {
    fn read(node: &Node<'_>) -> Self {
        let words = [("one", Self::One), ("several", Self::Several), ("number", Self::Number), ("yes-no", Self::YesNo)];
        read_word(node, "a kind of question", &words)
    }
}

/// A value: a word, a number, a text, or a list of options.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum ValueSource {
    /// A whole number.
    Number(#[schemars(range(max = catalog::LARGEST))] u64),
    /// A number with decimals.
    Decimal(#[schemars(with = "f64")] String),
    /// A word, or a text in the catalogue's language.
    Word(String),
    /// A text by language.
    Text(TextSource),
    /// The ids of options.
    List(Vec<String>),
    /// None of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

impl Read for ValueSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Whole(number) => Self::Number(*number),
            // By `Debug`, 12.0 stays what it is.
            Json::Number(number) => Self::Decimal(format!("{number:?}")),
            Json::String(_) => node.text(LONGEST_TEXT).map_or(Self::Unread, Self::Word),
            Json::Object(_) if is_text(node.json) => Self::Text(TextSource::read(node)),
            Json::Array(items) if items.iter().all(|item| matches!(item, Json::String(_))) => {
                let ids: Vec<Option<String>> = node.items().iter().map(|item| item.text(LONGEST_PLAIN)).collect();
                ids.into_iter().collect::<Option<_>>().map_or(Self::Unread, Self::List)
            }
            Json::Bool(value) => {
                node.report(Code::WrongType, misread::truth(*value));
                Self::Unread
            }
            _ => node.expected("a value: a word, or a whole number"),
        }
    }
}

/// Tells whether an object is a text by language: every name in it is a language tag. No language is called "by".
pub(super) fn is_text(json: &Json) -> bool {
    match json {
        Json::Object(fields) => {
            let is_tag = |(name, _): &(String, Json)| name != "by" && language::canonical(name).is_some();
            !fields.is_empty() && fields.iter().all(is_tag)
        }
        _ => false,
    }
}

/// An answer with which another question is asked.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum IsSource {
    /// "answered", or the id of a choice.
    Word(Plain),
    /// The ids of choices, any of which is enough.
    Choices(Many<At<Plain>>),
    /// Yes or no.
    YesNo(bool),
    /// None of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

impl Read for IsSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::String(_) => Self::Word(Plain::read(node)),
            Json::Array(_) => Self::Choices(Read::read(node)),
            Json::Bool(yes) => Self::YesNo(*yes),
            Json::Whole(_) | Json::Number(_) => {
                let detail = format_args!(
                    "a number is compared, not matched; write \"at_least\": {} in the place of \"is\"",
                    node.json
                );
                node.report(Code::WrongKind, detail);
                Self::Unread
            }
            _ => node.expected("\"answered\", the id of a choice, a list of ids, or true"),
        }
    }
}

//! What a catalogue file may hold.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use crate::catalog;
use crate::json::{At, Code, Json, Many, Node, Read, object};

/// The longest text that people read, in characters.
const LONGEST_TEXT: usize = 2000;

object! {
    /// A catalogue: what is offered in which plan, and what is asked of the visitor.
    pub struct CatalogSource {
        /// Where the schema of this file is, for editors.
        "$schema" schema: Option<Plain>,
        /// Names the catalogue in requests and links.
        "id" id: At<IdSource>,
        /// Changes whenever the offer changes, such as "2026-11".
        "version" version: Plain,
        /// The language of every text that is a plain string: a language tag, such as "en".
        "language" language: At<LanguageSource>,
        /// The page's heading.
        "title" title: TextSource,
        /// The sentence below the heading.
        "introduction" introduction: TextSource,
        /// The ribbon over the recommended plan.
        "ribbon" ribbon: TextSource,
        /// The words on the button that asks for a plan.
        "request_plan" request_plan: TextSource,
        /// The words on the link to more about a plan.
        "learn_more" learn_more: TextSource,
        /// What a requester must agree to. Without it nothing is asked.
        "consent" consent: Option<TextSource>,
        /// Support hours by name. Cells and requirements use the names; "always" needs no entry.
        "hours" hours: BTreeMap<String, HoursSource>,
        /// Ordered scales by name, each lowest level first.
        "scales" scales: BTreeMap<String, Many<LevelSource>>,
        /// The plans, lowest first. At most 200.
        "plans" plans: At<Many<PlanSource>>,
        /// The sections of the table, in order.
        "sections" sections: Many<SectionSource>,
        /// The questions, in groups. At most 100 questions.
        "groups" groups: Vec<GroupSource>,
    }

    /// Support hours: openings of a week in a time zone.
    pub struct HoursSource {
        /// The IANA name of the zone, such as "America/New_York".
        "zone" zone: At<Plain>,
        /// What people call the zone, such as "ET".
        "zone_label" zone_label: TextSource,
        /// The openings of a week.
        "weekly" weekly: Many<OpeningSource>,
        /// Dates on which support stays closed, as "YYYY-MM-DD".
        "holidays" holidays: Vec<At<Plain>>,
    }

    /// Open from a time to a time, on each of some days.
    pub struct OpeningSource {
        /// "mon" to "sun".
        "days" days: At<Many<At<Plain>>>,
        /// From when, as "HH:MM".
        "open" open: At<Plain>,
        /// Until when, as "HH:MM", at most "24:00". On the next day where it is not later than "open".
        "close" close: At<Plain>,
    }

    /// A level of a scale.
    pub struct LevelSource {
        /// Names the level in cells and requirements.
        "id" id: At<IdSource>,
        /// What people read.
        "name" name: TextSource,
    }

    /// A plan.
    pub struct PlanSource {
        /// Names the plan in cells, requests and links.
        "id" id: At<IdSource>,
        /// The plan's name.
        "name" name: TextSource,
        /// Whom it is for.
        "audience" audience: TextSource,
        /// Whether a visitor can ask for it. True where it is left out.
        "requestable" requestable: Option<bool>,
        /// Where "learn more" leads: an address that begins with "https://" or "/". Without it, to the plan's summary on the page.
        "learn_more_url" learn_more_url: Option<At<Plain>>,
    }

    /// A section of the table.
    pub struct SectionSource {
        /// Names the section.
        "id" id: At<IdSource>,
        /// The heading.
        "title" title: TextSource,
        /// The rows.
        "entitlements" entitlements: Many<EntitlementSource>,
    }

    /// A row of the table: one thing that plans include, or not.
    pub struct EntitlementSource {
        /// Names the row in requirements.
        "id" id: At<IdSource>,
        /// The row's name.
        "name" name: TextSource,
        /// What it is, in plain words: paragraphs and lists.
        "explanation" explanation: Many<BlockSource>,
        /// Who wrote the explanation. Published where it is left out.
        "origin" origin: Option<OriginSource>,
        /// What the row's cells hold.
        "kind" kind: KindSource,
        /// What a quantity counts. For that kind alone, and then it must be there.
        "unit" unit: Option<At<UnitSource>>,
        /// The scale of a level. For that kind alone, and then it must be there.
        "scale" scale: Option<At<Plain>>,
        /// A value for every plan, by the plan's id.
        "values" values: At<BTreeMap<String, At<CellSource>>>,
    }

    /// What is counted.
    pub struct UnitSource {
        /// For 1, such as "contact".
        "one" one: TextSource,
        /// For every other number, such as "contacts".
        "other" other: TextSource,
    }

    /// A value with a footnote.
    pub struct NotedSource {
        /// The value.
        "value" value: ValueSource,
        /// The footnote.
        "note" note: TextSource,
    }

    /// Questions under one heading.
    pub struct GroupSource {
        /// Names the group.
        "id" id: At<IdSource>,
        /// The heading.
        "title" title: TextSource,
        /// The questions.
        "questions" questions: Many<QuestionSource>,
    }

    /// A question. The visitor may leave every one open.
    pub struct QuestionSource {
        /// Names the question in answers and links.
        "id" id: At<IdSource>,
        /// The question, short.
        "prompt" prompt: TextSource,
        /// What helps to answer it.
        "help" help: TextSource,
        /// Who wrote the question. Published where it is left out.
        "origin" origin: Option<OriginSource>,
        /// How it is answered.
        "kind" kind: QuestionKindSource,
        /// What can be chosen. For "one" and "several" alone, and then it must be there.
        "choices" choices: Option<At<Many<ChoiceSource>>>,
        /// What is counted. For "number" alone, and then it must be there.
        "unit" unit: Option<At<UnitSource>>,
        /// What a yes asks for, as it follows "you asked for". For "yes-no" alone, and then it must be there.
        "asks_for" asks_for: Option<At<TextSource>>,
        /// What a number or a yes requires. For "number" and "yes-no" alone.
        "requires" requires: At<Vec<RequirementSource>>,
    }

    /// A choice.
    pub struct ChoiceSource {
        /// Names the choice in answers and links.
        "id" id: At<IdSource>,
        /// What the visitor reads and picks.
        "label" label: TextSource,
        /// What it asks for, as it follows "you asked for". The label where it is left out.
        "asks_for" asks_for: Option<TextSource>,
        /// The plan that a company of this size suits. In one question of the kind "one" alone.
        "suits" suits: Option<At<Plain>>,
        /// What the choice requires: all of it.
        "requires" requires: Vec<RequirementSource>,
    }

    /// At least so much of one entitlement.
    pub struct NeedSource {
        /// The entitlement's id.
        "entitlement" entitlement: At<Plain>,
        /// How much: "included", a value of the entitlement's kind, or, in a number question, "answer".
        "at_least" at_least: At<ValueSource>,
    }

    /// One of several needs is enough.
    pub struct AnyOfSource {
        /// The needs.
        "any_of" any_of: Many<NeedSource>,
    }
}

/// A text on one line that no visitor reads.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
pub struct Plain(pub String);

impl Read for Plain {
    fn read(node: &Node<'_>) -> Self {
        Self(node.text(200))
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

/// A language tag, such as "en" or "pt-BR".
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
pub struct LanguageSource(pub String);

impl Read for LanguageSource {
    fn read(node: &Node<'_>) -> Self {
        let text = node.text(35);
        report_language(node, &text);
        Self(text)
    }
}

fn report_language(node: &Node<'_>, tag: &str) {
    let mut parts = tag.split('-');
    let base = parts.next().unwrap_or_default();
    let is_base = (2..=3).contains(&base.len()) && base.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_part = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_base || !parts.all(is_part) {
        node.report(Code::Malformed, format_args!("\"{tag}\" is not a language tag; write for example \"en\" or \"pt-BR\""));
    }
}

/// A text that people read: a string in the catalogue's language, or a map from language tag to string.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum TextSource {
    /// In the catalogue's language.
    Plain(String),
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
            Json::String(_) => Self::Plain(node.text(LONGEST_TEXT)),
            Json::Object(_) => {
                let mut texts = BTreeMap::new();
                for (tag, node) in node.fields() {
                    report_language(&node, tag);
                    texts.insert(tag.to_owned(), node.text(LONGEST_TEXT));
                }
                if texts.is_empty() {
                    node.report(Code::Empty, "the text has no language; write at least the catalogue's");
                }
                Self::ByLanguage(At { value: texts, pointer: node.pointer().to_owned() })
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

/// What a row's cells hold, beside "not-included" and "on-request", which every row may hold.
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
    /// Not one of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum QuestionKindSource {
    /// By one choice.
    One,
    /// By any number of choices.
    Several,
    /// By a whole number.
    Number,
    /// By yes or no.
    YesNo,
    /// Not one of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

fn read_word<T: Copy + Default>(node: &Node<'_>, what: &str, words: &[(&str, T)]) -> T {
    let Some(text) = node.json.as_str() else { return node.expected(what) };
    match words.iter().find(|(word, _)| *word == text) {
        Some((_, value)) => *value,
        None => {
            let nearest = crate::json::nearest(text, words.iter().map(|(word, _)| *word));
            node.report(Code::UnknownName, format_args!("\"{text}\" is not {what}; {nearest}"));
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
        ];
        read_word(node, "a kind of row", &words)
    }
}

impl Read for QuestionKindSource {
    fn read(node: &Node<'_>) -> Self {
        let words =
            [("one", Self::One), ("several", Self::Several), ("number", Self::Number), ("yes-no", Self::YesNo)];
        read_word(node, "a kind of question", &words)
    }
}

/// A part of an explanation: a paragraph, or a list.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum BlockSource {
    /// A paragraph.
    Paragraph(TextSource),
    /// A list.
    List(ListSource),
}

object! {
    /// A list of texts.
    pub struct ListSource {
        /// The items.
        "list" list: Many<TextSource>,
    }
}

impl Default for BlockSource {
    fn default() -> Self {
        Self::Paragraph(TextSource::default())
    }
}

impl Read for BlockSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json.field("list") {
            Some(_) => Self::List(ListSource::read(node)),
            None => Self::Paragraph(TextSource::read(node)),
        }
    }
}

/// A value: a word, or a whole number.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum ValueSource {
    /// A whole number.
    Number(u32),
    /// A word.
    Word(String),
    /// Neither of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

impl Read for ValueSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Whole(number) if u32::try_from(*number).is_ok() => Self::Number(*number as u32),
            Json::String(_) => Self::Word(node.text(200)),
            Json::Whole(_) | Json::Number(_) => {
                let detail = format_args!("{} is not a whole number from 0 to {}; write one", node.json, u32::MAX);
                node.report(Code::OutOfRange, detail);
                Self::Unread
            }
            _ => node.expected("a value: a word, or a whole number"),
        }
    }
}

/// A cell: a value, or a value with a footnote.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum CellSource {
    /// A value.
    Value(ValueSource),
    /// A value with a footnote.
    Noted(NotedSource),
}

impl Default for CellSource {
    fn default() -> Self {
        Self::Value(ValueSource::Unread)
    }
}

impl Read for CellSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Object(_) => Self::Noted(NotedSource::read(node)),
            _ => Self::Value(ValueSource::read(node)),
        }
    }
}

/// What an answer asks: one need, or one of several.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum RequirementSource {
    /// One of several needs is enough.
    AnyOf(AnyOfSource),
    /// One need.
    Need(NeedSource),
}

impl Default for RequirementSource {
    fn default() -> Self {
        Self::AnyOf(AnyOfSource::default())
    }
}

impl Read for RequirementSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json.field("any_of") {
            Some(_) => Self::AnyOf(AnyOfSource::read(node)),
            None => Self::Need(NeedSource::read(node)),
        }
    }
}

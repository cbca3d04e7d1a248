//! What a catalogue file may write in two forms, a short one and a full one.

use schemars::JsonSchema;

use super::field::{Plain, TextSource, ValueSource, is_text};
use crate::json::{At, Json, Many, Node, Read, object};

/// A part of an explanation: a paragraph, or a list.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum BlockSource {
    /// A paragraph.
    Paragraph(TextSource),
    /// A list.
    List(ListSource),
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

/// A cell: a value, or a value with a footnote.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum CellSource {
    /// A value.
    Value(ValueSource),
    /// A value with a footnote, or with what limits it.
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
            Json::Object(_) if !is_text(node.json) => Self::Noted(NotedSource::read(node)),
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

object! {
    /// A value with a footnote, or with what limits it.
    pub struct NotedSource {
        /// The value.
        "value" value: ValueSource,
        /// The footnote.
        "note" note: Option<TextSource>,
        /// What limits it, such as "Up to 5 seats": the second line of the cell. With "included" alone.
        "limit" limit: Option<At<TextSource>>,
    }

    /// A list of texts.
    pub struct ListSource {
        /// The items.
        "list" list: Many<TextSource>,
    }

    /// At least so much of one entitlement.
    pub struct NeedSource {
        /// The entitlement's id.
        "entitlement" entitlement: At<Plain>,
        /// How much: "included", a value of the entitlement's kind, or, in a number question, "answer", with a unit for an amount:
        /// "answer GB".
        "at_least" at_least: At<ValueSource>,
    }

    /// One of several needs is enough.
    pub struct AnyOfSource {
        /// The needs.
        "any_of" any_of: Many<NeedSource>,
    }
}

//! What a catalogue file may say of what is counted.

use schemars::JsonSchema;

use super::field::*;
use crate::json::{At, Json, Node, Read, object};

/// What is counted: a sign that is the same for every number and in every language, or a text in all its forms.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum UnitForm {
    /// The same for every number and in every language, such as "MB".
    Sign(Plain),
    /// In the forms that its languages have.
    Counted(Box<UnitSource>),
}

impl Default for UnitForm {
    fn default() -> Self {
        Self::Sign(Plain::default())
    }
}

impl Read for UnitForm {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::String(_) => Self::Sign(Plain::read(node)),
            _ => Self::Counted(Box::new(UnitSource::read(node))),
        }
    }
}

object! {
    /// What is counted.
    pub struct UnitSource {
        /// For every number that no other form is for, such as "contacts".
        "other" other: TextSource,
        /// For 1 and numbers like it, such as "contact", in languages that have such a form.
        "one" one: Option<TextSource>,
        /// For 0 and numbers like it, in languages that have such a form.
        "zero" zero: Option<TextSource>,
        /// For 2 and numbers like it, in languages that have such a form.
        "two" two: Option<TextSource>,
        /// For few, in languages that have such a form, as Polish has for 2, 3 and 4.
        "few" few: Option<TextSource>,
        /// For many, in languages that have such a form, as Polish has for 5 and more.
        "many" many: Option<TextSource>,
        /// What stands behind a number where the row's name says what is counted. The number alone where it is left out.
        "short" short: Option<At<ShortUnitSource>>,
    }

    /// What is counted, in short.
    pub struct ShortUnitSource {
        /// For every number that no other form is for, such as "a year".
        "other" other: TextSource,
        /// For 1 and numbers like it, such as "a year", in languages that have such a form.
        "one" one: Option<TextSource>,
        /// For 0 and numbers like it, in languages that have such a form.
        "zero" zero: Option<TextSource>,
        /// For 2 and numbers like it, in languages that have such a form.
        "two" two: Option<TextSource>,
        /// For few, in languages that have such a form, as Polish has for 2, 3 and 4.
        "few" few: Option<TextSource>,
        /// For many, in languages that have such a form, as Polish has for 5 and more.
        "many" many: Option<TextSource>,
    }
}

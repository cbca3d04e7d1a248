//! What a catalogue file may say of the answer to a request: a sentence, or who answers and by when.

use schemars::JsonSchema;

use super::field::{Plain, TextSource};
use crate::catalog::limits::MAX_REPLY_HOURS;
use crate::json::{At, Code, Json, Node, Read, object};

/// A sentence, or who answers and by when.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum ReplySource {
    /// A sentence.
    Text(TextSource),
    /// Who answers and by when, each where it is known.
    Promise(PromiseSource),
}

impl Default for ReplySource {
    fn default() -> Self {
        Self::Text(TextSource::default())
    }
}

impl Read for ReplySource {
    fn read(node: &Node<'_>) -> Self {
        // No language is called so.
        let is_promise =
            PROMISE.iter().any(|name| node.json.field(name).is_some()) || *node.json == Json::Object(Vec::new());
        if is_promise { Self::Promise(PromiseSource::read(node)) } else { Self::Text(TextSource::read(node)) }
    }
}

/// The fields of a [`PromiseSource`].
const PROMISE: [&str; 3] = ["text", "by", "within"];

object! {
    /// Who answers a request, and by when.
    pub struct PromiseSource {
        /// A sentence, such as "We answer within one working day." It stands in the form, too.
        "text" text: Option<TextSource>,
        /// Who answers, such as "our sales team in Berlin".
        "by" by: Option<TextSource>,
        /// How soon: the receipt tells by when that is.
        "within" within: Option<WithinSource>,
    }

    /// A time on the clock.
    pub struct ClockSource {
        /// So many hours.
        "hours" hours: HoursCountSource,
    }

    /// A time in working hours.
    pub struct WorkingSource {
        /// So many hours, which count while the named ones are open.
        "working_hours" working_hours: HoursCountSource,
        /// The name of hours of the catalogue, in a zone other than "local".
        "hours" hours: At<Plain>,
    }
}

/// How soon a request is answered: in hours on the clock, or in working hours.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum WithinSource {
    /// On the clock.
    Clock(ClockSource),
    /// In working hours.
    Working(WorkingSource),
}

impl Default for WithinSource {
    fn default() -> Self {
        Self::Clock(ClockSource::default())
    }
}

impl Read for WithinSource {
    fn read(node: &Node<'_>) -> Self {
        if let Some(Json::String(_)) = node.json.field("hours").filter(|_| node.json.field("working_hours").is_none()) {
            let detail = "the field \"working_hours\" is missing: how many of these hours; add it";
            node.report(Code::Missing, detail);
            return Self::default();
        }
        match node.json.field("working_hours") {
            Some(_) => Self::Working(WorkingSource::read(node)),
            None => Self::Clock(ClockSource::read(node)),
        }
    }
}

/// A number of hours: 1 to 720.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
pub struct HoursCountSource(#[schemars(range(min = 1, max = MAX_REPLY_HOURS))] pub u32);

impl Read for HoursCountSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Whole(hours) if (1..=u64::from(MAX_REPLY_HOURS)).contains(hours) => Self(*hours as u32),
            Json::Whole(_) | Json::Number(_) => {
                let rule =
                    format_args!("is not a whole number of hours from 1 to {MAX_REPLY_HOURS}; write one such as 8");
                node.report(Code::OutOfRange, format_args!("{} {rule}", node.json));
                Self::default()
            }
            _ => node.expected("a number of hours"),
        }
    }
}

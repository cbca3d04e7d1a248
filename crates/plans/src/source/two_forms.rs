//! What a catalogue file may write in two forms, a short one and a full one.

use schemars::JsonSchema;

use super::field::{IdSource, IsSource, Plain, TextSource, ValueSource, YearSource, is_text};
use super::price::AmountSource;
use crate::json::{At, Code, Json, Many, Named, Node, Read, object};

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

/// A cell: a value, or a value with what is said of it.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum CellSource {
    /// A value.
    Value(ValueSource),
    /// A value that goes by an answer.
    By(Box<BySource>),
    /// A value with what is said of it.
    Noted(Box<NotedSource>),
}

impl Default for CellSource {
    fn default() -> Self {
        Self::Value(ValueSource::Unread)
    }
}

impl Read for CellSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Object(_) if node.json.field("by").is_some() => Self::By(Box::new(BySource::read(node))),
            Json::Object(_) if !is_text(node.json) => Self::Noted(Box::new(NotedSource::read(node))),
            _ => Self::Value(ValueSource::read(node)),
        }
    }
}

/// A holiday: a date, the name of a set, or a rule.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum HolidaySource {
    /// A date as "YYYY-MM-DD"; in hours also the name of a set of holidays.
    Word(At<Plain>),
    /// A rule.
    Rule(RuleSource),
}

impl Default for HolidaySource {
    fn default() -> Self {
        Self::Word(At::default())
    }
}

impl Read for HolidaySource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Object(_) => Self::Rule(RuleSource::read(node)),
            _ => Self::Word(At::read(node)),
        }
    }
}

/// What an answer asks: one need, one of several, or a budget.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum RequirementSource {
    /// The most that it may cost.
    Budget(BudgetSource),
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
        let has = |name: &str| node.json.field(name).is_some();
        if has("any_of") {
            Self::AnyOf(AnyOfSource::read(node))
        } else if has("total") {
            Self::Budget(BudgetSource::read(node))
        } else {
            Self::Need(NeedSource::read(node))
        }
    }
}

/// An answer that holds from the start, as answers are written in JSON.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum DefaultSource {
    /// The id of a choice.
    Choice(String),
    /// The ids of several choices.
    Choices(Vec<String>),
    /// A number, as answers write it.
    Number(#[schemars(with = "f64")] String),
    /// Yes or no.
    YesNo(bool),
    /// None of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

impl Read for DefaultSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::String(id) => Self::Choice(id.clone()),
            Json::Array(_) => Self::Choices(node.items().iter().map(|item| IdSource::read(item).0).collect()),
            Json::Whole(number) => Self::Number(number.to_string()),
            Json::Number(number) => Self::Number(number.to_string()),
            Json::Bool(yes) => Self::YesNo(*yes),
            _ => node.expected("an answer: a choice's id, a list of ids, a number, true or false"),
        }
    }
}

/// At least, or at most, so much of one entitlement.
#[derive(Clone, Debug, Default, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NeedSource {
    /// The entitlement's id.
    pub entitlement: At<Plain>,
    /// How much at least: "included", a value of the entitlement's kind, or, in a number question, "answer", with a unit for an
    /// amount: "answer GB".
    pub at_least: Option<At<ValueSource>>,
    /// How much at most, in place of "at_least", of a quantity, a decimal, a percentage, an amount or a level: in the same ways, but
    /// for "included".
    pub at_most: Option<At<ValueSource>>,
}

impl Read for NeedSource {
    fn read(node: &Node<'_>) -> Self {
        let fields = node.known_fields(&["entitlement", "at_least", "at_most"]);
        let entitlement = fields.read("entitlement");
        let read = Self { entitlement, at_least: fields.read("at_least"), at_most: fields.read("at_most") };
        match (&read.at_least, &read.at_most) {
            (None, None) => {
                // What is no object at all was reported as such.
                fields.required("at_least");
            }
            (Some(_), Some(at_most)) => {
                let detail = "an upper bound is a requirement of its own; take it out here, where it is at least so much, and \
                              write it as an item of \"requires\"";
                node.report_at(&at_most.pointer, Code::NotAllowed, detail);
            }
            _ => {}
        }
        read
    }
}

impl NeedSource {
    /// Returns how much is asked for, or allowed, as it is written; none where it says nothing, which was reported.
    pub(super) fn bound(&self) -> Option<&At<ValueSource>> {
        self.at_least.as_ref().or(self.at_most.as_ref())
    }
}

object! {
    /// A rule by which a holiday falls on a date in every year.
    pub struct RuleSource {
        /// Such as "december 25", "first monday of september", "last monday of may", "easter monday" or "easter+39".
        "rule" rule: At<Plain>,
        /// The first year that it holds in. The year before the catalogue's "compare_year" where it is left out.
        "from" from: Option<At<YearSource>>,
        /// The last year that it holds in. The second after the catalogue's "compare_year" where it is left out.
        "until" until: Option<At<YearSource>>,
    }

    /// A value with what is said of it.
    pub struct NotedSource {
        /// The value.
        "value" value: ValueSource,
        /// A footnote.
        "note" note: Option<TextSource>,
        /// What limits it, such as "Up to 5 seats": the second line of the cell. With "included" alone.
        "limit" limit: Option<At<TextSource>>,
        /// Under what condition the value holds, such as "name up to three contacts first". It is told wherever the value decides.
        "condition" condition: Option<At<TextSource>>,
        /// What a state is called here in place of the app's words, such as "Community only". For "not-included", "on-request",
        /// "not-stated", "not-applicable" and "available" alone.
        "words" words: Option<At<TextSource>>,
        /// What it costs to buy, such as "€10 a month". For "available" alone.
        "price" price: Option<At<TextSource>>,
    }

    /// The way to a page about a row.
    pub struct LinkSource {
        /// Where it leads: an address that begins with "https://" or "/".
        "url" url: At<Plain>,
        /// What it is called.
        "text" text: TextSource,
    }

    /// A value that goes by the answer to a question: of a choice, by "cases" and "otherwise"; a number, by "steps".
    pub struct BySource {
        /// The question's id.
        "by" by: At<Plain>,
        /// By the id of a choice, the value with it.
        "cases" cases: Option<At<Named<ValueSource>>>,
        /// The value with every other choice, and while the question is open.
        "otherwise" otherwise: Option<At<ValueSource>>,
        /// The values from numbers on, ascending, the first from 0. The first holds while the question is open.
        "steps" steps: Option<At<Many<StepSource>>>,
        /// The footnote.
        "note" note: Option<TextSource>,
        /// Under what condition the values hold. Each of them offers something then.
        "condition" condition: Option<At<TextSource>>,
    }

    /// A value from a number on.
    pub struct StepSource {
        /// The smallest number with which it holds.
        "from" from: At<ValueSource>,
        /// The value.
        "value" value: At<ValueSource>,
    }

    /// The answer to an earlier question with which alone a question is asked: "is", or, of a number, "at_least".
    pub struct OnlyIfSource {
        /// The earlier question's id.
        "question" question: At<Plain>,
        /// "answered", the id of a choice, a list of ids any of which is enough, or true or false for yes or no.
        "is" is: Option<At<IsSource>>,
        /// The smallest number.
        "at_least" at_least: Option<At<ValueSource>>,
    }

    /// A list of texts.
    pub struct ListSource {
        /// The items.
        "list" list: Many<TextSource>,
    }

    /// The most that a plan may cost with its add-ons.
    pub struct BudgetSource {
        /// For how long: "day", "week", "month", "quarter", "half-year" or "year".
        "total" total: At<Plain>,
        /// An amount in the only currency; or, in a number question, "answer", in the currency chosen.
        "at_most" at_most: At<AmountSource>,
    }

    /// One of several needs is enough.
    pub struct AnyOfSource {
        /// The needs.
        "any_of" any_of: Many<NeedSource>,
    }
}

impl BySource {
    /// Returns every value that the cell may have.
    pub(super) fn values(&self) -> impl Iterator<Item = &ValueSource> {
        let cases = self.cases.iter().flat_map(|cases| cases.value.iter()).map(|(_, case)| &case.value);
        let steps = self.steps.iter().flat_map(|steps| &steps.value.0).map(|step| &step.value.value);
        cases.chain(self.otherwise.iter().map(|otherwise| &otherwise.value)).chain(steps)
    }
}

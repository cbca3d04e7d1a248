//! The types of questions, and of the requirements that answers make.

use super::dependence::OnlyIf;
use super::index::{EntitlementIx, FamilyIx, PlanIx};
use super::number::{NumberRange, Steps};
use super::price::Money;
use super::text::{Id, Text};
use super::unit::Unit;
use super::value::Value;

/// A heading over some questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Names the group.
    pub id: Id,
    /// The heading.
    pub title: Text,
    /// How many questions it holds, at least one.
    pub len: usize,
}

/// A question. Every one may be left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Names the question in answers and links.
    pub id: Id,
    /// The question, as a whole sentence.
    pub prompt: Text,
    /// What helps to answer it.
    pub help: Option<Text>,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The answer that holds from the start, as the values of its entries; none where it is open then.
    pub default: Vec<String>,
    /// The answer with which alone it is asked; always where there is none.
    pub only_if: Option<OnlyIf>,
    /// The families for whose plans alone it is asked; for all where there is none.
    pub families: Vec<FamilyIx>,
}

/// How a question is answered, and what the answers require.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionKind {
    /// One of some choices.
    One(Vec<Choice>),
    /// Any of some choices.
    Several(Vec<Choice>),
    /// A number.
    Number {
        /// What is counted.
        unit: Unit,
        /// Which numbers are answers.
        range: NumberRange,
        /// What the number requires.
        requires: Vec<Requirement>,
    },
    /// Yes or no.
    YesNo {
        /// What a yes asks for, as the object of "you asked for".
        asks_for: Text,
        /// What a yes requires.
        requires: Vec<Requirement>,
    },
}

/// One of the choices of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Names the choice in answers and links.
    pub id: Id,
    /// What the visitor reads and picks.
    pub label: Text,
    /// What it asks for, as the object of "you asked for".
    pub asks_for: Text,
    /// The plan that a company of this size suits, where the choice tells a size.
    pub suits: Option<PlanIx>,
    /// What it requires; all of it.
    pub requires: Vec<Requirement>,
}

/// What an answer asks of a plan: any one of these needs, or else that its total be no more than a budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The alternatives; none where it is a budget.
    pub any_of: Vec<Need>,
    /// The budget, where it is one.
    pub budget: Option<Budget>,
}

/// The most that a plan may cost with its add-ons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// For how long, in twelfths of a day.
    pub length: u32,
    /// How much; none where it is the number that was answered, in the currency chosen.
    pub most: Option<Money>,
}

/// At least, or at most, so much of one entitlement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// The row.
    pub entitlement: EntitlementIx,
    /// How much of it.
    pub bound: Bound,
    /// Whether a plan must have no more of it, where it must have no less else.
    pub is_at_most: bool,
}

/// How much a need asks for, or allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// This value.
    Value(Value),
    /// The whole number that was answered.
    Answer,
    /// What the number that was answered is of a unit, or with decimals.
    Steps(Steps),
}

impl Question {
    /// Returns which numbers answer it, where it asks for one.
    pub fn range(&self) -> Option<NumberRange> {
        match &self.kind {
            QuestionKind::Number { range, .. } => Some(*range),
            QuestionKind::One(_) | QuestionKind::Several(_) | QuestionKind::YesNo { .. } => None,
        }
    }

    /// Returns the choices, where it has any.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            QuestionKind::One(choices) | QuestionKind::Several(choices) => choices,
            QuestionKind::Number { .. } | QuestionKind::YesNo { .. } => &[],
        }
    }
}

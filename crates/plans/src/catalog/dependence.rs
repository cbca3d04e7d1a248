//! What depends on answers: whether a question is asked, and what a cell holds.

use super::index::{ChoiceIx, QuestionIx};
use super::value::Value;

/// A condition on the answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Premise {
    /// It is answered, in any way but "not sure".
    Answered,
    /// One of these choices is picked; at least one.
    Choices(Vec<ChoiceIx>),
    /// It is answered so.
    YesNo(bool),
    /// The number is not less.
    AtLeast(u64),
    /// The number is not more.
    AtMost(u64),
}

/// When a question is asked: only with such an answer to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnlyIf {
    /// The earlier question.
    pub question: QuestionIx,
    /// The answer to it.
    pub is: Premise,
}

/// What a cell holds by the answer to a question; its own value while none of these does.
#[derive(Clone, Debug, PartialEq)]
pub struct By {
    /// The question: one of a choice, or a number.
    pub question: QuestionIx,
    /// The values, of which the last whose premise is met holds; at least one. The premises are choices where the question
    /// has some, else ascending numbers.
    pub cases: Vec<Case>,
}

/// A value that a cell holds with some answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The answer.
    pub when: Premise,
    /// The value then.
    pub value: Value,
}

#![doc = include_str!("../README.md")]

pub mod advice;
pub mod answers;
#[cfg(test)]
mod bounded_work;
pub mod catalog;
pub mod comparison;
#[cfg(feature = "json")]
pub mod json;
pub mod language;
pub mod lean_text;
pub mod link;
pub mod plural;
#[cfg(feature = "json")]
pub mod request;
mod requirement;
#[cfg(feature = "json")]
pub mod source;
pub mod support;
#[cfg(feature = "testing")]
#[doc(hidden)]
pub mod testing;
pub mod total;
pub mod typed;
pub mod wire;

pub use advice::{Advice, Advised, Explanation, Outcome, Recommendation, Verdict};
pub use answers::{Answer, AnswerRef, Answers, RequirementRef};
pub use catalog::{Catalog, ChoiceIx, EntitlementIx, PlanIx, QuestionIx, SeverityIx};
pub use comparison::Standing;
#[cfg(feature = "json")]
pub use json::Problem;

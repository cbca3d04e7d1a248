//! The question for the plan that a visitor has already. Every catalogue has it, since a host may know the answer; the page asks
//! it where the catalogue says so.
//!
//! It requires nothing, so that it changes no advice. Its prompt is the app's, and so is what one is called who has no plan yet.

use super::parts::CatalogParts;
use super::question::{Choice, Question, QuestionKind};
use super::text::{Id, Text};

/// The id of the question for the plan that a visitor has.
pub const CURRENT_PLAN: &str = "current-plan";

/// The choice of who has no plan yet.
pub const NO_PLAN: &str = "none";

/// Builds the question: a choice for each plan, and one for who has none.
pub(super) fn question(parts: &CatalogParts) -> Question {
    let choice = |id: Id, label: &Text| Choice {
        id,
        label: label.clone(),
        asks_for: Text::default(),
        suits: None,
        requires: Vec::new(),
    };
    let mut choices = Vec::new();
    for plan in &parts.plans {
        choices.push(choice(plan.id.clone(), &plan.name));
    }
    choices.push(choice(id(NO_PLAN), &Text::default()));
    Question {
        id: id(CURRENT_PLAN),
        prompt: Text::default(),
        help: None,
        only_if: None,
        families: Vec::new(),
        kind: QuestionKind::One(choices),
        default: Vec::new(),
    }
}

fn id(id: &str) -> Id {
    Id::parse(id).expect("its letters are those of an id")
}

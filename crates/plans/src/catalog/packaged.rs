//! Finds whether more decides than what plans miss.

use super::parts::CatalogParts;
use super::question::{QuestionKind, Requirement};

/// Tells whether add-ons, totals, upper bounds or who may have a plan decide.
pub(super) fn is_packaged(parts: &CatalogParts) -> bool {
    let has_condition = parts.plans.iter().any(|plan| !plan.available_if.is_empty());
    let is_other = |requirement: &Requirement| {
        requirement.budget.is_some() || requirement.any_of.iter().any(|need| need.is_at_most)
    };
    let mut has_bound = false;
    for question in &parts.questions {
        match &question.kind {
            QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                for choice in choices {
                    has_bound |= choice.requires.iter().any(is_other);
                }
            }
            QuestionKind::Number { requires, .. } | QuestionKind::YesNo { requires, .. } => {
                has_bound |= requires.iter().any(is_other);
            }
        }
    }
    parts.pricing.is_some() || has_condition || has_bound || !parts.add_ons.is_empty()
}

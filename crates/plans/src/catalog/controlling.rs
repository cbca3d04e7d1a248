//! Finds what others depend on.

use super::index::QuestionIx;
use super::parts::CatalogParts;

/// Finds the questions on whose answers other questions or cells depend, in their order.
pub(super) fn controlling(parts: &CatalogParts) -> Vec<QuestionIx> {
    let mut is_controlling = vec![false; parts.questions.len()];
    for question in &parts.questions {
        if let Some(only_if) = &question.only_if {
            is_controlling[only_if.question.get()] = true;
        }
    }
    for row in &parts.entitlements {
        for cell in &row.cells {
            if let Some(by) = &cell.by {
                is_controlling[by.question.get()] = true;
            }
        }
    }
    let mut controlling = Vec::new();
    for question in QuestionIx::all(is_controlling.len()) {
        if is_controlling[question.get()] {
            controlling.push(question);
        }
    }
    controlling
}

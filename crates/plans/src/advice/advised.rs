//! Answers together with everything that follows from them.

use super::{Advice, Explanation};
use crate::answers::Answers;
use crate::catalog::Catalog;

/// Answers, the advice that they lead to, and its explanation, computed together.
///
/// Two are equal when their answers are: for one catalogue, everything else follows from these, so that comparing costs
/// no walk through the explanation.
///
/// ```
/// use plans::{Advised, Answers, source};
///
/// let catalog = source::read(include_str!("../../../../catalogs/msa.json")).expect("a checked catalogue");
/// let answers = Answers::from_json(&catalog, r#"{"sev1-hours": "always"}"#).expect("answers to its questions");
/// let advised = Advised::of(&catalog, &answers);
/// assert_eq!(advised.advice.recommended().map(|plan| catalog.plan(plan).id.as_str()), Some("plus"));
/// assert_eq!(advised.explanation.deciding.sets.len(), 1);
/// assert!(advised == Advised::of(&catalog, &answers));
/// ```
#[derive(Clone, Debug)]
pub struct Advised {
    /// The answers.
    pub answers: Answers,
    /// The plan that they recommend, and what each plan misses.
    pub advice: Advice,
    /// Why, and what would change it.
    pub explanation: Explanation,
}

impl Advised {
    /// Computes the advice for these answers, and explains it.
    pub fn of(catalog: &Catalog, answers: &Answers) -> Self {
        let advice = Advice::of(catalog, answers);
        let explanation = advice.explain(catalog, answers);
        Self { answers: answers.clone(), advice, explanation }
    }
}

impl PartialEq for Advised {
    fn eq(&self, other: &Self) -> bool {
        self.answers == other.answers
    }
}

impl Eq for Advised {}

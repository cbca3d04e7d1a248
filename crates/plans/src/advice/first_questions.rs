//! Chooses the questions that are shown first where the catalogue's author names none.

use super::case::Case;
use super::completions::narrowing;
use super::outlook::{best, separating};
use super::rule::{Outcome, Recommendation};
use crate::answers::Answers;
use crate::catalog::{Catalog, QuestionIx};

/// How many questions are shown first.
const FIRST: usize = 3;

/// With one more than are shown first, all of them are shown: a fold over a single question hides more than it saves.
const ALL: usize = FIRST + 1;

/// Returns the questions to show first: all of a few, else the three that separate the plans most where nothing is answered.
pub(crate) fn first_questions(catalog: &Catalog) -> Vec<QuestionIx> {
    // Those for plans of other families are not asked.
    let questions = catalog.questions().filter(|question| catalog.is_for_its_plans(*question));
    if questions.clone().count() <= ALL {
        return questions.collect();
    }
    let (answers, missed) = (Answers::none(), vec![0; catalog.plans().len()]);
    let case = Case::new(catalog, &answers, (Recommendation::NothingAnswered, Outcome::default()), missed);
    // Where answers depend on others, the questions that are asked whatever is answered.
    if case.is_dependent() { best(narrowing(&case), FIRST) } else { separating(&case, FIRST) }
}

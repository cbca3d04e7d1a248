//! Finds single answers that would change the recommendation.

use super::answer_impact::NewAnswer;
use super::case::Case;
use super::rule::Outcome;
use crate::answers::Answer;
use crate::catalog::QuestionIx;

/// A question, and another answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub question: QuestionIx,
    /// The answer instead.
    pub to: NewAnswer,
}

/// The changes that lead to one plan, in the order of the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesTo {
    /// What would be recommended.
    pub outcome: Outcome,
    /// Each of these changes leads there by itself.
    pub changes: Vec<Change>,
}

/// Returns every single change by the outcome that it leads to, the lowest plan first; and of those that lead to the same
/// outcome as now, the ranges of numbers around the ones answered.
pub(super) fn changes(case: &Case<'_>) -> (Vec<ChangesTo>, Vec<Change>) {
    let mut all = Vec::new();
    for question in case.catalog.questions() {
        if !case.answers.lead_to(case.catalog, question) {
            continue;
        }
        let positions = case.positions(question);
        let mut on = Vec::new();
        for at in &case.on {
            if positions.contains(at) {
                on.push(*at);
            }
        }
        let is_several = case.is_several(question);
        let mut add = |to, without: &[usize], with| {
            let outcome = match case.is_dependent() {
                true => case.with_answer(question, to),
                false => case.instead(without, with),
            };
            add(&mut all, Change { question, to }, outcome);
        };
        for at in positions {
            match case.impacts[at].answer {
                // The only one taken back leaves the question open.
                NewAnswer::Pick(choice) if is_several && on.contains(&at) => {
                    if on.len() > 1 {
                        add(NewAnswer::Unpick(choice), &[at], None);
                    }
                }
                answer => add(answer, if is_several { &[] } else { &on }, Some(at)),
            }
        }
        if !on.is_empty() {
            add(NewAnswer::Open, &on, None);
        }
    }
    let mut holds = Vec::new();
    if let Some(at) = all.iter().position(|to| to.outcome == case.recommendation.outcome(Vec::new())) {
        for change in all.remove(at).changes {
            if let NewAnswer::Number { from, to } = change.to
                && let Some(Answer::Number(number)) = case.answers.get(change.question)
                && (from..=to).contains(number)
            {
                holds.push(change);
            }
        }
    }
    (all, holds)
}

/// Puts a change to the others that lead to the same outcome. Neighbouring ranges of numbers are one.
fn add(all: &mut Vec<ChangesTo>, change: Change, outcome: Outcome) {
    let at = all.iter().filter(|to| to.outcome < outcome).count();
    if all.get(at).is_none_or(|to| to.outcome != outcome) {
        all.insert(at, ChangesTo { outcome, changes: Vec::new() });
    }
    let changes = &mut all[at].changes;
    if let (Some(last), NewAnswer::Number { from, to }) = (changes.last_mut(), change.to)
        && last.question == change.question
        && let NewAnswer::Number { to: end, .. } = &mut last.to
        && *end + 1 == from
    {
        *end = to;
    } else {
        changes.push(change);
    }
}

//! Finds single answers that would change the recommendation.

use super::answer_impact::NewAnswer;
use super::board::Board;
use super::case::Case;
use super::packages::Package;
use super::rule::Outcome;
use crate::answers::{Answer, Answers};
use crate::catalog::{Catalog, QuestionIx};

/// A question, and another answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub question: QuestionIx,
    /// The answer instead.
    pub to: NewAnswer,
}

impl Change {
    /// Returns the answers with this one in place of that which there is; of numbers, the one nearest to it.
    pub fn made(&self, catalog: &Catalog, answers: &Answers) -> Answers {
        let mut answers = answers.clone();
        let to = match (self.to, answers.get(self.question)) {
            (NewAnswer::Number { from, to }, Some(Answer::Number(number))) => {
                NewAnswer::Number { from: (*number).clamp(from, to), to }
            }
            (to, _) => to,
        };
        to.give(catalog, self.question, &mut answers);
        answers
    }
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
        let mut add = |to, without: &[usize], with| match &case.board {
            Some(board) => {
                for (to, outcome) in packaged(case, board, question, to, (without, with)) {
                    add(&mut all, Change { question, to }, outcome);
                }
            }
            None => {
                let outcome = match case.is_dependent() {
                    true => case.with_answer(question, to),
                    false => case.instead(without, with),
                };
                add(&mut all, Change { question, to }, outcome);
            }
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
    if let Some(at) = all.iter().position(|to| to.outcome == case.outcome) {
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

/// Returns what an answer leads to where plans have add-ons or totals decide: a range of numbers in parts, where not all lead to the same.
fn packaged(
    case: &Case<'_>,
    board: &Board<'_>,
    question: QuestionIx,
    to: NewAnswer,
    change: (&[usize], Option<usize>),
) -> Vec<(NewAnswer, Outcome)> {
    let NewAnswer::Number { from, to: last } = to else {
        return vec![(to, case.with_package(board, change, question, to).0)];
    };
    let at = |number| case.with_package(board, change, question, NewAnswer::Number { from: number, to: number });
    let mut parts = Vec::new();
    if !board.goes_by_number(question) {
        parts.push((from, last, at(from).0));
    } else {
        let near = match case.answers.get(question) {
            Some(Answer::Number(number)) => *number,
            _ => 0,
        };
        let mut starts = board.price_breaks(question, near, &case.on, change.0);
        starts.retain(|start| *start > from && *start <= last);
        starts.insert(0, from);
        for (nth, start) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).map_or(last, |next| next - 1);
            split(&at, (*start, at(*start)), (end, at(end)), &mut parts);
        }
    }
    let mut all = Vec::new();
    for (from, to, outcome) in parts {
        all.push((NewAnswer::Number { from, to }, outcome));
    }
    all
}

/// Adds the parts of a range in which the outcome is the same. Every total is a line there, so that what is the lowest at both ends is so
/// between them; and where budgets are asked, what is chosen for each plan must be the same at both ends.
fn split(
    at: &dyn Fn(u64) -> (Outcome, Vec<Package>),
    (from, first): (u64, (Outcome, Vec<Package>)),
    (to, last): (u64, (Outcome, Vec<Package>)),
    parts: &mut Vec<(u64, u64, Outcome)>,
) {
    if first == last || from == to {
        let (first, _) = first;
        match parts.last_mut() {
            Some((_, end, outcome)) if *outcome == first => *end = to,
            _ => parts.push((from, to, first)),
        }
        return;
    }
    let middle = from + (to - from) / 2;
    let left = if middle == from { first.clone() } else { at(middle) };
    let right = if middle + 1 == to { last.clone() } else { at(middle + 1) };
    split(at, (from, first), (middle, left), parts);
    split(at, (middle + 1, right), (to, last), parts);
}

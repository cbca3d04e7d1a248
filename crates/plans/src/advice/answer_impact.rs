//! Computes the impact of each possible answer on the plans, by itself.

use super::plan_set::PlanSet;
use crate::answers::{Answer, AnswerRef, Answers};
use crate::catalog::{Catalog, ChoiceIx, PlanIx, Premise, QuestionIx, QuestionKind, Requirement};

/// An answer that a question can be given instead of the one it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewAnswer {
    /// This choice: in place of another one, or beside those picked where several may be.
    Pick(ChoiceIx),
    /// This choice of several no more.
    Unpick(ChoiceIx),
    /// Any number from one to another, both included.
    Number {
        /// The smallest, in the question's steps.
        from: u64,
        /// The largest.
        to: u64,
    },
    /// Yes or no.
    YesNo(bool),
    /// None: the question is left open.
    Open,
}

impl NewAnswer {
    /// Gives this answer in place of the one that there is; of numbers, the smallest.
    pub(super) fn give(self, catalog: &Catalog, question: QuestionIx, answers: &mut Answers) {
        match self {
            NewAnswer::Pick(choice) => answers.pick(catalog, question, choice),
            NewAnswer::Unpick(choice) => answers.unpick(question, choice),
            NewAnswer::Number { from, .. } => answers.count(catalog, question, from),
            NewAnswer::YesNo(yes) => answers.decide(catalog, question, yes),
            NewAnswer::Open => answers.clear(question),
        }
    }
}

/// The impact of one answer by itself; of one choice, where several may be picked.
pub(super) struct AnswerImpact {
    pub question: QuestionIx,
    pub answer: NewAnswer,
    /// The plan that a company of this size suits.
    pub suits: Option<PlanIx>,
    /// Whether it requires anything.
    pub requires: bool,
    /// By plan, how many of the answer's requirements it misses.
    pub missed: Vec<u32>,
    /// The plans that miss any.
    pub blocked: PlanSet,
}

impl AnswerImpact {
    /// Tells whether it is, or is part of, what is answered.
    pub fn is_on(&self, answers: &Answers) -> bool {
        match self.answer {
            NewAnswer::Pick(choice) => answers.has(self.question, choice),
            NewAnswer::Number { from, to } => {
                matches!(answers.get(self.question), Some(Answer::Number(number)) if from <= *number && *number <= to)
            }
            answer => {
                matches!(answers.get(self.question), Some(Answer::YesNo(yes)) if answer == NewAnswer::YesNo(*yes))
            }
        }
    }

    /// Returns the answer that has this impact, if it is given.
    pub fn given(&self) -> AnswerRef {
        let choice = match self.answer {
            NewAnswer::Pick(choice) => Some(choice),
            _ => None,
        };
        AnswerRef { question: self.question, choice }
    }

    /// Returns the plans before the one that suits the company's size, which the size speaks against.
    pub fn too_small(&self) -> PlanSet {
        PlanSet::before(self.suits.map_or(0, PlanIx::get))
    }
}

/// Adds every answer that a question can be given beside these answers, in their order. Numbers stand in ranges of which every number
/// does the same.
pub(super) fn add_impacts(catalog: &Catalog, answers: &Answers, question: QuestionIx, impacts: &mut Vec<AnswerImpact>) {
    let mut add = |answer, suits, limits: &Limits, number| {
        let missed = limits.missed(number);
        let mut blocked = PlanSet::default();
        for (plan, missed) in missed.iter().enumerate() {
            if *missed > 0 {
                blocked.insert(plan);
            }
        }
        let requires = !limits.limits.is_empty();
        impacts.push(AnswerImpact { question, answer, suits, requires, missed, blocked });
    };
    match &catalog.question(question).kind {
        QuestionKind::One(choices) | QuestionKind::Several(choices) => {
            for (at, choice) in choices.iter().enumerate() {
                add(
                    NewAnswer::Pick(ChoiceIx::new(at)),
                    choice.suits,
                    &Limits::of(catalog, answers, &choice.requires),
                    0,
                );
            }
        }
        QuestionKind::YesNo { requires, .. } => {
            add(NewAnswer::YesNo(true), None, &Limits::of(catalog, answers, requires), 0);
            add(NewAnswer::YesNo(false), None, &Limits::of(catalog, answers, &[]), 0);
        }
        QuestionKind::Number { requires, range, .. } => {
            let mut limits = Limits::of(catalog, answers, requires);
            if !catalog.controlling().is_empty() {
                limits.add_thresholds(catalog, question, requires);
            }
            let mut from = Some(0);
            while let Some(start) = from {
                let next = limits.next_after(start, range.most);
                let to = next.map_or(range.most, |next| next - 1);
                add(NewAnswer::Number { from: start, to }, None, &limits, start);
                from = next;
            }
        }
    }
}

/// The smallest number with which each plan misses each of some requirements.
struct Limits {
    plans: usize,
    /// By requirement, then by plan.
    limits: Vec<u64>,
    /// Further numbers at which anything may change, where answers depend on others.
    thresholds: Vec<u64>,
}

impl Limits {
    fn of(catalog: &Catalog, answers: &Answers, requires: &[Requirement]) -> Self {
        let mut limits = Vec::new();
        for requirement in requires {
            for plan in catalog.plans() {
                limits.push(answers.first_missed(catalog, requirement, plan));
            }
        }
        Self { plans: catalog.plans().len(), limits, thresholds: Vec::new() }
    }

    /// Adds every number at which a plan may begin to miss a requirement, whatever a cell holds by other answers; and those at which
    /// another question is asked, or a cell holds something else.
    fn add_thresholds(&mut self, catalog: &Catalog, question: QuestionIx, requires: &[Requirement]) {
        let thresholds = &mut self.thresholds;
        let mut add = |of: QuestionIx, premise: &Premise| {
            if let (true, Premise::AtLeast(least)) = (of == question, premise) {
                thresholds.push(*least);
            }
        };
        for other in &catalog.parts().questions {
            if let Some(only_if) = &other.only_if {
                add(only_if.question, &only_if.is);
            }
        }
        let rows = &catalog.parts().entitlements;
        for by in rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.by.as_ref()) {
            for case in &by.cases {
                add(by.question, &case.when);
            }
        }
        for need in requires.iter().flat_map(|requirement| &requirement.any_of) {
            for cell in &catalog.entitlement(need.entitlement).cells {
                thresholds.push(catalog.first_unmet(need, cell.value));
                for case in cell.by.iter().flat_map(|by| &by.cases) {
                    thresholds.push(catalog.first_unmet(need, case.value));
                }
            }
        }
    }

    /// Counts the requirements that each plan misses with a number as the answer, by plan.
    fn missed(&self, number: u64) -> Vec<u32> {
        let mut missed = vec![0; self.plans];
        for (at, limit) in self.limits.iter().enumerate() {
            missed[at % self.plans] += u32::from(*limit <= number);
        }
        missed
    }

    /// Returns the next number, of up to `most`, at which a plan begins to miss a requirement, or anything else may change.
    fn next_after(&self, number: u64, most: u64) -> Option<u64> {
        let later = |limit: &&u64| **limit > number && **limit <= most;
        self.limits.iter().chain(&self.thresholds).filter(later).min().copied()
    }
}

//! Collects the impacts of all answers: those given, and those that could be.

use std::ops::Range;

use super::answer_impact::{AnswerImpact, add_impacts};
use super::rule::{Outcome, Recommendation, recommend};
use crate::answers::{AnswerRef, Answers};
use crate::catalog::{Catalog, PlanIx, QuestionIx, QuestionKind};

/// The answers that every question can be given, and those that are.
pub(super) struct Case<'a> {
    pub catalog: &'a Catalog,
    pub answers: &'a Answers,
    pub recommendation: Recommendation,
    /// The impact of every answer, question by question.
    pub impacts: Vec<AnswerImpact>,
    /// The positions of those given, ascending.
    pub on: Vec<usize>,
    /// The question that tells the company's size.
    pub size_question: Option<QuestionIx>,
    /// By question, where its answers begin; and where the last one's end.
    starts: Vec<usize>,
    /// By plan, how many requirements it misses.
    missed: Vec<u32>,
    suited: Option<PlanIx>,
}

impl<'a> Case<'a> {
    /// Returns the case of these answers, with what is recommended and, by plan, how many requirements it misses.
    pub fn new(catalog: &'a Catalog, answers: &'a Answers, recommendation: Recommendation, missed: Vec<u32>) -> Self {
        let (mut impacts, mut starts) = (Vec::new(), vec![0]);
        for question in catalog.questions() {
            add_impacts(catalog, question, &mut impacts);
            starts.push(impacts.len());
        }
        let (mut on, mut size_question) = (Vec::new(), None);
        for (at, impact) in impacts.iter().enumerate() {
            if impact.is_on(answers) {
                on.push(at);
            }
            if impact.suits.is_some() {
                size_question = Some(impact.question);
            }
        }
        Self {
            catalog,
            answers,
            recommendation,
            on,
            size_question,
            impacts,
            starts,
            missed,
            suited: answers.suited(catalog),
        }
    }

    /// Returns the range of `impacts` that belongs to a question.
    pub fn positions(&self, question: QuestionIx) -> Range<usize> {
        self.starts[question.get()]..self.starts[question.get() + 1]
    }

    /// Returns the impact of every possible answer to a question.
    pub fn of(&self, question: QuestionIx) -> &[AnswerImpact] {
        &self.impacts[self.positions(question)]
    }

    /// Tells whether several choices of a question can be picked.
    pub fn is_several(&self, question: QuestionIx) -> bool {
        matches!(self.catalog.question(question).kind, QuestionKind::Several(_))
    }

    /// Computes the recommendation without some given answers and with another one; all by position.
    pub fn instead(&self, without: &[usize], with: Option<usize>) -> Outcome {
        let mut missed = self.missed.clone();
        let mut suited = self.suited;
        for at in without {
            let impact = &self.impacts[*at];
            for (plan, missed) in missed.iter_mut().enumerate() {
                *missed -= impact.missed[plan];
            }
            suited = suited.filter(|_| impact.suits.is_none());
        }
        if let Some(at) = with {
            let impact = &self.impacts[at];
            for (plan, missed) in missed.iter_mut().enumerate() {
                *missed += impact.missed[plan];
            }
            suited = impact.suits.or(suited);
        }
        recommend(with.is_some() || self.on.len() > without.len(), suited, &missed).outcome()
    }

    /// Returns the answers given at some positions of `on`.
    pub fn given(&self, positions: &[usize]) -> Vec<AnswerRef> {
        let mut given = Vec::new();
        for at in positions {
            given.push(self.impacts[self.on[*at]].given());
        }
        given
    }
}

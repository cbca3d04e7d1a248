//! Collects the impacts of all answers: those given, and those that could be.
//!
//! What each answer does adds up, but where answers depend on each other ([`Case::is_dependent`]): there every combination is advised
//! on by itself.

use std::borrow::Cow;
use std::ops::Range;

use super::answer_impact::{AnswerImpact, NewAnswer, add_impacts};
use super::board::Board;
use super::package_impacts::add_package_impacts;
use super::packages::{self, Package, Shop};
use super::rule::{Outcome, Recommendation, recommend};
use crate::answers::{Answer, AnswerRef, Answers};
use crate::catalog::{Catalog, PlanIx, QuestionIx, QuestionKind, Satisfaction};

/// The answers that every question can be given, and those that are.
pub(super) struct Case<'a> {
    pub catalog: &'a Catalog,
    /// The answers as they were given, with those to questions that are not asked.
    pub kept: &'a Answers,
    /// The answers in effect.
    pub answers: Cow<'a, Answers>,
    pub recommendation: Recommendation,
    /// What the recommendation is, with the add-ons of its plan.
    pub outcome: Outcome,
    /// What plans with add-ons come to with other answers; none in a catalogue where that is not asked.
    pub board: Option<Board<'a>>,
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
    /// Whether the controlling questions are answered no further.
    is_completed: bool,
}

impl<'a> Case<'a> {
    /// Returns the case of these answers, with what is recommended and, by plan, how many requirements it misses.
    pub fn new(
        catalog: &'a Catalog,
        answers: &'a Answers,
        (recommendation, outcome): (Recommendation, Outcome),
        missed: Vec<u32>,
    ) -> Self {
        let kept = answers;
        let answers = kept.in_effect(catalog);
        let (mut impacts, mut starts, mut statuses) = (Vec::new(), vec![0], Vec::new());
        let shop = catalog.is_packaged().then(|| Shop::new(catalog));
        for question in catalog.questions() {
            match &shop {
                Some(shop) => add_package_impacts(shop, &answers, question, &mut impacts, &mut statuses),
                None => add_impacts(catalog, &answers, question, &mut impacts),
            }
            starts.push(impacts.len());
        }
        let (mut on, mut size_question) = (Vec::new(), None);
        for (at, impact) in impacts.iter().enumerate() {
            if impact.is_on(&answers) {
                on.push(at);
            }
            if impact.suits.is_some() {
                size_question = Some(impact.question);
            }
        }
        let board = shop.map(|shop| Board::new(shop, &answers, &impacts, statuses, &on));
        Self {
            catalog,
            outcome,
            board,
            suited: answers.suited(catalog),
            kept,
            answers,
            recommendation,
            on,
            size_question,
            impacts,
            starts,
            missed,
            is_completed: false,
        }
    }

    /// Returns the case of answers to which no controlling question's is added. It tells what its answers rule out, and no more.
    pub fn completed(catalog: &'a Catalog, answers: &'a Answers) -> Self {
        let case = Self::new(catalog, answers, (Recommendation::NothingAnswered, Outcome::default()), Vec::new());
        Self { is_completed: true, ..case }
    }

    /// Tells whether answers depend on each other, so that what each does by itself does not add up.
    pub fn is_dependent(&self) -> bool {
        !self.catalog.controlling().is_empty()
    }

    /// Tells whether a question is open and may be answered in any way.
    pub fn is_free(&self, question: QuestionIx) -> bool {
        self.answers.is_open(question)
            && self.answers.lead_to(self.catalog, question)
            && !(self.is_completed && self.catalog.controlling().contains(&question))
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

    /// Computes the recommendation with another answer to a question, where answers depend on each other. Answers that were kept
    /// count where their questions are asked then.
    pub fn with_answer(&self, question: QuestionIx, to: NewAnswer) -> Outcome {
        let mut answers = self.kept.clone();
        to.give(self.catalog, question, &mut answers);
        self.advise(&answers)
    }

    /// Computes the recommendation for other answers, where they depend on each other.
    pub fn advise(&self, answers: &Answers) -> Outcome {
        match &self.board {
            Some(board) => packages::outcome(&board.shop, answers),
            None => outcome(self.catalog, answers),
        }
    }

    /// Computes the recommendation without some given answers and with another one to a question, by position; of numbers of which
    /// every requirement stands the same, for one of them.
    pub fn with_package(
        &self,
        board: &Board<'_>,
        (without, with): (&[usize], Option<usize>),
        question: QuestionIx,
        to: NewAnswer,
    ) -> (Outcome, Vec<Package>) {
        if self.is_dependent() {
            return (self.with_answer(question, to), Vec::new());
        }
        let mut answers = self.kept.clone();
        to.give(self.catalog, question, &mut answers);
        board.instead(&self.impacts, &self.on, (without, with), &answers)
    }

    /// Computes the recommendation with some of the given answers alone, where answers depend on each other; by position in `on`.
    pub fn with_only(&self, is_kept: &dyn Fn(usize) -> bool) -> Outcome {
        let mut answers = Answers::none();
        answers.billing = self.answers.billing;
        let mut positions = Vec::new();
        for (at, on) in self.on.iter().enumerate() {
            if is_kept(at) {
                let impact = &self.impacts[*on];
                positions.push(*on);
                match (impact.answer, self.answers.get(impact.question)) {
                    (NewAnswer::Number { .. }, Some(Answer::Number(number))) => {
                        answers.count(self.catalog, impact.question, *number);
                    }
                    (answer, _) => answer.give(self.catalog, impact.question, &mut answers),
                }
            }
        }
        match &self.board {
            Some(board) if !self.is_dependent() => board.alone(&self.impacts, &positions, &answers),
            _ => self.advise(&answers),
        }
    }

    /// Finds the given answers that can have a say, where answers depend on each other; by position in `on`.
    pub fn weighty(&self) -> Vec<usize> {
        let mut weighty = Vec::new();
        for (at, on) in self.on.iter().enumerate() {
            let impact = &self.impacts[*on];
            let is_weighty = self.board.as_ref().is_some_and(|board| board.is_weighty(impact.question));
            if is_weighty
                || impact.requires
                || impact.suits.is_some()
                || self.catalog.controlling().contains(&impact.question)
            {
                weighty.push(at);
            }
        }
        weighty
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
        recommend(with.is_some() || self.on.len() > without.len(), suited, &missed).outcome(Vec::new())
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

/// Computes what these answers lead to.
fn outcome(catalog: &Catalog, answers: &Answers) -> Outcome {
    let answers = answers.in_effect(catalog);
    let mut missed = vec![0; catalog.plans().len()];
    for asked in answers.asked(catalog) {
        for plan in catalog.plans() {
            // What is not stated is not missed.
            let is_missed = asked.satisfaction(catalog, &answers, plan) == Satisfaction::Missed;
            missed[plan.get()] += u32::from(is_missed);
        }
    }
    recommend(!answers.is_empty(), answers.suited(catalog), &missed).outcome(Vec::new())
}

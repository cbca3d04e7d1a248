//! The visitor's answers, and the requirements that they make.

use crate::catalog::{Billing, Bound, Catalog, ChoiceIx, EntitlementIx, Need, PlanIx, QuestionIx, QuestionKind};
use crate::catalog::{NumberRange, Quantity, Requirement, Value};

mod in_effect;
mod with_add_ons;

pub(crate) use with_add_ons::extended;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The choice of a [`QuestionKind::One`].
    One(ChoiceIx),
    /// The choices of a [`QuestionKind::Several`], ascending and at least one.
    Several(Vec<ChoiceIx>),
    /// The number of a [`QuestionKind::Number`], in the steps of its [`NumberRange`].
    Number(u64),
    /// The answer to a [`QuestionKind::YesNo`].
    YesNo(bool),
    /// Not sure. It tells something to readers of the answers; for the advice, the question is open.
    NotSure,
}

/// An answer that can be given and taken back by itself: the answer to a question, or one choice of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerRef {
    /// The question.
    pub question: QuestionIx,
    /// The choice, where the question has choices.
    pub choice: Option<ChoiceIx>,
}

/// The answers given so far. Every question may stay open.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Answers {
    /// By question; questions after the last are open.
    given: Vec<Option<Answer>>,
    /// To the question for the plan that the visitor has.
    current_plan: Option<Answer>,
    /// In what and how often the visitor wants to pay. It is no answer: it requires nothing, and no question asks for it.
    pub billing: Billing,
}

/// A requirement that an answer makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequirementRef {
    /// The question whose answer asks.
    pub question: QuestionIx,
    /// The choice that asks, where the question has choices.
    pub choice: Option<ChoiceIx>,
    /// The number answered, in the question's steps, where it asks for one.
    pub number: Option<u64>,
    /// The position among the requirements of that choice or question.
    nth: usize,
}

impl Answers {
    /// The largest number that can be answered where the question has no larger ones: see [`NumberRange`].
    pub const MAX_NUMBER: u64 = NumberRange::SMALL.most;

    /// Reads a number as programs and links write it: digits alone, spaces around them allowed, up to [`Answers::MAX_NUMBER`].
    pub fn parse_number(typed: &str) -> Option<u64> {
        NumberRange::SMALL.parse(typed)
    }

    /// Makes empty answers.
    pub fn none() -> Self {
        Self::default()
    }

    /// Tells whether every question is open. That of the current plan does not count: it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.given.iter().all(|answer| matches!(answer, None | Some(Answer::NotSure)))
    }

    /// Tells whether a question has no answer, or the answer that one does not know.
    pub fn is_open(&self, question: QuestionIx) -> bool {
        matches!(self.get(question), None | Some(Answer::NotSure))
    }

    /// Returns the answer to a question; none where it is open.
    pub fn get(&self, question: QuestionIx) -> Option<&Answer> {
        match question {
            QuestionIx::CURRENT_PLAN => self.current_plan.as_ref(),
            _ => self.given.get(question.get())?.as_ref(),
        }
    }

    /// Tells whether this choice of this question is picked.
    pub fn has(&self, question: QuestionIx, choice: ChoiceIx) -> bool {
        self.picked(question).contains(&choice)
    }

    /// Leaves a question open.
    pub fn clear(&mut self, question: QuestionIx) {
        self.put(question, None);
    }

    /// Picks a choice: in place of the other ones, or beside them, as the question's kind says. Nothing happens where the
    /// question has no such choice.
    pub fn pick(&mut self, catalog: &Catalog, question: QuestionIx, choice: ChoiceIx) {
        let asked = catalog.question(question);
        if choice.get() >= asked.choices().len() {
            return;
        }
        let answer = match (&asked.kind, self.get(question)) {
            (QuestionKind::Several(_), Some(Answer::Several(picked))) => {
                let mut picked = picked.clone();
                if let Err(at) = picked.binary_search(&choice) {
                    picked.insert(at, choice);
                }
                Answer::Several(picked)
            }
            (QuestionKind::Several(_), _) => Answer::Several(vec![choice]),
            _ => Answer::One(choice),
        };
        self.put(question, Some(answer));
    }

    /// Takes a choice back; the question is open when none is left.
    pub fn unpick(&mut self, question: QuestionIx, choice: ChoiceIx) {
        let left = match self.get(question) {
            Some(Answer::Several(picked)) => {
                let mut left = picked.clone();
                if let Ok(at) = left.binary_search(&choice) {
                    left.remove(at);
                }
                left
            }
            Some(Answer::One(picked)) if *picked == choice => Vec::new(),
            _ => return,
        };
        self.put(question, (!left.is_empty()).then_some(Answer::Several(left)));
    }

    /// Answers a number, in the question's steps. Nothing happens where the question asks for none, or for none as large.
    pub fn count(&mut self, catalog: &Catalog, question: QuestionIx, number: u64) {
        if catalog.question(question).range().is_some_and(|range| number <= range.most) {
            self.put(question, Some(Answer::Number(number)));
        }
    }

    /// Answers yes or no. Nothing happens where the question asks for something else.
    pub fn decide(&mut self, catalog: &Catalog, question: QuestionIx, yes: bool) {
        if matches!(catalog.question(question).kind, QuestionKind::YesNo { .. }) {
            self.put(question, Some(Answer::YesNo(yes)));
        }
    }

    /// Answers that one does not know.
    pub fn not_sure(&mut self, question: QuestionIx) {
        self.put(question, Some(Answer::NotSure));
    }

    fn put(&mut self, question: QuestionIx, answer: Option<Answer>) {
        if question == QuestionIx::CURRENT_PLAN {
            self.current_plan = answer;
            return;
        }
        while self.given.len() <= question.get() {
            self.given.push(None);
        }
        self.given[question.get()] = answer;
        while self.given.last().is_some_and(Option::is_none) {
            self.given.pop();
        }
    }

    /// Returns the choices picked of one question.
    pub fn picked(&self, question: QuestionIx) -> &[ChoiceIx] {
        match self.get(question) {
            Some(Answer::One(choice)) => std::slice::from_ref(choice),
            Some(Answer::Several(choices)) => choices,
            _ => &[],
        }
    }

    /// Takes the answer to the question for the current plan from others, where there is none here.
    pub fn keep_current_plan(&mut self, others: &Self) {
        if self.current_plan.is_none() {
            self.current_plan.clone_from(&others.current_plan);
        }
    }

    /// Returns the plan that the visitor has, where they have one.
    pub fn current_plan(&self, catalog: &Catalog) -> Option<PlanIx> {
        catalog.current_plan(*self.picked(QuestionIx::CURRENT_PLAN).first()?)
    }

    /// Returns the plan that the company's size suits, and the choice that told the size.
    pub fn size(&self, catalog: &Catalog) -> Option<(QuestionIx, ChoiceIx, PlanIx)> {
        let answers = self.in_effect(catalog);
        for question in catalog.questions() {
            for choice in answers.picked(question) {
                if let Some(plan) = catalog.choice(question, *choice).suits {
                    return Some((question, *choice, plan));
                }
            }
        }
        None
    }

    /// Returns the plan that the company's size suits.
    pub fn suited(&self, catalog: &Catalog) -> Option<PlanIx> {
        self.size(catalog).map(|(_, _, plan)| plan)
    }

    /// Returns every requirement that the answers make, in the order of the questions. A question that is not asked makes none.
    pub fn asked(&self, catalog: &Catalog) -> Vec<RequirementRef> {
        let answers = self.in_effect(catalog);
        let mut asked = Vec::new();
        for question in catalog.questions() {
            let mut ask = |choice, number, requires: &[Requirement]| {
                for nth in 0..requires.len() {
                    asked.push(RequirementRef { question, choice, number, nth });
                }
            };
            match (&catalog.question(question).kind, answers.get(question)) {
                (QuestionKind::Number { requires, .. }, Some(Answer::Number(number))) => {
                    ask(None, Some(*number), requires);
                }
                (QuestionKind::YesNo { requires, .. }, Some(Answer::YesNo(true))) => ask(None, None, requires),
                (QuestionKind::One(choices) | QuestionKind::Several(choices), _) => {
                    for choice in answers.picked(question) {
                        ask(Some(*choice), None, &choices[choice.get()].requires);
                    }
                }
                _ => {}
            }
        }
        asked
    }
}

impl RequirementRef {
    /// Returns the requirements of an answer, of which there are so many.
    pub(crate) fn all(question: QuestionIx, choice: Option<ChoiceIx>, number: Option<u64>, count: usize) -> Vec<Self> {
        (0..count).map(|nth| Self { question, choice, number, nth }).collect()
    }

    /// Returns the answer that makes the requirement.
    pub fn given(&self) -> AnswerRef {
        AnswerRef { question: self.question, choice: self.choice }
    }

    /// Looks the requirement up in its catalogue.
    pub(crate) fn requirement<'a>(&self, catalog: &'a Catalog) -> &'a Requirement {
        let question = catalog.question(self.question);
        let requires = match (&question.kind, self.choice) {
            (QuestionKind::Number { requires, .. } | QuestionKind::YesNo { requires, .. }, _) => requires,
            (_, choice) => &question.choices()[choice.map_or(0, ChoiceIx::get)].requires,
        };
        &requires[self.nth]
    }

    /// Returns the needs, any one of which meets the requirement.
    pub fn needs<'a>(&self, catalog: &'a Catalog) -> &'a [Need] {
        &self.requirement(catalog).any_of
    }

    /// Returns the value that a need asks for, with the answered number in its place.
    pub fn value(&self, need: &Need) -> Value {
        match need.bound {
            Bound::Value(value) => value,
            Bound::Answer => Value::Quantity(Quantity::Count(self.number.unwrap_or(0))),
            Bound::Steps(steps) => steps.value(self.number.unwrap_or(0)),
        }
    }

    /// Returns the values that this asks of an entitlement, any one of which is enough; none where it asks nothing of it.
    pub fn of(&self, catalog: &Catalog, entitlement: EntitlementIx) -> impl Iterator<Item = Value> {
        let of = self.needs(catalog).iter().filter(move |need| need.entitlement == entitlement);
        of.map(|need| self.value(need))
    }

    /// Tells whether this asks anything of an entitlement.
    pub fn is_of(&self, catalog: &Catalog, entitlement: EntitlementIx) -> bool {
        self.needs(catalog).iter().any(|need| need.entitlement == entitlement)
    }
}

//! Words what would change the recommendation.

use plans::advice::{Change, NewAnswer};
use plans::catalog::{Choice, Quantity, QuestionKind};
use plans::{Answers, Outcome, QuestionIx};

use super::Words;
use super::why::marked;

impl Words<'_> {
    /// Returns a change, and where it leads, with a mark on both sides of the plan.
    pub fn change_to(&self, outcome: Outcome, change: &Change, mark: &str) -> String {
        let plan = outcome.plan.map(|plan| self.plan(plan)).unwrap_or_default();
        self.locale.change_to(&self.change(change), &marked(mark, &plan))
    }

    /// Returns a change, and which plan fits with it, with a mark on both sides of the plan.
    pub fn change_fits(&self, outcome: Outcome, change: &Change, mark: &str) -> String {
        let plan = outcome.plan.map(|plan| self.plan(plan)).unwrap_or_default();
        self.locale.change_fits(&self.change(change), &marked(mark, &plan))
    }

    /// Returns a change, as the answer that the question would have.
    pub fn change(&self, change: &Change) -> String {
        let (locale, question) = (self.locale, change.question);
        let answered = |answer: &str| locale.change_answered(answer, &self.question(question));
        match change.to {
            NewAnswer::Pick(choice) => {
                let picked: &Choice = self.catalog.choice(question, choice);
                if picked.requires.is_empty() && picked.suits.is_none() {
                    answered(&self.text(&picked.label))
                } else {
                    self.text(&picked.asks_for)
                }
            }
            NewAnswer::Unpick(choice) => locale.change_unpick(&self.asks_for(question, Some(choice), 0)),
            NewAnswer::Number { from, to } => self.numbers(question, from, to),
            NewAnswer::YesNo(true) => self.asks_for(question, None, 0),
            NewAnswer::YesNo(false) => answered(locale.no()),
            NewAnswer::Open => locale.change_open(&self.question(question)),
        }
    }

    /// Returns the numbers with which all stays the same; none where every number does.
    pub fn holds(&self, holds: &Change) -> Option<String> {
        let is_any = holds.to == NewAnswer::Number { from: 0, to: Answers::MAX_NUMBER };
        (!is_any).then(|| self.locale.holds(&self.change(holds)))
    }

    /// Returns a range of numbers: "up to 12 incidents a year".
    fn numbers(&self, question: QuestionIx, from: u32, to: u32) -> String {
        let QuestionKind::Number { unit, .. } = &self.catalog.question(question).kind else { return String::new() };
        let (locale, up_to, unit) =
            (self.locale, self.quantity(Quantity::Count(to), unit), self.text(&unit.name.other));
        match (from, to) {
            (from, to) if from == to => self.asks_for(question, None, from),
            (0, Answers::MAX_NUMBER) => locale.numbers_any(&unit),
            (0, _) => locale.numbers_up_to(&up_to),
            (from, Answers::MAX_NUMBER) => locale.numbers_from(&from.to_string(), &unit),
            (from, to) => locale.numbers_between(&from.to_string(), &to.to_string(), &unit),
        }
    }
}

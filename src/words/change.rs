//! Words what would change the recommendation.

use plans::advice::{Change, NewAnswer};
use plans::catalog::{Choice, QuestionKind};
use plans::{Outcome, QuestionIx};

use super::Words;
use super::why::marked;

impl Words<'_> {
    /// Returns a change, and where it leads, with a mark on both sides of the plan.
    pub fn change_to(&self, outcome: &Outcome, change: &Change, mark: &str) -> String {
        let plan = self.outcome(outcome).unwrap_or_default();
        self.locale.change_to(&self.change(change), &marked(mark, &plan))
    }

    /// Returns a change, and which plan fits with it, with a mark on both sides of the plan.
    pub fn change_fits(&self, outcome: &Outcome, change: &Change, mark: &str) -> String {
        let plan = self.outcome(outcome).unwrap_or_default();
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
        let range = self.catalog.question(holds.question).range();
        let is_any = range.is_some_and(|range| holds.to == NewAnswer::Number { from: 0, to: range.most });
        (!is_any).then(|| self.locale.holds(&self.change(holds)))
    }

    /// Returns a range of numbers: "up to 12 incidents a year".
    fn numbers(&self, question: QuestionIx, from: u64, to: u64) -> String {
        let QuestionKind::Number { unit, range, .. } = &self.catalog.question(question).kind else {
            return String::new();
        };
        let locale = self.locale;
        let up_to = self.answered_number(to, range.decimals, unit);
        let (unit, most) = (self.text(&unit.name.other), range.most);
        let number = |steps| self.number(steps, range.decimals);
        match (from, to) {
            (from, to) if from == to => self.asks_for(question, None, from),
            (0, to) if to == most => locale.numbers_any(&unit),
            (0, _) => locale.numbers_up_to(&up_to),
            (from, to) if to == most => locale.numbers_from(&number(from), &unit),
            (from, to) => locale.numbers_between(&number(from), &number(to), &unit),
        }
    }
}

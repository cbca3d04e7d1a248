//! Words what follows from the plan that a visitor has: the question for it, and what another plan gives or takes beside it.

use plans::comparison::{Step, differences};
use plans::{Advised, Answers, ChoiceIx, PlanIx, QuestionIx};

use super::{Told, Words};

impl Words<'_> {
    /// Returns a question, with its language.
    pub fn prompt(&self, question: QuestionIx) -> Told {
        match question {
            QuestionIx::CURRENT_PLAN => self.own(self.locale.current_plan_question()),
            _ => self.told(&self.catalog.question(question).prompt),
        }
    }

    /// Returns what a choice is called, with its language.
    pub fn choice(&self, question: QuestionIx, choice: ChoiceIx) -> Told {
        if question == QuestionIx::CURRENT_PLAN && self.catalog.current_plan(choice).is_none() {
            return self.own(self.locale.current_plan_none());
        }
        self.told(&self.catalog.choice(question, choice).label)
    }

    /// Words the plan that a visitor has, as part of a list of answers.
    pub(super) fn current_plan(&self, choice: ChoiceIx) -> String {
        match self.catalog.current_plan(choice) {
            Some(plan) => self.locale.current_plan_is(&self.plan(plan)),
            None => self.locale.current_plan_is_none().to_owned(),
        }
    }

    /// Words the request for a plan where that changes the plan that the visitor has; none where they have none.
    pub fn change_of_plan(&self, step: Step, plan: PlanIx) -> Option<String> {
        match step {
            Step::Up => Some(self.locale.upgrade_to(&self.plan(plan))),
            Step::Down => Some(self.locale.downgrade_to(&self.plan(plan))),
            Step::First | Step::Same => None,
        }
    }

    /// Words the same in a word.
    pub fn step(&self, step: Step) -> &'static str {
        match step {
            Step::First => self.locale.comparison_request(),
            Step::Same => self.locale.plan_yours(),
            Step::Up => self.locale.upgrade(),
            Step::Down => self.locale.downgrade(),
        }
    }

    /// Words how much a plan gives and takes beside the one that the visitor has; none where they have none, or this one.
    pub fn beside_current(&self, advised: &Advised, plan: PlanIx) -> Option<String> {
        let from = advised.answers.current_plan(self.catalog).filter(|from| *from != plan)?;
        let differences = differences(self.catalog, &advised.answers, from, plan);
        let count = |rows: &[_]| rows.len().to_string();
        let (gained, lost) = (count(&differences.better), count(&differences.worse));
        Some(self.locale.advice_beside_yours(&gained, &lost, &self.plan(from)))
    }

    /// Words what a plan gives, takes and has otherwise beside another, each with its heading where there is any.
    pub fn gained_and_lost(&self, answers: &Answers, from: PlanIx, to: PlanIx) -> Vec<(&'static str, Vec<String>)> {
        let (locale, differences) = (self.locale, differences(self.catalog, answers, from, to));
        let mut told = Vec::new();
        for (title, rows) in [
            (locale.between_gained(), differences.better),
            (locale.between_lost(), differences.worse),
            (locale.between_differs(), differences.other),
        ] {
            let mut lines = Vec::new();
            for row in rows {
                lines.push(self.difference(answers, row, from, to));
            }
            if !lines.is_empty() {
                told.push((title, lines));
            }
        }
        told
    }

    fn own(&self, text: &str) -> Told {
        Told { text: text.to_owned(), language: None }
    }
}

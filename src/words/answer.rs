//! Words questions and answers, and what an answer asks for.

use plans::catalog::{QuestionKind, Requirement};
use plans::{Answer, AnswerRef, Answers, ChoiceIx, QuestionIx, RequirementRef};

use super::Words;

impl Words<'_> {
    /// Returns a question.
    pub fn question(&self, question: QuestionIx) -> String {
        self.prompt(question).text
    }

    /// Words what an answer asks for, as the object of "you asked for": "10 premium incidents a year".
    pub fn given(&self, answers: &Answers, given: AnswerRef) -> String {
        let number = match answers.get(given.question) {
            Some(Answer::Number(number)) => *number,
            _ => 0,
        };
        self.asks_for(given.question, given.choice, number)
    }

    /// Words what a question's answer asks for, or the answer itself where it asks for nothing; an item for each choice.
    pub fn answered(&self, answers: &Answers, question: QuestionIx) -> Vec<String> {
        let mut items = Vec::new();
        match answers.get(question) {
            Some(Answer::One(_) | Answer::Several(_)) => {
                for choice in answers.picked(question) {
                    items.push(self.asks_for(question, Some(*choice), 0));
                }
            }
            Some(Answer::YesNo(false)) => {
                items.push(self.locale.change_answered(self.locale.no(), &self.question(question)))
            }
            Some(Answer::Number(number)) => items.push(self.asks_for(question, None, *number)),
            Some(Answer::YesNo(true)) => items.push(self.asks_for(question, None, 0)),
            None | Some(Answer::NotSure) => {}
        }
        items
    }

    /// Words what a requirement asks for.
    pub fn asked(&self, asked: &RequirementRef) -> String {
        self.asks_for(asked.question, asked.choice, asked.number.unwrap_or(0))
    }

    /// Words what a choice, a yes, or a number asks for.
    pub(super) fn asks_for(&self, question: QuestionIx, choice: Option<ChoiceIx>, number: u64) -> String {
        match (&self.catalog.question(question).kind, choice) {
            (QuestionKind::Number { unit, range, requires }, _) => {
                let quantity = self.answered_number(number, range.decimals, unit);
                let is_most = |required: &Requirement| {
                    required.budget.is_some() || required.any_of.iter().all(|need| need.is_at_most)
                };
                match !requires.is_empty() && requires.iter().all(is_most) {
                    true => self.locale.asked_at_most(&quantity),
                    false => quantity,
                }
            }
            (QuestionKind::YesNo { asks_for, .. }, _) => self.text(asks_for),
            (_, Some(choice)) if question == QuestionIx::CURRENT_PLAN => self.current_plan(choice),
            (QuestionKind::One(choices) | QuestionKind::Several(choices), choice) => {
                choice.map(|choice| self.text(&choices[choice.get()].asks_for)).unwrap_or_default()
            }
        }
    }

    /// Words what the company's size asks for.
    pub fn size(&self, answers: &Answers) -> String {
        let size = answers.size(self.catalog);
        size.map(|(question, choice, _)| self.asks_for(question, Some(choice), 0)).unwrap_or_default()
    }

    /// Returns every answer given, as question and answer.
    pub fn answers(&self, answers: &Answers) -> Vec<(String, String)> {
        let mut answered = Vec::new();
        for question in self.catalog.answerable() {
            let Some(answer) = answers.get(question) else { continue };
            let answer = match answer {
                Answer::One(_) | Answer::Several(_) => self.labels(question, answers.picked(question)),
                Answer::Number(number) => self.number(*number, self.decimals(question)),
                Answer::YesNo(true) => self.locale.yes().to_owned(),
                Answer::YesNo(false) => self.locale.no().to_owned(),
                Answer::NotSure => self.locale.not_sure().to_owned(),
            };
            let is_assumed = answers.is_assumed(self.catalog, question);
            let answer = if is_assumed { self.locale.answer_assumed(&answer) } else { answer };
            answered.push((self.question(question), answer));
        }
        answered
    }

    /// Returns how many decimals the numbers of a question have.
    pub(super) fn decimals(&self, question: QuestionIx) -> u32 {
        self.catalog.question(question).range().map_or(0, |range| range.decimals)
    }

    /// Joins the labels of choices to a list.
    fn labels(&self, question: QuestionIx, choices: &[ChoiceIx]) -> String {
        let mut labels = Vec::new();
        for choice in choices {
            labels.push(self.choice(question, *choice).text);
        }
        self.list(&labels)
    }
}

//! Answers as entries: a question's id and a value, one for each choice.

use super::{NO, NOT_SURE, NOT_SURE_EITHER, YES};
use crate::answers::{Answer, Answers};
use crate::catalog::{Catalog, QuestionIx, QuestionKind};

/// An answer with ids in place of indices: what every carrier of answers is written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerValue<'a> {
    /// The id of the choice of a question with one.
    Choice(&'a str),
    /// The ids of the choices of a question with several.
    Choices(Vec<&'a str>),
    /// A number, as links and JSON write it.
    Number(String),
    /// Yes or no.
    YesNo(bool),
    /// Not sure.
    NotSure,
}

impl Answers {
    /// Returns the answer to a question, with ids; none where the question is open. Where the catalogue assumes an answer, an open
    /// question says so.
    pub fn value<'a>(&self, catalog: &'a Catalog, question: QuestionIx) -> Option<AnswerValue<'a>> {
        let mut ids = Vec::new();
        for choice in self.picked(question) {
            ids.push(catalog.choice(question, *choice).id.as_str());
        }
        if self.is_left_open(catalog, question) {
            return Some(AnswerValue::NotSure);
        }
        Some(match self.get(question)? {
            Answer::One(_) => AnswerValue::Choice(ids[0]),
            Answer::Several(_) => AnswerValue::Choices(ids),
            Answer::Number(number) => AnswerValue::Number(catalog.question(question).range()?.write(*number)),
            Answer::YesNo(yes) => AnswerValue::YesNo(*yes),
            Answer::NotSure => AnswerValue::NotSure,
        })
    }

    /// Returns every answer given, as the question's id and a value: a choice's id, digits, [`YES`] or [`NO`], or [`NOT_SURE`],
    /// which is [`NOT_SURE_EITHER`] where a choice is called that. Where several choices are picked, there is an entry for
    /// each.
    ///
    /// # Example: entries are taken again
    ///
    /// ```
    /// use plans::{Answers, source};
    ///
    /// let catalog = source::read(include_str!("../../../../catalogs/msa.json")).expect("a checked catalogue");
    /// let answers = Answers::from_json(&catalog, r#"{"company-size": "100-499", "contacts": 3}"#).expect("answers");
    /// let mut again = Answers::none();
    /// for (id, value) in answers.entries(&catalog) {
    ///     let question = catalog.question_by_id(&id).expect("a question of the catalogue");
    ///     assert!(again.enter(&catalog, question, &value));
    /// }
    /// assert_eq!(again, answers);
    /// ```
    pub fn entries(&self, catalog: &Catalog) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        for question in catalog.answerable() {
            let mut add = |value: &str| entries.push((catalog.question(question).id.to_string(), value.to_owned()));
            match self.value(catalog, question) {
                None => {}
                Some(AnswerValue::Choice(id)) => add(id),
                Some(AnswerValue::Choices(ids)) => {
                    for id in ids {
                        add(id);
                    }
                }
                Some(AnswerValue::Number(number)) => add(&number),
                Some(AnswerValue::YesNo(yes)) => add(if yes { YES } else { NO }),
                Some(AnswerValue::NotSure) => {
                    let is_choice = catalog.choice_by_id(question, NOT_SURE).is_some();
                    add(if is_choice { NOT_SURE_EITHER } else { NOT_SURE });
                }
            }
        }
        entries
    }

    /// Takes an entry's value as the answer to a question, a choice of several beside those that are picked. False, and nothing
    /// changes, where it is no answer to it.
    pub fn enter(&mut self, catalog: &Catalog, question: QuestionIx, value: &str) -> bool {
        if let Some(choice) = catalog.choice_by_id(question, value) {
            self.pick(catalog, question, choice);
            return true;
        }
        if is_not_sure(value) {
            self.not_sure(question);
            return true;
        }
        match &catalog.question(question).kind {
            QuestionKind::Number { range, .. } => {
                let number = range.parse(value);
                if let Some(number) = number {
                    self.count(catalog, question, number);
                }
                number.is_some()
            }
            QuestionKind::YesNo { .. } if value == YES || value == NO => {
                self.decide(catalog, question, value == YES);
                true
            }
            _ => false,
        }
    }
}

/// Tells whether a value that is no choice's id says that one is not sure.
pub(super) fn is_not_sure(value: &str) -> bool {
    value == NOT_SURE || value == NOT_SURE_EITHER
}

//! Answers as entries of a form: a question's id and a value, one for each choice.

use super::{Answer, Answers};
use crate::catalog::{Catalog, ChoiceIx, QuestionIx, QuestionKind};

/// The answers to a question of yes or no, as a form sends them.
pub const YES: &str = "yes";
/// See [`YES`].
pub const NO: &str = "no";

/// That one is not sure, unless the question has a choice of this id.
pub const NOT_SURE: &str = "not-sure";
/// That one is not sure, where a choice is called [`NOT_SURE`].
pub const NOT_SURE_EITHER: &str = "~";

impl Answers {
    /// Every answer given, as the question's id and a value: a choice's id, digits, [`YES`] or [`NO`], or [`NOT_SURE`]. Where several
    /// choices are picked, there is an entry for each.
    ///
    /// # Example: entries are taken again
    ///
    /// ```
    /// use plans::{Answers, source};
    ///
    /// let catalog = source::read(include_str!("../../../../catalogs/msa.json")).expect("a checked catalogue");
    /// let answers = Answers::from_json(&catalog, r#"{"company-size": "100-499", "contacts": 3}"#).expect("answers");
    /// let entries = answers.entries(&catalog);
    /// assert_eq!(entries[0], ("company-size".to_owned(), "100-499".to_owned()));
    /// let mut again = Answers::none();
    /// for (question, value) in entries {
    ///     let question = catalog.question_by_id(&question).expect("a question of the catalogue");
    ///     assert!(again.enter(&catalog, question, &value));
    /// }
    /// assert_eq!(again, answers);
    /// ```
    pub fn entries(&self, catalog: &Catalog) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        for question in catalog.questions() {
            let Some(answer) = self.get(question) else { continue };
            let id = catalog.question(question).id.as_str();
            let mut add = |value: &str| entries.push((id.to_owned(), value.to_owned()));
            match answer {
                Answer::One(_) | Answer::Several(_) => {
                    for choice in self.picked(question) {
                        add(choice_id(catalog, question, *choice));
                    }
                }
                Answer::Number(number) => add(&number.to_string()),
                Answer::YesNo(yes) => add(if *yes { YES } else { NO }),
                Answer::NotSure if catalog.choice_by_id(question, NOT_SURE).is_some() => add(NOT_SURE_EITHER),
                Answer::NotSure => add(NOT_SURE),
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
        if value == NOT_SURE || value == NOT_SURE_EITHER {
            self.not_sure(question);
            return true;
        }
        match (&catalog.question(question).kind, Self::parse_number(value)) {
            (QuestionKind::Number { .. }, Some(number)) => self.count(catalog, question, number),
            (QuestionKind::YesNo { .. }, _) if value == YES || value == NO => {
                self.decide(catalog, question, value == YES)
            }
            _ => return false,
        }
        true
    }
}

fn choice_id(catalog: &Catalog, question: QuestionIx, choice: ChoiceIx) -> &str {
    catalog.choice(question, choice).id.as_str()
}

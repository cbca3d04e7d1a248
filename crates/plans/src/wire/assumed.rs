//! Answers that hold from the start, since the catalogue says so.

use crate::answers::{Answer, Answers};
use crate::catalog::{Catalog, QuestionIx};

impl Answers {
    /// Returns the answers that hold before a visitor answers anything: those that the catalogue assumes.
    ///
    /// # Example: whoever clears an assumed answer leaves the question open
    ///
    /// ```
    /// use plans::Answers;
    /// use plans::testing::{catalog, number, row};
    ///
    /// let catalog = catalog("tiny")
    ///     .plans(["basic", "plus"])
    ///     .row(row("seats", "quantity", [5, 50]))
    ///     .question(number("seats").set("default", 10).requires("seats", "answer"))
    ///     .read();
    /// let seats = catalog.question_by_id("seats").expect("the question");
    /// let mut answers = Answers::assumed(&catalog);
    /// assert!(answers.is_assumed(&catalog, seats));
    /// answers.clear(seats);
    /// answers.leave_open(&catalog);
    /// assert!(answers.is_open(seats) && !answers.is_assumed(&catalog, seats));
    /// ```
    pub fn assumed(catalog: &Catalog) -> Self {
        let mut answers = Self::none();
        answers.assume(catalog);
        answers
    }

    /// Takes what the catalogue assumes for every question that nothing is said of.
    pub fn assume(&mut self, catalog: &Catalog) {
        for question in catalog.questions() {
            if self.get(question).is_none() {
                for value in &catalog.question(question).default {
                    self.enter(catalog, question, value);
                }
            }
        }
    }

    /// Says of every question that is open though the catalogue assumes an answer that one is not sure, so that it is not assumed
    /// again.
    pub fn leave_open(&mut self, catalog: &Catalog) {
        for question in catalog.questions() {
            if self.is_left_open(catalog, question) {
                self.not_sure(question);
            }
        }
    }

    /// Tells whether the answer to a question is the one that the catalogue assumes.
    pub fn is_assumed(&self, catalog: &Catalog, question: QuestionIx) -> bool {
        let mut assumed = Self::none();
        for value in &catalog.question(question).default {
            assumed.enter(catalog, question, value);
        }
        let answer = self.get(question);
        answer.is_some() && answer == assumed.get(question)
    }

    /// Tells whether nothing is left of the answer that the catalogue assumes for a question.
    pub fn is_taken_back(&self, catalog: &Catalog, question: QuestionIx) -> bool {
        !catalog.question(question).default.is_empty() && matches!(self.get(question), None | Some(Answer::NotSure))
    }

    /// Tells whether nothing is said of a question for which the catalogue assumes an answer. One that is not asked is not left open.
    pub(super) fn is_left_open(&self, catalog: &Catalog, question: QuestionIx) -> bool {
        self.get(question).is_none() && !catalog.question(question).default.is_empty() && self.asks(catalog, question)
    }
}

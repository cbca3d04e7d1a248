//! What the visitor entered: the answers, and what stands in fields and is none.

use leptos::prelude::*;
use plans::advice::{Change, NewAnswer};
use plans::{Answer, Answers, Catalog, ChoiceIx, QuestionIx};

use super::Session;

/// What the visitor entered.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Entered {
    pub answers: Answers,
    /// What stands in number fields and is no number; kept so that nothing typed is lost.
    unreadable: Vec<(QuestionIx, String)>,
    /// What was there before all of it was changed at once, until something is answered again.
    before: Option<Box<(Deed, Entered)>>,
}

/// What can be undone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// All answers were cleared.
    Cleared,
    /// A change was made that the advice proposed.
    Changed,
}

impl Entered {
    fn is_empty(&self) -> bool {
        self.unreadable.is_empty() && self.answers == Answers::none()
    }

    /// Takes what was typed into a number field.
    pub fn type_number(&mut self, catalog: &Catalog, question: QuestionIx, typed: String) {
        self.clear(question);
        match Answers::parse_number(&typed) {
            Some(number) => self.answers.count(catalog, question, number),
            None if typed.trim().is_empty() => {}
            None => self.unreadable.push((question, typed)),
        }
    }

    fn clear(&mut self, question: QuestionIx) {
        self.answers.clear(question);
        if let Some(at) = self.unreadable.iter().position(|(unreadable, _)| *unreadable == question) {
            self.unreadable.remove(at);
        }
    }
}

/// What a part of the page may do to the answers.
impl Session {
    /// Looks at the answers, and again whenever they change.
    pub fn with_answers<T>(&self, look: impl FnOnce(&Answers) -> T) -> T {
        look(&self.what_follows().answers)
    }

    /// Takes these answers in place of all that there are.
    pub fn take_answers(&self, answers: Answers) {
        *self.changed() = Entered { answers, ..Entered::default() };
    }

    /// The answers now, without following them.
    pub fn answers_now(&self) -> Answers {
        self.entered.read_untracked().answers.clone()
    }

    /// Picks a choice, or takes it back.
    pub fn choose(&self, question: QuestionIx, choice: ChoiceIx, picked: bool) {
        let mut entered = self.changed();
        if picked {
            entered.answers.pick(&self.catalog(), question, choice);
        } else {
            entered.answers.unpick(question, choice);
        }
    }

    /// Answers yes or no.
    pub fn decide(&self, question: QuestionIx, yes: bool) {
        self.changed().answers.decide(&self.catalog(), question, yes);
    }

    /// Takes what was typed into a number field.
    pub fn type_number(&self, question: QuestionIx, typed: String) {
        self.changed().type_number(&self.catalog(), question, typed);
    }

    /// What stands in a number field and is no number.
    pub fn unreadable(&self, question: QuestionIx) -> Option<String> {
        let entered = self.entered.read();
        entered.unreadable.iter().find(|(unreadable, _)| *unreadable == question).map(|(_, typed)| typed.clone())
    }

    /// Whether something stands in a question's field.
    pub fn is_answered(&self, question: QuestionIx) -> bool {
        let entered = self.entered.read();
        entered.answers.get(question).is_some()
            || entered.unreadable.iter().any(|(unreadable, _)| *unreadable == question)
    }

    /// Leaves a question open.
    pub fn clear(&self, question: QuestionIx) {
        self.changed().clear(question);
    }

    /// Whether there is anything to clear.
    pub fn has_answers(&self) -> bool {
        !self.entered.read().is_empty()
    }

    /// Answers that one does not know, or takes that back.
    pub fn not_sure(&self, question: QuestionIx, not_sure: bool) {
        let mut entered = self.changed();
        entered.clear(question);
        if not_sure {
            entered.answers.not_sure(question);
        }
    }

    /// Whether the answer is that one does not know.
    pub fn is_not_sure(&self, question: QuestionIx) -> bool {
        self.entered.read().answers.get(question) == Some(&Answer::NotSure)
    }

    /// Leaves every question open, until [`Session::undo`].
    pub fn clear_all(&self) {
        self.do_at_once(Deed::Cleared, |entered| *entered = Entered::default());
    }

    /// Makes a change that the advice proposed, until [`Session::undo`].
    pub fn make(&self, change: &Change) {
        self.do_at_once(Deed::Changed, |entered| {
            let (catalog, question) = (self.catalog(), change.question);
            match change.to {
                NewAnswer::Pick(choice) => entered.answers.pick(&catalog, question, choice),
                NewAnswer::Unpick(choice) => entered.answers.unpick(question, choice),
                NewAnswer::Number { from, to } => {
                    // The nearest to what was answered; else as much as leads there.
                    let number = match entered.answers.get(question) {
                        Some(Answer::Number(number)) => *number.max(&from).min(&to),
                        _ if to < Answers::MAX_NUMBER => to,
                        _ => from,
                    };
                    entered.clear(question);
                    entered.answers.count(&catalog, question, number);
                }
                NewAnswer::YesNo(yes) => entered.answers.decide(&catalog, question, yes),
                NewAnswer::Open => entered.clear(question),
            }
        });
    }

    /// Does something to all that was entered, so that it can be undone.
    fn do_at_once(&self, deed: Deed, change: impl FnOnce(&mut Entered)) {
        let mut entered = self.changed();
        let before = entered.clone();
        change(&mut entered);
        entered.before = Some(Box::new((deed, before)));
    }

    /// Whether this was the last that was done, so that it can be undone.
    pub fn can_undo(&self, deed: Deed) -> bool {
        self.entered.read().before.as_ref().is_some_and(|before| before.0 == deed)
    }

    /// Brings back what was there before it was cleared or changed.
    pub fn undo(&self) {
        let mut entered = self.entered.write();
        if let Some(before) = entered.before.take() {
            *entered = before.1;
        }
    }

    /// What was entered, to be changed; what was there before cannot come back then.
    pub(super) fn changed(&self) -> impl std::ops::DerefMut<Target = Entered> {
        let mut entered = self.entered.write();
        entered.before = None;
        entered
    }
}

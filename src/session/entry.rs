//! What is entered from outside, by name: in the page before the app ran, in another place on the page, or by the host.
//!
//! Names and values are those that a plain form is sent with; `server/src/form/fields.rs` reads the same.

use plans::catalog::{Id, QuestionKind};
use plans::link::NOT_SURE_EITHER;
use plans::parts::Parts;
use plans::{Answers, Catalog, EntitlementIx};

use super::entered::Entered;
use super::{Field, Session};

/// Stands before a question's id in the name of its field.
const ANSWER: &str = "answer.";

/// The answers to a question of yes or no.
pub const YES: &str = "yes";
/// See [`YES`].
pub const NO: &str = "no";

/// What is sent for an answer where one is not sure, unless the question has a choice of this id.
pub const NOT_SURE: &str = "not-sure";

/// What the answer to a question is called where it is sent.
pub fn answer_name(question: &Id) -> String {
    [ANSWER, question.as_str()].concat()
}

impl Session {
    /// Takes names and values in turn, with U+0000 between any two, each where it can be.
    pub fn enter_all(&self, entries: &str) {
        let mut parts = Parts::of(entries, '\0');
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            self.enter(name, value);
        }
    }

    /// Takes what was entered under a name. An empty value takes back a plan or a zone. False, and nothing changes, where
    /// there is no such name, or the value is none of its.
    pub fn enter(&self, name: &str, value: &str) -> bool {
        let catalog = self.catalog();
        if let Some(question) = name.strip_prefix(ANSWER) {
            return self.changed().take(&catalog, question, value);
        }
        let plan = catalog.plan_by_id(value);
        match (name, plan) {
            ("plan", Some(plan)) if catalog.plan(plan).requestable => self.desk.preselect(plan),
            ("plan", None) if value.is_empty() => drop(self.desk.close()),
            ("first", Some(plan)) => self.show_in_pair(0, plan),
            ("second", Some(plan)) => self.show_in_pair(1, plan),
            ("name", _) => self.desk.fill(Field::Name, value),
            ("email", _) => self.desk.fill(Field::Email, value),
            ("company", _) => self.desk.fill(Field::Company, value),
            ("message", _) => self.desk.fill(Field::Message, value),
            ("consent", _) => self.desk.write(Field::Consent, |draft| draft.consent = true),
            ("view", _) => self.choose_view(value),
            ("moment", _) => self.report_at_named(value.to_owned()),
            ("zone", _) => self.choose_zone(value.to_owned()),
            ("time-zone", _) => return self.take_zone(value),
            ("severity", _) => {
                return catalog.severity_by_id(value).map(|severity| self.look_at(severity, None)).is_some();
            }
            ("explain", _) => return row(&catalog, value).map(|row| self.explain(row, true)).is_some(),
            _ => return false,
        }
        true
    }

    /// Takes these answers in place of all that there are: questions' ids and values in turn, with U+0000 between any two.
    /// Where one is none, nothing changes, and its question's id comes back.
    pub fn answer(&self, answers: &str) -> Option<String> {
        let catalog = self.catalog();
        let mut entered = Entered::default();
        let mut parts = Parts::of(answers, '\0');
        while let (Some(question), Some(value)) = (parts.next(), parts.next()) {
            if !entered.take(&catalog, question, value) {
                return Some(question.to_owned());
            }
        }
        *self.changed() = entered;
        None
    }
}

fn row(catalog: &Catalog, id: &str) -> Option<EntitlementIx> {
    catalog.entitlements().find(|row| catalog.entitlement(*row).id.as_str() == id)
}

impl Entered {
    /// Takes the answer to the question with this id. False where there is no such question or the value is no answer to
    /// it; a number that cannot be read is kept all the same, since it may have been typed.
    pub(super) fn take(&mut self, catalog: &Catalog, question: &str, value: &str) -> bool {
        let Some(question) = catalog.question_by_id(question) else { return false };
        let kind = &catalog.question(question).kind;
        if let Some(choice) = catalog.choice_by_id(question, value) {
            self.answers.pick(catalog, question, choice);
        } else if value == NOT_SURE || value == NOT_SURE_EITHER {
            self.answers.not_sure(question);
        } else if matches!(kind, QuestionKind::Number { .. }) {
            self.type_number(catalog, question, value.to_owned());
            return Answers::parse_number(value).is_some();
        } else if matches!(kind, QuestionKind::YesNo { .. }) && (value == YES || value == NO) {
            self.answers.decide(catalog, question, value == YES);
        } else {
            return false;
        }
        true
    }
}

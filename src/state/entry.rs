//! Takes entries from outside, by name: from the page before the app ran, or from the host. Names and values are those of
//! [`plans::wire`], which a plain form is sent with, too. They come as pairs.

use plans::catalog::{CURRENT_PLAN, Id};
use plans::wire::ANSWER;
use plans::wire::{
    CURRENCY, EXPLAIN, FAMILY, FIRST_PLAN, MOMENT, NOT_SURE, NOT_SURE_EITHER, PERIOD, SECOND_PLAN, SEVERITY, TIME_ZONE,
    VIEW, ZONE,
};
pub use plans::wire::{NO, YES};
use plans::{Catalog, QuestionIx};

use super::State;
use super::advice::Fold;
use super::answers::Entered;
use super::draft::Field;

/// The value of [`EXPLAIN`] for how totals are added up. No row has such an id.
pub const TOTAL: &str = "~total";

/// Returns the name of a question's answer in a form.
pub fn answer_name(question: &Id) -> String {
    format!("{ANSWER}{question}")
}

impl State {
    /// Takes what was entered under a name. An empty value takes back a plan or a zone. False, and nothing changes, where
    /// there is no such name, or the value is none of its.
    pub fn enter(&self, name: &str, value: &str) -> bool {
        let catalog = self.offer.catalog();
        if let Some(question) = name.strip_prefix(ANSWER) {
            let mut is_taken = false;
            self.answers.change(|entered| is_taken = entered.take(&catalog, question, value));
            return is_taken;
        }
        if name == Field::Plan.name() {
            self.show_family_of(value);
        }
        let catalog = self.offer.catalog();
        let plan = catalog.plan_by_id(value);
        match (Field::named(name), plan) {
            (None, _) => {}
            (Some(Field::Plan), Some(plan)) if self.may_request(plan) => self.request.preselect(plan),
            (Some(Field::Plan), None) if value.is_empty() => drop(self.request.close()),
            (Some(Field::Plan), _) => return false,
            (Some(Field::Consent), _) => self.request.write(Field::Consent, |draft| draft.consent = true),
            (Some(field), _) => self.request.fill(field, value),
        }
        match (name, plan) {
            (FIRST_PLAN, Some(plan)) => self.show_narrow(0, plan),
            (SECOND_PLAN, Some(plan)) => self.show_narrow(1, plan),
            (VIEW, _) => self.show_view(value),
            (MOMENT, _) => self.hours.report_at_named(value.to_owned()),
            (ZONE, _) => self.hours.choose_zone(value.to_owned()),
            (PERIOD | CURRENCY, _) => return self.answers.say_billing(name, value),
            (FAMILY, _) => {
                let is_known = self.show_family(value);
                if is_known {
                    self.offer.say_family(value);
                }
                return is_known;
            }
            (EXPLAIN, _) if value == TOTAL => self.advice.open(Fold::Total, true),
            (TIME_ZONE, _) => return self.hours.take_zone(value),
            // A plan of another family is theirs once that is shown.
            (CURRENT_PLAN, None) if self.offer.whole().plan_by_id(value).is_some() => {
                self.answers.clear(QuestionIx::CURRENT_PLAN);
                self.answers.keep_unknown(CURRENT_PLAN, value);
            }
            (CURRENT_PLAN, _) => {
                let mut is_taken = true;
                self.answers.change(|entered| match value {
                    "" => entered.answers.clear(QuestionIx::CURRENT_PLAN),
                    _ => is_taken = entered.answers.enter(&catalog, QuestionIx::CURRENT_PLAN, value),
                });
                return is_taken;
            }
            (SEVERITY, _) => {
                return catalog.severity_by_id(value).map(|severity| self.hours.look_at(severity)).is_some();
            }
            (EXPLAIN, _) => {
                return catalog.entitlement_by_id(value).map(|row| self.comparison.explain(row, true)).is_some();
            }
            _ => return Field::named(name).is_some(),
        }
        true
    }

    /// Leaves the question of a field open, where the catalogue assumes an answer: what stands in the field is entered next.
    pub fn take_back(&self, name: &str) {
        let catalog = self.offer.catalog();
        let question = name.strip_prefix(ANSWER).and_then(|id| catalog.question_by_id(id));
        if let Some(question) = question.filter(|question| !catalog.question(*question).default.is_empty()) {
            self.answers.clear(question);
        }
    }

    /// Takes these answers in place of all that there are: questions' ids and values, and how prices are told. Where one is none, nothing changes, and its
    /// question's id comes back.
    pub fn take_answers<'a>(&self, answers: impl Iterator<Item = (&'a str, &'a str)>) -> Result<(), &'a str> {
        let catalog = self.offer.catalog();
        let mut entered = Entered::default();
        let before = self.answers.now();
        entered.answers.billing = self.answers.said_billing();
        for (question, value) in answers {
            let is_billed = entered.answers.billing.enter(&catalog, question, value);
            if !is_billed && !entered.take(&catalog, question, value) {
                return Err(question);
            }
        }
        // A host says it by itself, by an attribute.
        entered.answers.keep_current_plan(&before);
        self.answers.put(entered);
        Ok(())
    }

    fn may_request(&self, plan: plans::PlanIx) -> bool {
        lean_view::untrack(|| self.advice.can_request(plan))
    }

    fn show_narrow(&self, place: usize, plan: plans::PlanIx) {
        let shown = lean_view::untrack(|| self.comparison.narrow_columns(self.advice.shown_anyway()));
        self.comparison.show_narrow(shown, place, plan);
    }
}

impl Entered {
    /// Takes the answer to the question with this id. False where there is no such question or the value is no answer to
    /// it; a number that cannot be read is kept all the same, since it may have been typed.
    pub(super) fn take(&mut self, catalog: &Catalog, question: &str, value: &str) -> bool {
        let Some(question) = catalog.question_by_id(question) else { return false };
        let range = catalog.question(question).range();
        let is_written = range.is_some_and(|range| range.parse(value).is_some());
        if range.is_some() && !is_written && value != NOT_SURE && value != NOT_SURE_EITHER {
            self.type_number(catalog, question, value.to_owned());
            return self.answers.get(question).is_some();
        }
        let is_taken = self.answers.enter(catalog, question, value);
        if is_taken && range.is_some() {
            self.forget_typed(question);
        }
        is_taken
    }
}

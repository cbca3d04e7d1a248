//! The answers, and the texts of fields that are no answer.

use lean_view::{Memo, Signal};
use plans::advice::{Change, NewAnswer};
use plans::catalog::{Billing, CurrencyIx, PeriodIx};
use plans::typed::number;
use plans::{Answer, Catalog, ChoiceIx, PlanIx, QuestionIx};

use super::offer::{Offer, Shown};

/// All that the visitor entered.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Entered {
    pub answers: plans::Answers,
    /// What stands in number fields where that is not the number's own digits: no number, or one that is written otherwise. It is kept, so
    /// that nothing typed is lost, nor written over while it is typed.
    typed: Vec<(QuestionIx, String)>,
    /// Answers by question and value that the offer does not know, and another one did.
    unknown: Vec<(String, String)>,
    /// What was there before all of it was changed at once, until something is answered again.
    before: Option<Box<(UndoKind, Entered)>>,
    /// Counts what the visitor answered.
    revision: u32,
}

/// The kinds of changes that can be undone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum UndoKind {
    /// All answers were cleared.
    Cleared,
    /// A change was made that the advice proposed.
    Changed,
}

impl Entered {
    /// Takes what was typed into a number field.
    pub fn type_number(&mut self, catalog: &Catalog, question: QuestionIx, typed: String) {
        self.clear(question);
        let Some(range) = catalog.question(question).range() else { return };
        if let Some(number) = number(&typed, catalog.language(), range.decimals) {
            self.answers.count(catalog, question, number);
        }
        // Decimals may be typed in more than one way.
        if !typed.trim().is_empty() && (range.decimals > 0 || range.parse(&typed).is_none()) {
            if self.answers.is_taken_back(catalog, question) {
                self.answers.not_sure(question);
            }
            self.typed.push((question, typed));
        }
    }

    /// Returns the same by the ids of another offer.
    fn carried(&self, before: &Catalog, now: &Catalog) -> Self {
        let mut carried = Self { revision: self.revision, ..Self::default() };
        carried.answers.billing = billing_from(before, now, self.answers.billing);
        let mut unreadable = Vec::new();
        for (question, typed) in &self.typed {
            // A number stays the same where the other offer's language would read it otherwise.
            if self.answers.is_open(*question) {
                unreadable.push((before.question(*question).id.as_str().to_owned(), typed.clone()));
            }
        }
        for (question, value) in [self.answers.entries(before), unreadable, self.unknown.clone()].concat() {
            let is_typed =
                |entered: &Self| now.question_by_id(&question).is_some_and(|it| entered.unreadable(it).is_some());
            if !carried.take(now, &question, &value) && !is_typed(&carried) {
                carried.unknown.push((question, value));
            }
        }
        carried.answers.assume(now);
        carried.before = self.before.as_ref().map(|undo| Box::new((undo.0, undo.1.carried(before, now))));
        carried
    }

    /// Returns the text of a number field, where that differs from the number's own digits.
    fn typed(&self, question: QuestionIx) -> Option<&String> {
        let found = self.typed.iter().find(|(typed, _)| *typed == question);
        found.map(|(_, typed)| typed)
    }

    /// Returns the text of a number field that is no number.
    fn unreadable(&self, question: QuestionIx) -> Option<&String> {
        self.typed(question).filter(|_| self.answers.is_open(question))
    }

    /// Forgets what another offer knows of questions that were answered otherwise since, or left open.
    fn forget_older(&mut self, catalog: &Catalog, before: &plans::Answers) {
        for (question, value) in std::mem::take(&mut self.unknown) {
            let is_same = |it| self.answers.get(it) == before.get(it) && self.unreadable(it).is_none();
            if catalog.question_by_id(&question).is_none_or(is_same) {
                self.unknown.push((question, value));
            }
        }
    }

    fn clear(&mut self, question: QuestionIx) {
        self.answers.clear(question);
        self.forget_typed(question);
    }

    /// Forgets what stands in a number field.
    pub fn forget_typed(&mut self, question: QuestionIx) {
        if let Some(at) = self.typed.iter().position(|(typed, _)| *typed == question) {
            self.typed.remove(at);
        }
    }
}

/// The room of the answers.
#[derive(Clone, Copy)]
pub struct Answers {
    offer: Offer,
    entered: Signal<Entered>,
    /// Apart from the rest, since every price follows it.
    billing: Memo<Billing>,
    /// What the host says of it.
    said: Signal<Billing>,
}

impl Answers {
    pub(super) fn new(offer: Offer) -> Self {
        let answers = plans::Answers::assumed(&offer.catalog());
        let entered = Signal::new(Entered { answers, ..Entered::default() });
        let billing = Memo::new(move || entered.with(|entered| entered.answers.billing));
        Self { offer, entered, billing, said: Signal::new(Billing::default()) }
    }

    /// Looks at the answers to questions that are asked, and again whenever they change.
    pub fn with<T>(&self, look: impl FnOnce(&plans::Answers) -> T) -> T {
        self.entered.with(|entered| look(&entered.answers.in_effect(&self.offer.catalog())))
    }

    /// Looks at all answers, also those that are kept while their questions are not asked; and again whenever they change.
    pub(super) fn with_kept<T>(&self, look: impl FnOnce(&plans::Answers) -> T) -> T {
        self.entered.with(|entered| look(&entered.answers))
    }

    /// Looks at the answers that what plans offer goes by. Follows them only where it goes by any.
    pub(super) fn with_for_offers<T>(&self, look: impl FnOnce(&plans::Answers) -> T) -> T {
        if self.offer.catalog().controlling().is_empty() { look(&plans::Answers::none()) } else { self.with_kept(look) }
    }

    /// Returns the answers to questions that are asked now, without following them.
    pub fn now(&self) -> plans::Answers {
        let catalog = self.offer.catalog();
        self.entered.with_untracked(|entered| entered.answers.in_effect(&catalog).into_owned())
    }

    /// Tells whether a question is asked.
    pub fn asks(&self, question: QuestionIx) -> bool {
        let catalog = self.offer.catalog();
        catalog.question(question).only_if.is_none() || self.with_kept(|answers| answers.asks(&catalog, question))
    }

    /// Takes these answers, by another catalogue, in place of all that there are.
    pub(super) fn replace(&self, answers: plans::Answers, of: &Catalog) {
        let (now, entered) = (self.offer.catalog(), Entered { answers, ..Entered::default() });
        self.put(if std::ptr::eq(of, &*now) { entered } else { entered.carried(of, &now) });
    }

    /// Returns in which currency and for which period prices are told.
    pub fn billing(&self) -> Billing {
        self.billing.get()
    }

    /// Returns the currency that prices are told in, and the period that they are told for; none where there are no prices.
    pub fn currency_and_period(&self) -> Option<(CurrencyIx, PeriodIx)> {
        let catalog = self.offer.catalog();
        let (pricing, billing) = (catalog.parts().pricing.as_ref()?, self.billing());
        Some((pricing.currency(billing).0, pricing.period(billing).0))
    }

    /// Tells prices for another period.
    pub fn bill_for(&self, period: PeriodIx) {
        self.bill(Billing { period: Some(period), ..self.billing.get_untracked() });
    }

    /// Tells prices in another currency.
    pub fn bill_in(&self, currency: CurrencyIx) {
        self.bill(Billing { currency: Some(currency), ..self.billing.get_untracked() });
    }

    /// Takes what the host says of how prices are told, which holds where answers do not say it: see [`Billing::enter`].
    pub(super) fn say_billing(&self, name: &str, value: &str) -> bool {
        let (mut billing, mut said) = (self.billing.get_untracked(), self.said.get_untracked());
        let catalog = self.offer.catalog();
        let is_known = billing.enter(&catalog, name, value);
        if is_known {
            said.enter(&catalog, name, value);
            self.said.set(said);
            self.bill(billing);
        }
        is_known
    }

    /// Returns how prices are told where neither the visitor nor answers say it.
    pub(super) fn said_billing(&self) -> Billing {
        self.said.get_untracked()
    }

    /// Takes another way to pay. What can be undone still can be.
    fn bill(&self, billing: Billing) {
        self.entered.update(|entered| {
            entered.answers.billing = billing.in_short(&self.offer.catalog());
            entered.revision += 1;
        });
    }

    /// Takes what was entered in place of all that there is, as the host says it.
    pub(super) fn put(&self, mut entered: Entered) {
        entered.answers.assume(&self.offer.catalog());
        self.entered.update(|now| *now = Entered { revision: now.revision, ..entered });
    }

    /// Counts what the visitor answered; what the host says does not count.
    pub fn revision(&self) -> u32 {
        self.entered.with_untracked(|entered| entered.revision)
    }

    /// Picks a choice, or takes it back.
    pub fn choose(&self, question: QuestionIx, choice: ChoiceIx, picked: bool) {
        let catalog = self.offer.catalog();
        self.change(|entered| match picked {
            true => entered.answers.pick(&catalog, question, choice),
            false => entered.answers.unpick(question, choice),
        });
    }

    /// Answers yes or no.
    pub fn decide(&self, question: QuestionIx, yes: bool) {
        self.change(|entered| entered.answers.decide(&self.offer.catalog(), question, yes));
    }

    /// Takes what was typed into a number field.
    pub fn type_number(&self, question: QuestionIx, typed: String) {
        self.change(|entered| entered.type_number(&self.offer.catalog(), question, typed));
    }

    /// Returns the text of a number field, where that differs from the number's own digits.
    pub fn typed(&self, question: QuestionIx) -> Option<String> {
        self.entered.with(|entered| entered.typed(question).cloned())
    }

    /// Returns the text of a number field that is no number.
    pub fn unreadable(&self, question: QuestionIx) -> Option<String> {
        self.entered.with(|entered| entered.unreadable(question).cloned())
    }

    /// Tells whether something stands in a question's field, also while it is not asked.
    pub fn is_answered(&self, question: QuestionIx) -> bool {
        let catalog = self.offer.catalog();
        let is_given =
            |answers: &plans::Answers| answers.get(question).is_some() && !answers.is_taken_back(&catalog, question);
        self.with_kept(is_given) || self.unreadable(question).is_some()
    }

    /// Tells whether a question's answer is the one that the catalogue assumes.
    pub fn is_assumed(&self, question: QuestionIx) -> bool {
        self.with(|answers| answers.is_assumed(&self.offer.catalog(), question))
    }

    /// Returns the plan that the visitor has, where they have one.
    pub fn current_plan(&self) -> Option<PlanIx> {
        self.with(|answers| answers.current_plan(&self.offer.catalog()))
    }

    /// Returns how many questions of the page have something in their fields.
    fn count(&self) -> usize {
        let catalog = self.offer.catalog();
        let asked = |question: &QuestionIx| *question != QuestionIx::CURRENT_PLAN || catalog.asks_current_plan();
        catalog.answerable().filter(|question| asked(question) && self.is_answered(*question)).count()
    }

    /// Keeps an answer that another part of the offer knows.
    pub(super) fn keep_unknown(&self, question: &str, value: &str) {
        self.entered.update(|entered| {
            entered.unknown.retain(|(id, _)| id != question);
            entered.unknown.push((question.to_owned(), value.to_owned()));
        });
    }

    /// Leaves a question open.
    pub fn clear(&self, question: QuestionIx) {
        self.change(|entered| entered.clear(question));
    }

    /// Tells whether something stands in the fields of several questions.
    pub fn has_several(&self) -> bool {
        self.count() > 1
    }

    /// Tells whether there is anything to clear.
    pub fn has_any(&self) -> bool {
        self.count() > 0
    }

    /// Leaves every question open, until [`Answers::undo`].
    pub fn clear_all(&self) {
        self.change_all(UndoKind::Cleared, |entered| {
            let catalog = self.offer.catalog();
            let mut answers = plans::Answers::none();
            // What the page does not ask, a visitor could not say again.
            if !catalog.asks_current_plan() {
                answers.keep_current_plan(&entered.answers);
            }
            answers.billing = entered.answers.billing;
            *entered = Entered { answers, revision: entered.revision, ..Entered::default() };
        });
    }

    /// Makes a change that the advice proposed, until [`Answers::undo`].
    pub fn make(&self, change: &Change) {
        self.change_all(UndoKind::Changed, |entered| {
            let (catalog, question) = (self.offer.catalog(), change.question);
            match change.to {
                NewAnswer::Pick(choice) => entered.answers.pick(&catalog, question, choice),
                NewAnswer::Unpick(choice) => entered.answers.unpick(question, choice),
                NewAnswer::Number { from, to } => {
                    // The nearest to what was answered; else as much as leads there.
                    let number = match entered.answers.get(question) {
                        Some(Answer::Number(number)) => *number.max(&from).min(&to),
                        _ if catalog.question(question).range().is_some_and(|range| to < range.most) => to,
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

    /// Tells whether this was the last that was done, so that it can be undone.
    pub fn can_undo(&self, kind: UndoKind) -> bool {
        self.entered.with(|entered| entered.before.as_ref().is_some_and(|before| before.0 == kind))
    }

    /// Brings back what was there before it was cleared or changed.
    pub fn undo(&self) {
        self.entered.update(|entered| {
            if let Some(before) = entered.before.take() {
                let billing = entered.answers.billing;
                *entered = Entered { revision: entered.revision + 1, ..before.1 };
                entered.answers.billing = billing;
            }
        });
    }

    pub(super) fn carry_over(&self, before: &Shown, now: &Shown) {
        self.entered.update(|entered| *entered = entered.carried(&before.catalog, &now.catalog));
        self.said.update(|said| *said = billing_from(&before.catalog, &now.catalog, *said));
    }

    /// Changes all that was entered in a way that can be undone.
    fn change_all(&self, kind: UndoKind, change: impl FnOnce(&mut Entered)) {
        self.change(|entered| {
            let before = entered.clone();
            change(entered);
            entered.before = Some(Box::new((kind, before)));
        });
    }

    /// Changes what was entered; what was there before cannot come back then.
    pub(super) fn change(&self, change: impl FnOnce(&mut Entered)) {
        self.entered.update(|entered| {
            // Only what another offer knows is held against the answers before.
            let before = (!entered.unknown.is_empty()).then(|| entered.answers.clone());
            entered.before = None;
            entered.revision += 1;
            change(entered);
            entered.answers.leave_open(&self.offer.catalog());
            if let Some(before) = before {
                entered.forget_older(&self.offer.catalog(), &before);
            }
        });
    }
}

/// Returns the same currency and period by the names of another offer.
fn billing_from(before: &Catalog, now: &Catalog, billing: Billing) -> Billing {
    let mut same = Billing::default();
    for (name, value) in billing.entries(before) {
        same.enter(now, name, value);
    }
    same
}

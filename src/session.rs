//! Where the parts of the page meet: the answers, what follows from them, and what is open.
//!
//! The visitor writes [`Answers`] and a few choices of view; the rest is derived. The operations below are all that a part
//! may do to the session.

use std::sync::Arc;

use leptos::prelude::*;
use plans::{Advice, Answers, Catalog, ChoiceIx, EntitlementIx, PlanIx, QuestionIx, Standing};

use crate::browser::Event;
use crate::locale::Locale;
use crate::view::memo;
use crate::words::Words;

mod desk;

pub use desk::{Desk, Draft, Failure, Field, Opener, Place, Progress};

/// The state of one configurator on a page.
#[derive(Clone, Copy)]
pub struct Session {
    catalog: StoredValue<Arc<Catalog>>,
    locale: Locale,
    given: RwSignal<Given>,
    view: RwSignal<ViewChoices>,
    advice: Memo<Advice>,
    /// The request form.
    pub desk: Desk,
}

/// What the visitor gave.
#[derive(Clone, Default, PartialEq)]
struct Given {
    answers: Answers,
    /// What stands in number fields and is no number; kept so that nothing typed is lost.
    unreadable: Vec<(QuestionIx, String)>,
    /// What [`Session::clear_all`] took away, until something is answered again.
    cleared: Option<Box<Given>>,
}

impl Given {
    fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.unreadable.is_empty()
    }

    fn clear(&mut self, question: QuestionIx) {
        self.answers.clear(question);
        self.unreadable.retain(|(unreadable, _)| *unreadable != question);
    }
}

/// What of the comparison the visitor wants to see.
#[derive(Clone, Default)]
struct ViewChoices {
    /// Whether each row's explanation is open; rows after the last are closed.
    explained: Vec<bool>,
    /// The two plans of a narrow screen.
    pair: Option<[PlanIx; 2]>,
    /// The plan whose summary is open.
    summarized: Option<PlanIx>,
}

impl Session {
    /// A session without answers.
    pub fn new(catalog: Arc<Catalog>, locale: Locale, endpoint: String) -> Self {
        let catalog = StoredValue::new(catalog);
        let given = RwSignal::new(Given::default());
        let derive = move |given: &Given| Advice::of(&catalog.read_value(), &given.answers);
        Self {
            catalog,
            locale,
            given,
            view: RwSignal::default(),
            advice: memo(move || given.with(derive)),
            desk: Desk::new(endpoint),
        }
    }

    /// The catalogue.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.catalog.get_value()
    }

    /// The language of the app's own sentences.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Something in words.
    pub fn words<T>(&self, say: impl FnOnce(Words<'_>) -> T) -> T {
        say(Words { catalog: &self.catalog.read_value(), locale: self.locale })
    }

    /// A plan's name.
    pub fn plan_name(&self, plan: PlanIx) -> String {
        self.words(|words| words.text(&words.catalog.plan(plan).name))
    }
}

/// Answers.
impl Session {
    /// Looks at the answers, and again whenever they change.
    pub fn with_answers<T>(&self, look: impl FnOnce(&Answers) -> T) -> T {
        look(&self.given.read().answers)
    }

    /// The answers now, without following them.
    pub fn answers_now(&self) -> Answers {
        self.given.read_untracked().answers.clone()
    }

    /// Picks a choice, or takes it back.
    pub fn choose(&self, question: QuestionIx, choice: ChoiceIx, picked: bool) {
        let mut given = self.changed();
        if picked {
            given.answers.pick(&self.catalog.read_value(), question, choice);
        } else {
            given.answers.unpick(question, choice);
        }
    }

    /// Answers yes or no.
    pub fn decide(&self, question: QuestionIx, yes: bool) {
        self.changed().answers.decide(&self.catalog.read_value(), question, yes);
    }

    /// Takes what was typed into a number field.
    pub fn type_number(&self, question: QuestionIx, typed: String) {
        let mut given = self.changed();
        given.clear(question);
        match Answers::parse_number(&typed) {
            Some(number) => given.answers.count(&self.catalog.read_value(), question, number),
            None if typed.trim().is_empty() => {}
            None => given.unreadable.push((question, typed)),
        }
    }

    /// What stands in a number field and is no number.
    pub fn unreadable(&self, question: QuestionIx) -> Option<String> {
        let given = self.given.read();
        given.unreadable.iter().find(|(unreadable, _)| *unreadable == question).map(|(_, typed)| typed.clone())
    }

    /// Whether something stands in a question's field.
    pub fn is_answered(&self, question: QuestionIx) -> bool {
        let given = self.given.read();
        given.answers.get(question).is_some() || given.unreadable.iter().any(|(unreadable, _)| *unreadable == question)
    }

    /// Leaves a question open.
    pub fn clear(&self, question: QuestionIx) {
        self.changed().clear(question);
    }

    /// Whether there is anything to clear.
    pub fn has_answers(&self) -> bool {
        !self.given.read().is_empty()
    }

    /// Leaves every question open, until [`Session::undo_clear`].
    pub fn clear_all(&self) {
        let mut given = self.given.write();
        let taken = std::mem::take(&mut *given);
        given.cleared = Some(Box::new(taken));
    }

    /// Whether clearing can be undone.
    pub fn can_undo_clear(&self) -> bool {
        self.given.read().cleared.is_some()
    }

    /// Brings back what [`Session::clear_all`] took away.
    pub fn undo_clear(&self) {
        let mut given = self.given.write();
        if let Some(cleared) = given.cleared.take() {
            *given = *cleared;
        }
    }

    /// What was given, to be changed; what was cleared before cannot come back then.
    fn changed(&self) -> impl std::ops::DerefMut<Target = Given> {
        let mut given = self.given.write();
        given.cleared = None;
        given
    }
}

/// What follows from the answers.
impl Session {
    /// Looks at the advice, and again whenever it changes.
    pub fn with_advice<T>(&self, look: impl FnOnce(&Advice) -> T) -> T {
        look(&self.advice.read())
    }

    /// The plan recommended, or the closest; none where nothing is answered.
    pub fn recommended(&self) -> Option<PlanIx> {
        self.advice.read().recommended()
    }

    /// Whether the recommended plan meets everything.
    pub fn fits(&self) -> bool {
        self.advice.read().recommendation.fits()
    }

    /// Whether the recommended plan can be asked for.
    pub fn can_request_recommended(&self) -> bool {
        self.recommended().is_some_and(|plan| self.catalog.read_value().plan(plan).requestable)
    }

    /// Opens the request form for a plan, and moves the focus there where it stands already.
    pub fn open_request(&self, place: Place, plan: PlanIx, event: &Event) {
        self.desk.open(place, plan);
        event.focus_on("#request-title");
    }

    /// Opens the request form in the card, for the recommended plan.
    pub fn request_recommended(&self, event: &Event) {
        if let Some(plan) = untrack(|| self.recommended()) {
            self.open_request(Place::Advice, plan, event);
        }
    }

    /// What the button is called in the page that opens the request form for a plan.
    pub fn opener_id(&self, (place, plan): Opener) -> String {
        let prefix = match place {
            Place::Advice => return "request-recommended".to_owned(),
            Place::Head => "request-head-",
            Place::Foot => "request-foot-",
        };
        [prefix, self.catalog.read_value().plan(plan).id.as_str()].concat()
    }

    /// How each plan's cell of a row stands to the answers, in the order of the plans.
    pub fn standings(&self, row: EntitlementIx) -> Vec<Standing> {
        plans::comparison::standings(&self.catalog.read_value(), &self.advice.read().asked, row)
    }
}

/// What of the comparison is shown.
impl Session {
    /// Whether a row's explanation is open.
    pub fn is_explained(&self, row: EntitlementIx) -> bool {
        self.view.read().explained.get(row.get()) == Some(&true)
    }

    /// Opens or closes a row's explanation.
    pub fn explain(&self, row: EntitlementIx, open: bool) {
        let explained = &mut self.view.write().explained;
        explained.resize(explained.len().max(row.get() + 1), false);
        explained[row.get()] = open;
    }

    /// Whether every explanation is open.
    pub fn is_all_explained(&self) -> bool {
        let rows = self.catalog.read_value().parts().entitlements.len();
        self.view.read().explained.iter().filter(|open| **open).count() == rows
    }

    /// Opens or closes every explanation.
    pub fn explain_all(&self, open: bool) {
        let rows = self.catalog.read_value().parts().entitlements.len();
        self.view.write().explained = vec![open; rows];
    }

    /// The two plans that a narrow screen shows: those the visitor picked, else the recommended one after the one before
    /// it, else the first two that can be requested.
    pub fn pair(&self) -> [PlanIx; 2] {
        if let Some(pair) = self.view.read().pair {
            return pair;
        }
        let catalog = self.catalog.read_value();
        let plans: Vec<_> = catalog.plans().collect();
        let first = plans.iter().position(|plan| catalog.plan(*plan).requestable).unwrap_or(0);
        let second = self.recommended().map_or(first + 1, PlanIx::get).clamp(1, plans.len().max(2) - 1);
        [plans[second - 1], plans[second.min(plans.len() - 1)]]
    }

    /// Shows a plan first or second on a narrow screen. The two change places where it is the other one already.
    pub fn show_in_pair(&self, place: usize, plan: PlanIx) {
        let mut pair = untrack(|| self.pair());
        if pair[1 - place] == plan {
            pair.swap(0, 1);
        }
        pair[place] = plan;
        self.view.write().pair = Some(pair);
    }

    /// The plan whose summary is open.
    pub fn summarized(&self) -> Option<PlanIx> {
        self.view.read().summarized
    }

    /// Opens a plan's summary, or closes it.
    pub fn summarize(&self, plan: Option<PlanIx>) {
        self.view.write().summarized = plan;
    }
}

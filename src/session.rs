//! Where the parts of the page meet: the answers, what follows from them, and what is open.
//!
//! The visitor writes [`Answers`] and a few choices of view; the rest is derived. The operations below are all that a part
//! may do to the session.

use std::sync::Arc;

use leptos::prelude::*;
use plans::advice::Outcome;
use plans::catalog::Text;
use plans::{Catalog, EntitlementIx, PlanIx, QuestionIx, SeverityIx};

use crate::browser::Event;
use crate::locale::Locale;
use crate::view::memo;
use crate::words::{Advised, Words};

mod choices;
mod compared;
mod derived;
mod desk;
mod entered;
mod entry;
mod hours_view;
mod look;
mod news;

use compared::Compared;
use derived::Derived;
pub use derived::Standings;
use desk::Form;
pub use desk::{Desk, Draft, Failure, Field, Opener, Place, Progress};
pub use entered::Deed;
use entered::Entered;
pub use entry::{NO, NOT_SURE, YES, answer_name};
use hours_view::HoursView;
pub use hours_view::Moment;
pub use look::{Look, wall};
use news::Known;

/// The state of one configurator on a page.
#[derive(Clone, Copy)]
pub struct Session {
    catalog: StoredValue<Arc<Catalog>>,
    locale: Locale,
    entered: RwSignal<Entered>,
    view: RwSignal<ViewChoices>,
    advised: Memo<Derived>,
    look: Memo<Derived>,
    columns: Memo<Derived>,
    /// The request form.
    pub desk: Desk,
}

/// What the visitor wants to see, and the host shows.
struct ViewChoices {
    /// Which plans, in the order of their columns.
    plans: Vec<PlanIx>,
    /// Whether each row's explanation is open; rows after the last are closed.
    explained: Vec<bool>,
    /// The two plans of a narrow screen.
    pair: Option<[PlanIx; 2]>,
    /// What of the comparison is shown, and what was before each change.
    compared: Compared,
    compared_before: Vec<Compared>,
    /// The plan that is dragged to another place.
    dragged: Option<PlanIx>,
    /// The plan whose summary is open.
    summarized: Option<PlanIx>,
    /// Whether each fold of the advice card is open, by its place; those after the last are closed.
    unfolded: Vec<bool>,
    /// The request form. It stands here since each kind of signal is code of its own.
    form: Form,
    /// What of the hours. It stands here for the same reason.
    hours: HoursView,
    /// What the host knows. It stands here for the same reason; nothing shown follows it.
    known: Known,
}

/// What opens in place in the advice card.
#[derive(Clone, Copy)]
pub enum Fold {
    /// Why not this plan.
    WhyNot(PlanIx),
    /// What would change the recommendation to this.
    ChangesTo(Outcome),
}

impl Fold {
    /// Where among all it is noted; a number, since sets of others are more code.
    fn place(self) -> usize {
        let (plan, kind) = match self {
            Fold::WhyNot(plan) => (Some(plan), 2),
            Fold::ChangesTo(outcome) => (outcome.plan, usize::from(outcome.fits)),
        };
        plan.map_or(0, |plan| plan.get() + 1) * 3 + kind
    }
}

/// Notes what is so at a place of a list; what was never noted is not so.
#[inline(never)]
fn note(all: &mut Vec<bool>, place: usize, is_so: bool) {
    while all.len() <= place {
        all.push(false);
    }
    all[place] = is_so;
}

/// Whether something is so at a place of a list.
fn is_noted(all: &[bool], place: usize) -> bool {
    all.get(place) == Some(&true)
}

impl ViewChoices {
    /// As on a fresh page, for a link. Neither the host's part nor the clock's is the visitor's to choose.
    fn start_over(&mut self, severity: Option<SeverityIx>) {
        self.explained = Vec::new();
        self.pair = None;
        self.compared = Compared::default();
        self.compared_before = Vec::new();
        self.hours.start_over(severity);
    }

    fn new(plans: Vec<PlanIx>, form: Form, hours: HoursView) -> Self {
        Self {
            plans,
            explained: Vec::new(),
            pair: None,
            compared: Compared::default(),
            compared_before: Vec::new(),
            dragged: None,
            summarized: None,
            unfolded: Vec::new(),
            form,
            hours,
            known: Known::default(),
        }
    }
}

impl Session {
    /// A session without answers. `plans` are the catalogue's, in the order in which they stand side by side.
    pub fn new(catalog: Arc<Catalog>, plans: Vec<PlanIx>, endpoint: String) -> Self {
        let locale = Locale::closest(catalog.language());
        let view =
            RwSignal::new(ViewChoices::new(plans, Form::new(endpoint), HoursView::new(catalog.severities().next())));
        let catalog = StoredValue::new(catalog);
        let entered = RwSignal::new(Entered::default());
        let derive = move |entered: &Entered| Advised::of(&catalog.read_value(), &entered.answers);
        Self {
            catalog,
            locale,
            entered,
            view,
            look: memo(move || Derived::Look(Look::of(&catalog.read_value(), &view.read().hours))),
            columns: memo(move || Derived::Columns(view.read().columns().to_vec())),
            advised: memo(move || Derived::Advised(Arc::new(entered.with(derive)))),
            desk: Desk::new(view),
        }
    }

    /// The catalogue.
    #[inline(never)]
    pub fn catalog(&self) -> Arc<Catalog> {
        self.catalog.get_value()
    }

    /// The plans in the order in which they stand side by side.
    #[inline(never)]
    pub fn plans(&self) -> Vec<PlanIx> {
        self.view.read_untracked().plans.clone()
    }

    /// The language of the app's own sentences.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Something in words.
    pub fn words<T>(&self, say: impl FnOnce(Words<'_>) -> T) -> T {
        say(Words { catalog: &self.catalog(), locale: self.locale })
    }

    /// A text of the catalogue.
    #[inline(never)]
    pub fn text(&self, text: &Text) -> String {
        self.words(|words| words.text(text))
    }

    /// A plan's name.
    #[inline(never)]
    pub fn plan_name(&self, plan: PlanIx) -> String {
        self.words(|words| words.plan(plan))
    }

    /// What a plan's week is called in the page.
    pub fn week_id(&self, plan: PlanIx) -> String {
        ["week-", self.catalog().plan(plan).id.as_str()].concat()
    }

    /// What the field or the group of choices that answers a question is called in the page.
    pub fn question_id(&self, question: QuestionIx) -> String {
        ["question-", self.catalog().question(question).id.as_str()].concat()
    }
}

/// What follows from the answers.
impl Session {
    /// Puts what follows from the answers into words, and again whenever it changes.
    pub fn advised<T>(&self, say: impl FnOnce(Words<'_>, &Advised) -> T) -> T {
        self.words(|words| say(words, &self.what_follows()))
    }

    /// What follows from the answers. One function that is called everywhere is less code than a guard at each place.
    #[inline(never)]
    fn what_follows(&self) -> Arc<Advised> {
        match &*self.advised.read() {
            Derived::Advised(advised) => advised.clone(),
            _ => unreachable!(),
        }
    }

    /// The plan recommended, or the closest; none where nothing is answered.
    pub fn recommended(&self) -> Option<PlanIx> {
        self.what_follows().advice.recommended()
    }

    /// Whether the recommended plan meets everything.
    pub fn fits(&self) -> bool {
        self.what_follows().advice.recommendation.fits()
    }

    /// Whether the recommended plan can be asked for.
    pub fn can_request_recommended(&self) -> bool {
        self.recommended().is_some_and(|plan| self.catalog().plan(plan).requestable)
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
        [prefix, self.catalog().plan(plan).id.as_str()].concat()
    }

    /// How each plan's cell of a row stands to the answers.
    pub fn standings(&self, row: EntitlementIx) -> Standings {
        let session = *self;
        Standings::follow(move || {
            plans::comparison::standings(&session.catalog(), &session.what_follows().advice.asked, row)
        })
    }

    /// How the hours are looked at; none before the time is known.
    fn look(&self) -> Option<Look> {
        match &*self.look.read() {
            Derived::Look(look) => *look,
            _ => None,
        }
    }
}

/// What of the comparison is shown.
impl Session {
    /// Whether a row's explanation is open.
    pub fn is_explained(&self, row: EntitlementIx) -> bool {
        is_noted(&self.view.read().explained, row.get())
    }

    /// Opens or closes a row's explanation.
    pub fn explain(&self, row: EntitlementIx, open: bool) {
        note(&mut self.view.write().explained, row.get(), open);
    }

    /// Whether every explanation is open.
    pub fn is_all_explained(&self) -> bool {
        let rows = self.catalog().parts().entitlements.len();
        self.view.read().explained.iter().filter(|open| **open).count() == rows
    }

    /// Opens or closes every explanation.
    pub fn explain_all(&self, open: bool) {
        let rows = self.catalog().parts().entitlements.len();
        self.view.write().explained = vec![open; rows];
    }

    /// The two plans that a narrow screen shows: those the visitor picked, else the recommended one after the one before
    /// it, else the first two that can be requested.
    pub fn pair(&self) -> [PlanIx; 2] {
        let plans = self.columns();
        if let Some(pair) = self.view.read().pair
            && plans.contains(&pair[0])
            && plans.contains(&pair[1])
        {
            return pair;
        }
        let catalog = self.catalog();
        let first = plans.iter().position(|plan| catalog.plan(*plan).requestable).unwrap_or(0);
        let recommended = self.recommended().and_then(|plan| plans.iter().position(|shown| *shown == plan));
        let second = recommended.unwrap_or(first + 1).clamp(1, plans.len().max(2) - 1);
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

    /// Whether something is unfolded.
    pub fn is_unfolded(&self, fold: Fold) -> bool {
        is_noted(&self.view.read().unfolded, fold.place())
    }

    /// Unfolds something, or folds it up.
    pub fn unfold(&self, fold: Fold, open: bool) {
        // A fold that is built open says that it was opened.
        if untrack(|| self.is_unfolded(fold)) != open {
            note(&mut self.view.write().unfolded, fold.place(), open);
        }
    }
}

//! What is offered on the page.

use std::sync::Arc;

use lean_view::Signal;
use locales::Locale;
use plans::catalog::Text;
use plans::{Catalog, PlanIx, QuestionIx};

use crate::words::{Told, Words};

/// A catalogue in one language, and which of its plans stand side by side.
pub struct Shown {
    /// The catalogue, told in its language.
    pub catalog: Arc<Catalog>,
    /// The plans, in their order.
    pub plans: Vec<PlanIx>,
    /// The language of the app's own sentences.
    pub locale: Locale,
}

impl Shown {
    /// Returns a catalogue with all its plans, and the app's sentences.
    pub fn all(catalog: Catalog, locale: Locale) -> Self {
        let plans = catalog.plans().collect();
        Self { locale, catalog: Arc::new(catalog), plans }
    }

    /// Returns a catalogue with all its plans. The sentences are in the language that is closest to its own.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn told(catalog: Catalog) -> Self {
        let locale = Locale::closest(catalog.language());
        Self::all(catalog, locale)
    }

    /// Words for the catalogue in its language.
    pub fn words(&self) -> Words<'_> {
        Words { catalog: &self.catalog, locale: self.locale }
    }
}

impl Shown {
    /// Finds the plan with the same id as a plan of another catalogue.
    pub fn plan_from(&self, other: &Catalog, plan: PlanIx) -> Option<PlanIx> {
        self.catalog.plan_by_id(other.plan(plan).id.as_str())
    }

    /// Finds the plan with the same id as a plan of another catalogue, if it is one of those shown.
    pub fn column_from(&self, other: &Catalog, plan: PlanIx) -> Option<PlanIx> {
        self.plan_from(other, plan).filter(|plan| self.plans.contains(plan))
    }
}

/// What is offered now. Views are made for one offer, and made anew for another, so that reading it follows nothing; what outlives
/// a view follows it by [`Offer::follow`].
#[derive(Clone, Copy)]
pub struct Offer(Signal<Arc<Shown>>);

impl Offer {
    pub(super) fn new(shown: Shown) -> Self {
        Self(Signal::new(Arc::new(shown)))
    }

    pub(super) fn set(&self, shown: Arc<Shown>) {
        self.0.set(shown);
    }

    /// Returns the offer, untracked.
    pub fn now(&self) -> Arc<Shown> {
        self.0.get_untracked()
    }

    /// Returns the offer, tracked.
    pub fn follow(&self) -> Arc<Shown> {
        self.0.get()
    }

    /// Returns the catalogue.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.now().catalog.clone()
    }

    /// Returns the plans in the order in which they stand side by side.
    pub fn plans(&self) -> Vec<PlanIx> {
        self.now().plans.clone()
    }

    /// Returns the language of the app's own sentences.
    pub fn locale(&self) -> Locale {
        self.now().locale
    }

    /// Words something in the offer's language.
    pub fn words<T>(&self, say: impl FnOnce(Words<'_>) -> T) -> T {
        say(self.now().words())
    }

    /// Returns a text of the catalogue.
    pub fn text(&self, text: &Text) -> String {
        self.words(|words| words.text(text))
    }

    /// Returns a text of the catalogue, with its language.
    pub fn told(&self, text: &Text) -> Told {
        self.words(|words| words.told(text))
    }

    /// Returns a plan's name.
    pub fn plan_name(&self, plan: PlanIx) -> String {
        self.words(|words| words.plan(plan))
    }

    /// Writes what identifies the offer: the catalogue, its version, the language, and the plans in their order.
    pub fn name(&self) -> String {
        let catalog = self.catalog();
        let parts = catalog.parts();
        let mut name = format!("{} {} {}", parts.id, parts.version, catalog.language());
        for plan in self.plans() {
            name = format!("{name} {}", catalog.plan(plan).id);
        }
        name
    }

    /// Returns the id in the page of a plan's week.
    pub fn week_id(&self, plan: PlanIx) -> String {
        format!("week-{}", self.catalog().plan(plan).id)
    }

    /// Tells whether the catalogue has questions by which a plan is recommended. Without any, the page is a comparison.
    pub fn has_questions(&self) -> bool {
        self.catalog().questions().next().is_some()
    }

    /// Tells whether the page asks anything.
    pub fn asks(&self) -> bool {
        self.has_questions() || self.catalog().asks_current_plan()
    }

    /// Tells whether a question is shown first.
    pub fn is_first(&self, question: QuestionIx) -> bool {
        self.catalog().parts().decides.contains(&question)
    }

    /// Returns the id in the page of the field or the group of choices that answers a question.
    pub fn question_id(&self, question: QuestionIx) -> String {
        format!("question-{}", self.catalog().question(question).id)
    }
}

//! What is offered on the page.

use std::sync::Arc;

use lean_view::Signal;
use locales::Locale;
use plans::catalog::{FamilyIx, PlanFamily, Text};
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
    /// Where the catalogue has families of plans, all of them: `catalog` is one.
    pub families: Option<Families>,
}

/// The families of plans of an offer, of which one is shown.
pub struct Families {
    /// The catalogue with all of them, and its plans in their order.
    whole: Arc<Catalog>,
    order: Vec<PlanIx>,
    /// Those that have plans, in the order of their tabs.
    all: Vec<FamilyIx>,
    shown: FamilyIx,
}

impl Shown {
    /// Returns a catalogue with all its plans, and the app's sentences.
    pub fn all(catalog: Catalog, locale: Locale) -> Self {
        let plans = catalog.plans().collect();
        Self::new(catalog, plans, locale)
    }

    /// Returns a catalogue with its plans in an order. Where it has families, its first one is shown.
    pub fn new(catalog: Catalog, plans: Vec<PlanIx>, locale: Locale) -> Self {
        let catalog = Arc::new(catalog);
        let mut all = Vec::new();
        for family in catalog.families() {
            if !catalog.parts().families[family.get()].plans.is_empty() {
                all.push(family);
            }
        }
        match all.first().copied() {
            Some(first) => Self::family(catalog, plans, all, first, locale),
            None => Self { catalog, plans, locale, families: None },
        }
    }

    fn family(whole: Arc<Catalog>, order: Vec<PlanIx>, all: Vec<FamilyIx>, shown: FamilyIx, locale: Locale) -> Self {
        let catalog = Catalog::clone(&whole).of_family(shown);
        let mut plans = Vec::new();
        for plan in &order {
            plans.extend(catalog.plan_by_id(whole.plan(*plan).id.as_str()));
        }
        let families = Families { whole, order, all, shown };
        Self { catalog: Arc::new(catalog), plans, locale, families: Some(families) }
    }

    /// Returns the same with another family of plans; none where it is the one that is shown.
    pub(super) fn with_family(&self, family: FamilyIx) -> Option<Self> {
        let Families { whole, order, all, shown } = self.families.as_ref()?;
        if *shown == family {
            return None;
        }
        Some(Self::family(whole.clone(), order.clone(), all.clone(), family, self.locale))
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

impl Families {
    /// Returns the families that have plans, in their order.
    pub fn all(&self) -> &[FamilyIx] {
        &self.all
    }

    /// Returns a family by its place.
    pub fn get(&self, family: FamilyIx) -> &PlanFamily {
        &self.whole.parts().families[family.get()]
    }

    /// Returns the family that is shown.
    pub fn shown(&self) -> FamilyIx {
        self.shown
    }

    /// Finds the family of this id, or the first one where that is empty.
    pub(super) fn named(&self, id: &str) -> Option<FamilyIx> {
        if id.is_empty() {
            return self.all.first().copied();
        }
        self.all.iter().copied().find(|family| self.get(*family).id.as_str() == id)
    }

    /// Finds the family that has the plan of this id.
    pub(super) fn of_plan(&self, id: &str) -> Option<FamilyIx> {
        let plan = self.whole.plan_by_id(id)?;
        self.all.iter().copied().find(|family| self.get(*family).plans.contains(&plan))
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
pub struct Offer {
    shown: Signal<Arc<Shown>>,
    /// Counts how often the visitor chose another family, for which the view is made anew.
    turns: Signal<u32>,
    /// The family that the host says, by its id; empty where it says none.
    said: Signal<String>,
}

impl Offer {
    pub(super) fn new(shown: Shown) -> Self {
        Self { shown: Signal::new(Arc::new(shown)), turns: Signal::new(0), said: Signal::new(String::new()) }
    }

    pub(super) fn set(&self, shown: Arc<Shown>) {
        self.shown.set(shown);
    }

    /// Returns the offer, untracked.
    pub fn now(&self) -> Arc<Shown> {
        self.shown.get_untracked()
    }

    /// Returns the offer, tracked.
    pub fn follow(&self) -> Arc<Shown> {
        self.shown.get()
    }

    /// Returns the family that is shown, where there are any; tracked.
    pub(super) fn family(&self) -> Option<FamilyIx> {
        self.follow().families.as_ref().map(|families| families.shown)
    }

    /// Returns the family that is shown, where that is another than the host says, or the first; tracked.
    pub(super) fn chosen_family(&self) -> Option<FamilyIx> {
        let shown = self.follow();
        let families = shown.families.as_ref()?;
        Some(families.shown).filter(|shown| families.named(&self.said_family()) != Some(*shown))
    }

    /// Returns the catalogue with all families.
    pub fn whole(&self) -> Arc<Catalog> {
        let shown = self.now();
        shown.families.as_ref().map_or_else(|| shown.catalog.clone(), |families| families.whole.clone())
    }

    /// Returns the id of the family that the host says; empty where it says none.
    pub(super) fn said_family(&self) -> String {
        self.said.get_untracked()
    }

    /// Notes the family that the host says.
    pub(super) fn say_family(&self, id: &str) {
        self.said.set(id.to_owned());
    }

    /// Tells whether there are families of plans to choose from.
    pub fn has_families(&self) -> bool {
        self.now().families.as_ref().is_some_and(|families| families.all.len() > 1)
    }

    /// Follows the visitor's choice of a family.
    pub fn follow_family(&self) {
        self.turns.get();
    }

    pub(super) fn turn(&self) {
        self.turns.update(|turns| *turns += 1);
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

    /// Words something of all families in the offer's language.
    pub fn whole_words<T>(&self, say: impl FnOnce(Words<'_>) -> T) -> T {
        say(Words { catalog: &self.whole(), locale: self.locale() })
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
        !self.questions().is_empty()
    }

    /// Tells whether the page asks anything.
    pub fn asks(&self) -> bool {
        self.has_questions() || self.catalog().asks_current_plan()
    }

    /// Returns the questions that are asked about the plans that are shown, in their order.
    pub fn questions(&self) -> Vec<QuestionIx> {
        let catalog = self.catalog();
        catalog.questions().filter(|question| catalog.is_for_its_plans(*question)).collect()
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

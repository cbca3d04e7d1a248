//! The advice on the answers, and which of its folds are open.

use std::sync::Arc;

use lean_view::{Memo, Signal};
use plans::catalog::{AddOnIx, Taken};
use plans::comparison::{Step, step};
use plans::{Advised, EntitlementIx, PlanIx, Recommendation, Standing};

use super::answers::Answers;
use super::comparison::{is_noted, note};
use super::offer::{Offer, Shown};
use crate::words::Words;

/// The number of kinds of folds that each plan, or none, may have.
const KINDS: usize = 3;

/// A fold of the recommendation.
#[derive(Clone, Copy)]
pub enum Fold {
    /// The questions that are not shown first.
    Questions,
    /// The rest of the advice card, beside the reasons.
    Rest,
    /// How totals are added up.
    Total,
    /// The details of a plan in the strip.
    Plan(PlanIx),
}

impl Fold {
    /// Returns the fold's position among all folds.
    fn index(self) -> usize {
        match self {
            Fold::Questions => 0,
            Fold::Rest => 1,
            Fold::Total => 2,
            Fold::Plan(plan) => (plan.get() + 1) * KINDS,
        }
    }
}

/// The fit of a plan to the answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Nothing is answered.
    Open,
    /// The plan is recommended.
    Recommended,
    /// The plan fits, and others equally.
    Tied,
    /// The plan cannot be had, by what is answered.
    Locked,
    /// No plan fits, and it comes closest.
    Closest,
    /// The plan fits, too.
    Also,
    /// The plan misses nothing, but not all that it would need for that is stated.
    Ask,
    /// The plan misses a requirement, or is below the company's size.
    Out,
}

/// What the advice comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AdviceKind {
    /// Nothing is answered.
    Open,
    /// A plan is recommended.
    Fits,
    /// Several plans fit equally.
    Tied,
    /// The plan that fits cannot be had.
    Locked,
    /// No plan fits, and one comes closest.
    Closest,
}

/// The room of the advice.
#[derive(Clone, Copy)]
pub struct Advice {
    offer: Offer,
    advised: Memo<Arc<Advised>>,
    /// Whether each fold is open, by its index; those after the last are closed.
    open: Signal<Vec<bool>>,
}

impl Advice {
    pub(super) fn new(offer: Offer, answers: Answers) -> Self {
        let advise = move || answers.with_kept(|answers| Arc::new(Advised::of(&offer.follow().catalog, answers)));
        Self { offer, advised: Memo::new(advise), open: Signal::new(Vec::new()) }
    }

    /// Puts what follows from the answers into words, and again whenever it changes.
    pub fn words<T>(&self, say: impl FnOnce(Words<'_>, &Advised) -> T) -> T {
        self.offer.words(|words| say(words, &self.now()))
    }

    /// Returns the answers with their advice, untracked.
    pub fn now(&self) -> Arc<Advised> {
        self.advised.get()
    }

    /// Returns the plan recommended, or the closest; none where nothing is answered.
    pub fn recommended(&self) -> Option<PlanIx> {
        self.now().advice.recommended()
    }

    /// Tells whether the recommended plan meets everything.
    pub fn fits(&self) -> bool {
        self.now().advice.recommendation.fits()
    }

    /// Returns what the advice comes to.
    pub fn kind(&self) -> AdviceKind {
        match self.now().advice.recommendation {
            Recommendation::NothingAnswered => AdviceKind::Open,
            Recommendation::Fits(_) | Recommendation::FitsBelowSize(_) => AdviceKind::Fits,
            Recommendation::FitsEqually(_) => AdviceKind::Tied,
            Recommendation::Unavailable(_) => AdviceKind::Locked,
            Recommendation::Closest(_) => AdviceKind::Closest,
        }
    }

    /// Returns the plan that a narrow table shows in any case: the recommended one, or the last of those that fit equally.
    pub fn shown_anyway(&self) -> Option<PlanIx> {
        self.recommended().or_else(|| self.tied().pop())
    }

    /// Returns the plans that fit equally; none where one is recommended.
    pub fn tied(&self) -> Vec<PlanIx> {
        self.now().advice.recommendation.tied().plans().collect()
    }

    /// Returns the add-ons that a plan meets most with.
    pub fn add_ons(&self, plan: PlanIx) -> Vec<Taken> {
        self.now().advice.verdicts[plan.get()].add_ons.clone()
    }

    /// Returns the recommended plan where it can be asked for.
    pub fn requestable(&self) -> Option<PlanIx> {
        self.recommended().filter(|plan| self.can_request(*plan))
    }

    /// Tells whether a plan can be asked for: it can be had, and is not the one that the visitor has.
    pub fn can_request(&self, plan: PlanIx) -> bool {
        self.offer.catalog().plan(plan).requestable && self.step(plan) != Step::Same && self.is_available(plan)
    }

    /// Tells whether a plan can be had, by what is answered.
    pub fn is_available(&self, plan: PlanIx) -> bool {
        self.now().advice.verdicts[plan.get()].available
    }

    /// Tells whether an add-on is in the total of a plan that fits.
    pub fn takes(&self, add_on: AddOnIx) -> bool {
        let takes = |plan: PlanIx| self.add_ons(plan).iter().any(|taken| taken.add_on == add_on);
        self.fits() && (self.recommended().is_some_and(takes) || self.tied().into_iter().any(takes))
    }

    /// Returns how a plan stands to the one that the visitor has.
    pub fn step(&self, plan: PlanIx) -> Step {
        step(self.current_plan(), plan)
    }

    /// Returns the plan that the visitor has, where they have one.
    pub fn current_plan(&self) -> Option<PlanIx> {
        self.now().answers.current_plan(&self.offer.catalog())
    }

    /// Returns how a plan stands to the answers.
    pub fn fit(&self, plan: PlanIx) -> Fit {
        let (advised, catalog) = (self.now(), self.offer.catalog());
        let (advice, verdict) = (&advised.advice, &advised.advice.verdicts[plan.get()]);
        let is_out = || {
            let is_below = advised.answers.suited(&catalog).is_some_and(|suited| plan < suited);
            is_below || !verdict.missed.is_empty()
        };
        match advice.recommendation {
            Recommendation::NothingAnswered => Fit::Open,
            _ if !verdict.available => Fit::Locked,
            Recommendation::FitsEqually(plans) if plans.has(plan) => Fit::Tied,
            recommendation if recommendation.plan() == Some(plan) => {
                if recommendation.fits() {
                    Fit::Recommended
                } else {
                    Fit::Closest
                }
            }
            _ if is_out() => Fit::Out,
            _ if verdict.not_stated.is_empty() => Fit::Also,
            _ => Fit::Ask,
        }
    }

    /// Returns how each plan's cell of a row stands to the answers, in the order of the plans.
    pub fn standings(&self, row: EntitlementIx) -> Vec<Standing> {
        let advised = self.now();
        advised.advice.standings(&self.offer.catalog(), &advised.answers, row)
    }

    /// Tells whether a fold is open.
    pub fn is_open(&self, fold: Fold) -> bool {
        self.open.with(|open| is_noted(open, fold.index()))
    }

    /// Opens a fold, or closes it.
    pub fn open(&self, fold: Fold, is_open: bool) {
        // A fold that is built open says that it was opened.
        if self.open.with_untracked(|open| is_noted(open, fold.index())) != is_open {
            self.open.update(|open| note(open, fold.index(), is_open));
        }
    }

    /// Opens what is said of a plan in place of what is said of another, or closes it.
    pub fn open_plan(&self, plan: PlanIx, is_open: bool) {
        for other in self.offer.plans() {
            self.open(Fold::Plan(other), is_open && other == plan);
        }
    }

    pub(super) fn carry_over(&self, before: &Shown, now: &Shown) {
        self.open.update(|open| {
            let mut carried = Vec::new();
            let mut carry = |from: usize, to: usize| {
                for kind in 0..KINDS {
                    note(&mut carried, to * KINDS + kind, is_noted(open, from * KINDS + kind));
                }
            };
            carry(0, 0);
            for plan in before.catalog.plans() {
                if let Some(same) = now.plan_from(&before.catalog, plan) {
                    carry(plan.get() + 1, same.get() + 1);
                }
            }
            *open = carried;
        });
    }
}

//! What follows from the answers, and what of it is folded open.

use std::sync::Arc;

use lean_view::{Memo, Signal};
use plans::advice::Outcome;
use plans::{Advised, EntitlementIx, PlanIx, Standing};

use super::answers::Answers;
use super::comparison::{is_noted, note};
use super::offer::{Offer, Shown};
use crate::words::Words;

/// How many folds there are of each plan, and of none.
const KINDS: usize = 3;

/// What opens in place in the advice card.
#[derive(Clone, Copy)]
pub enum Fold {
    /// Why not this plan.
    WhyNot(PlanIx),
    /// What would change the recommendation to this.
    ChangesTo(Outcome),
}

impl Fold {
    /// Its position among all folds.
    fn index(self) -> usize {
        let (plan, kind) = match self {
            Fold::WhyNot(plan) => (Some(plan), 2),
            Fold::ChangesTo(outcome) => (outcome.plan, usize::from(outcome.fits)),
        };
        plan.map_or(0, |plan| plan.get() + 1) * KINDS + kind
    }
}

/// What follows from the answers.
#[derive(Clone, Copy)]
pub struct Advice {
    offer: Offer,
    advised: Memo<Arc<Advised>>,
    /// Whether each fold is open, by its index; those after the last are closed.
    open: Signal<Vec<bool>>,
}

impl Advice {
    pub(super) fn new(offer: Offer, answers: Answers) -> Self {
        let advise = move || answers.with(|answers| Arc::new(Advised::of(&offer.follow().catalog, answers)));
        Self { offer, advised: Memo::new(advise), open: Signal::new(Vec::new()) }
    }

    /// Puts what follows from the answers into words, and again whenever it changes.
    pub fn words<T>(&self, say: impl FnOnce(Words<'_>, &Advised) -> T) -> T {
        self.offer.words(|words| say(words, &self.now()))
    }

    /// What follows from the answers.
    #[inline(never)]
    pub fn now(&self) -> Arc<Advised> {
        self.advised.get()
    }

    /// The plan recommended, or the closest; none where nothing is answered.
    pub fn recommended(&self) -> Option<PlanIx> {
        self.now().advice.recommended()
    }

    /// Whether the recommended plan meets everything.
    pub fn fits(&self) -> bool {
        self.now().advice.recommendation.fits()
    }

    /// The recommended plan where it can be asked for.
    pub fn requestable(&self) -> Option<PlanIx> {
        self.recommended().filter(|plan| self.offer.catalog().plan(*plan).requestable)
    }

    /// How each plan's cell of a row stands to the answers, in the order of the plans.
    pub fn standings(&self, row: EntitlementIx) -> Vec<Standing> {
        plans::comparison::standings(&self.offer.catalog(), &self.now().advice.asked, row)
    }

    /// Whether a fold is open.
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
                if let Some(same) = now.catalog.plan_by_id(before.catalog.plan(plan).id.as_str()) {
                    carry(plan.get() + 1, same.get() + 1);
                }
            }
            *open = carried;
        });
    }
}

//! The rule by which a plan is recommended: see [`crate::advice`].

use crate::catalog::PlanIx;

/// The recommendation for some answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recommendation {
    /// Nothing is answered yet.
    NothingAnswered,
    /// This plan misses no requirement, and comes at or after the plan that the size suits.
    Fits(PlanIx),
    /// This plan misses no requirement, but the size suits a later plan, and each from there on misses one.
    FitsBelowSize(PlanIx),
    /// Every plan misses a requirement; this one misses fewest.
    Closest(PlanIx),
}

/// The outcome of a recommendation: the plan, if any, and whether it misses no requirement. Ordered by the plan, none first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    /// The plan recommended, or the closest; none where nothing is answered.
    pub plan: Option<PlanIx>,
    /// Whether it misses no requirement.
    pub fits: bool,
}

impl Recommendation {
    /// Returns the plan it names; none where nothing is answered.
    pub fn plan(self) -> Option<PlanIx> {
        match self {
            Recommendation::NothingAnswered => None,
            Recommendation::Fits(plan) | Recommendation::FitsBelowSize(plan) | Recommendation::Closest(plan) => {
                Some(plan)
            }
        }
    }

    /// Tells whether it names a plan that misses no requirement.
    pub fn fits(self) -> bool {
        matches!(self, Recommendation::Fits(_) | Recommendation::FitsBelowSize(_))
    }

    /// Returns the plan, and whether it misses no requirement.
    pub fn outcome(self) -> Outcome {
        Outcome { plan: self.plan(), fits: self.fits() }
    }
}

/// Applies the rule of the advice to the number of requirements that each plan misses.
pub fn recommend(is_answered: bool, suited: Option<PlanIx>, missed: &[u32]) -> Recommendation {
    if !is_answered {
        return Recommendation::NothingAnswered;
    }
    let suited = suited.map_or(0, PlanIx::get);
    let (mut below, mut closest, mut fewest) = (None, 0, u32::MAX);
    for (plan, missed) in missed.iter().enumerate() {
        if *missed == 0 && plan >= suited {
            return Recommendation::Fits(PlanIx::new(plan));
        }
        if *missed == 0 {
            below = Some(plan);
        }
        if *missed <= fewest {
            (closest, fewest) = (plan, *missed);
        }
    }
    match below {
        Some(plan) => Recommendation::FitsBelowSize(PlanIx::new(plan)),
        None => Recommendation::Closest(PlanIx::new(closest)),
    }
}

//! The rule by which a plan is recommended: see [`crate::advice`].

use super::plan_set::PlanSet;
use crate::catalog::{PlanIx, Recommend, Taken};

/// The recommendation for some answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recommendation {
    /// Nothing is answered yet.
    NothingAnswered,
    /// This plan misses no requirement, and comes at or after the plan that the size suits.
    Fits(PlanIx),
    /// This plan misses no requirement, but the size suits a later plan, and each from there on misses one.
    FitsBelowSize(PlanIx),
    /// These plans, at least two, miss no requirement and cost the same, and no other that fits costs less: none of them is
    /// before the other.
    FitsEqually(PlanSet),
    /// Every plan that can be had misses a requirement. This one misses none, but cannot be had with the answers.
    Unavailable(PlanIx),
    /// Every plan misses a requirement; this one, which can be had, misses fewest.
    Closest(PlanIx),
}

/// The outcome of a recommendation: the plan, if any, whether it misses no requirement, and its add-ons. The same plan with other
/// add-ons is another outcome. Ordered by the plan, none first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    /// The plan recommended, or the closest; none where nothing is answered, or several fit equally.
    pub plan: Option<PlanIx>,
    /// Whether it misses no requirement, and can be had; so do all that fit equally.
    pub fits: bool,
    /// Whether it misses no requirement, but cannot be had.
    pub is_unavailable: bool,
    /// The plans that fit equally; none where there is one plan, or none.
    pub tied: PlanSet,
    /// The add-ons of the plan.
    pub add_ons: Vec<Taken>,
}

impl Recommendation {
    /// Returns the plan it names; none where nothing is answered, or several fit equally.
    pub fn plan(self) -> Option<PlanIx> {
        match self {
            Recommendation::NothingAnswered | Recommendation::FitsEqually(_) => None,
            Recommendation::Fits(plan)
            | Recommendation::FitsBelowSize(plan)
            | Recommendation::Unavailable(plan)
            | Recommendation::Closest(plan) => Some(plan),
        }
    }

    /// Tells whether a plan that can be had misses no requirement.
    pub fn fits(self) -> bool {
        matches!(self, Recommendation::Fits(_) | Recommendation::FitsBelowSize(_) | Recommendation::FitsEqually(_))
    }

    /// Returns the plans that fit equally; none where there is one plan, or none.
    pub fn tied(self) -> PlanSet {
        match self {
            Recommendation::FitsEqually(plans) => plans,
            _ => PlanSet::default(),
        }
    }

    /// Returns the plan and whether it misses no requirement, with its add-ons.
    pub(super) fn outcome(self, add_ons: Vec<Taken>) -> Outcome {
        Outcome {
            plan: self.plan(),
            fits: self.fits(),
            is_unavailable: matches!(self, Recommendation::Unavailable(_)),
            tied: self.tied(),
            add_ons,
        }
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

/// A plan with the add-ons chosen for it, as the rule looks at it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// How many requirements it misses.
    pub missed: u32,
    /// What it costs, where that is known.
    pub cost: Option<u64>,
    /// Whether it can be had.
    pub is_available: bool,
}

/// Applies the rule of the advice where totals or who may have a plan decide, too.
pub(super) fn recommend_packaged(
    is_answered: bool,
    suited: Option<PlanIx>,
    plans: &[Candidate],
    rule: Recommend,
) -> Recommendation {
    if !is_answered {
        return Recommendation::NothingAnswered;
    }
    let suited = suited.map_or(0, PlanIx::get);
    let is_cheapest = rule == Recommend::Cheapest;
    // What is not known comes after all that is.
    let cost = |plan: usize| plans[plan].cost.map_or((true, 0), |cost| (false, cost));
    let pick = |is_wanted: &dyn Fn(usize) -> bool, by_cost: bool, is_last: bool| {
        let mut best: Option<usize> = None;
        for plan in 0..plans.len() {
            if !is_wanted(plan) {
                continue;
            }
            let is_better = match best {
                None => true,
                Some(best) if by_cost && cost(plan) != cost(best) => cost(plan) < cost(best),
                Some(_) => is_last,
            };
            if is_better {
                best = Some(plan);
            }
        }
        best
    };
    for is_available in [true, false] {
        let fits = |plan: usize| plans[plan].missed == 0 && plans[plan].is_available == is_available;
        let from_size = pick(&|plan| plan >= suited && fits(plan), is_cheapest, false);
        let below = pick(&|plan| plan < suited && fits(plan), is_cheapest, true);
        match (from_size, below) {
            (Some(plan), _) | (_, Some(plan)) if !is_available => {
                return Recommendation::Unavailable(PlanIx::new(plan));
            }
            (Some(plan), _) => {
                let mut tied = PlanSet::default();
                for other in suited..plans.len() {
                    if is_cheapest && plans[plan].cost.is_some() && fits(other) && plans[other].cost == plans[plan].cost
                    {
                        tied.insert(other);
                    }
                }
                let is_tie = tied.len() > 1;
                return if is_tie {
                    Recommendation::FitsEqually(tied)
                } else {
                    Recommendation::Fits(PlanIx::new(plan))
                };
            }
            (None, Some(plan)) => return Recommendation::FitsBelowSize(PlanIx::new(plan)),
            (None, None) => {}
        }
    }
    for is_available in [true, false] {
        let of = |plan: &usize| plans[*plan].is_available == is_available;
        let fewest = (0..plans.len()).filter(of).map(|plan| plans[plan].missed).min();
        if let Some(plan) = pick(&|plan| of(&plan) && Some(plans[plan].missed) == fewest, true, true) {
            let plan = PlanIx::new(plan);
            // Where none can be had, the one that would be closest.
            return if is_available { Recommendation::Closest(plan) } else { Recommendation::Unavailable(plan) };
        }
    }
    Recommendation::NothingAnswered
}

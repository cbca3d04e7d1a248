//! Which plan the answers recommend, and what each plan misses.
//!
//! The rule, with `s` the plan that the company's size suits, or the first plan where no size is given:
//!
//! 1. With nothing answered, none is recommended.
//! 2. Else the first plan at or after `s` that meets every requirement.
//! 3. If there is none, the last plan before `s` that does.
//! 4. If no plan does, the plan that misses fewest requirements, the later one of equals, as the closest.

use crate::answers::{Answers, Asked};
use crate::catalog::{Catalog, PlanIx};

#[cfg(feature = "json")]
mod json;

/// What the answers recommend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recommendation {
    /// Nothing is answered yet.
    NothingAnswered,
    /// This plan meets every requirement, at or after the plan that the size suits.
    Fits(PlanIx),
    /// This plan meets every requirement, but the size suits a later plan, and none from there on meets them all.
    FitsBelowSize(PlanIx),
    /// No plan meets every requirement; this one misses fewest.
    Closest(PlanIx),
}

/// What the advice says of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The plan.
    pub plan: PlanIx,
    /// The requirements it misses, in the order of the questions.
    pub missed: Vec<Asked>,
}

/// The result: a recommendation, and a verdict for every plan in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What the answers recommend.
    pub recommendation: Recommendation,
    /// Every requirement that the answers make, in the order of the questions.
    pub asked: Vec<Asked>,
    /// What each plan misses.
    pub verdicts: Vec<Verdict>,
}

impl Recommendation {
    /// The plan it names; none where nothing is answered.
    pub fn plan(self) -> Option<PlanIx> {
        match self {
            Recommendation::NothingAnswered => None,
            Recommendation::Fits(plan) | Recommendation::FitsBelowSize(plan) | Recommendation::Closest(plan) => {
                Some(plan)
            }
        }
    }

    /// Whether it names a plan that meets every requirement.
    pub fn fits(self) -> bool {
        matches!(self, Recommendation::Fits(_) | Recommendation::FitsBelowSize(_))
    }
}

impl Advice {
    /// The advice that these answers lead to.
    pub fn of(catalog: &Catalog, answers: &Answers) -> Self {
        let asked = answers.asked(catalog);
        let missed = |plan| asked.iter().filter(|asked| !asked.met_by(catalog, plan)).copied().collect();
        let verdicts: Vec<_> = catalog.plans().map(|plan| Verdict { plan, missed: missed(plan) }).collect();
        Self { recommendation: recommend(catalog, answers, &verdicts), asked, verdicts }
    }

    /// The plan recommended, or the closest; none where nothing is answered.
    pub fn recommended(&self) -> Option<PlanIx> {
        self.recommendation.plan()
    }
}

fn recommend(catalog: &Catalog, answers: &Answers, verdicts: &[Verdict]) -> Recommendation {
    if answers.is_empty() {
        return Recommendation::NothingAnswered;
    }
    let suited = answers.size(catalog).map_or(0, |(_, _, plan)| plan.get());
    let meets = |verdict: &&Verdict| verdict.missed.is_empty();
    let from_size = verdicts[suited..].iter().find(meets).map(|verdict| Recommendation::Fits(verdict.plan));
    let below = || verdicts[..suited].iter().rfind(meets).map(|verdict| Recommendation::FitsBelowSize(verdict.plan));
    let closest = || {
        // `min_by_key` keeps the first of equals, so the later plan must come first.
        let closest = verdicts.iter().rev().min_by_key(|verdict| verdict.missed.len());
        closest.map(|verdict| Recommendation::Closest(verdict.plan))
    };
    from_size.or_else(below).or_else(closest).expect("a catalogue has at least one plan")
}

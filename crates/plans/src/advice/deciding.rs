//! Finds the answers that decide: those that rule the lower plans out, and where no plan fits, those that rule out every plan.

use super::case::Case;
use super::cover::covers;
use super::plan_set::PlanSet;
use super::rule::{Outcome, Recommendation};
use super::smallest::smallest_sets;
use crate::answers::AnswerRef;

/// Sets of answers, each as small as it can be.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct AnswerSets {
    /// The sets, the smaller first; each in the order of the questions.
    pub sets: Vec<Vec<AnswerRef>>,
    /// Whether the list was cut short, after [`super::MAX_WAYS`] sets or 20,000 steps of the search, or 4,000
    /// sets tried where answers depend on others. Every set smaller than
    /// the largest one listed is there all the same; but where none was found by then, one is listed that need not be among
    /// the smallest in number. It, too, can do without none of its answers.
    pub cut: bool,
}

/// A set of answers, and the recommendation without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    /// The answers, in the order of the questions.
    pub answers: Vec<AnswerRef>,
    /// What would be recommended.
    pub outcome: Outcome,
}

/// Returns, for each answer given, the plans that it rules out: those that miss it, and where a plan is recommended, those
/// before the plan that suits the size.
fn ruled_out(case: &Case<'_>) -> Vec<PlanSet> {
    let fits = case.recommendation.fits();
    let mut ruled_out = Vec::new();
    for at in &case.on {
        let impact = &case.impacts[*at];
        ruled_out.push(if fits { impact.blocked.or(impact.too_small()) } else { impact.blocked });
    }
    ruled_out
}

/// Returns every smallest set of answers that by itself rules out all plans before the recommended one; where no plan fits, all
/// plans. None below the size: then every answer had a say.
pub(super) fn forcing(case: &Case<'_>) -> AnswerSets {
    let end = match case.recommendation {
        Recommendation::NothingAnswered | Recommendation::FitsBelowSize(_) => 0,
        Recommendation::Fits(plan) => plan.get(),
        Recommendation::FitsEqually(_) | Recommendation::Unavailable(_) | Recommendation::Closest(_) => {
            case.catalog.plans().len()
        }
    };
    if let Some(board) = &case.board {
        // What leads there by itself needs no reason.
        let is_given = case.recommendation.fits() && board.unasked() == case.outcome;
        let is_below = matches!(case.recommendation, Recommendation::FitsBelowSize(_));
        let has_none = case.outcome == Outcome::default() || is_given || is_below;
        return if has_none { AnswerSets::default() } else { forcing_together(case) };
    }
    if case.is_dependent() {
        return if end == 0 { AnswerSets::default() } else { forcing_together(case) };
    }
    let (ways, cut) = covers(&ruled_out(case), PlanSet::before(end));
    let mut sets = Vec::new();
    for way in ways {
        sets.push(case.given(&way));
    }
    AnswerSets { sets, cut }
}

/// Returns every smallest set of answers that by itself leads to the recommended plan; where no plan fits, with which none does.
fn forcing_together(case: &Case<'_>) -> AnswerSets {
    let weighty = case.weighty();
    let has = |set: &[usize]| {
        let outcome = case.with_only(&|at| set.iter().any(|of| weighty[*of] == at));
        match case.recommendation.fits() {
            true => outcome == case.outcome,
            false => outcome.plan.is_some() && !outcome.fits,
        }
    };
    let (found, cut) = smallest_sets(weighty.len(), &has);
    let mut sets = Vec::new();
    for set in found {
        let positions: Vec<usize> = set.iter().map(|of| weighty[*of]).collect();
        sets.push(case.given(&positions));
    }
    AnswerSets { sets, cut }
}

/// Returns every smallest set of answers without which a lower plan, or none, would be recommended; the smaller first. A lower
/// plan would do once all is gone that rules it out; of those sets, these are the ones that hold no other.
pub(super) fn without(case: &Case<'_>) -> Vec<Without> {
    let end = match case.recommendation {
        Recommendation::Fits(plan) | Recommendation::FitsBelowSize(plan) => plan.get(),
        Recommendation::NothingAnswered
        | Recommendation::FitsEqually(_)
        | Recommendation::Unavailable(_)
        | Recommendation::Closest(_) => 0,
    };
    if let Some(board) = &case.board {
        let is_given = !case.recommendation.fits() || board.unasked() == case.outcome;
        return if is_given { Vec::new() } else { lower_without(case) };
    }
    if case.is_dependent() {
        return if end == 0 { Vec::new() } else { lower_without(case) };
    }
    let ruled_out = ruled_out(case);
    let is_within = |small: &[usize], large: &[usize]| small.iter().all(|at| large.contains(at));
    let mut smallest: Vec<Vec<usize>> = Vec::new();
    for plan in 0..end {
        let set: Vec<usize> = (0..ruled_out.len()).filter(|at| ruled_out[*at].contains(plan)).collect();
        if !smallest.iter().any(|other| is_within(other, &set)) {
            smallest.retain(|other| !is_within(&set, other));
            smallest.push(set);
        }
    }
    smallest.sort_by_key(Vec::len);
    let without = |set: &Vec<usize>| {
        let gone: Vec<usize> = set.iter().map(|at| case.on[*at]).collect();
        Without { answers: case.given(set), outcome: case.instead(&gone, None) }
    };
    smallest.iter().map(without).collect()
}

/// Returns the same where answers depend on each other. Of very many answers, a few sets may be missing.
fn lower_without(case: &Case<'_>) -> Vec<Without> {
    let weighty = case.weighty();
    let outcome = |set: &[usize]| case.with_only(&|at| !set.iter().any(|of| weighty[*of] == at));
    let plan = case.recommendation.plan();
    let is_other = |outcome: Outcome| if case.board.is_some() { outcome != case.outcome } else { outcome.plan < plan };
    let (found, _) = smallest_sets(weighty.len(), &|set| is_other(outcome(set)));
    let mut all = Vec::new();
    for set in found {
        let positions: Vec<usize> = set.iter().map(|of| weighty[*of]).collect();
        all.push(Without { answers: case.given(&positions), outcome: outcome(&set) });
    }
    all
}

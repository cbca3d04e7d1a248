//! A set of plans in a few machine words, which is copied rather than allocated.

use crate::catalog::PlanIx;
use crate::catalog::limits::MAX_PLANS;

const WORD: usize = u64::BITS as usize;
const WORDS: usize = MAX_PLANS.div_ceil(WORD);

/// A set of plans, by their positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanSet([u64; WORDS]);

impl PlanSet {
    /// Returns the plans before a position.
    pub(super) fn before(end: usize) -> Self {
        Self::default().map_words(|at, _| match end.saturating_sub(at * WORD) {
            0 => 0,
            bits if bits < WORD => (1 << bits) - 1,
            _ => u64::MAX,
        })
    }

    pub(super) fn insert(&mut self, plan: usize) {
        self.0[plan / WORD] |= 1 << (plan % WORD);
    }

    pub(super) fn contains(self, plan: usize) -> bool {
        self.0[plan / WORD] >> (plan % WORD) & 1 == 1
    }

    /// Returns the plans of either.
    pub(super) fn or(self, other: Self) -> Self {
        self.map_words(|at, word| word | other.0[at])
    }

    /// Returns the plans of both.
    pub(super) fn and(self, other: Self) -> Self {
        self.map_words(|at, word| word & other.0[at])
    }

    /// Returns the plans of this that are not in the other.
    pub(super) fn without(self, other: Self) -> Self {
        self.map_words(|at, word| word & !other.0[at])
    }

    /// Returns the plans, the lowest first.
    pub fn plans(self) -> impl Iterator<Item = PlanIx> {
        PlanIx::all(MAX_PLANS).filter(move |plan| self.contains(plan.get()))
    }

    /// Tells whether a plan is among them.
    pub fn has(self, plan: PlanIx) -> bool {
        self.contains(plan.get())
    }

    /// Counts them.
    pub fn len(self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Tells whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Tells whether the other holds all of these.
    pub(super) fn is_within(self, other: Self) -> bool {
        self.without(other).is_empty()
    }

    /// Returns the position of the first.
    pub(super) fn first(self) -> Option<usize> {
        let at = self.0.iter().position(|word| *word != 0)?;
        Some(at * WORD + self.0[at].trailing_zeros() as usize)
    }

    fn map_words(self, word: impl Fn(usize, u64) -> u64) -> Self {
        Self(std::array::from_fn(|at| word(at, self.0[at])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plans_before_a_position_are_all_those_and_no_other() {
        for end in 0..=MAX_PLANS {
            let set = PlanSet::before(end);
            assert!((0..MAX_PLANS).all(|plan| set.contains(plan) == (plan < end)), "{end}");
            assert_eq!(set.without(PlanSet::before(end / 2)).first(), (end > 0).then_some(end / 2));
            assert!(set.is_within(PlanSet::before(end)) && (end == 0 || !set.is_within(PlanSet::before(end - 1))));
        }
    }
}

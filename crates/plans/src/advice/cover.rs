//! Enumerates the minimal covers of a set of plans by some of its subsets.

use super::plan_set::PlanSet;

/// The most covers that are listed.
pub const MAX_WAYS: usize = 100;

/// The most subsets that are tried.
const MAX_STEPS: usize = 20_000;

/// Returns every way in which some of the parts take in all of `target`, none of them needlessly; and whether the search was
/// cut short. Ways are positions of parts, the smaller ways first.
///
/// There can be as many ways as choices multiply to, so that the search ends after [`MAX_WAYS`] ways or [`MAX_STEPS`] parts
/// tried. Every way smaller than the largest one found is there all the same. Where none was found by then, though all parts
/// together take in the target, one is given that need not be the smallest.
pub(super) fn covers(parts: &[PlanSet], target: PlanSet) -> (Vec<Vec<usize>>, bool) {
    let mut search = Search { parts, target, steps: 0, ways: Vec::new(), cut: false, is_deeper: !target.is_empty() };
    let (mut chosen, mut passed) = (Vec::new(), vec![false; parts.len()]);
    let mut size = 0;
    while search.is_deeper && !search.cut {
        search.is_deeper = false;
        size += 1;
        search.with_more(size, target, &mut chosen, &mut passed);
    }
    if search.cut && search.ways.is_empty() {
        search.ways.push(any_way(parts, target));
    }
    (search.ways, search.cut)
}

/// Finds one minimal cover: starts with all subsets, and drops each one that the others make up for.
fn any_way(parts: &[PlanSet], target: PlanSet) -> Vec<usize> {
    let mut in_way = vec![true; parts.len()];
    let mut way = Vec::new();
    for at in 0..parts.len() {
        let mut left = target;
        for (other, part) in parts.iter().enumerate() {
            if in_way[other] && other != at {
                left = left.without(*part);
            }
        }
        in_way[at] = !left.is_empty();
        if in_way[at] {
            way.push(at);
        }
    }
    way
}

struct Search<'a> {
    parts: &'a [PlanSet],
    target: PlanSet,
    steps: usize,
    ways: Vec<Vec<usize>>,
    cut: bool,
    /// Whether larger ways than those looked for may be there.
    is_deeper: bool,
}

impl Search<'_> {
    /// Finds the ways that hold the chosen parts and exactly that many more, which take in what is left of the target. Parts
    /// that were passed are chosen already, or every way with them was found.
    fn with_more(&mut self, more: usize, left: PlanSet, chosen: &mut Vec<usize>, passed: &mut Vec<bool>) {
        let Some(plan) = left.first() else {
            // Where fewer parts were enough, the way was found when fewer were looked for.
            if more == 0 {
                self.ways.push(ascending(chosen));
                self.cut = self.ways.len() == MAX_WAYS;
            }
            return;
        };
        if more == 0 {
            self.is_deeper = true;
            return;
        }
        let passed_before = passed.clone();
        for (at, part) in self.parts.iter().enumerate() {
            if passed[at] || !part.contains(plan) || self.cut {
                continue;
            }
            self.steps += 1;
            self.cut = self.steps > MAX_STEPS;
            passed[at] = true;
            chosen.push(at);
            if self.needs_each(chosen) {
                self.with_more(more - 1, left.without(*part), chosen, passed);
            }
            chosen.pop();
        }
        *passed = passed_before;
    }

    /// Tells whether each chosen part takes in something of the target that no other chosen one does.
    fn needs_each(&self, chosen: &[usize]) -> bool {
        chosen.iter().all(|one| {
            let mut own = self.parts[*one].and(self.target);
            for other in chosen {
                if other != one {
                    own = own.without(self.parts[*other]);
                }
            }
            !own.is_empty()
        })
    }
}

/// Sorts a few positions. The library's sort is more code than the browser needs.
fn ascending(positions: &[usize]) -> Vec<usize> {
    let mut sorted: Vec<usize> = Vec::new();
    for position in positions {
        let at = sorted.iter().filter(|other| *other < position).count();
        sorted.insert(at, *position);
    }
    sorted
}

//! Finds the smallest sets that have a property, where nothing is known of it but how to ask.

use super::cover::MAX_WAYS;

/// The most sets that are asked about.
const MAX_SETS: usize = 4_000;

/// Returns every set of positions below `len` that has a property while no smaller set within it has; the smaller sets first. And
/// whether the search was cut short, after [`MAX_WAYS`] sets found or [`MAX_SETS`] tried: every set smaller than the largest one
/// found is there all the same. Where none was found by then, though all positions together have the property, one is given
/// that need not be among the smallest in number. It, too, has it no longer without any one of its positions.
pub(super) fn smallest_sets(len: usize, has: &dyn Fn(&[usize]) -> bool) -> (Vec<Vec<usize>>, bool) {
    let mut search = Search { len, has, found: Vec::new(), tried: 0, cut: false };
    for size in 1..=len {
        search.with_more(size, 0, &mut Vec::new());
    }
    if search.cut && search.found.is_empty() {
        search.found.push(any_set(len, has));
    }
    (search.found, search.cut)
}

/// Takes positions from all of them for as long as the rest has the property.
fn any_set(len: usize, has: &dyn Fn(&[usize]) -> bool) -> Vec<usize> {
    let mut set: Vec<usize> = (0..len).collect();
    let mut at = 0;
    while at < set.len() {
        let position = set.remove(at);
        if has(&set) {
            // What could not be spared before may be spared now.
            at = 0;
        } else {
            set.insert(at, position);
            at += 1;
        }
    }
    set
}

struct Search<'a> {
    len: usize,
    has: &'a dyn Fn(&[usize]) -> bool,
    found: Vec<Vec<usize>>,
    tried: usize,
    cut: bool,
}

impl Search<'_> {
    /// Looks at the sets of the chosen positions and so many more, from one position on.
    fn with_more(&mut self, more: usize, from: usize, chosen: &mut Vec<usize>) {
        let is_within = |found: &Vec<usize>| found.iter().all(|position| chosen.contains(position));
        if self.cut || self.found.iter().any(is_within) {
            return;
        }
        if more == 0 {
            self.tried += 1;
            if self.tried > MAX_SETS {
                self.cut = true;
            } else if (self.has)(chosen) {
                self.found.push(chosen.clone());
                self.cut = self.found.len() == MAX_WAYS;
            }
            return;
        }
        for position in from..(self.len + 1).saturating_sub(more) {
            chosen.push(position);
            self.with_more(more - 1, position + 1, chosen);
            chosen.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_that_grows_out_of_the_property_does_not_hide_its_smaller_ones() {
        // 0 alone has it, 1 and 2 only without 3.
        let has = |set: &[usize]| set.contains(&0) || set.contains(&1) && set.contains(&2) && !set.contains(&3);
        assert_eq!(smallest_sets(4, &has), (vec![vec![0], vec![1, 2]], false));
    }

    #[test]
    fn of_too_many_sets_one_is_given_that_can_spare_nothing() {
        let (found, cut) = smallest_sets(40, &|set| set.len() >= 30);
        assert!(cut && found.len() == 1 && found[0].len() == 30);
    }
}

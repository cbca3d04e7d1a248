//! What the open questions leave undecided where plans have add-ons, totals decide, or plans cannot always be had.

use super::board::Board;
use super::case::Case;
use super::completions::{self, whole_outlook};
use super::outlook::{self, Left, Outlook};
use crate::catalog::{PlanIx, Recommend};

/// Returns what adds up as it is searched elsewhere; of what does not, all ways of answering where they are few. Else the plans that
/// miss nothing yet.
pub(super) fn package_outlook(case: &Case<'_>, board: &Board<'_>, missed: &[u32]) -> Outlook {
    let search = || if case.is_dependent() { completions::outlook(case) } else { outlook::outlook(case) };
    if board.shop.adds_up() {
        return search();
    }
    if let Some(outlook) = whole_outlook(case) {
        return outlook;
    }
    let can_be_had = |plan: &PlanIx| missed[plan.get()] == 0 && case.kept.has_available(case.catalog, *plan);
    let mut outlook = Outlook { cut: true, ..Outlook::default() };
    if board.shop.rule() == Recommend::First {
        outlook = Outlook { cut: true, ..search() };
        outlook.possible.retain(can_be_had);
    } else {
        outlook.possible.extend(case.catalog.plans().filter(can_be_had));
    }
    let now = outlook.possible.len();
    let mut fewest = Left::of(&[now]);
    outlook.next = None;
    for question in case.catalog.questions() {
        if case.answers.get(question).is_some() || !case.answers.lead_to(case.catalog, question) {
            continue;
        }
        let mut counts = Vec::new();
        for impact in case.of(question) {
            counts.push(outlook.possible.iter().filter(|plan| !impact.blocked.contains(plan.get())).count());
        }
        if case.is_several(question) {
            counts.push(now);
        }
        let left = Left::of(&counts);
        if left.separates(now) && left.are_fewer_than(&fewest) {
            (outlook.next, fewest) = (Some(question), left);
        }
    }
    outlook
}

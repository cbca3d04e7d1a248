//! Writes and reads what plans cost when a link was made.

use crate::advice::{Advice, Verdict};
use crate::answers::Answers;
use crate::catalog::{Catalog, MOST_DECIMALS, Money, parse_number, written_number};
use crate::total::{Total, TotalAmount, total};

/// What stands in the place of a row's id before totals. No row is called so.
pub(super) const TOTAL: &str = "~total";

/// Tells whether answers rely on what plans cost.
pub(super) fn are_told(catalog: &Catalog, answers: &Answers) -> bool {
    catalog.parts().pricing.is_some() && !answers.is_empty()
}

/// Returns what each plan costs with the add-ons that the advice takes beside it, by plan.
pub(super) fn advised(catalog: &Catalog, answers: &Answers) -> Vec<Total> {
    let verdicts = Advice::of(catalog, answers).verdicts.into_iter();
    let of_plan = |verdict: Verdict| {
        let total = verdict.total.unwrap_or_else(|| total(catalog, answers, verdict.plan, &verdict.add_ons));
        plain(total.amount, total.is_from)
    };
    verdicts.map(of_plan).collect()
}

fn plain(amount: TotalAmount, is_from: bool) -> Total {
    let is_from = is_from && matches!(amount, TotalAmount::Known(_));
    Total { amount, is_from, once: Money(0), billed: None, lines: Vec::new() }
}

/// Writes a total: a number, after `F` where it is a least one; `R` or `S` where it is on request or not stated.
pub(super) fn write(total: &Total) -> String {
    match total.amount {
        TotalAmount::Known(Money(millionths)) => {
            format!("{}{}", if total.is_from { "F" } else { "" }, written_number(millionths, MOST_DECIMALS))
        }
        TotalAmount::OnRequest => "R".to_owned(),
        TotalAmount::NotStated => "S".to_owned(),
    }
}

/// Reads what [`write`] wrote.
pub(super) fn read(text: &str) -> Option<Total> {
    let (is_from, digits) = text.strip_prefix('F').map_or((false, text), |digits| (true, digits));
    Some(match text {
        "R" => plain(TotalAmount::OnRequest, false),
        "S" => plain(TotalAmount::NotStated, false),
        _ => plain(TotalAmount::Known(Money(parse_number(digits, MOST_DECIMALS)?)), is_from),
    })
}

//! Writes the recommendation for readers who were not there.

use plans::{Advised, PlanIx};

use super::lists::add_titled;
use crate::words::Words;
use lean_view::{Element, html::*};

/// Adds which plan it is, or is the closest, and why.
pub fn add_recommended(all: &mut Vec<Element>, words: Words<'_>, advised: &Advised, plan: PlanIx) {
    let name = words.plan(plan);
    let fits = advised.advice.recommendation.fits();
    let title = if fits { words.locale.sheet_recommended(&name) } else { words.locale.sheet_closest(&name) };
    all.push(h2().child(title));
    all.push(p().child(words.why(advised).unwrap_or_default()));
    all.extend(words.beside_current(advised, plan).map(|beside| p().child(beside)));
}

/// Adds what of the answers it misses, and what is not stated.
pub fn add_missed(all: &mut Vec<Element>, words: Words<'_>, advised: &Advised, plan: PlanIx) {
    let missed = advised.advice.verdicts[plan.get()].missed.iter();
    let missed = missed.map(|asked| words.missed(&advised.answers, asked, plan)).collect();
    add_titled(all, words.locale.advice_misses(), "reasons reasons--missed", missed);
    let not_stated = advised.advice.verdicts[plan.get()].not_stated.iter().map(|asked| words.asked(asked)).collect();
    add_titled(all, words.locale.advice_not_stated(), "reasons reasons--open", not_stated);
}

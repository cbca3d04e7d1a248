//! Writes the recommendation for readers who were not there.

use plans::{Advised, PlanIx};

use super::lists::add_titled;
use crate::words::Words;
use lean_view::{Element, html::*};

/// Adds which plan it is, or is the closest, and why.
pub fn add_recommended(all: &mut Vec<Element>, words: Words<'_>, advised: &Advised, plan: PlanIx) {
    let name = words.plan_with(plan, words.add_ons_of(advised, plan));
    let fits = advised.advice.recommendation.fits();
    let title = match words.title_of_state(advised) {
        Some(title) => words.locale.total_in_period(&title, &name),
        None if fits => words.locale.sheet_recommended(&name),
        None => words.locale.sheet_closest(&name),
    };
    all.push(h2().child(title));
    all.extend(costs(words, advised, plan).map(|costs| p().class("costs").child(costs)));
    all.push(p().child(words.why(advised).unwrap_or_default()));
    all.extend(words.beside_current(advised, plan).map(|beside| p().child(beside)));
}

/// Adds which plans fit equally, with what each costs.
pub fn add_equal(all: &mut Vec<Element>, words: Words<'_>, advised: &Advised) {
    let (Some(title), Some(names)) = (words.title_of_state(advised), words.recommended_with(advised)) else { return };
    all.push(h2().child(words.locale.total_in_period(&title, &names)));
    all.push(p().child(words.why(advised).unwrap_or_default()));
    let each = advised.advice.recommendation.tied().plans().map(|plan| {
        let name = words.plan_with(plan, words.add_ons_of(advised, plan));
        costs(words, advised, plan).map_or(name.clone(), |costs| words.locale.summary_offers(&name, &costs))
    });
    all.push(ul().class("reasons").child(each.map(|line| li().child(line)).collect::<Vec<_>>()));
}

/// Words what a plan costs with its add-ons, and how that comes about.
fn costs(words: Words<'_>, advised: &Advised, plan: PlanIx) -> Option<String> {
    let (billing, total) = (advised.answers.billing, advised.advice.verdicts[plan.get()].total.as_ref()?);
    let told = words.total_billed(billing, total)?;
    Some(match words.sum(billing, plan, total) {
        Some(sum) => words.locale.total_sum(&sum, &told),
        None => told,
    })
}

/// Adds what of the answers it misses, and what is not stated.
pub fn add_missed(all: &mut Vec<Element>, words: Words<'_>, advised: &Advised, plan: PlanIx) {
    let missed = advised.advice.verdicts[plan.get()].missed.iter();
    let missed = missed.map(|asked| words.missed(advised, asked, plan)).collect();
    add_titled(all, words.locale.advice_misses(), "reasons reasons--missed", missed);
    let not_stated = advised.advice.verdicts[plan.get()].not_stated.iter().map(|asked| words.asked(asked)).collect();
    add_titled(all, words.locale.advice_not_stated(), "reasons reasons--open", not_stated);
}

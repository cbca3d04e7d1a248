//! What the server says of a request, in the words of the page.

use locales::Locale;
use plans::catalog::{Billing, Taken};
use plans::total::Total;
use plans::{Advised, Answers, Catalog, PlanIx};

use crate::words::Words;

/// Words for a catalogue, in the language that it is told in.
fn words(catalog: &Catalog) -> Words<'_> {
    Words { catalog, locale: Locale::closest(catalog.language()) }
}

/// Words with which answers a plan can be had, as part of a sentence: "from 50 seats". None where all can have it.
pub fn available_if(catalog: &Catalog, plan: PlanIx) -> Option<String> {
    words(catalog).available_if(plan)
}

/// Lists what a plan with its add-ons costs, each with what it is. Empty in a catalogue without prices.
pub fn costs(
    catalog: &Catalog,
    billing: Billing,
    plan: PlanIx,
    taken: &[Taken],
    total: &Total,
) -> Vec<(&'static str, String)> {
    words(catalog).costs(billing, plan, taken, total)
}

/// What a request says, as the page says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The plan asked for, with the add-ons that it needs: "Basic with 1 × Mock calls".
    pub plan: String,
    /// Which plan the answers lead to, with its add-ons: "Recommended: MSA Plus", "Closest: …", "Fits equally: …". None where they lead to none.
    pub advice: Option<String>,
    /// Why, as a sentence.
    pub why: Option<String>,
    /// What of the answers the plan asked for misses, a sentence each.
    pub missed: Vec<String>,
    /// What of the answers it is not stated for.
    pub not_stated: Vec<String>,
    /// Every question answered, with its answer.
    pub answers: Vec<(String, String)>,
    /// What the plan asked for costs with its add-ons: label and amount. Empty without prices.
    pub costs: Vec<(&'static str, String)>,
}

/// Words a request for a plan with some answers.
pub fn request(catalog: &Catalog, answers: &Answers, plan: PlanIx) -> Request {
    let words = words(catalog);
    let advised = Advised::of(catalog, answers);
    let verdict = &advised.advice.verdicts[plan.get()];
    let advice = words.recommended_with(&advised).map(|names| match words.title_of_state(&advised) {
        Some(title) => words.locale.total_in_period(&title, &names),
        None if advised.advice.recommendation.fits() => words.locale.sheet_recommended(&names),
        None => words.locale.sheet_closest(&names),
    });
    let total = verdict.total.as_ref();
    Request {
        plan: words.plan_with(plan, words.add_ons_of(&advised, plan)),
        advice,
        why: words.why(&advised),
        missed: verdict.missed.iter().map(|asked| words.missed(&advised, asked, plan)).collect(),
        not_stated: verdict.not_stated.iter().map(|asked| words.asked(asked)).collect(),
        answers: words.answers(&answers.in_effect(catalog)),
        costs: total.map(|total| words.costs(answers.billing, plan, &verdict.add_ons, total)).unwrap_or_default(),
    }
}

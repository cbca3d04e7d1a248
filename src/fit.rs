//! The word for how a plan stands to the answers.

use plans::PlanIx;

use crate::state::{Fit, Offer};

/// Returns the word; none where nothing is answered.
pub fn fit_word(offer: Offer, fit: Fit, plan: PlanIx) -> String {
    let locale = offer.locale();
    let word = match fit {
        Fit::Open => "",
        Fit::Recommended => return offer.text(&offer.catalog().parts().ribbon),
        Fit::Tied => locale.plan_equal(),
        Fit::Closest => locale.advice_closest(),
        Fit::Locked => return offer.words(|words| words.available_only(plan)).unwrap_or_default(),
        Fit::Also => locale.plan_also(),
        Fit::Ask => locale.plan_ask(),
        Fit::Out => locale.plan_out(),
    };
    word.to_owned()
}

//! The add-ons of an offer: what each costs and gives, and whether it is in the total.

use lean_view::{Element, html::*};
use plans::catalog::AddOnIx;

use crate::controls::AppElement as _;
use crate::explanation::explanation;
use crate::state::{Advice, Answers, Offer};

/// Builds the list; none where there are no add-ons.
pub fn add_ons(offer: Offer, answers: Answers, advice: Advice) -> Option<Element> {
    const TITLE: &str = "add-ons-title";
    let catalog = offer.catalog();
    let mut list = ul();
    let mut has_any = false;
    for add_on in catalog.add_ons() {
        list = list.child(add_on_of(offer, answers, advice, add_on));
        has_any = true;
    }
    has_any.then(|| {
        section()
            .styled("card add-ons")
            .attr("aria-labelledby", TITLE)
            .child(h2().attr("id", TITLE).child(offer.locale().add_ons_title()))
            .child(list)
    })
}

fn add_on_of(offer: Offer, answers: Answers, advice: Advice, index: AddOnIx) -> Element {
    let catalog = offer.catalog();
    let add_on = catalog.add_on(index);
    let price = move || offer.words(|words| words.add_on_price(answers.billing(), index)).unwrap_or_default();
    let terms = offer.words(|words| words.add_on_terms(index));
    let taken = move || {
        let is_taken = advice.takes(index);
        if is_taken { offer.locale().add_on_in_total().to_owned() } else { String::new() }
    };
    let line = p()
        .child(b().child(offer.told(&add_on.name)))
        .child(" ")
        .child(span().child(price))
        .child(": ")
        .child(terms)
        .child(". ")
        .child(span().class("add-ons__taken").child(taken));
    li().single_effect().child(line).child(explanation(offer, &add_on.explanation))
}

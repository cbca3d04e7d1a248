//! What the server says of a request, in the words of the page.

use locales::Locale;
use plans::catalog::{Billing, Taken};
use plans::total::Total;
use plans::{Catalog, PlanIx};

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

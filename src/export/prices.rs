//! Prices and add-ons for what is taken elsewhere.

use lean_view::{Element, html::*};
use plans::PlanIx;

use super::Export;
use super::lists::add_titled;

impl Export {
    /// Tells whether the catalogue has prices.
    pub(super) fn has_prices(&self) -> bool {
        self.state.offer.catalog().parts().pricing.is_some()
    }

    /// Words what a plan costs, with how long that is for; nothing where it is not stated.
    pub(super) fn price(&self, plan: PlanIx) -> String {
        let price = self.state.advice.words(|words, advised| words.plan_price(advised.answers.billing, plan));
        price.unwrap_or_default()
    }

    /// Words what a plan costs for the answers with its add-ons; nothing where it is not stated.
    pub(super) fn total(&self, plan: PlanIx) -> String {
        let told = self.state.advice.words(|words, advised| {
            let total = words.total_advised(advised, plan)?;
            let with = words.with_add_ons(words.add_ons_of(advised, plan));
            Some(with.map_or(total.clone(), |with| format!("{total} {with}")))
        });
        told.unwrap_or_default()
    }

    /// Builds a row of a table of what a plan costs for the answers, after its title; none in a catalogue without prices.
    pub(super) fn total_row(&self, cell: impl Fn(PlanIx, String) -> Element, plans: &[PlanIx]) -> Option<Element> {
        let title = self.state.offer.locale().total_title();
        self.has_prices().then(|| {
            plans.iter().fold(tr().class("is-total").child(th().attr("scope", "row").child(title)), |line, plan| {
                line.child(cell(*plan, self.total(*plan)))
            })
        })
    }

    /// Lists the add-ons, each with its price and its terms; none in a catalogue without.
    pub(super) fn add_ons(&self) -> Vec<(String, String)> {
        self.state.advice.words(|words, advised| {
            let of = |add_on| {
                let price = words.add_on_price(advised.answers.billing, add_on);
                let terms = words.add_on_terms(add_on);
                let told = price.map_or(terms.clone(), |price| format!("{price}: {terms}"));
                (words.add_on(add_on), told)
            };
            words.catalog.add_ons().map(of).collect()
        })
    }

    /// Says in what and how often prices are, and about taxes; nothing in a catalogue without prices.
    pub(super) fn prices_in(&self) -> Option<String> {
        self.state.advice.words(|words, advised| words.prices_in(advised.answers.billing))
    }

    /// Builds the add-ons as a section, and below it in what and how often prices are; none in a catalogue without either.
    pub(super) fn prices_section(&self) -> Option<Element> {
        let mut all = Vec::new();
        let lines = self.add_ons().into_iter().map(|(name, told)| format!("{name}: {told}")).collect();
        add_titled(&mut all, self.state.offer.locale().add_ons_title(), "add-ons", lines);
        all.extend(self.prices_in().map(|words| p().child(words)));
        (!all.is_empty()).then(|| section().class("sheet__prices").child(all))
    }
}

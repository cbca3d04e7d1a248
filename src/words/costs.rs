//! What a plan with its add-ons costs, line by line: for receipts, and for what is taken elsewhere.

use plans::PlanIx;
use plans::catalog::{Billing, Taken};
use plans::total::Total;

use super::{Words, join};

impl Words<'_> {
    /// Lists what a plan with its add-ons costs, each with what it is: the add-ons, the price, the total with its sum, and the
    /// catalogue's sentence about taxes. Empty in a catalogue without prices.
    pub fn costs(&self, billing: Billing, plan: PlanIx, taken: &[Taken], total: &Total) -> Vec<(&'static str, String)> {
        let (locale, mut costs) = (self.locale, Vec::new());
        let Some(pricing) = self.pricing() else { return costs };
        if !taken.is_empty() {
            costs.push((locale.add_ons_title(), self.list(&self.taken(taken))));
        }
        if let Some(price) = self.price_in_full(billing, &self.catalog.plan(plan).price) {
            costs.push((locale.price_title(), price));
        }
        let Some(mut words) = self.total_billed(billing, total) else { return costs };
        if let Some(sum) = self.sum(billing, plan, total) {
            words = locale.total_sum(&sum, &words);
        }
        if let Some(tax) = &pricing.tax {
            words = join(&[words, self.text(tax)], ". ");
        }
        costs.push((locale.request_total(), words));
        costs
    }

    /// Says in one sentence what a plan with its add-ons costs: "Team with Extra storage: $106 a month, billed monthly. Without tax."
    /// None where that is not known.
    pub fn costs_sentence(&self, billing: Billing, plan: PlanIx, taken: &[Taken], total: &Total) -> Option<String> {
        let costs = self.total_billed(billing, total)?;
        let mut words = self.locale.summary_offers(&self.plan_with(plan, taken), &costs);
        if let Some(tax) = self.pricing().and_then(|pricing| pricing.tax.as_ref()) {
            words = join(&[words, self.text(tax)], " ");
        }
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fernhaus::*;

    #[test]
    fn a_receipt_lists_the_add_ons_the_price_and_the_total() {
        let catalog = fernhaus();
        let lines = |language, billing| {
            let catalog = catalog.clone().in_language(language);
            let words = super::Words { catalog: &catalog, locale: locales::Locale::closest(language) };
            let told = words.costs(billing, team(), &[taken(1)], &team_for_twelve(640, 800, 1));
            told.into_iter().map(|(label, text)| format!("{label}: {text}").replace('\u{a0}', "_")).collect::<Vec<_>>()
        };
        assert_eq!(
            lines("en", by_year()),
            [
                "Add-ons: Extra storage",
                "Price: $6.40 per seat a month, billed yearly",
                "Total: $84.80 a month, billed yearly (12 × $6.40 + Extra storage $8). Without tax.",
            ]
        );
        assert_eq!(
            lines("de", by_year())[2],
            "Summe: 84,80_$ pro Monat, jährlich abgerechnet (12 × 6,40_$ + Extra storage 8,00_$). Without tax."
        );
    }

    #[test]
    fn one_sentence_says_the_plan_its_add_ons_and_the_total() {
        let told = said(&fernhaus(), "en", |words| {
            words.costs_sentence(BY_MONTH, team(), &[taken(1)], &team_for_twelve(800, 1000, 0))
        });
        assert_eq!(told, "Team with Extra storage: $106 a month, billed monthly. Without tax.");
    }
}

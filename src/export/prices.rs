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

#[cfg(test)]
mod tests {
    use super::super::Prepared;
    use super::super::tests::{open, open_priced};

    const TWELVE: &str = "v1;seats=12;storage=500";

    fn sheet(language: &str, link: &str) -> String {
        let made = Prepared { name: "", made: "", valid_until: "", address: "", code: None };
        open_priced(language, link).sheet(&made).replace('\u{a0}', " ")
    }

    #[test]
    fn the_sheet_has_prices_the_total_with_its_sum_and_the_add_ons() {
        let html = sheet("en", TWELVE);
        for says in [
            "<h2>Recommended: Team with Extra storage</h2>",
            "<p class=\"costs\">$106 a month, billed monthly (12 × $8 + Extra storage $10)</p>",
            "<small class=\"sheet__price\">$8 per seat a month</small>",
            "<th scope=\"row\">Total for your answers</th>",
            "$106 a month with Extra storage</td>",
            ">$168 a month</td>",
            ">On request</td>",
            ">600 GB</td>",
            "<h3>Add-ons</h3>",
            "<li>Extra storage: $10 a month: Storage: 500 GB more, up to 4 times, with Team and Studio</li>",
            "<p>Billing: Monthly. Prices in US dollars, without tax",
        ] {
            assert!(html.contains(says), "{says}: {html}");
        }
    }

    #[test]
    fn a_sheet_in_german_tells_the_same_prices_by_its_own_pattern() {
        let html = sheet("de", TWELVE);
        for says in [
            "106,00 $ pro Monat, monatlich abgerechnet (12 × 8,00 $ + ",
            "Summe für Ihre Antworten",
            "168,00 $ pro Monat",
        ] {
            assert!(html.contains(says), "{says}: {html}");
        }
    }

    #[test]
    fn a_chosen_period_holds_in_every_table() {
        let export = open_priced("en", &format!("{TWELVE};period=year"));
        let csv = export.csv();
        let line = |start: &str| csv.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
        assert_eq!(line("Price,Price"), "Price,Price,Free,$6.40 per seat a month,$11.20 per seat a month,On request");
        assert_eq!(
            line("Price,Total"),
            "Price,Total for your answers,Free,$84.80 a month with Extra storage,$134.40 a month,On request"
        );
        assert!(line("Add-ons,Guest rooms").contains("$16 a month"), "{csv}");
        assert!(line("Price,Billing: Yearly.").contains("without tax") || csv.contains("Billing: Yearly."), "{csv}");
        let width = |line: &str| line.matches(',').count();
        // No value of these has a comma, and each line has as many values.
        assert_eq!(width(&line("Price,Price")), width(csv.lines().next().unwrap_or_default()));
    }

    #[test]
    fn a_document_has_the_prices_in_the_table_and_the_add_ons_below() {
        let markdown = open_priced("en", TWELVE).markdown();
        assert!(markdown.contains("\n| Price | Free | $8 per seat a month | $14 per seat a month | On request |\n"));
        assert!(markdown.contains("| Total for your answers | Free | $106 a month with Extra storage |"), "{markdown}");
        assert!(markdown.contains("\n- **Extra storage** $10 a month: "), "{markdown}");
        assert!(markdown.contains("\nBilling: Monthly."), "{markdown}");
    }

    #[test]
    fn a_slide_tells_the_prices_and_the_total() {
        let slides: Vec<_> =
            open_priced("en", TWELVE).slides().iter().map(|slide| slide.replace('\u{a0}', " ")).collect();
        assert!(slides[0].contains("Recommended: Team with Extra storage"), "{}", slides[0]);
        assert!(slides[0].contains("12 × $8 + Extra storage $10"), "{}", slides[0]);
        assert!(slides[1].contains("<h2>Price</h2>") && slides[1].contains("$8 per seat a month"), "{}", slides[1]);
        assert!(slides[1].contains("<tr class=\"is-total\">") && slides[1].contains("Guest rooms"), "{}", slides[1]);
        let storage = slides.iter().find(|slide| slide.contains("600 GB")).expect("the row of storage");
        assert!(storage.contains("<small>100 GB, and 500 GB from Extra storage</small>"), "{storage}");
    }

    #[test]
    fn plans_that_fit_equally_are_both_told() {
        let html = sheet("en", "v1;seats=5;storage=500;guests=20");
        assert!(html.contains("<h2>Two plans fit equally: Team or Studio</h2>"), "{html}");
        assert!(html.contains("<p>Both have everything you asked for and cost $70 a month for it.</p>"), "{html}");
        assert!(html.contains("<li>Studio: $70 a month, billed monthly (5 × $14).</li>"), "{html}");
        assert!(!html.contains("is-recommended"), "none of them is marked: {html}");
    }

    #[test]
    fn a_catalogue_without_prices_says_nothing_of_them() {
        let export = open("v1;contacts=3");
        let all = export.csv() + &export.markdown() + &export.slides().concat();
        for word in ["Price", "Total for", "Add-ons"] {
            assert!(!all.contains(word), "{word}");
        }
    }
}

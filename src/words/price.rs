//! Prices in words: in a plan's head, in full, and for how long they are.

use plans::PlanIx;
use plans::catalog::PeriodIx;
use plans::catalog::{Billing, BillingPeriod, Charge, Currency, Money, Part, Price, Rate, Tier, TiersBy, Unit};
use plans::catalog::{Pricing, QuestionKind};
use plans::total::charge;

use super::{Words, join};

/// Stands between the parts of a price that are added up.
const PLUS: &str = " + ";

/// What a price is in the currency that is chosen, and the period in which it is billed.
#[derive(Clone, Copy)]
struct Billed<'a> {
    charge: &'a Charge,
    currency: &'a Currency,
    period: &'a BillingPeriod,
    /// Whether it is not billed in the period that is chosen.
    is_other: bool,
}

impl<'a> Words<'a> {
    /// Words a plan's price as narrow as its head is: "$8 per seat", "Free", "On request", "from $20". None where it is not stated.
    pub fn plan_price_short(&self, billing: Billing, plan: PlanIx) -> Option<String> {
        let price = &self.catalog.plan(plan).price;
        match self.billed_as(billing, price) {
            // Another period than all others have is told.
            Some(billed) if !billed.is_other => Some(self.charge(billed, false, None)),
            _ => self.price(billing, price),
        }
    }

    /// Words a plan's price, with how long it is for: "$8 per seat a month".
    pub fn plan_price(&self, billing: Billing, plan: PlanIx) -> Option<String> {
        self.price(billing, &self.catalog.plan(plan).price)
    }

    /// Words what an author's price says, with how long it is for, and how often it is billed where that is not as chosen: "$10 a
    /// month", "$8 per seat a month, billed monthly". None where it is not stated.
    pub fn price(&self, billing: Billing, price: &Price) -> Option<String> {
        self.price_worded(billing, price, false)
    }

    /// Words a price with all that it goes by: its tiers, what is included, and how many are paid at least.
    pub fn price_in_full(&self, billing: Billing, price: &Price) -> Option<String> {
        self.price_worded(billing, price, true)
    }

    fn price_worded(&self, billing: Billing, price: &Price, in_full: bool) -> Option<String> {
        let locale = self.locale;
        match price {
            Price::NotStated => None,
            Price::Free => Some(locale.price_free().to_owned()),
            Price::OnRequest => Some(locale.value_on_request().to_owned()),
            Price::Charges(_) => {
                let billed = self.billed_as(billing, price)?;
                let words = self.charge(billed, in_full, Some(billed.period.quoted));
                let Charge::Parts(_) = billed.charge else { return Some(words) };
                let is_told = billed.is_other || in_full && billed.period.quoted != billed.period.length;
                Some(match is_told {
                    true => locale.price_billed(self.billed(billed.period).as_str(), &words),
                    false => words,
                })
            }
        }
    }

    /// Finds what a price is in the currency and the period that are chosen; in the first period that it has where it lacks that one.
    fn billed_as<'p>(&'p self, billing: Billing, price: &'p Price) -> Option<Billed<'p>> {
        let pricing = self.pricing()?;
        let (at, charge) = charge(pricing, price, billing)?;
        let (_, currency) = pricing.currency(billing);
        let is_other = at != pricing.period(billing).0;
        Some(Billed { charge, currency, period: &pricing.periods[at.get()], is_other })
    }

    /// Returns in what and how often plans are paid for, where the catalogue has prices.
    pub fn pricing(&self) -> Option<&'a Pricing> {
        self.catalog.parts().pricing.as_ref()
    }

    /// Words a charge, with how long it is for where that is given.
    fn charge(&self, billed: Billed<'_>, in_full: bool, length: Option<u32>) -> String {
        let locale = self.locale;
        match billed.charge {
            Charge::Free => locale.price_free().to_owned(),
            Charge::OnRequest => locale.value_on_request().to_owned(),
            Charge::Parts(parts) => {
                let (mut again, mut once) = (Vec::new(), Vec::new());
                for part in parts {
                    let words = self.part(part, billed.currency, in_full);
                    if part.once { once.push(locale.price_once(&words)) } else { again.push(words) }
                }
                // What is paid once comes last, and is for no time.
                if let Some(length) = length.filter(|_| !again.is_empty()) {
                    again = vec![self.in_period(&join(&again, PLUS), length)];
                }
                again.extend(once);
                join(&again, PLUS)
            }
        }
    }

    fn part(&self, part: &Part, currency: &Currency, in_full: bool) -> String {
        let locale = self.locale;
        let unit = self.unit_of_part(part);
        let each = |amount: Money| {
            let amount = self.money(amount, currency);
            unit.map_or(amount.clone(), |unit| locale.price_per(&amount, &self.per_unit(part.each, unit)))
        };
        let mut words = match &part.rate {
            Rate::Same(amount) => each(*amount),
            Rate::Tiers { by, tiers } if in_full => self.tiers(*by, tiers, currency, each),
            Rate::Tiers { tiers, .. } => {
                let has_amount = tiers.iter().any(|tier| tier.amount != Money::default());
                let of = |tier: &Tier| if has_amount { tier.amount } else { tier.flat };
                let least = tiers.iter().map(of).min().unwrap_or_default();
                let words = if has_amount { each(least) } else { self.money(least, currency) };
                if tiers.len() > 1 && !part.from { locale.price_from(&words) } else { words }
            }
        };
        if part.from {
            words = locale.price_from(&words);
        }
        if !in_full {
            return words;
        }
        if part.included > 0 {
            words = locale.price_beyond(&self.number(part.included, 0), &words);
        }
        if part.minimum > 1
            && let Some(unit) = unit
        {
            words = locale.price_minimum(&words, &self.in_unit(part.minimum, 0, unit));
        }
        match &part.name {
            Some(name) => locale.sum_named(&self.text(name), &words),
            None => words,
        }
    }

    fn tiers(&self, by: TiersBy, tiers: &[Tier], currency: &Currency, each: impl Fn(Money) -> String) -> String {
        let locale = self.locale;
        let mut all = Vec::new();
        for tier in tiers {
            let mut parts = Vec::new();
            if tier.amount != Money::default() || tier.flat == Money::default() {
                parts.push(each(tier.amount));
            }
            if tier.flat != Money::default() {
                parts.push(self.money(tier.flat, currency));
            }
            let price = join(&parts, PLUS);
            all.push(match tier.up_to {
                Some(up_to) => locale.price_up_to(&self.number(up_to, 0), &price),
                None if tiers.len() > 1 => locale.price_above(&price),
                None => price,
            });
        }
        if tiers.last().is_some_and(|last| last.up_to.is_some()) {
            all.push(locale.price_above(locale.value_on_request()));
        }
        let all = join(&all, "; ");
        match by {
            TiersBy::Graduated => all,
            TiersBy::Volume => locale.price_by_volume(&all),
        }
    }

    /// Returns what a part is charged for each of: its own unit, else that of the question whose number it is multiplied by.
    pub(super) fn unit_of_part<'p>(&'p self, part: &'p Part) -> Option<&'p Unit> {
        let of_question = |question| match &self.catalog.question(question).kind {
            QuestionKind::Number { unit, .. } => Some(unit),
            QuestionKind::YesNo { .. } | QuestionKind::One(_) | QuestionKind::Several(_) => None,
        };
        part.unit.as_ref().or_else(|| part.per.and_then(of_question))
    }

    /// Words what a price is for: "seat", "1,000 runs".
    fn per_unit(&self, each: u64, unit: &Unit) -> String {
        let name = self.catalog.counted(&unit.name, each);
        if each == 1 { name.to_owned() } else { join(&[self.number(each, 0), name.to_owned()], " ") }
    }

    /// Adds how long a price is for: "$8 a month".
    pub fn in_period(&self, price: &str, length: u32) -> String {
        let locale = self.locale;
        match length {
            12 => locale.price_a_day(price),
            84 => locale.price_a_week(price),
            365 => locale.price_a_month(price),
            1095 => locale.price_a_quarter(price),
            2190 => locale.price_a_half_year(price),
            4380 => locale.price_a_year(price),
            length => match self.period_name(length) {
                Some(name) => locale.price_for(&name, price),
                None => price.to_owned(),
            },
        }
    }

    /// Returns what the catalogue calls a period of its own.
    fn period_name(&self, length: u32) -> Option<String> {
        let named = |period: &&BillingPeriod| period.length == length && period.name.is_some();
        let period = self.pricing()?.periods.iter().find(named)?;
        period.name.as_ref().map(|name| self.text(name))
    }

    /// Words how often something is billed: "billed yearly".
    pub fn billed(&self, period: &BillingPeriod) -> String {
        let locale = self.locale;
        let known = match period.length {
            12 => locale.billed_day(),
            84 => locale.billed_week(),
            365 => locale.billed_month(),
            1095 => locale.billed_quarter(),
            2190 => locale.billed_half_year(),
            4380 => locale.billed_year(),
            _ => return locale.billed_for(&self.period_title(period)),
        };
        known.to_owned()
    }

    /// Returns what a period is called where it can be chosen: "Yearly".
    pub fn period(&self, period: PeriodIx) -> String {
        self.pricing().map(|pricing| self.period_title(&pricing.periods[period.get()])).unwrap_or_default()
    }

    fn period_title(&self, period: &BillingPeriod) -> String {
        let locale = self.locale;
        if let Some(name) = &period.name {
            return self.text(name);
        }
        let known = match period.length {
            12 => locale.period_day(),
            84 => locale.period_week(),
            365 => locale.period_month(),
            1095 => locale.period_quarter(),
            2190 => locale.period_half_year(),
            4380 => locale.period_year(),
            _ => period.id.as_str(),
        };
        known.to_owned()
    }

    /// Says in what and how often prices are, and the catalogue's sentence about taxes: "Prices in USD, billed monthly. Without tax."
    /// None in a catalogue without prices.
    pub fn prices_in(&self, billing: Billing) -> Option<String> {
        let pricing = self.pricing()?;
        let ((_, currency), (_, period)) = (pricing.currency(billing), pricing.period(billing));
        let prices_in = || self.locale.prices_in(&self.billed(period), &currency.code);
        Some(match &pricing.tax {
            None => prices_in(),
            // The sentence says which currency it is where there is one.
            Some(tax) if pricing.currencies.len() == 1 => {
                join(&[self.locale.billing_is(&self.period_title(period)), self.text(tax)], " ")
            }
            Some(tax) => join(&[prices_in(), self.text(tax)], " "),
        })
    }
}

#[cfg(test)]
mod tests {
    use plans::Catalog;
    use plans::catalog::{PlanIx, Text};

    use plans::testing::plan_at;

    use super::super::fernhaus::*;
    use super::*;

    /// Checks the price of a plan: as narrow as its head is, with how long it is for, and in full.
    #[track_caller]
    fn check(catalog: &Catalog, billing: Billing, plan: PlanIx, expected: [&str; 3]) {
        let price = &catalog.plan(plan).price;
        let told = [
            said(catalog, "en", |words| words.plan_price_short(billing, plan)),
            said(catalog, "en", |words| words.plan_price(billing, plan)),
            said(catalog, "en", |words| words.price_in_full(billing, price)),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_price_is_told_in_a_head_with_its_period_and_in_full() {
        let catalog = fernhaus();
        check(&catalog, BY_MONTH, plan_at(0), ["Free"; 3]);
        check(&catalog, BY_MONTH, team(), ["$8 per seat", "$8 per seat a month", "$8 per seat a month"]);
        let year = "$6.40 per seat a month, billed yearly";
        check(&catalog, by_year(), team(), ["$6.40 per seat", "$6.40 per seat a month", year]);
        check(&catalog, in_euros(), studio(), ["€14 per seat", "€14 per seat a month", "€14 per seat a month"]);
        check(&catalog, BY_MONTH, company(), ["On request"; 3]);
    }

    #[test]
    fn german_says_the_same_by_its_own_pattern() {
        let told = |billing, plan| said(&fernhaus(), "de", |words| words.plan_price(billing, plan));
        assert_eq!(told(in_euros(), team()), "8,00_€ je seat pro Monat");
        assert_eq!(told(by_year(), team()), "6,40_$ je seat pro Monat");
        assert_eq!([told(BY_MONTH, plan_at(0)), told(BY_MONTH, company())], ["Kostenlos", "Auf Anfrage"]);
    }

    #[test]
    fn a_plan_that_is_not_billed_as_chosen_says_how_it_is() {
        let monthly = Price::Charges(vec![vec![Some(Charge::Parts(vec![flat(2000)])), None]; 2]);
        let catalog = team_at(monthly);
        check(&catalog, BY_MONTH, team(), ["$20", "$20 a month", "$20 a month"]);
        check(&catalog, by_year(), team(), ["$20 a month, billed monthly"; 3]);
    }

    #[test]
    fn tiers_minimum_included_units_and_fees_are_told_in_full() {
        let of = |part: Part| {
            let catalog = team_at(price(part));
            [
                said(&catalog, "en", |words| words.plan_price_short(BY_MONTH, team())),
                said(&catalog, "en", |words| words.price_in_full(BY_MONTH, &catalog.plan(team()).price)),
            ]
        };
        let minimum = of(Part { minimum: 3, ..per_seat(800) });
        assert_eq!(minimum, ["$8 per seat", "$8 per seat, at least 3 seats a month"]);
        let runs = Part { unit: Some(unit("run", "runs")), each: 1000, included: 10_000, ..per_seat(50) };
        assert_eq!(of(runs), ["$0.50 per 1,000 runs", "$0.50 per 1,000 runs beyond 10,000 a month"]);
        assert_eq!(of(Part { from: true, ..flat(2000) }), ["from $20", "from $20 a month"]);
        let graduated = tiered(TiersBy::Graduated, &[(Some(10), 800, 0), (Some(50), 600, 2000)]);
        let full = "up to 10: $8 per seat; up to 50: $6 per seat + $20; above: On request";
        let told = of(graduated);
        assert!(told[0] == "from $6 per seat" && told[1].starts_with(full), "{told:?}");
        let stairs = tiered(TiersBy::Volume, &[(Some(10), 0, 2000), (None, 0, 4000)]);
        let told = of(stairs);
        let full = "up to 10: $20; above: $40 (one price for all, by how many there are)";
        assert!(told[0] == "from $20" && told[1].starts_with(full), "{told:?}");
        let setup = Part { once: true, name: Some(Text::new("Set-up", Vec::new())), ..flat(10_000) };
        assert_eq!(of(setup), ["$100 once", "Set-up $100 once"]);
    }

    #[test]
    fn what_is_paid_once_stands_after_what_is_paid_again_and_again() {
        let parts = vec![Part { once: true, ..flat(10_000) }, flat(2000), per_seat(800)];
        let catalog = team_at(Price::Charges(vec![vec![Some(Charge::Parts(parts)), None]; 2]));
        let told = said(&catalog, "en", |words| words.plan_price(BY_MONTH, team()));
        assert_eq!(told, "$20 + $8 per seat a month + $100 once");
    }

    #[test]
    fn the_currency_the_period_and_the_tax_are_one_sentence_after_another() {
        let told = |language| said(&fernhaus(), language, |words| words.prices_in(by_year()));
        assert_eq!(told("en"), "Prices in USD, billed yearly. Without tax.");
        assert_eq!(told("de"), "Preise in USD, jährlich abgerechnet. Without tax.");
        let without =
            plans::testing::catalog("none").plans(["a"]).row(plans::testing::row("r", "inclusion", ["included"]));
        assert_eq!(said(&without.read(), "en", |words| words.prices_in(BY_MONTH)), "nothing");
    }
}

//! Numbers in words: digits in groups, with what they are of.

use plans::catalog::{Family, Kind, MOST_DECIMALS, Measure, NumberRange, Period, Quantity, Unit};
use plans::{EntitlementIx, typed};

use super::Words;

impl Words<'_> {
    /// Writes a number of steps, of which `10^decimals` are one, as the page's language groups digits: "1,234.5".
    pub fn number(&self, steps: u64, decimals: u32) -> String {
        typed::grouped(steps, decimals, self.catalog.language())
    }

    /// Words that what was typed is no number of a range.
    pub fn number_wrong(&self, range: NumberRange, typed: &str) -> String {
        // The number is written as it would be typed.
        let most =
            if range == NumberRange::SMALL { range.write(range.most) } else { self.number(range.most, range.decimals) };
        match range.decimals {
            0 => self.locale.number_wrong(&most, typed),
            decimals => self.locale.number_wrong_decimals(&decimals.to_string(), &most, typed),
        }
    }

    /// Words a quantity of a unit: "no contacts", "1 contact", "unlimited contacts", "5,000 runs per month".
    pub fn quantity(&self, quantity: Quantity, unit: &Unit) -> String {
        match quantity {
            Quantity::Unlimited => self.locale.value_unlimited_of(&self.text(&unit.name.other)),
            Quantity::Count(0) => self.locale.quantity_none(&self.text(&unit.name.other)),
            Quantity::Count(count) => self.in_unit(count, 0, unit),
        }
    }

    /// Words an answered number of steps of a unit.
    pub(super) fn answered_number(&self, steps: u64, decimals: u32, unit: &Unit) -> String {
        if decimals == 0 || steps == 0 {
            self.quantity(Quantity::Count(steps), unit)
        } else {
            self.in_unit(steps, decimals, unit)
        }
    }

    /// Writes a number of steps with what they are of, and in which period they renew: "0 MB", "2.5 runs per month".
    pub(super) fn in_unit(&self, steps: u64, decimals: u32, unit: &Unit) -> String {
        let mut words = self.number(steps, decimals);
        if unit.is_named() {
            words.push(' ');
            words.push_str(self.counted_name(steps, decimals, unit));
        }
        self.add_period(&mut words, unit);
        words
    }

    /// Returns what is counted, in the form for a number. Parts of one are counted by the form for every number.
    fn counted_name<'u>(&'u self, steps: u64, decimals: u32, unit: &'u Unit) -> &'u str {
        let one = 10_u64.pow(decimals);
        if steps.is_multiple_of(one) {
            self.catalog.counted(&unit.name, steps / one)
        } else {
            self.catalog.text(&unit.name.other)
        }
    }

    /// Adds in which period a number renews, where it does: " per month".
    pub(super) fn add_period(&self, words: &mut String, unit: &Unit) {
        let Some(per) = unit.per else { return };
        words.push(' ');
        words.push_str(match per {
            Period::Year => self.locale.days_year(),
            Period::Quarter => self.locale.days_quarter(),
            Period::Month => self.locale.days_month(),
            Period::Week => self.locale.days_week(),
            Period::Day => self.locale.per_day(),
        });
    }

    /// Words a decimal or a percentage of a row, in millionths.
    pub(super) fn decimal(&self, row: EntitlementIx, millionths: u64) -> String {
        match &self.catalog.entitlement(row).kind {
            Kind::Decimal(unit) => self.in_unit(millionths, MOST_DECIMALS, unit),
            _ => self.locale.percent(&self.number(millionths, MOST_DECIMALS)),
        }
    }

    /// Words an amount of a row, in the unit of its author: "500 MB", "1.5 days", "20k requests per day".
    pub(super) fn amount(&self, row: EntitlementIx, measure: Measure) -> String {
        let number = self.number(measure.millionths, MOST_DECIMALS);
        let Kind::Amount(kind) = &self.catalog.entitlement(row).kind else { return number };
        let sign = if kind.currency.is_empty() { measure.unit.sign() } else { &kind.currency };
        let mut words = self.with_sign(number, measure, kind.family, sign);
        if kind.of.is_named() {
            let one = 10_u64.pow(MOST_DECIMALS);
            let steps = if sign.is_empty() { measure.millionths } else { one * 1_000_000 };
            words.push(' ');
            words.push_str(self.counted_name(steps, MOST_DECIMALS, &kind.of));
        }
        self.add_period(&mut words, &kind.of);
        words
    }

    /// Puts a number and its unit together. Days and what is longer have a word in each language.
    fn with_sign(&self, number: String, measure: Measure, family: Family, sign: &str) -> String {
        let (one, locale) = (10_u64.pow(MOST_DECIMALS), self.locale);
        // Parts of one are counted by the form for most numbers.
        let count = if measure.millionths.is_multiple_of(one) { measure.millionths / one } else { 100 };
        let count = count.min(1_000_000) as u32;
        match (family, sign) {
            (Family::Time, "day") => locale.amount_days(count, &number),
            (Family::Time, "week") => locale.amount_weeks(count, &number),
            (Family::Time, "month") => locale.amount_months(count, &number),
            (Family::Time, "year") => locale.amount_years(count, &number),
            // Thousands and millions stand at the number, as their author wrote them.
            (Family::Requests, sign) => number + sign,
            (_, sign) => number + "\u{a0}" + sign,
        }
    }
}

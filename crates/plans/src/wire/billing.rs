//! The currency and the period chosen as entries, beside answers.

use super::{CURRENCY, PERIOD};
use crate::catalog::{Billing, Catalog};

impl Billing {
    /// Returns what is chosen other than what holds anyway, as a name and a value: a period's id, a currency's code.
    pub fn entries<'a>(&self, catalog: &'a Catalog) -> Vec<(&'static str, &'a str)> {
        let mut entries = Vec::new();
        let Some(pricing) = &catalog.parts().pricing else { return entries };
        let chosen = self.in_short(catalog);
        if let Some(period) = chosen.period {
            entries.push((PERIOD, pricing.periods[period.get()].id.as_str()));
        }
        if let Some(currency) = chosen.currency {
            entries.push((CURRENCY, &*pricing.currencies[currency.get()].code));
        }
        entries
    }

    /// Takes an entry: the period of this id, or the currency of this code; where it is empty, the one that the catalogue says first.
    /// False, and nothing changes, where there is none of it, or no choice has this name.
    ///
    /// # Example: a year in euros
    ///
    /// ```
    /// use plans::catalog::Billing;
    /// use plans::testing::{catalog, json, plan, row};
    ///
    /// let price = json!({"USD": {"month": 8, "year": 80}, "EUR": {"month": 7, "year": 70}});
    /// let catalog = catalog("tiny")
    ///     .prices(["USD", "EUR"], ["month", "year"])
    ///     .plan(plan("a").price(price))
    ///     .row(row("r", "inclusion", ["included"]))
    ///     .read();
    /// let mut billing = Billing::default();
    /// assert!(billing.enter(&catalog, "period", "year") && billing.enter(&catalog, "currency", "EUR"));
    /// assert_eq!(billing.entries(&catalog), [("period", "year"), ("currency", "EUR")]);
    /// assert!(!billing.enter(&catalog, "period", "week") && !billing.enter(&catalog, "seats", "year"));
    /// assert!(billing.enter(&catalog, "period", "month"));
    /// assert_eq!(billing.entries(&catalog), [("currency", "EUR")]);
    /// ```
    pub fn enter(&mut self, catalog: &Catalog, name: &str, value: &str) -> bool {
        let Some(pricing) = &catalog.parts().pricing else { return false };
        let period = catalog.periods().find(|at| pricing.periods[at.get()].id.as_str() == value);
        let currency = catalog.currencies().find(|at| pricing.currencies[at.get()].code == value);
        match name {
            PERIOD if period.is_some() || value.is_empty() => self.period = period,
            CURRENCY if currency.is_some() || value.is_empty() => self.currency = currency,
            _ => return false,
        }
        *self = self.in_short(catalog);
        true
    }

    /// Returns the same without what holds anyway.
    pub fn in_short(mut self, catalog: &Catalog) -> Self {
        let default = catalog.parts().pricing.as_ref().map(|pricing| pricing.default_period);
        self.period = self.period.filter(|period| Some(*period) != default);
        self.currency = self.currency.filter(|currency| currency.get() > 0);
        self
    }
}

/// Tells whether a name is that of a choice of billing in a catalogue.
pub fn is_billing(catalog: &Catalog, name: &str) -> bool {
    catalog.parts().pricing.is_some() && (name == PERIOD || name == CURRENCY)
}

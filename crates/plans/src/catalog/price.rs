//! What plans and add-ons cost: money, billing periods, and the charges of which a price consists.
//!
//! Money is a whole number of millionths, never a binary fraction, so that sums are exact.

use super::index::{CurrencyIx, PeriodIx, QuestionIx};
use super::text::{Id, Text};
use super::unit::Unit;

/// A sum of money, in millionths of its currency's unit: 6.40 is 6,400,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub u64);

/// In what, how often and by which rule prices are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Pricing {
    /// The currencies, of which the first holds until another is chosen; at least one.
    pub currencies: Vec<Currency>,
    /// The periods in which plans are billed, each once; at least one.
    pub periods: Vec<BillingPeriod>,
    /// The period that holds until another is chosen.
    pub default_period: PeriodIx,
    /// A sentence about taxes and the like.
    pub tax: Option<Text>,
    /// Which of the plans that fit is recommended.
    pub recommend: Recommend,
}

/// A currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Its code by ISO 4217, such as `USD`.
    pub code: String,
    /// How many decimals its sums are written with where they are no whole numbers; 2 of most.
    pub decimals: u32,
}

/// A period in which plans are billed. Lengths are in twelfths of a day, of which a month of a twelfth of a year has 365.
#[derive(Clone, Debug, PartialEq)]
pub struct BillingPeriod {
    /// Names it in links and answers: one of [`BillingPeriod::KNOWN`], or one of the catalogue's own.
    pub id: Id,
    /// How long it is.
    pub length: u32,
    /// For how long its amounts are told: a year may be told by the month.
    pub quoted: u32,
    /// What it is called, where it is the catalogue's own.
    pub name: Option<Text>,
}

impl BillingPeriod {
    /// The ids of the periods that the app has words for, with their lengths in twelfths of a day.
    pub const KNOWN: [(&str, u32); 6] =
        [("day", 12), ("week", 84), ("month", 365), ("quarter", 1095), ("half-year", 2190), ("year", 4380)];
}

/// Which of the plans that fit is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Recommend {
    /// The first by the order of the plans.
    #[default]
    First,
    /// The one whose total is lowest.
    Cheapest,
}

/// What a plan, or one of an add-on, costs.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Price {
    /// Nothing is said of it.
    #[default]
    NotStated,
    /// Nothing.
    Free,
    /// What is agreed.
    OnRequest,
    /// By currency, then by period; none where it is not billed in that period. Each currency has one period at least.
    Charges(Vec<Vec<Option<Charge>>>),
}

/// What is charged in one currency for one period.
#[derive(Clone, Debug, PartialEq)]
pub enum Charge {
    /// Nothing.
    Free,
    /// What is agreed.
    OnRequest,
    /// The sum of these; at least one.
    Parts(Vec<Part>),
}

/// A part of a charge.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// How much.
    pub rate: Rate,
    /// The number question whose answer it is multiplied by; flat where there is none, and no unit.
    pub per: Option<QuestionIx>,
    /// What it is charged for each of, where that is said: the question's unit where it is not. Without a question the total is
    /// not known.
    pub unit: Option<Unit>,
    /// Each started so many units are charged; 1 of most.
    pub each: u64,
    /// So many units are charged at least.
    pub minimum: u64,
    /// So many units cost nothing.
    pub included: u64,
    /// Whether it is the least that it may cost.
    pub from: bool,
    /// Whether it is charged once, and not in each period.
    pub once: bool,
    /// What the sum calls it.
    pub name: Option<Text>,
}

/// How much a part of a charge is.
#[derive(Clone, Debug, PartialEq)]
pub enum Rate {
    /// The same for each unit.
    Same(Money),
    /// By how many units there are. Ascending; only the last may be without an end.
    Tiers {
        /// Which units a tier is for.
        by: TiersBy,
        /// The tiers; at least one.
        tiers: Vec<Tier>,
    },
}

/// Which units a tier is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TiersBy {
    /// Each unit is charged by the tier that it lies in.
    Graduated,
    /// All units are charged by the tier that their number lies in.
    Volume,
}

/// A tier of a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The last number of units that it is for; none where it is for all further ones. Past the last end it is on request.
    pub up_to: Option<u64>,
    /// How much a unit is.
    pub amount: Money,
    /// How much is added once the tier is reached.
    pub flat: Money,
}

/// In which currency and how often a visitor wants to pay; what the catalogue says first where nothing is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Billing {
    /// The currency chosen.
    pub currency: Option<CurrencyIx>,
    /// The period chosen.
    pub period: Option<PeriodIx>,
}

impl Part {
    /// Returns a part of which nothing more is said than the amount.
    pub fn flat(amount: Money) -> Self {
        Self {
            rate: Rate::Same(amount),
            per: None,
            unit: None,
            each: 1,
            minimum: 0,
            included: 0,
            from: false,
            once: false,
            name: None,
        }
    }
}

impl Pricing {
    /// Returns the currency that holds with a choice.
    pub fn currency(&self, billing: Billing) -> (CurrencyIx, &Currency) {
        let currency = billing.currency.unwrap_or(CurrencyIx::new(0));
        (currency, &self.currencies[currency.get()])
    }

    /// Returns the period that holds with a choice.
    pub fn period(&self, billing: Billing) -> (PeriodIx, &BillingPeriod) {
        let period = billing.period.unwrap_or(self.default_period);
        (period, &self.periods[period.get()])
    }
}

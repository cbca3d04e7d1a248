//! What a plan with some add-ons costs for the answers given.
//!
//! An amount is a whole number of millionths of its currency's unit, in 64 bits; a sum that does not fit is on request. Units are
//! counted in whole ones: an answer with decimals in started ones. `total` adds up what is charged for the time that the chosen
//! period's amounts are told for. A price of another period is told for that time by the ratio of lengths in twelfths of a day (a
//! month has 365, a year 4,380, a week 84), each line rounded down to a millionth once. Parts that are paid once stand beside the
//! sum. While a number is open, one unit or the part's minimum is charged, and the total is the least that it may be.

use std::borrow::Cow;

use crate::answers::{Answer, Answers};
use crate::catalog::{
    AddOnIx, Billing, Catalog, Charge, Money, Part, PeriodIx, PlanIx, Price, Pricing, QuestionIx, Rate, Taken, Tier,
    TiersBy,
};

mod saving;

pub use saving::saving;

/// What a plan with its add-ons costs in the currency and for the period chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// How much for the time for which the period's amounts are told.
    pub amount: TotalAmount,
    /// Whether it is the least that it may be: a price says so, or a number that it depends on is open.
    pub is_from: bool,
    /// What is paid once, beside the amount.
    pub once: Money,
    /// The period in which the plan is billed: another than the one chosen where it has no price for that.
    pub billed: Option<PeriodIx>,
    /// Of what it consists, in the order of the price and of the add-ons.
    pub lines: Vec<Line>,
}

/// How much a total is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalAmount {
    /// So much.
    Known(Money),
    /// What is agreed; or more than [`Money`] holds.
    OnRequest,
    /// Nothing is said of it, or it is charged for each of what no question asks.
    NotStated,
}

/// A part of a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The add-on that it is for; the plan's own where there is none.
    pub add_on: Option<AddOnIx>,
    /// How many of that add-on; 1 of the plan.
    pub count: u32,
    /// The position of its part in the charge.
    pub part: usize,
    /// The question by whose answer it is charged, with how many are charged: units, or, of a part that is charged for each started
    /// so many of them, those; none where it is flat.
    pub units: Option<(QuestionIx, u64)>,
    /// What one of these costs, where all cost the same.
    pub each: Option<Money>,
    /// What it comes to, with all of the add-on.
    pub amount: Money,
    /// Whether it is paid once.
    pub is_once: bool,
}

impl Total {
    /// Returns the amount where it is known.
    pub fn known(&self) -> Option<Money> {
        match self.amount {
            TotalAmount::Known(money) => Some(money),
            TotalAmount::OnRequest | TotalAmount::NotStated => None,
        }
    }
}

/// Returns what a plan with some add-ons costs for the answers given, in the currency and for the period chosen, told for the time for
/// which that period's amounts are told. What has no price for that period is told by its first one, for the same time.
///
/// # Example: twelve seats and an add-on
///
/// ```
/// use plans::Answers;
/// use plans::catalog::{Money, Taken};
/// use plans::testing::{add_on, catalog, json, number, plan, row};
/// use plans::total::total;
///
/// let catalog = catalog("tiny")
///     .prices(["USD"], ["month"])
///     .plan(plan("team").price(json!({"amount": "8", "per": "seats"})))
///     .row(row("storage", "quantity", [100]))
///     .question(number("seats"))
///     .add_on(add_on("extra").price("10").adds("storage", 500))
///     .read();
/// let answers = Answers::from_json(&catalog, r#"{"seats": 12}"#).expect("answers");
/// let team = catalog.plan_by_id("team").expect("a plan");
/// let extra = Taken { add_on: catalog.add_ons().next().expect("an add-on"), count: 1 };
/// assert_eq!(total(&catalog, &answers, team, &[extra]).known(), Some(Money(106_000_000)));
/// ```
pub fn total(catalog: &Catalog, answers: &Answers, plan: PlanIx, add_ons: &[Taken]) -> Total {
    let length = catalog.parts().pricing.as_ref().map_or(1, |pricing| pricing.period(answers.billing).1.quoted);
    total_for(catalog, answers, plan, add_ons, length)
}

/// Returns the same, told for another time, in twelfths of a day. Each line is rounded down to a millionth.
pub fn total_for(catalog: &Catalog, answers: &Answers, plan: PlanIx, add_ons: &[Taken], length: u32) -> Total {
    let mut sum = Sum { catalog, answers: answers.in_effect(catalog), length, total: Total::nothing() };
    if let Some(pricing) = &catalog.parts().pricing {
        let mut at = None;
        sum.total.amount = TotalAmount::Known(Money(0));
        sum.price(pricing, &catalog.plan(plan).price, None, &mut at);
        sum.total.billed = at;
        for taken in add_ons {
            sum.price(pricing, &catalog.add_on(taken.add_on).price, Some(*taken), &mut None);
        }
    }
    sum.total
}

/// Returns what the same costs where another period is chosen.
pub fn total_in(catalog: &Catalog, answers: &Answers, plan: PlanIx, add_ons: &[Taken], period: PeriodIx) -> Total {
    let mut answers = answers.clone();
    answers.billing.period = Some(period);
    total(catalog, &answers, plan, add_ons)
}

/// Returns what the same costs with one unit more in answer to a number question; none where that is open, or has no larger number.
pub fn total_with_one_more(
    catalog: &Catalog,
    answers: &Answers,
    plan: PlanIx,
    add_ons: &[Taken],
    question: QuestionIx,
) -> Option<Total> {
    let range = catalog.question(question).range()?;
    let Some(Answer::Number(number)) = answers.get(question) else { return None };
    let more = number.checked_add(10_u64.pow(range.decimals))?;
    if more > range.most {
        return None;
    }
    let mut answers = answers.clone();
    answers.count(catalog, question, more);
    Some(total(catalog, &answers, plan, add_ons))
}

/// Returns the charge of a price that holds with a choice, and its period: the first of the price's where it has none for the one chosen.
/// None where it has no charges.
pub fn charge<'a>(pricing: &Pricing, price: &'a Price, billing: Billing) -> Option<(PeriodIx, &'a Charge)> {
    let Price::Charges(charges) = price else { return None };
    let charges = &charges[pricing.currency(billing).0.get()];
    let mut found = None;
    for (at, charge) in charges.iter().enumerate() {
        let Some(charge) = charge else { continue };
        if found.is_none() || at == pricing.period(billing).0.get() {
            found = Some((PeriodIx::new(at), charge));
        }
    }
    found
}

/// A total that is being added up.
struct Sum<'a> {
    catalog: &'a Catalog,
    answers: Cow<'a, Answers>,
    length: u32,
    total: Total,
}

impl Total {
    fn nothing() -> Self {
        Self { amount: TotalAmount::NotStated, is_from: false, once: Money(0), billed: None, lines: Vec::new() }
    }
}

impl Sum<'_> {
    /// Adds the price of a plan, or of an add-on that is taken; `at` becomes the period by which it is told.
    fn price(&mut self, pricing: &Pricing, price: &Price, taken: Option<Taken>, at: &mut Option<PeriodIx>) {
        let parts = match (price, charge(pricing, price, self.answers.billing)) {
            (Price::NotStated, _) => return self.unknown(TotalAmount::NotStated),
            (Price::Free, _) => return,
            (Price::Charges(_), Some((period, charge))) => {
                *at = Some(period);
                match charge {
                    Charge::Free => return,
                    Charge::OnRequest => return self.unknown(TotalAmount::OnRequest),
                    Charge::Parts(parts) => (period, parts),
                }
            }
            (Price::OnRequest | Price::Charges(_), _) => return self.unknown(TotalAmount::OnRequest),
        };
        let (period, parts) = parts;
        let quoted = pricing.periods[period.get()].quoted;
        for (at, part) in parts.iter().enumerate() {
            self.part(part, at, quoted, taken);
        }
    }

    fn part(&mut self, part: &Part, at: usize, quoted: u32, taken: Option<Taken>) {
        self.total.is_from |= part.from;
        let (units, is_counted) = match (part.per, &part.unit) {
            (None, None) => (1, false),
            (None, Some(_)) => return self.unknown(TotalAmount::NotStated),
            (Some(question), _) => (self.units(part, question), true),
        };
        // Once is once, however long the time.
        let (length, quoted) = if part.once { (1, 1) } else { (self.length, quoted) };
        let count = taken.map_or(1, |taken| taken.count);
        let amount = charged(part, units).and_then(|amount| amount.checked_mul(count.into()));
        let Some(amount) = amount.and_then(|amount| converted(amount, quoted, length)) else {
            return self.unknown(TotalAmount::OnRequest);
        };
        let each = match part.rate {
            Rate::Same(amount) if is_counted => converted(amount.0, quoted, length).map(Money),
            Rate::Same(_) | Rate::Tiers { .. } => None,
        };
        self.total.lines.push(Line {
            add_on: taken.map(|taken| taken.add_on),
            count,
            part: at,
            units: part.per.map(|question| (question, units.div_ceil(part.each))),
            each,
            amount: Money(amount),
            is_once: part.once,
        });
        let sum = match self.total.amount {
            _ if part.once => self.total.once,
            TotalAmount::Known(sum) => sum,
            TotalAmount::OnRequest | TotalAmount::NotStated => return,
        };
        match sum.0.checked_add(amount).map(Money) {
            None => self.unknown(TotalAmount::OnRequest),
            Some(sum) if part.once => self.total.once = sum,
            Some(sum) => self.total.amount = TotalAmount::Known(sum),
        }
    }

    /// Returns how many units are charged. While their question is open, one counts.
    fn units(&mut self, part: &Part, question: QuestionIx) -> u64 {
        let mut units = 1;
        match (self.answers.get(question), self.catalog.question(question).range()) {
            (Some(Answer::Number(steps)), Some(range)) => units = steps.div_ceil(10_u64.pow(range.decimals)),
            _ => self.total.is_from = true,
        }
        units.saturating_sub(part.included).max(part.minimum)
    }

    /// Notes that the amount is not known: what is on request can be asked for, whatever else is not stated.
    fn unknown(&mut self, amount: TotalAmount) {
        if self.total.amount != TotalAmount::OnRequest {
            self.total.amount = amount;
        }
    }
}

/// Returns how much so many units of a part are, in millionths; none past its last tier, and where it is too much to hold.
fn charged(part: &Part, units: u64) -> Option<u64> {
    let started = |units: u64| units.div_ceil(part.each);
    let (by, tiers) = match &part.rate {
        Rate::Same(amount) => return amount.0.checked_mul(started(units)),
        Rate::Tiers { by, tiers } => (by, tiers),
    };
    let (mut sum, mut from) = (0_u64, 0);
    for Tier { up_to, amount, flat } in tiers {
        let to = up_to.unwrap_or(u64::MAX);
        let of_tier = match by {
            TiersBy::Graduated => started(units.min(to)) - started(from),
            TiersBy::Volume if units <= to => started(units),
            TiersBy::Volume => 0,
        };
        let is_charged = *by == TiersBy::Graduated || units <= to;
        if units > from && is_charged {
            sum = sum.checked_add(amount.0.checked_mul(of_tier)?)?.checked_add(flat.0)?;
        }
        if units <= to {
            return Some(sum);
        }
        from = to;
    }
    None
}

/// Converts an amount for one length to another, down to a millionth: so an amount that is told for another length than its own never
/// seems to be over a budget that is just it.
pub(crate) fn converted(amount: u64, from: u32, to: u32) -> Option<u64> {
    let (from, to) = (u128::from(from), u128::from(to));
    u64::try_from(u128::from(amount) * to / from).ok()
}

//! What a plan with some add-ons costs for the answers given.

use crate::catalog::{AddOnIx, Money, PeriodIx, QuestionIx};

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
    /// The question by whose answer it is charged, with the number of units that are charged; none where it is flat.
    pub units: Option<(QuestionIx, u64)>,
    /// What one unit costs, where all cost the same.
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

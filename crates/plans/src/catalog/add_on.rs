//! What can be taken beside a plan, and families of plans.

use super::index::{AddOnIx, EntitlementIx, PlanIx};
use super::price::Price;
use super::text::{Block, Id, Text};
use super::value::Value;

/// What can be taken beside a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct AddOn {
    /// Names it in requests and reports.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it is, in plain words; none where nothing is explained.
    pub explanation: Vec<Block>,
    /// The plans that it can be taken with, ascending; at least one.
    pub plans: Vec<PlanIx>,
    /// What one of it costs.
    pub price: Price,
    /// How many of it can be taken at most; 1 or more.
    pub most: u32,
    /// The add-ons of each of which one must be taken, too.
    pub depends_on: Vec<AddOnIx>,
    /// The add-ons beside which it cannot be taken; each of those excludes it, too.
    pub excludes: Vec<AddOnIx>,
    /// What it gives.
    pub gives: Vec<Grant>,
}

/// What an add-on gives in one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grant {
    /// The row.
    pub entitlement: EntitlementIx,
    /// What it gives there.
    pub gives: Granted,
}

/// What an add-on makes of a plan's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Granted {
    /// This value, unless the plan has as much.
    Value(Value),
    /// So much more: of quantities, decimals, amounts and options.
    More(Value),
}

/// An add-on that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// Which.
    pub add_on: AddOnIx,
    /// How many of it; 1 or more.
    pub count: u32,
}

/// Plans for one purpose, with a recommendation of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFamily {
    /// Names it in links and answers.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Its plans, ascending; none where all of them are left out.
    pub plans: Vec<PlanIx>,
}

//! How an offer stands to what is required of it, where some offers are not stated.

use super::{Catalog, Value};

/// How an offer, or a plan, stands to what is required of it. Ordered: the more sure it is to have it, the greater.
///
/// ```
/// use plans::catalog::{Satisfaction, Value};
/// use plans::testing::{catalog, row};
///
/// let catalog = catalog("tiny").plan(plans::testing::plan("a")).row(row("calls", "inclusion", ["not-stated"])).read();
/// let of = |offered| catalog.satisfaction(offered, Value::Included);
/// assert_eq!(of(Value::Included), Satisfaction::Met);
/// assert_eq!(of(Value::NotStated), Satisfaction::NotStated);
/// assert_eq!(of(Value::NotIncluded), Satisfaction::Missed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Satisfaction {
    /// It does not have it.
    Missed,
    /// Nothing is said of it: it may have it or not.
    NotStated,
    /// It has it.
    Met,
}

impl Catalog {
    /// Tells how an offer stands to "at least `required`": see [`Catalog::satisfies`]. What is not stated is never a no.
    pub fn satisfaction(&self, offered: Value, required: Value) -> Satisfaction {
        match offered {
            _ if self.satisfies(offered, required) => Satisfaction::Met,
            Value::NotStated => Satisfaction::NotStated,
            _ => Satisfaction::Missed,
        }
    }
}

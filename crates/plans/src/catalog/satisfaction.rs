//! How an offer stands to what is required of it, where some offers are not stated.

use super::{Bound, Catalog, Need, Quantity, Value};

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

    /// Tells how an offer stands to "at least" or "at most" a value. At most so much is met by what is not included, and missed by
    /// what is to be agreed or bought.
    pub fn need_satisfaction(&self, is_at_most: bool, offered: Value, value: Value) -> Satisfaction {
        if !is_at_most {
            return self.satisfaction(offered, value);
        }
        match offered {
            Value::NotStated => Satisfaction::NotStated,
            Value::NotIncluded => Satisfaction::Met,
            Value::OnRequest | Value::Available | Value::NotApplicable => Satisfaction::Missed,
            _ if self.satisfies(value, offered) => Satisfaction::Met,
            _ => Satisfaction::Missed,
        }
    }

    /// Returns the smallest number, where that is the answer, from which on an offer stands otherwise to a need than before: 0 where
    /// every number is the same.
    pub(crate) fn turning_point(&self, need: &Need, offered: Value) -> u64 {
        if !need.is_at_most {
            return match (need.bound, offered) {
                // Nothing is enough where nothing is asked for, also of what is not stated.
                (Bound::Answer, Value::NotStated) => 1,
                (Bound::Steps(steps), Value::NotStated) => steps.first_missed(|value| self.satisfies(offered, value)),
                _ => self.first_unmet(need, offered),
            };
        }
        let is_over = |value| self.need_satisfaction(true, offered, value) == Satisfaction::Missed;
        match (need.bound, offered) {
            (Bound::Answer, Value::Quantity(Quantity::Count(count))) => count,
            (Bound::Steps(steps), _) => steps.first_missed(is_over),
            (Bound::Value(_) | Bound::Answer, _) => 0,
        }
    }
}

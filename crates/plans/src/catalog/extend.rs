//! What add-ons make of a value.

use super::amount::Family;
use super::{Catalog, Granted, Measure, Options, Quantity, UnitIx, Value};

impl Catalog {
    /// Returns what is offered with so many of what an add-on gives: a value in place of one that is less, or that much more. Of two
    /// values neither of which includes the other, the one given. Nothing is added to what is unlimited, not stated, on request or
    /// without a meaning; to what is not included, or available, from 0.
    ///
    /// ```
    /// use plans::catalog::{Granted, Quantity, Value};
    /// use plans::testing::{catalog, row};
    ///
    /// let catalog = catalog("tiny").plans(["a"]).row(row("calls", "quantity", [5])).read();
    /// let count = |count| Value::Quantity(Quantity::Count(count));
    /// assert_eq!(catalog.extended(count(5), Granted::More(count(10)), 2), count(25));
    /// assert_eq!(catalog.extended(Value::NotIncluded, Granted::More(count(10)), 2), count(20));
    /// assert_eq!(catalog.extended(count(5), Granted::Value(count(3)), 1), count(5));
    /// ```
    pub fn extended(&self, offered: Value, given: Granted, count: u32) -> Value {
        match given {
            Granted::Value(Value::Options(given)) => with_options(offered, given),
            Granted::Value(value)
                if value.is_state() || self.compare(offered, value).is_some_and(|order| order.is_ge()) =>
            {
                offered
            }
            Granted::Value(value) => value,
            Granted::More(more) => plus(offered, more, u64::from(count)),
        }
    }
}

fn with_options(offered: Value, given: Options) -> Value {
    match offered {
        Value::Options(own) => Value::Options(Options(own.0 | given.0)),
        _ => Value::Options(given),
    }
}

fn plus(offered: Value, more: Value, count: u64) -> Value {
    let is_none = matches!(offered, Value::NotIncluded | Value::Available);
    match (offered, more) {
        _ if count == 0 => offered,
        (Value::Quantity(Quantity::Count(own)), Value::Quantity(Quantity::Count(more))) => {
            Value::Quantity(Quantity::Count(own.saturating_add(more.saturating_mul(count))))
        }
        (Value::Decimal(own), Value::Decimal(more)) => Value::Decimal(own.saturating_add(more.saturating_mul(count))),
        (Value::Amount(own), Value::Amount(more)) => Value::Amount(sum(own, more, count)),
        (Value::Options(own), Value::Options(more)) => Value::Options(Options(own.0 | more.0)),
        (_, Value::Quantity(Quantity::Count(more))) if is_none => {
            Value::Quantity(Quantity::Count(more.saturating_mul(count)))
        }
        (_, Value::Decimal(more)) if is_none => Value::Decimal(more.saturating_mul(count)),
        (_, Value::Amount(more)) if is_none => {
            Value::Amount(Measure { millionths: more.millionths.saturating_mul(count), unit: more.unit })
        }
        (_, Value::Options(_) | Value::Quantity(Quantity::Unlimited)) if is_none => more,
        (Value::Quantity(_), Value::Quantity(Quantity::Unlimited)) => more,
        _ => offered,
    }
}

/// Adds so many of an amount to another: in the unit of that where the sum is a whole number of its millionths, else in that of the
/// amount, else in the largest other one in which it is; rounded down where it is in none.
fn sum(own: Measure, more: Measure, count: u64) -> Measure {
    let size = own.size().saturating_add(more.size().saturating_mul(u128::from(count)));
    let family: Family = own.unit.family();
    let in_unit = |unit: UnitIx| {
        let millionths = u64::try_from(size / u128::from(unit.size())).ok();
        millionths
            .filter(|_| size.is_multiple_of(u128::from(unit.size())))
            .map(|millionths| Measure { millionths, unit })
    };
    let mut sum = in_unit(own.unit).or_else(|| in_unit(more.unit));
    if sum.is_none() {
        for unit in UnitIx::all(family) {
            sum = in_unit(unit).or(sum);
        }
    }
    sum.unwrap_or_else(|| Measure {
        millionths: u64::try_from(size / u128::from(own.unit.size())).unwrap_or(u64::MAX),
        unit: own.unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_amounts_is_exact_in_some_unit() {
        let unit = |sign| UnitIx::all(Family::Bytes).find(|unit| unit.sign() == sign).expect("a unit");
        let of = |number: u64, sign| Measure { millionths: number * 1_000_000, unit: unit(sign) };
        assert_eq!(sum(of(100, "GB"), of(500, "GB"), 2), of(1100, "GB"));
        assert_eq!(sum(of(1, "TB"), of(500, "GB"), 1), Measure { millionths: 1_500_000, unit: unit("TB") });
        let mixed = sum(of(1, "GB"), of(1, "GiB"), 1);
        assert_eq!(mixed.size(), of(1, "GB").size() + of(1, "GiB").size());
    }
}

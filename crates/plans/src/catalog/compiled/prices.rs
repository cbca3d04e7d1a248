//! Prices and add-ons in compiled text.

use super::super::*;
use super::{Compiled, Reader, Writer};

super::compiled! {
    Currency { code, decimals }
    BillingPeriod { id, length, quoted, name }
    Pricing { currencies, periods, default_period, tax, recommend }
    Tier { up_to, amount, flat }
    AddOn { id, name, explanation, plans, price, most, depends_on, excludes, gives }
    Grant { entitlement, gives }
    PlanFamily { id, name, plans }
    Budget { length, most }
}

impl Compiled for u64 {
    fn write(&self, out: &mut Writer) {
        out.line(self);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        input.or_fail(line.parse().ok())
    }
}

impl Compiled for u32 {
    fn write(&self, out: &mut Writer) {
        u64::from(*self).write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let number = u64::read(input).try_into().ok();
        input.or_fail(number)
    }
}

impl Compiled for Money {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        Self(u64::read(input))
    }
}

impl Compiled for Recommend {
    fn write(&self, out: &mut Writer) {
        (*self == Self::Cheapest).write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        if bool::read(input) { Self::Cheapest } else { Self::First }
    }
}

impl Compiled for Price {
    fn write(&self, out: &mut Writer) {
        match self {
            Price::NotStated => out.line('.'),
            Price::Free => out.line('0'),
            Price::OnRequest => out.line('?'),
            Price::Charges(charges) => {
                out.line('c');
                charges.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "0" => Price::Free,
            "?" => Price::OnRequest,
            "c" => Price::Charges(Vec::read(input)),
            line => {
                if line != "." {
                    input.fail();
                }
                Price::NotStated
            }
        }
    }
}

impl Compiled for Charge {
    fn write(&self, out: &mut Writer) {
        match self {
            Charge::Free => out.line('0'),
            Charge::OnRequest => out.line('?'),
            Charge::Parts(parts) => {
                out.line('p');
                parts.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "?" => Charge::OnRequest,
            "p" => Charge::Parts(Vec::read(input)),
            line => {
                if line != "0" {
                    input.fail();
                }
                Charge::Free
            }
        }
    }
}

/// What most parts do not have follows the rate, as in a cell.
impl Compiled for Part {
    fn write(&self, out: &mut Writer) {
        self.rate.write(out);
        let other_than = |number: u64, usual| Some(number).filter(|number| *number != usual);
        let numbers = [other_than(self.each, 1), other_than(self.minimum, 0), other_than(self.included, 0)];
        let [each, minimum, included] = numbers.map(|number| number.is_some());
        let (per, unit, name) = (self.per.is_some(), self.unit.is_some(), self.name.is_some());
        out.bits([per, unit, name, each, minimum, included, self.from, self.once]);
        out.given(self.per.as_ref());
        out.given(self.unit.as_ref());
        out.given(self.name.as_ref());
        for number in numbers {
            out.given(number.as_ref());
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let rate = Rate::read(input);
        let [per, unit, name, each, minimum, included, from, once] = input.bits();
        // In the order in which they are written.
        Self {
            rate,
            per: input.given(per),
            unit: input.given(unit),
            name: input.given(name),
            each: input.given(each).unwrap_or(1),
            minimum: input.given(minimum).unwrap_or(0),
            included: input.given(included).unwrap_or(0),
            from,
            once,
        }
    }
}

impl Compiled for Rate {
    fn write(&self, out: &mut Writer) {
        match self {
            Rate::Same(amount) => {
                out.line('s');
                amount.write(out);
            }
            Rate::Tiers { by, tiers } => {
                out.line(match by {
                    TiersBy::Graduated => 'g',
                    TiersBy::Volume => 'v',
                });
                tiers.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "g" => Rate::Tiers { by: TiersBy::Graduated, tiers: Vec::read(input) },
            "v" => Rate::Tiers { by: TiersBy::Volume, tiers: Vec::read(input) },
            line => {
                if line != "s" {
                    input.fail();
                }
                Rate::Same(Money::read(input))
            }
        }
    }
}

impl Compiled for Granted {
    fn write(&self, out: &mut Writer) {
        let (is_more, value) = match self {
            Granted::Value(value) => (false, value),
            Granted::More(value) => (true, value),
        };
        is_more.write(out);
        value.write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let is_more = bool::read(input);
        let value = Value::read(input);
        if is_more { Granted::More(value) } else { Granted::Value(value) }
    }
}

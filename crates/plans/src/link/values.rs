//! Values in `was`, written and read.

use crate::catalog::{Amount, Catalog, EntitlementIx, Frequency, Hours, HoursIx, Kind, LevelIx, Period, PlanIx};
use crate::catalog::{Quantity, ResponseTime, Value};

/// What is neither a number nor an id.
const WORDS: [(&str, Value); 5] = [
    ("N", Value::NotIncluded),
    ("R", Value::OnRequest),
    ("Y", Value::Included),
    ("U", Value::Quantity(Quantity::Unlimited)),
    ("A", Value::Hours(Hours::Always)),
];

/// What follows a number, and of what it is so many; longer times first.
const UNITS: [(&str, Value); 13] = [
    ("", Value::Quantity(Quantity::Count(1))),
    ("h", Value::Response(ResponseTime { minutes: 60, working: false })),
    ("wh", Value::Response(ResponseTime { minutes: 60, working: true })),
    ("m", Value::Response(ResponseTime { minutes: 1, working: false })),
    ("wm", Value::Response(ResponseTime { minutes: 1, working: true })),
    ("x-year", once(Amount::Times, Period::Year)),
    ("x-quarter", once(Amount::Times, Period::Quarter)),
    ("x-month", once(Amount::Times, Period::Month)),
    ("x-week", once(Amount::Times, Period::Week)),
    ("d-year", once(Amount::Days, Period::Year)),
    ("d-quarter", once(Amount::Days, Period::Quarter)),
    ("d-month", once(Amount::Days, Period::Month)),
    ("d-week", once(Amount::Days, Period::Week)),
];

const fn once(amount: Amount, per: Period) -> Value {
    Value::Frequency(Frequency { count: 1, amount, per })
}

/// What these plans offer in these rows.
#[inline(never)]
pub(super) fn offer(catalog: &Catalog, rows: &[EntitlementIx], plans: &[PlanIx]) -> String {
    let mut out = String::new();
    for plan in plans {
        item(&mut out, catalog.plan(*plan).id.as_str());
    }
    for row in rows {
        out.push('/');
        out.push_str(catalog.entitlement(*row).id.as_str());
        out.push(':');
        for plan in plans {
            item(&mut out, "");
            write(catalog, *row, catalog.cell(*row, *plan).value, &mut out);
        }
    }
    out
}

/// The plans, lowest first.
#[inline(never)]
pub(super) fn every_plan(catalog: &Catalog) -> Vec<PlanIx> {
    let mut plans = Vec::new();
    for plan in catalog.plans() {
        plans.push(plan);
    }
    plans
}

/// The hash of what every plan offers in these rows.
pub(super) fn hash(catalog: &Catalog, rows: &[EntitlementIx]) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in offer(catalog, rows, &every_plan(catalog)).bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    let mut digits = String::new();
    for at in 0..8 {
        digits.push(hex(b"0123456789abcdef", hash >> (28 - 4 * at)));
    }
    digits
}

/// The digit of the lowest four bits.
pub(super) fn hex(digits: &[u8; 16], bits: u32) -> char {
    char::from(digits[bits as usize & 15])
}

/// Writes one of several values: after the first, a comma before it.
#[inline(never)]
pub(super) fn item(out: &mut String, text: &str) {
    if !matches!(out.as_bytes().last(), None | Some(b'=' | b':')) {
        out.push(',');
    }
    out.push_str(text);
}

fn write(catalog: &Catalog, row: EntitlementIx, value: Value, out: &mut String) {
    match value {
        Value::Level(level) => return out.push_str(catalog.level(row, level).map_or("", |level| level.id.as_str())),
        Value::Hours(Hours::Named(hours)) => return out.push_str(catalog.parts().hours[hours.get()].id.as_str()),
        _ => {}
    }
    for (word, known) in &WORDS {
        if *known == value {
            return out.push_str(word);
        }
    }
    for (unit, known) in &UNITS {
        if let Some(number) = number_of(value, *known) {
            out.push_str(&number.to_string());
            return out.push_str(unit);
        }
    }
}

/// How many of a unit a value is; none where that is no whole number.
fn number_of(value: Value, unit: Value) -> Option<u32> {
    match (value, unit) {
        (Value::Quantity(Quantity::Count(count)), Value::Quantity(_)) => Some(count),
        (Value::Response(time), Value::Response(unit)) => {
            let fits = time.working == unit.working && time.minutes.is_multiple_of(unit.minutes);
            fits.then(|| time.minutes / unit.minutes)
        }
        (Value::Frequency(frequency), Value::Frequency(unit)) => {
            (Frequency { count: 1, ..frequency } == unit).then_some(frequency.count)
        }
        _ => None,
    }
}

/// Reads a value that once stood in a row. An id is that of a level or of hours, as the row's kind says now.
pub(super) fn read(catalog: &Catalog, row: EntitlementIx, text: &str) -> Option<Value> {
    for (word, value) in &WORDS {
        if *word == text {
            return Some(*value);
        }
    }
    let parts = catalog.parts();
    match catalog.entitlement(row).kind {
        Kind::Level(scale) => {
            let at = parts.scales[scale.get()].levels.iter().position(|level| level.id.as_str() == text)?;
            Some(Value::Level(LevelIx::new(at)))
        }
        Kind::Hours => {
            let at = parts.hours.iter().position(|hours| hours.id.as_str() == text)?;
            Some(Value::Hours(Hours::Named(HoursIx::new(at))))
        }
        Kind::Inclusion | Kind::Quantity(_) | Kind::Response | Kind::Frequency => read_number(text),
    }
}

/// Reads a number and its unit, which alone says what it is: so a number is read too where the row is of another kind now.
fn read_number(text: &str) -> Option<Value> {
    let mut end = 0;
    while text.as_bytes().get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    let number: u32 = text[..end].parse().ok()?;
    for (unit, known) in &UNITS {
        if *unit == &text[end..] {
            return match *known {
                Value::Response(unit) => {
                    Some(Value::Response(ResponseTime { minutes: number.checked_mul(unit.minutes)?, ..unit }))
                }
                Value::Frequency(_) if number == 0 => None,
                Value::Frequency(unit) => Some(Value::Frequency(Frequency { count: number, ..unit })),
                _ => Some(Value::Quantity(Quantity::Count(number))),
            };
        }
    }
    None
}

//! Numbers that people count and measure by, kept exactly: a whole number of steps, such as tenths or millionths.

use super::amount::{Measure, UnitIx};
use super::value::{Quantity, Value};
use crate::lean_text::fraction;

/// The largest number that a catalogue holds.
pub const LARGEST: u64 = 1_000_000_000_000;

/// The most decimals that a number has.
pub const MOST_DECIMALS: u32 = 6;

/// The most steps that an answer is: what every program reads exactly, also where its numbers are those of JavaScript.
const MOST_STEPS: u64 = 1_000_000_000_000_000;

/// Which numbers answer a question. An answer is so many steps, of which `10^decimals` are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// The most steps.
    pub most: u64,
    /// How many decimals a number may have.
    pub decimals: u32,
}

impl NumberRange {
    /// The whole numbers up to 999,999.
    pub const SMALL: Self = Self { most: 999_999, decimals: 0 };

    /// Returns the range of all numbers with so many decimals: up to [`LARGEST`], and up to 15 digits.
    pub fn with_decimals(decimals: u32) -> Self {
        Self { most: (LARGEST * 10_u64.pow(decimals)).min(MOST_STEPS), decimals }
    }

    /// Reads a number as programs and links write it: digits, and decimals after a point where it may have some. Spaces around
    /// it are allowed.
    pub fn parse(self, text: &str) -> Option<u64> {
        parse(text.trim(), self.decimals).filter(|steps| *steps <= self.most)
    }

    /// Writes a number as [`NumberRange::parse`] reads it.
    pub fn write(self, steps: u64) -> String {
        written(steps, self.decimals)
    }
}

/// Reads digits, and after a point up to so many decimals, as steps; none where it is something else, or too large.
///
/// # Example: tenths
///
/// ```
/// use plans::catalog::parse_number;
///
/// assert_eq!(parse_number("99.9", 1), Some(999));
/// assert_eq!(parse_number("99", 1), Some(990));
/// assert_eq!(parse_number("99.95", 1), None);
/// assert_eq!(parse_number("12.0", 0), None);
/// ```
pub fn parse(text: &str, decimals: u32) -> Option<u64> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if decimals > 0 && !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    let (mut steps, mut left) = (0_u64, decimals);
    let add = |steps: u64, byte: u8| {
        byte.is_ascii_digit().then(|| steps.checked_mul(10)?.checked_add(u64::from(byte - b'0'))).flatten()
    };
    if whole.is_empty() {
        return None;
    }
    for byte in whole.bytes() {
        steps = add(steps, byte)?;
    }
    for byte in fraction.bytes() {
        // Noughts at the end are no decimals.
        if left == 0 {
            if byte != b'0' {
                return None;
            }
            continue;
        }
        steps = add(steps, byte)?;
        left -= 1;
    }
    steps.checked_mul(10_u64.pow(left))
}

/// Writes steps as [`parse`] reads them, without noughts at the end.
pub fn written(steps: u64, decimals: u32) -> String {
    let one = 10_u64.pow(decimals);
    let mut text = (steps / one).to_string();
    let decimals = fraction(steps, decimals);
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(&decimals);
    }
    text
}

/// What an answered number of steps asks of a row that does not hold just that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// How many decimals the answer has.
    pub decimals: u32,
    /// What it is so many of.
    pub of: StepsOf,
}

/// What an answered number is so many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepsOf {
    /// Things, of which there are whole ones alone.
    Things,
    /// What a decimal or a percentage says.
    Decimal,
    /// A unit of amounts.
    Unit(UnitIx),
}

impl Steps {
    /// Returns the value that an answer asks for.
    pub fn value(self, steps: u64) -> Value {
        let millionths = steps.saturating_mul(10_u64.pow(MOST_DECIMALS - self.decimals));
        match self.of {
            StepsOf::Things => Value::Quantity(Quantity::Count(steps.div_ceil(10_u64.pow(self.decimals)))),
            StepsOf::Decimal => Value::Decimal(millionths),
            StepsOf::Unit(unit) => Value::Amount(Measure { millionths, unit }),
        }
    }

    /// Returns the fewest steps that ask for more than an offer: past every answer where none do. `satisfies` tells whether the
    /// offer is enough for a value.
    pub(super) fn first_missed(self, satisfies: impl Fn(Value) -> bool) -> u64 {
        let most = NumberRange::with_decimals(self.decimals).most;
        let (mut met, mut missed) = (0, most + 1);
        if satisfies(self.value(most)) {
            return u64::MAX;
        }
        // Between an answer that is met, or 0, and one that is missed.
        while met < missed {
            let middle = met + (missed - met) / 2;
            if satisfies(self.value(middle)) { met = middle + 1 } else { missed = middle }
        }
        met
    }
}

//! Amounts: a number of a unit, such as 500 MB. The units of a family compare, exactly.

use super::unit::Unit;

/// What amounts of a row are of.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountKind {
    /// The family of its units.
    pub family: Family,
    /// The code of the currency where the family is money; empty otherwise.
    pub currency: String,
    /// What is counted, and in which period it renews, where the catalogue says.
    pub of: Unit,
}

/// Units that compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Bytes, by thousands (`MB`) and by 1,024s (`MiB`).
    Bytes,
    /// Requests, and whatever else is counted in thousands and millions.
    Requests,
    /// Money, in one currency a row.
    Money,
    /// Time. A year has 365 days, and a month is a twelfth of it.
    Time,
}

/// A unit, of all families'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitIx(u8);

const DAY: u64 = 24 * 60 * 60 * 1000;

/// Every unit: its family, its sign, and how many of the smallest of its family it is. A currency is the row's.
const UNITS: [(Family, &str, u64); 24] = [
    (Family::Bytes, "B", 1),
    (Family::Bytes, "kB", 1_000),
    (Family::Bytes, "MB", 1_000_000),
    (Family::Bytes, "GB", 1_000_000_000),
    (Family::Bytes, "TB", 1_000_000_000_000),
    (Family::Bytes, "PB", 1_000_000_000_000_000),
    (Family::Bytes, "KiB", 1 << 10),
    (Family::Bytes, "MiB", 1 << 20),
    (Family::Bytes, "GiB", 1 << 30),
    (Family::Bytes, "TiB", 1 << 40),
    (Family::Bytes, "PiB", 1 << 50),
    (Family::Requests, "", 1),
    (Family::Requests, "k", 1_000),
    (Family::Requests, "M", 1_000_000),
    (Family::Requests, "B", 1_000_000_000),
    (Family::Money, "", 1),
    (Family::Time, "ms", 1),
    (Family::Time, "s", 1000),
    (Family::Time, "min", 60 * 1000),
    (Family::Time, "h", 60 * 60 * 1000),
    (Family::Time, "day", DAY),
    (Family::Time, "week", 7 * DAY),
    (Family::Time, "month", 365 * DAY / 12),
    (Family::Time, "year", 365 * DAY),
];

impl UnitIx {
    /// Returns every unit of a family, the smaller before the larger within each way of counting.
    pub fn all(family: Family) -> impl Iterator<Item = Self> {
        (0..UNITS.len() as u8).map(Self).filter(move |unit| unit.family() == family)
    }

    /// Returns the unit at a place; none past the last.
    pub(super) fn at(place: usize) -> Option<Self> {
        (place < UNITS.len()).then_some(Self(place as u8))
    }

    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Returns the family whose units it compares with.
    pub fn family(self) -> Family {
        UNITS[self.place()].0
    }

    /// Returns its sign, such as `MB`; an empty one of single requests, and of money, whose currency the row says.
    pub fn sign(self) -> &'static str {
        UNITS[self.place()].1
    }

    /// Returns how many of the smallest unit of its family it is.
    pub fn size(self) -> u64 {
        UNITS[self.place()].2
    }
}

/// So many of a unit, as its author wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// How many, in millionths.
    pub millionths: u64,
    /// Of which unit.
    pub unit: UnitIx,
}

impl Measure {
    /// Returns how much it is, in millionths of the smallest unit of its family. 64 bits would not hold it.
    pub fn size(self) -> u128 {
        u128::from(self.millionths) * u128::from(self.unit.size())
    }
}

//! Finds the instants at which one local date ends and the next begins.

use chrono::{NaiveDate, TimeZone};

use crate::wall::{Occurrences, ahead, first_where};

/// The midnight that begins a date, in seconds since 1970. Clocks set back over it show the new date, then the old one
/// again, then the new one: the new date is `[first, turn)` and from `last` on, and the old one ends at `first`, but for
/// `[turn, last)`.
#[derive(Clone, Copy)]
pub(crate) struct Midnight {
    /// The first instant of the new date.
    pub(crate) first: i64,
    /// When the clocks are set back; the same as `last` where that is to midnight itself, or not at all.
    pub(crate) turn: i64,
    /// From here on the date is the new one.
    pub(crate) last: i64,
}

impl Midnight {
    /// Returns the midnight that begins `date`. None at the ends of the years that `chrono` counts.
    pub(crate) fn of<Z: TimeZone>(zone: &Z, date: NaiveDate) -> Option<Self> {
        let Occurrences { first, last } = Occurrences::of(zone, date, 0)?;
        let mut turn = last;
        if first < last {
            let after = ahead(zone, last);
            turn = first_where(first, last, &|at| ahead(zone, at) == after);
        }
        Some(Self { first, turn, last })
    }

    /// Tells whether the clocks show it once at most, so that no date comes back.
    pub(crate) fn is_plain(&self) -> bool {
        self.first == self.last
    }
}

//! Weekly hours in a zone, with holidays.

use chrono::NaiveDate;

use crate::WeeklyHours;

/// A zone, the weekly hours on its clocks, and the local dates on which it stays closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar<Z> {
    zone: Z,
    weekly: WeeklyHours,
    /// Ascending, each once.
    holidays: Vec<NaiveDate>,
}

impl<Z> Calendar<Z> {
    /// The calendar of these hours in this zone, closed on these local dates.
    pub fn new(zone: Z, weekly: WeeklyHours, holidays: impl IntoIterator<Item = NaiveDate>) -> Self {
        let mut ascending: Vec<NaiveDate> = Vec::new();
        for holiday in holidays {
            if let Err(at) = ascending.binary_search(&holiday) {
                ascending.insert(at, holiday);
            }
        }
        Self { zone, weekly, holidays: ascending }
    }

    /// The zone whose clocks the hours are read on.
    pub fn zone(&self) -> &Z {
        &self.zone
    }

    /// The hours of a week without holidays.
    pub fn weekly(&self) -> &WeeklyHours {
        &self.weekly
    }

    /// The closed local dates, ascending.
    pub fn holidays(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.holidays.iter().copied()
    }

    /// Whether it closes at no time at all.
    pub fn never_closes(&self) -> bool {
        self.weekly.is_whole_week() && self.holidays.is_empty()
    }
}

impl<Z: PartialEq> Calendar<Z> {
    /// Whether this is open whenever `other` is, as weekly sets and sets of holidays. Hours in different zones are not
    /// compared, since clock changes move them against each other: only what never closes covers another zone's hours.
    pub fn covers(&self, other: &Self) -> bool {
        self.never_closes()
            || self.zone == other.zone
                && self.weekly.covers(&other.weekly)
                && self.holidays.iter().all(|ours| other.holidays.contains(ours))
    }
}

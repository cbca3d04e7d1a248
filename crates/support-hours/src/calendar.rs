//! Weekly hours in a zone, with holidays.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::WeeklyHours;

/// A zone, the weekly hours on its clocks, and the local dates on which it stays closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar<Z> {
    zone: Z,
    /// Shared by the same calendar in other zones.
    hours: Arc<Hours>,
}

#[derive(Debug, PartialEq, Eq)]
struct Hours {
    weekly: WeeklyHours,
    /// Ascending, each once.
    holidays: Vec<NaiveDate>,
}

impl<Z> Calendar<Z> {
    /// Returns the calendar of these hours in this zone, closed on these local dates: in any order, though ascending is
    /// quickest.
    pub fn new(zone: Z, weekly: WeeklyHours, holidays: impl IntoIterator<Item = NaiveDate>) -> Self {
        let mut ascending: Vec<NaiveDate> = Vec::new();
        for holiday in holidays {
            // Most lists are ascending already.
            if ascending.last().is_none_or(|last| *last < holiday) {
                ascending.push(holiday);
            } else if let Err(at) = ascending.binary_search(&holiday) {
                ascending.insert(at, holiday);
            }
        }
        Self { zone, hours: Arc::new(Hours { weekly, holidays: ascending }) }
    }

    /// Returns the zone whose clocks the hours are read on.
    pub fn zone(&self) -> &Z {
        &self.zone
    }

    /// Returns the hours of a week without holidays.
    pub fn weekly(&self) -> &WeeklyHours {
        &self.hours.weekly
    }

    /// Returns the closed local dates, ascending.
    pub fn holidays(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.hours.holidays.iter().copied()
    }

    /// Tells whether that local date is closed.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.hours.holidays.binary_search(&date).is_ok()
    }

    /// Returns the first closed local date that is not before `from`.
    pub(crate) fn next_holiday(&self, from: NaiveDate) -> Option<NaiveDate> {
        let holidays = &self.hours.holidays;
        holidays.get(holidays.partition_point(|holiday| *holiday < from)).copied()
    }

    /// Returns the same hours and holidays in the zone that `zone` makes of this one.
    ///
    /// # Errors
    ///
    /// What `zone` returns, such as for a name that no zone has.
    pub fn try_with_zone<Y, E>(&self, zone: impl FnOnce(&Z) -> Result<Y, E>) -> Result<Calendar<Y>, E> {
        Ok(Calendar { zone: zone(&self.zone)?, hours: self.hours.clone() })
    }

    /// Tells whether it closes at no time at all.
    pub fn never_closes(&self) -> bool {
        self.hours.weekly.is_whole_week() && self.hours.holidays.is_empty()
    }
}

impl<Z: PartialEq> Calendar<Z> {
    /// Tells whether this is open whenever `other` is, as weekly sets and sets of holidays. Hours in different zones are not
    /// compared, since clock changes move them against each other: only what never closes covers another zone's hours.
    pub fn covers(&self, other: &Self) -> bool {
        self.never_closes()
            || self.zone == other.zone
                && self.weekly().covers(other.weekly())
                && self.holidays().all(|ours| other.is_holiday(ours))
    }
}

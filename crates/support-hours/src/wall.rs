//! Wall-clock times, and the instants at which a zone's clocks show them.

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};

use crate::span::instant;

pub(crate) const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// When the clocks show a time, in seconds since 1970: once, twice where they are set back over it, or never where they are
/// set forward over it.
#[derive(Clone, Copy)]
pub(crate) struct Occurrences {
    /// The first; the end of the gap where there is none.
    pub(crate) first: i64,
    /// The last; the end of the gap where there is none.
    pub(crate) last: i64,
}

impl Occurrences {
    /// Returns when the clocks of `zone` show `minute` of that date; 1,440 is midnight of the next date. None at the ends of
    /// the years that `chrono` counts.
    pub(crate) fn of<Z: TimeZone>(zone: &Z, date: NaiveDate, minute: u16) -> Option<Self> {
        Self::at(zone, day_number(date) * SECONDS_PER_DAY + i64::from(minute) * 60)
    }

    /// Returns when the clocks of `zone` show `wall`, in seconds since they showed 1970.
    pub(crate) fn at<Z: TimeZone>(zone: &Z, wall: i64) -> Option<Self> {
        let instant = |offset: Z::Offset| wall - i64::from(offset.fix().local_minus_utc());
        let (first, last) = match zone.offset_from_local_datetime(&shown(wall)?) {
            MappedLocalTime::Single(offset) => {
                let once = instant(offset);
                (once, once)
            }
            MappedLocalTime::Ambiguous(earlier, later) => (instant(earlier), instant(later)),
            MappedLocalTime::None => {
                let end = end_of_gap(zone, wall);
                (end, end)
            }
        };
        Some(Self { first, last })
    }
}

/// How many days `chrono` counts from the year 1 to 1970.
const DAYS_BEFORE_1970: i64 = 719_163;

/// Returns how many days after 1970-01-01 a date is.
pub(crate) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - DAYS_BEFORE_1970
}

/// Returns the date that the clocks of `zone` show at a second since 1970.
pub(crate) fn local_date<Z: TimeZone>(zone: &Z, second: i64) -> NaiveDate {
    instant(second + ahead(zone, second)).naive_utc().date()
}

/// Returns a second since 1970 as a date and a time.
fn shown(second: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp(second, 0).map(|at| at.naive_utc())
}

/// Returns the first instant at which the clocks of `zone` show a time; the end of the gap where they are set forward over it.
/// None at the ends of the years that `chrono` counts.
///
/// ```
/// use chrono_tz::Europe::Berlin;
/// use support_hours::first_shown;
///
/// let first = |time: &str| {
///     let at = first_shown(&Berlin, time.parse().ok()?)?;
///     Some(format!("{:?}", at.with_timezone(&Berlin)))
/// };
/// assert_eq!(first("2026-10-25T02:30:00").as_deref(), Some("2026-10-25T02:30:00CEST"), "of two");
/// assert_eq!(first("2026-03-29T02:30:00").as_deref(), Some("2026-03-29T03:00:00CEST"), "of none");
/// ```
pub fn first_shown<Z: TimeZone>(zone: &Z, time: NaiveDateTime) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(Occurrences::at(zone, time.and_utc().timestamp())?.first, 0)
}

/// Returns how far the clocks of `zone` are ahead of UTC at a second since 1970, in seconds.
pub(crate) fn ahead<Z: TimeZone>(zone: &Z, second: i64) -> i64 {
    shown(second).map_or(0, |utc| zone.offset_from_utc_datetime(&utc).fix().local_minus_utc().into())
}

/// Returns when the clocks were set forward over `wall`, a time that they never show. A gap may be of any size up to what an
/// offset can make; a whole date in Apia in 2011.
fn end_of_gap<Z: TimeZone>(zone: &Z, wall: i64) -> i64 {
    // An offset is less than a day, so the clocks show less a day before, read as UTC, and more a day after.
    first_where(wall - SECONDS_PER_DAY, wall + SECONDS_PER_DAY, &|at| at + ahead(zone, at) > wall)
}

/// Finds the first second in `(before, after]` from which `holds` is true, by bisection. It must be false at `before`, and true
/// at `after`.
pub(crate) fn first_where(mut before: i64, mut after: i64, holds: &dyn Fn(i64) -> bool) -> i64 {
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if holds(middle) {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

//! Computes with working time, which runs only while a coverage is open.

use std::fmt;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};

use crate::Coverage;
use crate::pieces::Pieces;
use crate::span::instant;

/// A second in nanoseconds.
const NANOS: u32 = 1_000_000_000;

/// The error that nothing is open in the 366 days that were searched, or before the years end that `chrono` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeverOpens;

impl fmt::Display for NeverOpens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("never opens in 366 days; give the week an opening on a day that is no holiday")
    }
}

impl std::error::Error for NeverOpens {}

impl<Z: TimeZone> Coverage<Z> {
    /// Returns the first instant by which `working` time has run since `from`. What runs out at a closing gives the closing. No
    /// time, or less, gives `from` when open, and the next opening otherwise.
    ///
    /// It takes time in proportion to the days between.
    ///
    /// # Errors
    ///
    /// [`NeverOpens`] where nothing is open in the 366 days from `from` on. A longer closure after the first opening is no
    /// error.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use support_hours::{Calendar, Coverage, NeverOpens, Opening, WeeklyHours};
    ///
    /// let weekly = WeeklyHours::new(vec![Opening::parse(&["mon", "fri"], "09:00", "17:00")?]);
    /// let hours = Coverage::Hours(Calendar::new(Utc, weekly, []));
    /// let friday: DateTime<Utc> = "2026-11-27T15:00:00Z".parse().expect("an instant");
    /// let due = |working| hours.deadline(friday, working).map(|due| format!("{due:?}"));
    /// assert_eq!(due(TimeDelta::hours(2)), Ok("2026-11-27T17:00:00Z".into()));
    /// assert_eq!(due(TimeDelta::hours(3)), Ok("2026-11-30T10:00:00Z".into()));
    ///
    /// let empty = Coverage::Hours(Calendar::new(Utc, WeeklyHours::new(vec![]), []));
    /// assert_eq!(empty.deadline(friday, TimeDelta::hours(1)), Err(NeverOpens));
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn deadline(&self, from: DateTime<Utc>, working: TimeDelta) -> Result<DateTime<Utc>, NeverOpens> {
        let working = working.max(TimeDelta::zero());
        let (mut seconds, mut nanos) = (working.num_seconds(), working.subsec_nanos() as u32);
        let mut is_first = true;
        for piece in Pieces::search(self, from) {
            // Pieces are whole seconds: where it is open at `from`, some of its first second is over.
            if is_first && piece.opens == from.timestamp() {
                nanos += from.timestamp_subsec_nanos();
                seconds += i64::from(nanos / NANOS);
                nanos %= NANOS;
            }
            is_first = false;
            let long = piece.closes.saturating_sub(piece.opens);
            if seconds < long || seconds == long && nanos == 0 {
                return DateTime::from_timestamp(piece.opens + seconds, nanos).ok_or(NeverOpens);
            }
            seconds -= long;
        }
        Err(NeverOpens)
    }

    /// Returns how much working time runs in `[from, until)`; none where that is empty or reversed, and none where nothing
    /// opens.
    ///
    /// It takes time in proportion to the days between.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
    ///
    /// let weekly = WeeklyHours::new(vec![Opening::parse(&["mon", "fri"], "09:00", "17:00")?]);
    /// let hours = Coverage::Hours(Calendar::new(Utc, weekly, []));
    /// let friday: DateTime<Utc> = "2026-11-27T15:00:00Z".parse().expect("an instant");
    /// assert_eq!(hours.elapsed(friday, friday + TimeDelta::days(7)), TimeDelta::hours(2 + 8 + 6));
    /// assert_eq!(hours.elapsed(friday, friday - TimeDelta::days(7)), TimeDelta::zero());
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn elapsed(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> TimeDelta {
        let mut run = TimeDelta::zero();
        if from < until {
            for piece in Pieces::between(self, from.timestamp(), until.timestamp() + 1) {
                run += instant(piece.closes).min(until) - instant(piece.opens).max(from);
            }
        }
        run
    }
}

//! Local dates and times as one number, and arithmetic with minutes and weeks.

use chrono::{DateTime, TimeZone, Utc};

use crate::Day;
use crate::wall::{Occurrences, ahead};

/// How many minutes a day has: 1,440.
pub const MINUTES_PER_DAY: i64 = 24 * 60;

/// How many minutes a week has: 10,080.
pub const MINUTES_PER_WEEK: i64 = 7 * MINUTES_PER_DAY;

/// A local date and time in whole minutes: what clocks show, counted in minutes since they showed 1970-01-01T00:00.
///
/// It is no instant: when clocks are set back, they show some minutes twice, and when they are set forward, they skip
/// some. Only a zone relates the two: [`WallMinute::of`] and [`WallMinute::first_instant`].
///
/// ```
/// use chrono::{DateTime, Utc};
/// use chrono_tz::Asia::Kathmandu;
/// use support_hours::{Day, WallMinute, day_of_week};
///
/// let at: DateTime<Utc> = "2026-11-29T18:30:59Z".parse().expect("an instant");
/// let shown = WallMinute::of(&Kathmandu, at);
/// // 18:30 UTC on Sunday is 00:15 on Monday in Kathmandu.
/// assert_eq!(day_of_week(shown.minute_of_week()), Day::Mon);
/// assert_eq!(shown.minute_of_week(), 15);
/// assert_eq!(shown.start_of_week(), WallMinute(shown.0 - 15));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallMinute(pub i64);

impl WallMinute {
    /// Computes what the clocks of `zone` show at an instant. Seconds are cut off.
    pub fn of(zone: &impl TimeZone, at: DateTime<Utc>) -> Self {
        let second = at.timestamp();
        Self((second + ahead(zone, second)).div_euclid(60))
    }

    /// Finds the first instant at which the clocks of `zone` show this minute; the end of the gap where they are set
    /// forward over it. None outside the years that `chrono` counts.
    ///
    /// ```
    /// use chrono_tz::Europe::Berlin;
    /// use support_hours::WallMinute;
    ///
    /// let first = |utc: &str| {
    ///     let same_figures = WallMinute::of(&chrono_tz::UTC, utc.parse().ok()?);
    ///     Some(format!("{:?}", same_figures.first_instant(&Berlin)?.with_timezone(&Berlin)))
    /// };
    /// assert_eq!(first("2026-10-25T02:30:00Z").as_deref(), Some("2026-10-25T02:30:00CEST"), "of two");
    /// assert_eq!(first("2026-03-29T02:30:00Z").as_deref(), Some("2026-03-29T03:00:00CEST"), "of none");
    /// ```
    pub fn first_instant(self, zone: &impl TimeZone) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(Occurrences::at(zone, self.0.checked_mul(60)?)?.first, 0)
    }

    /// Computes Monday 00:00 of the same week.
    pub fn start_of_week(self) -> Self {
        Self(self.0 - self.minute_of_week())
    }

    /// Computes how many minutes it is after Monday 00:00 of the same week: 0 to 10,079.
    pub fn minute_of_week(self) -> i64 {
        // 1970 began on a Thursday.
        (self.0 + 3 * MINUTES_PER_DAY).rem_euclid(MINUTES_PER_WEEK)
    }
}

/// Returns the day that a minute of the week, counted from Monday 00:00, falls on; Sunday for what is past the week's
/// end.
pub fn day_of_week(minute_of_week: i64) -> Day {
    Day::try_from((minute_of_week / MINUTES_PER_DAY) as u8).unwrap_or(Day::Sun)
}

/// Counts the minutes from one instant to another, without the seconds that are left over; negative where `until` is
/// earlier.
pub fn minutes_between(from: DateTime<Utc>, until: DateTime<Utc>) -> i64 {
    (until.timestamp() - from.timestamp()) / 60
}

/// Computes the instant that many minutes after another, or before it where `minutes` is negative. Parts of a second
/// are cut off. Returns `at` where `chrono` counts no such instant.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use support_hours::{minutes_after, minutes_between};
///
/// let at: DateTime<Utc> = "2026-11-29T23:30:00Z".parse().expect("an instant");
/// let later = minutes_after(at, 45);
/// assert_eq!(format!("{later:?}"), "2026-11-30T00:15:00Z");
/// assert_eq!((minutes_between(at, later), minutes_between(later, at)), (45, -45));
/// ```
pub fn minutes_after(at: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(at.timestamp() + minutes * 60, 0).unwrap_or(at)
}

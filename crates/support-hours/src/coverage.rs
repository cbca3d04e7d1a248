//! The coverage of support: always, or by a calendar.

mod openings;
mod working_time;

use std::convert::Infallible;

use crate::Calendar;
use crate::weekly::WEEK_MINUTES;

pub use working_time::NeverOpens;

/// A coverage: support is open always, or by a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coverage<Z> {
    /// Every minute of every day, holidays included.
    Always,
    /// By weekly hours in a zone.
    Hours(Calendar<Z>),
}

impl<Z> Coverage<Z> {
    /// Returns how many minutes of a week without holidays are open, 0 to 10,080.
    pub fn minutes_per_week(&self) -> u16 {
        match self {
            Coverage::Always => WEEK_MINUTES,
            Coverage::Hours(calendar) => calendar.weekly().minutes(),
        }
    }

    /// Returns how many hours of a week without holidays are open, 0 to 168.
    pub fn hours_per_week(&self) -> f64 {
        f64::from(self.minutes_per_week()) / 60.0
    }

    /// Returns the same hours in the zone that `zone` makes of theirs: from a zone's name, say, to a `chrono::TimeZone`.
    ///
    /// # Errors
    ///
    /// What `zone` returns, such as for a name that no zone has. [`Coverage::Always`] has no zone, and no error.
    ///
    /// ```
    /// use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
    ///
    /// let weekly = WeeklyHours::new(vec![Opening::parse(&["mon"], "09:00", "17:00")?]);
    /// let named = |zone: &'static str| Coverage::Hours(Calendar::new(zone, weekly.clone(), []));
    /// let located = |zone| named(zone).try_with_zone(|name| name.parse::<chrono_tz::Tz>());
    /// assert!(located("Europe/Berlin").is_ok());
    /// assert!(located("Europe/Atlantis").is_err());
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn try_with_zone<Y, E>(&self, zone: impl FnOnce(&Z) -> Result<Y, E>) -> Result<Coverage<Y>, E> {
        Ok(match self {
            Coverage::Always => Coverage::Always,
            Coverage::Hours(calendar) => Coverage::Hours(calendar.try_with_zone(zone)?),
        })
    }

    /// Returns the same hours in the zone that `zone` makes of theirs; see [`Coverage::try_with_zone`].
    pub fn with_zone<Y>(&self, zone: impl FnOnce(&Z) -> Y) -> Coverage<Y> {
        let Ok(coverage) = self.try_with_zone(|name| Ok::<_, Infallible>(zone(name)));
        coverage
    }
}

impl<Z: PartialEq> Coverage<Z> {
    /// Tells whether this is open whenever `other` is; see [`Calendar::covers`] for two calendars.
    ///
    /// ```
    /// use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
    ///
    /// let office = Opening::parse(&["mon", "fri"], "10:00", "17:00")?;
    /// let longer = Opening::parse(&["mon", "fri"], "09:00", "19:00")?;
    /// let hours = |opening| Coverage::Hours(Calendar::new("America/New_York", WeeklyHours::new(vec![opening]), []));
    /// let (office, longer) = (hours(office), hours(longer));
    ///
    /// assert!(longer.covers(&office));
    /// assert!(!office.covers(&longer));
    /// assert!(Coverage::Always.covers(&longer));
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Coverage::Always, _) => true,
            (Coverage::Hours(ours), Coverage::Always) => ours.never_closes(),
            (Coverage::Hours(ours), Coverage::Hours(theirs)) => ours.covers(theirs),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{Opening, WeeklyHours};

    fn hours(zone: &'static str, open: &str, close: &str, holidays: &[&str]) -> Coverage<&'static str> {
        let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let weekly = WeeklyHours::new(vec![Opening::parse(&all, open, close).expect("hours of the test")]);
        let date = |text: &&str| text.parse::<NaiveDate>().expect("a date of the test");
        Coverage::Hours(Calendar::new(zone, weekly, holidays.iter().map(date)))
    }

    #[test]
    fn a_holiday_uncovers_what_is_open_on_it() {
        let open = hours("Europe/Berlin", "09:00", "17:00", &[]);
        let closed_at_christmas = hours("Europe/Berlin", "09:00", "17:00", &["2026-12-25"]);
        assert!(open.covers(&closed_at_christmas));
        assert!(!closed_at_christmas.covers(&open));
        assert!(closed_at_christmas.covers(&closed_at_christmas));
    }

    #[test]
    fn always_is_covered_only_by_what_never_closes() {
        assert!(hours("Europe/Berlin", "00:00", "24:00", &[]).covers(&Coverage::Always));
        assert!(!hours("Europe/Berlin", "00:00", "24:00", &["2026-12-25"]).covers(&Coverage::Always));
        assert!(Coverage::<&str>::Always.covers(&Coverage::Always));
    }

    #[test]
    fn hours_of_another_zone_are_covered_only_by_what_never_closes() {
        let berlin = hours("Europe/Berlin", "10:00", "11:00", &[]);
        assert!(!hours("Europe/Paris", "09:00", "12:00", &[]).covers(&berlin));
        assert!(hours("Europe/Paris", "00:00", "24:00", &[]).covers(&berlin));
    }
}

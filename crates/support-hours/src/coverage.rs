//! The coverage of support: always, or by a calendar.

mod business_days;
mod open_spans;
mod openings;
mod working_time;

use std::convert::Infallible;
use std::slice;

use crate::Calendar;
use crate::weekly::WEEK_MINUTES;

pub use business_days::BusinessDays;
pub use open_spans::OpenSpans;
pub use working_time::NeverOpens;

/// A coverage: support is open always, or by a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coverage<Z> {
    /// Every minute of every day, holidays included.
    Always,
    /// By weekly hours in a zone.
    Hours(Calendar<Z>),
    /// By weekly hours in several zones: whenever one of the calendars is open. The zone of the first is the home zone, by
    /// whose clocks the date of a report is read; its week may be empty.
    Zones(Vec<Calendar<Z>>),
}

impl<Z> Coverage<Z> {
    /// Returns the hours of these calendars together, the home zone's first: see [`Coverage::Zones`].
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use chrono_tz::{America::New_York, Europe::Berlin};
    /// use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
    ///
    /// let week = WeeklyHours::new(vec![Opening::parse(&["mon", "tue"], "09:00", "18:00")?]);
    /// let calendar = |zone| Calendar::new(zone, week.clone(), []);
    /// let both = Coverage::together(calendar(New_York), vec![calendar(Berlin)]);
    ///
    /// let monday: DateTime<Utc> = "2026-11-30T00:00:00Z".parse().expect("an instant");
    /// // From 9:00 in Berlin to 18:00 in New York.
    /// assert_eq!(both.elapsed(monday, monday + TimeDelta::days(1)), TimeDelta::hours(15));
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn together(home: Calendar<Z>, mut others: Vec<Calendar<Z>>) -> Self {
        if others.is_empty() {
            return Coverage::Hours(home);
        }
        others.insert(0, home);
        Coverage::Zones(others)
    }

    /// Returns the calendars it is open by, the home zone's first; none where it is always.
    pub fn calendars(&self) -> &[Calendar<Z>] {
        match self {
            Coverage::Always => &[],
            Coverage::Hours(calendar) => slice::from_ref(calendar),
            Coverage::Zones(calendars) => calendars,
        }
    }

    /// Returns how many minutes of a week without holidays are open, 0 to 10,080. Of several zones it is the most that they can
    /// be: how far their hours overlap is another in weeks between their clock changes.
    pub fn minutes_per_week(&self) -> u16 {
        if let Coverage::Always = self {
            return WEEK_MINUTES;
        }
        let minutes = self.calendars().iter().map(|calendar| u32::from(calendar.weekly().minutes())).sum::<u32>();
        minutes.min(WEEK_MINUTES.into()) as u16
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
    pub fn try_with_zone<Y, E>(&self, mut zone: impl FnMut(&Z) -> Result<Y, E>) -> Result<Coverage<Y>, E> {
        Ok(match self {
            Coverage::Always => Coverage::Always,
            Coverage::Hours(calendar) => Coverage::Hours(calendar.try_with_zone(zone)?),
            Coverage::Zones(calendars) => {
                let mut located = Vec::new();
                for calendar in calendars {
                    located.push(calendar.try_with_zone(&mut zone)?);
                }
                Coverage::Zones(located)
            }
        })
    }

    /// Returns the same hours in the zone that `zone` makes of theirs; see [`Coverage::try_with_zone`].
    pub fn with_zone<Y>(&self, mut zone: impl FnMut(&Z) -> Y) -> Coverage<Y> {
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
    ///
    /// Of several zones, one calendar must be open whenever one of the others is: how they add up depends on the year, for
    /// which see [`Coverage::open_spans`].
    pub fn covers(&self, other: &Self) -> bool {
        let ours = self.calendars();
        match (self, other) {
            (Coverage::Always, _) => true,
            (_, Coverage::Always) => ours.iter().any(Calendar::never_closes),
            _ => other
                .calendars()
                .iter()
                .all(|theirs| theirs.weekly().spans().is_empty() || ours.iter().any(|ours| ours.covers(theirs))),
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

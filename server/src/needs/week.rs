//! A week of the calendar, from Monday to Sunday in UTC, as ISO 8601 counts them.

use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};

use crate::store::instant;

/// A week, such as `2026-W48`. The order is that in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week {
    /// Its Monday.
    monday: NaiveDate,
}

impl Week {
    /// Returns the week of an instant.
    pub fn of(at: DateTime<Utc>) -> Self {
        let day = at.date_naive();
        let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())));
        Self { monday: monday.unwrap_or(day) }
    }

    /// Reads a week as `2026-W48`, in the years 1970 to 9000.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, week) = text.trim().split_once("-W")?;
        let is_digits = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
        let (year, week) = if is_digits(year, 4) && is_digits(week, 2) { (year, week) } else { return None };
        let year = year.parse().ok().filter(|year| (1970..=9000).contains(year))?;
        let monday = NaiveDate::from_isoywd_opt(year, week.parse().ok()?, Weekday::Mon)?;
        Some(Self { monday })
    }

    /// Returns the week that is so many weeks later, or earlier.
    pub fn later(self, weeks: i64) -> Self {
        let days = chrono::TimeDelta::try_days(weeks.saturating_mul(7));
        let monday = days.and_then(|days| self.monday.checked_add_signed(days));
        Self { monday: monday.unwrap_or(self.monday) }
    }

    /// Returns how many weeks there are from this one to another, both included; none where that is earlier.
    pub fn count_to(self, last: Self) -> i64 {
        ((last.monday - self.monday).num_days() / 7 + 1).max(0)
    }

    /// Lists the weeks from this one to another, both included.
    pub fn to(self, last: Self) -> impl Iterator<Item = Self> {
        (0..self.count_to(last)).map(move |weeks| self.later(weeks))
    }

    /// Returns its first instant, as instants are stored.
    pub fn start(self) -> String {
        instant(self.monday.and_time(NaiveTime::MIN).and_utc())
    }

    /// Returns its Monday.
    pub fn monday(self) -> NaiveDate {
        self.monday
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.monday.iso_week();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week_of(at: &str) -> String {
        Week::of(at.parse().expect("an instant")).to_string()
    }

    #[test]
    fn weeks_are_those_of_the_calendar() {
        for (at, expected) in [
            ("2026-11-29T23:59:59Z", "2026-W48"),
            ("2026-11-30T00:00:00Z", "2026-W49"),
            // The first week of a year is the one with its first Thursday.
            ("2026-12-31T12:00:00Z", "2026-W53"),
            ("2027-01-03T23:59:59Z", "2026-W53"),
            ("2027-01-04T00:00:00Z", "2027-W01"),
            ("2024-12-30T00:00:00Z", "2025-W01"),
        ] {
            assert_eq!(week_of(at), expected, "{at}");
            assert_eq!(Week::parse(expected).map(|week| week.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn weeks_follow_each_other_over_the_end_of_a_year() {
        let week = |text| Week::parse(text).expect("a week");
        let all: Vec<_> = week("2026-W52").to(week("2027-W02")).map(|week| week.to_string()).collect();
        assert_eq!(all, ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]);
        assert_eq!(week("2027-W01").to(week("2026-W53")).count(), 0);
        assert_eq!(week("2027-W01").start(), "2027-01-04T00:00:00Z");
    }

    #[test]
    fn what_is_no_week_is_none() {
        for text in
            ["", "2026", "2026-W00", "2026-W54", "2025-W53", "2026-48", "26-W48", "2026-W4", "+026-W48", "9999-W01"]
        {
            assert_eq!(Week::parse(text), None, "{text}");
        }
    }
}

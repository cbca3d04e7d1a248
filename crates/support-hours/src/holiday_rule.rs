//! Rules by which a holiday falls on a date in every year.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::{Day, HoursError};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const PLACES: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "last"];
/// The farthest that a rule may be moved, in days.
const FARTHEST: i64 = 100;

/// A rule that gives the date of a holiday in a year, such as "first monday of september".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HolidayRule {
    on: On,
    /// How many days after that.
    days_later: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    /// The same day of a month, both from 1.
    Date { month: u32, day: u32 },
    /// A day of the week in a month: the first to the fifth (1 to 5), or the last (6).
    Weekday { place: u8, weekday: Day, month: u32 },
    /// Easter Sunday by the Gregorian calendar.
    Easter,
}

impl FromStr for HolidayRule {
    type Err = HoursError;

    /// Reads a rule in small letters: see the crate's documentation.
    ///
    /// ```
    /// use support_hours::HolidayRule;
    ///
    /// let labor_day: HolidayRule = "first monday of september".parse()?;
    /// assert_eq!(labor_day.in_year(2026).map(|date| date.to_string()).as_deref(), Some("2026-09-07"));
    /// assert!("fifth monday of february".parse::<HolidayRule>()?.in_year(2027).is_none());
    /// assert!("labor day".parse::<HolidayRule>().is_err());
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, HoursError> {
        read(text).ok_or_else(|| HoursError::Rule(text.to_owned()))
    }
}

impl HolidayRule {
    /// Returns the date in a year; none where there is none, as of 29 February in most.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let date = match self.on {
            On::Date { month, day } => NaiveDate::from_ymd_opt(year, month, day)?,
            On::Weekday { place, weekday, month } => match place {
                1..=5 => NaiveDate::from_weekday_of_month_opt(year, month, weekday, place)?,
                _ => (1..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth))?,
            },
            On::Easter => easter(year)?,
        };
        date.checked_add_signed(TimeDelta::days(self.days_later))
    }
}

fn read(text: &str) -> Option<HolidayRule> {
    let (rule, days_later) = match text.split_once(['+', '-']) {
        Some((rule, days)) => {
            let is_number = (1..=3).contains(&days.len()) && days.bytes().all(|byte| byte.is_ascii_digit());
            let days = days.parse().ok().filter(|days| is_number && (1..=FARTHEST).contains(days))?;
            (rule, if text[rule.len()..].starts_with('+') { days } else { -days })
        }
        None => (text, 0),
    };
    let place = |names: &[&str], name: &str| names.iter().position(|known| *known == name);
    let month = |name: &str| place(&MONTHS, name).map(|at| at as u32 + 1);
    let words: Vec<_> = rule.split(' ').collect();
    let (on, moved) = match words[..] {
        ["easter"] => (On::Easter, 0),
        ["good", "friday"] => (On::Easter, -2),
        ["easter", "monday"] => (On::Easter, 1),
        [name, day] => {
            let is_number = (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit());
            let (month, day) = (month(name)?, day.parse().ok().filter(|_| is_number)?);
            // In a leap year, so that the 29th of February is one.
            NaiveDate::from_ymd_opt(2028, month, day)?;
            (On::Date { month, day }, 0)
        }
        [nth, weekday, "of", name] => {
            let weekday = Day::try_from(place(&DAYS, weekday)? as u8).ok()?;
            (On::Weekday { place: place(&PLACES, nth)? as u8 + 1, weekday, month: month(name)? }, 0)
        }
        _ => return None,
    };
    Some(HolidayRule { on, days_later: days_later + moved })
}

/// Computes Easter Sunday by the Gregorian calendar, after Butcher's rule.
fn easter(year: i32) -> Option<NaiveDate> {
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    let shift = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * shift + 114;
    let date = NaiveDate::from_ymd_opt(year, (days / 31) as u32, (days % 31 + 1) as u32)?;
    debug_assert_eq!(date.weekday(), Day::Sun, "Easter is a Sunday");
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_rule_is_refused_with_examples() {
        for text in [
            "",
            "december",
            "december 32",
            "february 30",
            "25 december",
            "December 25",
            "first monday september",
            "sixth monday of may",
            "first mon of may",
            "easter+",
            "easter+0",
            "easter+101",
            "easter +1",
            "2026-12-25",
            "december 025",
            "december +5",
            "easter--1",
            "last monday of may+1+1",
        ] {
            assert_eq!(text.parse::<HolidayRule>(), Err(HoursError::Rule(text.to_owned())), "{text:?}");
        }
        let error = "labour day".parse::<HolidayRule>().map_err(|error| error.to_string());
        assert!(
            error
                .is_err_and(|error| error.starts_with("\"labour day\" is not a rule for a holiday; write for example"))
        );
    }

    #[test]
    fn easter_is_a_sunday_of_spring_and_the_last_of_a_month_is_in_its_last_week() {
        for year in 1583..4000 {
            let easter = easter(year).expect("a date");
            let days = easter.ordinal() as i32 - NaiveDate::from_ymd_opt(year, 3, 22).expect("a date").ordinal() as i32;
            assert!(easter.weekday() == Day::Sun && (0..35).contains(&days), "{easter}");
            let last: HolidayRule = "last monday of may".parse().expect("a rule");
            let last = last.in_year(year).expect("a date");
            assert!(last.weekday() == Day::Mon && last.month() == 5 && last.day() > 24, "{last}");
        }
    }
}

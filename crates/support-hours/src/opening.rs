//! One daily span of opening, on some days of the week.

use std::fmt;

use crate::MINUTES_PER_DAY;

/// A day of the week; `chrono`'s, Monday first.
pub type Day = chrono::Weekday;

/// Every day with its name in data, Monday first.
const DAYS: [(&str, Day); 7] = [
    ("mon", Day::Mon),
    ("tue", Day::Tue),
    ("wed", Day::Wed),
    ("thu", Day::Thu),
    ("fri", Day::Fri),
    ("sat", Day::Sat),
    ("sun", Day::Sun),
];

/// The minutes of a day, as a [`TimeOfDay`] counts them.
pub(crate) const DAY_MINUTES: u16 = MINUTES_PER_DAY as u16;

/// The reason why a text is no opening, or no holiday. It quotes the value, states the rule and names the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursError {
    /// The text is no wall-clock time.
    Time(String),
    /// An opening at 24:00, which is the next day's 00:00.
    OpensAtMidnight,
    /// The text is no day of the week.
    Day(String),
    /// The day is listed more than once.
    RepeatedDay(Day),
    /// No day is listed.
    NoDays,
    /// The text is no date of a holiday.
    Date(String),
    /// The text is no rule for a holiday.
    Rule(String),
}

impl fmt::Display for HoursError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HoursError::Time(text) => {
                write!(f, "\"{text}\" is not a time of day; write hours and minutes from \"00:00\" to \"24:00\"")
            }
            HoursError::OpensAtMidnight => f.write_str("\"24:00\" cannot open a day; write \"00:00\" of the next day"),
            HoursError::Day(text) => {
                write!(f, "\"{text}\" is not a day; write one of mon, tue, wed, thu, fri, sat, sun")
            }
            HoursError::RepeatedDay(day) => {
                write!(f, "\"{}\" is listed twice; list each day once", name_of(*day))
            }
            HoursError::NoDays => f.write_str("no day is listed; list at least one of mon to sun"),
            HoursError::Date(text) => write!(f, "\"{text}\" is not a date; write one as \"2026-12-25\""),
            HoursError::Rule(text) => write!(
                f,
                "\"{text}\" is not a rule for a holiday; write for example \"december 25\", \"first monday of september\", \
                 \"last monday of may\", \"easter monday\" or \"easter+39\""
            ),
        }
    }
}

impl std::error::Error for HoursError {}

/// Returns the name of a day in data.
pub(crate) fn name_of(day: Day) -> &'static str {
    DAYS[day.num_days_from_monday() as usize].0
}

/// A wall-clock time in whole minutes, `00:00` to `24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Returns the time that many minutes after midnight; none past `24:00` (1,440).
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes <= DAY_MINUTES).then_some(Self(minutes))
    }

    /// Reads `HH:MM`, two digits each.
    ///
    /// # Errors
    ///
    /// [`HoursError::Time`] for anything else, and for times past `24:00`.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let wrong = || HoursError::Time(text.to_owned());
        let [h1, h2, b':', m1, m2] = text.as_bytes() else { return Err(wrong()) };
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0')).ok_or_else(wrong);
        let (hours, minutes) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
        if minutes > 59 {
            return Err(wrong());
        }
        Self::from_minutes(hours * 60 + minutes).ok_or_else(wrong)
    }

    /// Returns the minutes since midnight, 0 to 1,440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

/// Open from a time to a time on each of some days; past midnight where the closing is not after the opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    days: Vec<Day>,
    open: TimeOfDay,
    close: TimeOfDay,
}

impl Opening {
    /// Returns an opening on `days` (any order, kept Monday first).
    ///
    /// # Errors
    ///
    /// [`HoursError::NoDays`], [`HoursError::RepeatedDay`] or [`HoursError::OpensAtMidnight`].
    pub fn new(days: Vec<Day>, open: TimeOfDay, close: TimeOfDay) -> Result<Self, HoursError> {
        if days.is_empty() {
            return Err(HoursError::NoDays);
        }
        for (at, day) in days.iter().enumerate() {
            if days[..at].contains(day) {
                return Err(HoursError::RepeatedDay(*day));
            }
        }
        let mut ascending = Vec::new();
        for (_, day) in DAYS {
            if days.contains(&day) {
                ascending.push(day);
            }
        }
        if open.minutes() == DAY_MINUTES {
            return Err(HoursError::OpensAtMidnight);
        }
        Ok(Self { days: ascending, open, close })
    }

    /// Returns an opening from day names (`mon` to `sun`) and times (`HH:MM`).
    ///
    /// # Errors
    ///
    /// The first [`HoursError`] met.
    pub fn parse(days: &[&str], open: &str, close: &str) -> Result<Self, HoursError> {
        let days = days.iter().map(|day| Self::parse_day(day)).collect::<Result<_, _>>()?;
        Self::new(days, TimeOfDay::parse(open)?, TimeOfDay::parse(close)?)
    }

    /// Returns the day with that name in data, `mon` to `sun`.
    ///
    /// # Errors
    ///
    /// [`HoursError::Day`] for any other text.
    pub fn parse_day(text: &str) -> Result<Day, HoursError> {
        DAYS.iter().find(|(name, _)| *name == text).map(|(_, day)| *day).ok_or_else(|| HoursError::Day(text.to_owned()))
    }

    /// Returns the days it opens on, Monday first.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// Returns when it opens.
    pub fn open(&self) -> TimeOfDay {
        self.open
    }

    /// Returns when it closes; on the next day where this is not after [`Opening::open`].
    pub fn close(&self) -> TimeOfDay {
        self.close
    }

    /// Returns how long one opening lasts, in minutes: 1 to 1,440.
    pub(crate) fn minutes(&self) -> u16 {
        let (open, close) = (self.open.minutes(), self.close.minutes());
        if close > open { close - open } else { close + DAY_MINUTES - open }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_outside_the_day_are_refused() {
        for text in ["25:00", "24:01", "9:00", "09:60", "", "0900", "09:00 ", "+9:00", "٠٩:٠٠"] {
            assert_eq!(TimeOfDay::parse(text), Err(HoursError::Time(text.to_owned())), "{text:?}");
        }
        assert_eq!(TimeOfDay::parse("24:00").map(TimeOfDay::minutes), Ok(1440));
    }

    #[test]
    fn days_are_known_names_each_once() {
        let refused = |days: &[&str]| Opening::parse(days, "09:00", "17:00").map_err(|error| error.to_string());
        assert_eq!(
            refused(&["monday"]),
            Err("\"monday\" is not a day; write one of mon, tue, wed, thu, fri, sat, sun".into())
        );
        assert_eq!(refused(&["tue", "mon", "tue"]), Err("\"tue\" is listed twice; list each day once".into()));
        assert_eq!(refused(&[]), Err("no day is listed; list at least one of mon to sun".into()));
    }

    #[test]
    fn a_day_cannot_open_at_its_end() {
        assert_eq!(Opening::parse(&["mon"], "24:00", "01:00"), Err(HoursError::OpensAtMidnight));
    }

    #[test]
    fn an_opening_lasts_past_midnight_where_it_closes_no_later() {
        let minutes = |open, close| Opening::parse(&["mon"], open, close).map(|opening| opening.minutes());
        assert_eq!(minutes("22:00", "06:00"), Ok(8 * 60));
        assert_eq!(minutes("09:00", "09:00"), Ok(24 * 60));
        assert_eq!(minutes("00:00", "24:00"), Ok(24 * 60));
    }
}

//! Times, weeks and deadlines in words, by the visitor's clocks.

use chrono::{DateTime, Datelike, Utc};
use plans::support::{Availability, Deadline};
use support_hours::Day;

use super::Words;

/// A day in minutes.
pub const DAY: i64 = 24 * 60;

/// A week in minutes.
pub const WEEK: i64 = 7 * DAY;

/// What clocks show, in minutes since they showed 1970.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Wall(pub i64);

impl Wall {
    /// When the clocks showed the begin of the week.
    pub fn monday(self) -> Self {
        // 1970 began on a Thursday.
        Self(self.0 - (self.0 + 3 * DAY).rem_euclid(WEEK))
    }
}

/// How many minutes it is from an instant to another.
pub fn minutes(from: DateTime<Utc>, until: DateTime<Utc>) -> i64 {
    (until.timestamp() - from.timestamp()) / 60
}

/// What the visitor's clocks show at an instant.
pub type Clock<'a> = &'a dyn Fn(DateTime<Utc>) -> Wall;

impl Words<'_> {
    /// A time as it is seen from another: "Monday 15:00"; with the date where that day is not one of the next seven.
    pub fn moment(&self, at: Wall, from: Wall) -> String {
        let time = self.minute_of_week(at.0 - at.monday().0);
        if (0..7).contains(&(at.0.div_euclid(DAY) - from.0.div_euclid(DAY))) {
            return time;
        }
        let date = DateTime::from_timestamp(at.0 * 60, 0).unwrap_or_default().naive_utc();
        let month = self.locale.months().split(' ').nth(date.month0() as usize).unwrap_or_default();
        self.locale.moment_dated(&date.day().to_string(), month, &time)
    }

    /// A minute of the week, Monday first: "Friday 18:30".
    pub fn minute_of_week(&self, minute: i64) -> String {
        [self.day(day(minute)), " ", &clock(minute % DAY)].concat()
    }

    /// The names of the days, Monday first, so short that seven fit on a phone.
    pub fn short_days(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.locale.short_days().split(' ')
    }

    /// A span of time, in its two largest units: "1 day 6 h", "5 h 20 min".
    pub fn span(&self, minutes: i64) -> String {
        let locale = self.locale;
        let (hours, minutes) = ((minutes / 60) as u32, (minutes % 60) as u32);
        let in_hours = |hours: u32| locale.span_hours(&hours.to_string());
        let in_minutes = |minutes: u32| locale.span_minutes(&minutes.to_string());
        match hours {
            0 => in_minutes(minutes),
            1..24 => [&in_hours(hours), " ", &in_minutes(minutes)].concat(),
            _ => [&locale.span_days(hours / 24), " ", &in_hours(hours % 24)].concat(),
        }
    }

    /// Whether support is open, until when, or when it opens.
    pub fn availability(&self, availability: Availability, now: DateTime<Utc>, clock: Clock<'_>) -> String {
        let locale = self.locale;
        let (then, opens) = match availability {
            Availability::Open { until: None } => return locale.open_always().to_owned(),
            Availability::Never => return locale.never_open().to_owned(),
            Availability::Open { until: Some(until) } => (until, false),
            Availability::Closed { opens } => (opens, true),
        };
        let (when, span) = (self.moment(clock(then), clock(now)), self.span(minutes(now, then)));
        if opens { locale.closed_until(&span, &when) } else { locale.open_until(&span, &when) }
    }

    /// By when a plan answers what is reported at a moment, and how its clock runs until then: day and night, or only while
    /// support is open.
    pub fn deadline(&self, deadline: &Deadline, is_working: bool, moment: DateTime<Utc>, clock: Clock<'_>) -> String {
        let locale = self.locale;
        let when = |at| self.moment(clock(at), clock(moment));
        let mut stands = minutes(deadline.starts, moment);
        for wait in &deadline.waits {
            stands += minutes(wait.opens, wait.closes);
        }
        let mut runs = match () {
            () if !is_working => locale.runs_always().to_owned(),
            () if deadline.starts == moment => locale.starts_at_once().to_owned(),
            () => locale.starts_later(&when(deadline.starts)),
        };
        if stands > 0 {
            runs = locale.stands(&runs, &self.span(stands));
        }
        locale.due(&when(deadline.due), &runs)
    }

    /// What is open of a week, from when until when in its minutes: "15:00 to 01:00, Monday to Friday".
    pub fn open_hours(&self, open: &[(i64, i64)]) -> String {
        let locale = self.locale;
        let mut hours = Vec::new();
        for (at, (opens, closes)) in open.iter().enumerate() {
            let long = closes - opens;
            if long == WEEK {
                return locale.all_week().to_owned();
            }
            let is_same = |other: &(i64, i64)| (other.0 - opens) % DAY == 0 && other.1 - other.0 == long && long <= DAY;
            if open[..at].iter().any(is_same) {
                continue;
            }
            let mut days = vec![day(*opens)];
            for other in &open[at + 1..] {
                if is_same(other) {
                    days.push(day(other.0));
                }
            }
            // Midnight belongs to the day that ends.
            let mut until = clock((closes - 1) % DAY + 1);
            if long > DAY {
                until = [self.day(day(closes - 1)), " ", &until].concat();
            }
            hours.push(locale.daily(&self.days(&days), &clock(opens % DAY), &until));
        }
        if hours.is_empty() {
            return locale.closed_all_week().to_owned();
        }
        super::join(&hours, "; ")
    }

    /// So many hours a week, to a tenth.
    pub fn hours_a_week(&self, minutes: u16) -> String {
        let tenths = (u32::from(minutes) + 3) / 6;
        let mut hours = (tenths / 10).to_string();
        if tenths % 10 > 0 {
            hours.push('.');
            hours.push_str(&(tenths % 10).to_string());
        }
        self.locale.hours_a_week(&hours)
    }
}

/// The day of a minute of the week, Monday first.
fn day(minute: i64) -> Day {
    Day::try_from((minute / DAY) as u8).unwrap_or(Day::Sun)
}

/// A minute of the day by the 24-hour clock: "15:00", "24:00".
fn clock(minute: i64) -> String {
    let mut text = String::new();
    for number in [minute / 60, minute % 60] {
        if !text.is_empty() {
            text.push(':');
        }
        if number < 10 {
            text.push('0');
        }
        text.push_str(&(number as u32).to_string());
    }
    text
}

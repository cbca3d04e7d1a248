//! The openings of one week, as a set of minutes.

use std::ops::Range;

use crate::opening::DAY_MINUTES;
use crate::{Day, MINUTES_PER_WEEK, Opening};

/// The minutes of a week, as spans count them.
pub(crate) const WEEK_MINUTES: u16 = MINUTES_PER_WEEK as u16;

/// The openings of a week, Monday 00:00 first.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WeeklyHours {
    openings: Vec<Opening>,
    /// Derived once: ascending, disjoint, not touching, within the week.
    spans: Vec<Range<u16>>,
}

impl WeeklyHours {
    /// Returns the week with these openings; they may overlap, and none is an empty week.
    pub fn new(openings: Vec<Opening>) -> Self {
        let mut spans = Vec::new();
        for opening in &openings {
            for day in opening.days() {
                let start = midnight(*day) + opening.open().minutes();
                let end = start + opening.minutes();
                spans = with(spans, start..end.min(WEEK_MINUTES));
                // A night that passes Sunday's midnight goes on on Monday.
                if end > WEEK_MINUTES {
                    spans = with(spans, 0..end - WEEK_MINUTES);
                }
            }
        }
        Self { openings, spans }
    }

    /// Returns the openings as they were given.
    pub fn openings(&self) -> &[Opening] {
        &self.openings
    }

    /// Returns the open minutes of the week: ascending, disjoint spans of minutes since Monday 00:00.
    pub fn spans(&self) -> &[Range<u16>] {
        &self.spans
    }

    /// Returns the open minutes of one day: ascending, disjoint spans of minutes since its midnight, 0 to 1,440.
    pub(crate) fn on(&self, day: Day) -> Vec<Range<u16>> {
        let of_the_day = |minute: u16| minute.saturating_sub(midnight(day)).min(DAY_MINUTES);
        let mut open = Vec::new();
        for span in &self.spans {
            let span = of_the_day(span.start)..of_the_day(span.end);
            if !span.is_empty() {
                open.push(span);
            }
        }
        open
    }

    /// Returns how many minutes of the week are open, 0 to 10,080.
    pub fn minutes(&self) -> u16 {
        self.spans.iter().map(|span| span.end - span.start).sum()
    }

    /// Tells whether no minute of the week is closed.
    pub fn is_whole_week(&self) -> bool {
        self.minutes() == WEEK_MINUTES
    }

    /// Tells whether every minute open in `other` is open here.
    pub fn covers(&self, other: &Self) -> bool {
        other
            .spans
            .iter()
            .all(|theirs| self.spans.iter().any(|ours| ours.start <= theirs.start && theirs.end <= ours.end))
    }
}

/// Returns the minute of the week at which a day begins.
fn midnight(day: Day) -> u16 {
    day.num_days_from_monday() as u16 * DAY_MINUTES
}

/// Adds a span to ascending ones that are apart, together with those that it overlaps or touches.
fn with(spans: Vec<Range<u16>>, mut span: Range<u16>) -> Vec<Range<u16>> {
    let mut all = Vec::new();
    let mut later = Vec::new();
    for other in spans {
        if other.end < span.start {
            all.push(other);
        } else if span.end < other.start {
            later.push(other);
        } else {
            span = span.start.min(other.start)..span.end.max(other.end);
        }
    }
    all.push(span);
    all.append(&mut later);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(openings: &[(&[&str], &str, &str)]) -> WeeklyHours {
        let parse = |(days, open, close): &(&[&str], &str, &str)| Opening::parse(days, open, close);
        WeeklyHours::new(openings.iter().map(parse).collect::<Result<_, _>>().expect("openings of the test"))
    }

    #[test]
    fn touching_and_overlapping_openings_are_one_span() {
        let split = week(&[(&["mon"], "09:00", "12:00"), (&["mon"], "12:00", "15:00"), (&["mon"], "14:00", "17:00")]);
        assert_eq!((split.spans().len(), split.spans().first()), (1, Some(&(540..1020))));
        assert_eq!(split.spans(), week(&[(&["mon"], "09:00", "17:00")]).spans());
    }

    #[test]
    fn a_sunday_night_goes_on_on_monday() {
        assert_eq!(week(&[(&["sun"], "22:00", "06:00")]).spans(), [0..360, 10_000 - 40..10_080]);
    }

    #[test]
    fn seven_full_days_are_the_whole_week_however_they_are_written() {
        let all: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        for (open, close) in [("00:00", "24:00"), ("09:00", "09:00"), ("00:00", "00:00")] {
            assert!(week(&[(all, open, close)]).is_whole_week(), "{open} to {close}");
        }
        assert!(!week(&[(all, "00:00", "23:59")]).is_whole_week());
    }

    /// Every week of one or two openings on a coarse grid, against a minute-by-minute count.
    #[test]
    fn covering_agrees_with_every_minute() {
        let times = ["00:00", "06:00", "17:30", "24:00"];
        let days: [&[&str]; 3] = [&["mon"], &["sun"], &["mon", "tue", "sun"]];
        let mut weeks = vec![week(&[])];
        for on in days {
            for open in &times[..3] {
                for close in times {
                    weeks.push(week(&[(on, open, close)]));
                    weeks.push(week(&[(on, open, close), (&["wed"], "10:00", "10:01")]));
                }
            }
        }
        let is_open = |week: &WeeklyHours, minute| week.spans().iter().any(|span| span.contains(&minute));
        let minutes: Vec<Vec<bool>> =
            weeks.iter().map(|week| (0..WEEK_MINUTES).map(|minute| is_open(week, minute)).collect()).collect();
        for (a, ours) in weeks.iter().zip(&minutes) {
            assert_eq!(usize::from(a.minutes()), ours.iter().filter(|open| **open).count());
            for (b, theirs) in weeks.iter().zip(&minutes) {
                let pointwise = ours.iter().zip(theirs).all(|(ours, theirs)| *ours || !theirs);
                assert_eq!(a.covers(b), pointwise, "{a:?} covers {b:?}");
            }
        }
    }
}

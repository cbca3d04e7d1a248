//! What the tests share: the same semantics a second time, minute by minute; and random coverages.

#![allow(dead_code, reason = "every test file uses its own part")]

pub mod random;

use std::ops::Range;

use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use support_hours::{Calendar, Coverage};

/// How far the clocks may be from UTC, and a change from either, in minutes.
const REACH: usize = 50 * 60;

const MINUTES_PER_DAY: i64 = 24 * 60;

/// Every minute of a while: whether it is open.
pub struct Minutes {
    pub start: DateTime<Utc>,
    pub open: Vec<bool>,
}

impl Minutes {
    /// Steps through `[start, start + days)`, from a whole minute on.
    pub fn of(coverage: &Coverage<Tz>, start: DateTime<Utc>, days: usize) -> Self {
        let inside = days * MINUTES_PER_DAY as usize;
        let mut open = vec![matches!(coverage, Coverage::Always); inside];
        // By each on its own, whatever the others are.
        for calendar in coverage.calendars() {
            for (open, (_, by_this)) in open.iter_mut().zip(Self::of_calendar(calendar, start, days)) {
                *open |= by_this;
            }
        }
        Self { start, open }
    }

    /// What the clocks of one calendar show in each minute of `[start, start + days)`, and whether it is open by that.
    pub fn of_calendar(calendar: &Calendar<Tz>, start: DateTime<Utc>, days: usize) -> Vec<(NaiveDateTime, bool)> {
        let inside = days * MINUTES_PER_DAY as usize;
        // Shown by the clocks from four days before to four days after.
        let margin = 4 * MINUTES_PER_DAY as usize;
        let first = start - minutes(margin);
        let shown: Vec<NaiveDateTime> = (0..inside + 2 * margin)
            .map(|minute| (first + minutes(minute)).with_timezone(calendar.zone()).naive_local())
            .collect();
        let open = open_minutes(calendar, first, &shown);
        shown.into_iter().zip(open).skip(margin).take(inside).collect()
    }

    /// When that minute begins.
    pub fn instant(&self, minute: usize) -> DateTime<Utc> {
        self.start + minutes(minute)
    }

    /// The stretches of open minutes.
    pub fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for minute in self.open.iter().enumerate().filter_map(|(minute, open)| open.then_some(minute)) {
            match runs.last_mut() {
                Some(run) if run.end == minute => run.end += 1,
                _ => runs.push(minute..minute + 1),
            }
        }
        runs
    }
}

fn minutes(minutes: usize) -> TimeDelta {
    TimeDelta::minutes(i64::try_from(minutes).expect("minutes of a while"))
}

fn open_minutes(calendar: &Calendar<Tz>, first: DateTime<Utc>, shown: &[NaiveDateTime]) -> Vec<bool> {
    let mut open = vec![false; shown.len()];
    let around = |wall: NaiveDateTime| {
        let near = usize::try_from((wall.and_utc() - first).num_minutes()).unwrap_or(0).min(shown.len());
        near.saturating_sub(REACH)..(near + REACH).min(shown.len())
    };
    let last_date = shown.last().expect("some minutes").date();
    for date in shown.first().expect("some minutes").date().iter_days().take_while(|date| *date <= last_date) {
        for opening in calendar.weekly().openings().iter().filter(|opening| opening.days().contains(&date.weekday())) {
            let (opens, closes) = (i64::from(opening.open().minutes()), i64::from(opening.close().minutes()));
            let closes = if closes > opens { closes } else { closes + MINUTES_PER_DAY };
            let wall = |minutes| date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes);
            let (opens, closes) = (wall(opens), wall(closes));
            // From the first minute that shows the opening to the last that shows the closing; where none does, the
            // clocks were set forward over it, and the first minute that shows more is the end of the gap.
            let skipped = |wall| around(wall).find(|minute| shown[*minute] > wall).unwrap_or(shown.len());
            let from = around(opens).find(|minute| shown[*minute] == opens).unwrap_or_else(|| skipped(opens));
            let until = around(closes).rev().find(|minute| shown[*minute] == closes);
            let until = until.unwrap_or_else(|| skipped(closes));
            if from < until {
                open[from..until].fill(true);
            }
        }
    }
    for (open, shown) in open.iter_mut().zip(shown) {
        *open &= !calendar.is_holiday(shown.date());
    }
    open
}

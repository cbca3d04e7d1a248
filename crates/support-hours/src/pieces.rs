//! The open time of a coverage, day after day.

use std::vec::IntoIter;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone, Utc};

use crate::span::{Span, instant};
use crate::wall::{Occurrences, ahead};
use crate::{Calendar, Coverage, Period, day};

/// How many days a search looks for an opening.
const SEARCHED_DAYS: i64 = 366;

/// Open periods from an instant on: ascending and disjoint, but cut at midnights. It reads one local date at a time.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'a, Z: TimeZone> {
    source: Option<&'a Calendar<Z>>,
    /// The date to read next; none when all are read.
    date: Option<NaiveDate>,
    ready: IntoIter<Span>,
    /// What is before is over, or was given.
    from: DateTime<Utc>,
    /// Where the next piece must begin before.
    until: DateTime<Utc>,
    /// What `until` becomes with the first piece.
    then_until: DateTime<Utc>,
}

impl<'a, Z: TimeZone> Pieces<'a, Z> {
    /// Every piece from `from` on, if the first one begins within 366 days.
    pub(crate) fn search(coverage: &'a Coverage<Z>, from: DateTime<Utc>) -> Self {
        let until = from.checked_add_signed(TimeDelta::days(SEARCHED_DAYS)).unwrap_or(DateTime::<Utc>::MAX_UTC);
        Self { until, ..Self::between(coverage, from, DateTime::<Utc>::MAX_UTC) }
    }

    /// Every piece that begins in `[from, until)`; the last may end later.
    pub(crate) fn between(coverage: &'a Coverage<Z>, from: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        let mut pieces =
            Self { source: None, date: None, ready: Vec::new().into_iter(), from, until, then_until: until };
        match coverage {
            Coverage::Always => pieces.ready = one(i64::MIN, i64::MAX),
            Coverage::Hours(calendar) if !calendar.weekly().spans().is_empty() => {
                pieces.source = Some(calendar);
                let second = from.timestamp();
                let local = instant(second + ahead(calendar.zone(), second)).date_naive();
                // Where clocks are set back over midnight, a date's hours reach into the next date.
                pieces.date = local.pred_opt().or(Some(local));
            }
            Coverage::Hours(_) => {}
        }
        pieces
    }

    /// Reads the open periods of the next date; false when no date is left.
    fn read_date(&mut self) -> bool {
        let (Some(calendar), Some(date)) = (self.source, self.date) else { return false };
        // Local dates are less than a day from those of UTC, and one more where clocks are set back over midnight.
        if date.num_days_from_ce() - self.until.date_naive().num_days_from_ce() > 2 {
            return false;
        }
        if calendar.weekly().is_whole_week() {
            let holiday = calendar.next_holiday(date.pred_opt().unwrap_or(date));
            let eve = holiday.and_then(|holiday| holiday.pred_opt());
            if holiday.is_none() || eve > Some(date) {
                self.read_until_eve(calendar, date, eve);
                return true;
            }
        }
        self.date = date.succ_opt();
        self.ready = day::open_spans(calendar, date).into_iter();
        true
    }

    /// Reads all dates from `date` until the eve of the next holiday, or for good, in one piece: the whole week is open.
    fn read_until_eve(&mut self, calendar: &Calendar<Z>, date: NaiveDate, eve: Option<NaiveDate>) {
        let begin = |date| Occurrences::of(calendar.zone(), date, 0).map(|midnight| midnight.first);
        self.ready = one(begin(date).unwrap_or(i64::MIN), eve.and_then(begin).unwrap_or(i64::MAX));
        self.date = eve;
    }
}

fn one(opens: i64, closes: i64) -> IntoIter<Span> {
    let mut one = Vec::new();
    Span::join(&mut one, opens, closes);
    one.into_iter()
}

impl<Z: TimeZone> Iterator for Pieces<'_, Z> {
    type Item = Period;

    fn next(&mut self) -> Option<Period> {
        loop {
            while let Some(span) = self.ready.next() {
                let Some(piece) = Period::new(instant(span.opens).max(self.from), instant(span.closes)) else {
                    continue;
                };
                if piece.opens >= self.until {
                    (self.date, self.ready) = (None, Vec::new().into_iter());
                    return None;
                }
                (self.from, self.until) = (piece.closes, self.then_until);
                return Some(piece);
            }
            if !self.read_date() {
                return None;
            }
        }
    }
}

//! Iterates over the open spans of a coverage, date by date.

use std::vec::IntoIter;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};

use crate::span::Span;
use crate::wall::{Occurrences, SECONDS_PER_DAY, day_number, local_date};
use crate::{Calendar, Coverage, day};

/// How many days a search looks for an opening.
pub(crate) const SEARCHED_DAYS: i64 = 366;

/// Open spans from a second on: ascending and disjoint, but cut at midnights, and where another zone's hours go on.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'a, Z: TimeZone> {
    /// One for each calendar.
    sources: Vec<Dates<'a, Z>>,
    /// What is before is over, or was given.
    from: i64,
    /// Where the next piece must begin before.
    until: i64,
    /// What `until` becomes with the first piece.
    then_until: i64,
}

/// The open spans of one calendar. It reads one local date at a time.
#[derive(Clone, Debug)]
struct Dates<'a, Z: TimeZone> {
    source: Option<&'a Calendar<Z>>,
    /// The date to read next; none when all are read.
    date: Option<NaiveDate>,
    ready: IntoIter<Span>,
}

impl<'a, Z: TimeZone> Pieces<'a, Z> {
    /// Returns every piece from the second of `from` on, if the first one begins within 366 days of `from`.
    pub(crate) fn search(coverage: &'a Coverage<Z>, from: DateTime<Utc>) -> Self {
        let second = from.timestamp();
        // Pieces begin with whole seconds.
        let until = second + SEARCHED_DAYS * SECONDS_PER_DAY + i64::from(from.timestamp_subsec_nanos() > 0);
        Self { until, ..Self::between(coverage, second, i64::MAX) }
    }

    /// Returns every piece that begins in `[from, until)`; the last may end later.
    pub(crate) fn between(coverage: &'a Coverage<Z>, from: i64, until: i64) -> Self {
        let mut sources = Vec::new();
        if let Coverage::Always = coverage {
            sources.push(Dates { source: None, date: None, ready: one(i64::MIN, i64::MAX) });
        }
        for calendar in coverage.calendars() {
            if !calendar.weekly().spans().is_empty() {
                let local = local_date(calendar.zone(), from);
                // Where clocks are set back over midnight, a date's hours reach into the next date.
                let date = local.pred_opt().or(Some(local));
                sources.push(Dates { source: Some(calendar), date, ready: Vec::new().into_iter() });
            }
        }
        Self { sources, from, until, then_until: until }
    }

    /// Gives nothing more.
    pub(crate) fn end(&mut self) {
        self.from = i64::MAX;
    }
}

impl<Z: TimeZone> Dates<'_, Z> {
    /// Returns what is open first from a second on, of the dates up to another.
    fn first(&mut self, from: i64, until: i64) -> Option<Span> {
        loop {
            while let Some(Span { opens, closes }) = self.ready.as_slice().first() {
                let opens = (*opens).max(from);
                if opens < *closes {
                    return Some(Span { opens, closes: *closes });
                }
                self.ready.next();
            }
            if !self.read_date(until) {
                return None;
            }
        }
    }

    /// Reads the open spans of the next date; false when no date is left.
    fn read_date(&mut self, until: i64) -> bool {
        let (Some(calendar), Some(date)) = (self.source, self.date) else { return false };
        // Local dates are less than a day from those of UTC, and one more where clocks are set back over midnight.
        if day_number(date) - until.div_euclid(SECONDS_PER_DAY) > 2 {
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
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        // What never closes leaves nothing to add: the other dates are not read for good.
        if self.from == i64::MAX {
            return None;
        }
        let mut first: Option<Span> = None;
        for dates in &mut self.sources {
            if let Some(span) = dates.first(self.from, self.until)
                && first.is_none_or(|first| span.opens < first.opens)
            {
                first = Some(span);
            }
        }
        let piece = first.filter(|first| first.opens < self.until);
        match piece {
            Some(piece) => (self.from, self.until) = (piece.closes, self.then_until),
            None => self.sources.clear(),
        }
        piece
    }
}

//! The open periods of one local date.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};

use crate::midnight::Midnight;
use crate::wall::Occurrences;
use crate::{Calendar, Period};

/// Which of a date and its neighbours are holidays.
struct Closed {
    before: bool,
    itself: bool,
    after: bool,
}

/// The open periods that the week gives this date, without what is a holiday: ascending, disjoint. With clocks set back
/// over midnight they may reach into the neighbouring dates.
pub(crate) fn open_periods<Z: TimeZone>(calendar: &Calendar<Z>, date: NaiveDate) -> Vec<Period> {
    if calendar.weekly().on(date.weekday()).next().is_none() {
        return Vec::new();
    }
    let (before, after) = (date.pred_opt(), date.succ_opt());
    let is_holiday = |date: Option<NaiveDate>| date.is_some_and(|date| calendar.is_holiday(date));
    let closed = Closed { before: is_holiday(before), itself: is_holiday(Some(date)), after: is_holiday(after) };
    if !(closed.before || closed.itself || closed.after) {
        return concrete(calendar, date);
    }
    let midnight = |date: Option<NaiveDate>| Midnight::of(calendar.zone(), date?);
    match (midnight(Some(date)), midnight(after)) {
        (Some(begins), Some(ends)) if !(begins.is_plain() && ends.is_plain()) => {
            without_holidays(&concrete(calendar, date), &closed, begins, ends)
        }
        _ if closed.itself => Vec::new(),
        _ => concrete(calendar, date),
    }
}

/// The spans of the week on that date as real time: an opening takes the first of two occurrences, a closing the last, and
/// either the end of a gap. What ends up empty is dropped.
fn concrete<Z: TimeZone>(calendar: &Calendar<Z>, date: NaiveDate) -> Vec<Period> {
    let mut open = Vec::new();
    for span in calendar.weekly().on(date.weekday()) {
        let edge = |minute| Occurrences::of(calendar.zone(), date, minute);
        let (Some(opening), Some(closing)) = (edge(span.start), edge(span.end)) else { continue };
        if let Some(period) = Period::new(opening.first, closing.last) {
            Period::join(&mut open, period);
        }
    }
    open
}

/// Cuts out every instant whose local date is closed. Around the two midnights the date changes six times at most.
fn without_holidays(open: &[Period], closed: &Closed, begins: Midnight, ends: Midnight) -> Vec<Period> {
    let stretches = [
        (begins.first, closed.before),
        (begins.turn, closed.itself),
        (begins.last, closed.before),
        (ends.first, closed.itself),
        (ends.turn, closed.after),
        (ends.last, closed.itself),
        (DateTime::<Utc>::MAX_UTC, closed.after),
    ];
    let mut left = Vec::new();
    let mut from = DateTime::<Utc>::MIN_UTC;
    for (until, is_closed) in stretches {
        if !is_closed {
            open.iter().filter_map(|period| period.clip(from, until)).for_each(|part| Period::join(&mut left, part));
        }
        from = until;
    }
    left
}

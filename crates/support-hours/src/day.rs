//! Computes the open spans of one local date.

use chrono::{Datelike, NaiveDate, TimeZone};

use crate::Calendar;
use crate::midnight::Midnight;
use crate::span::Span;
use crate::wall::Occurrences;

/// Which of a date and its neighbours are holidays.
struct Closed {
    before: bool,
    itself: bool,
    after: bool,
}

/// Returns the open spans that the week gives this date, without what is a holiday: ascending, disjoint. With clocks set back
/// over midnight they may reach into the neighbouring dates.
pub(crate) fn open_spans<Z: TimeZone>(calendar: &Calendar<Z>, date: NaiveDate) -> Vec<Span> {
    let open = concrete(calendar, date);
    let (before, after) = (date.pred_opt(), date.succ_opt());
    let is_holiday = |date: Option<NaiveDate>| date.is_some_and(|date| calendar.is_holiday(date));
    let closed = Closed { before: is_holiday(before), itself: is_holiday(Some(date)), after: is_holiday(after) };
    if open.is_empty() || !(closed.before || closed.itself || closed.after) {
        return open;
    }
    let midnight = |date: Option<NaiveDate>| Midnight::of(calendar.zone(), date?);
    match (midnight(Some(date)), midnight(after)) {
        (Some(begins), Some(ends)) if !(begins.is_plain() && ends.is_plain()) => {
            without_holidays(&open, &closed, begins, ends)
        }
        _ if closed.itself => Vec::new(),
        _ => open,
    }
}

/// Returns the spans of the week on that date as real time: an opening takes the first of two occurrences, a closing the last,
/// and either the end of a gap. What ends up empty is dropped.
fn concrete<Z: TimeZone>(calendar: &Calendar<Z>, date: NaiveDate) -> Vec<Span> {
    let mut open = Vec::new();
    for span in calendar.weekly().on(date.weekday()) {
        let edge = |minute| Occurrences::of(calendar.zone(), date, minute);
        if let (Some(opening), Some(closing)) = (edge(span.start), edge(span.end)) {
            Span::join(&mut open, opening.first, closing.last);
        }
    }
    open
}

/// Cuts out every instant whose local date is closed. Around the two midnights the date changes six times at most.
fn without_holidays(open: &[Span], closed: &Closed, begins: Midnight, ends: Midnight) -> Vec<Span> {
    let stretches = [
        (begins.first, closed.before),
        (begins.turn, closed.itself),
        (begins.last, closed.before),
        (ends.first, closed.itself),
        (ends.turn, closed.after),
        (ends.last, closed.itself),
        (i64::MAX, closed.after),
    ];
    let mut left = Vec::new();
    let mut from = i64::MIN;
    for (until, is_closed) in stretches {
        if !is_closed {
            for span in open {
                Span::join(&mut left, span.opens.max(from), span.closes.min(until));
            }
        }
        from = until;
    }
    left
}

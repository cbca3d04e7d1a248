//! Iterates over open periods, merged across midnights.

use chrono::{DateTime, TimeZone, Utc};

use crate::pieces::{Pieces, SEARCHED_DAYS};
use crate::span::{Span, instant};
use crate::wall::SECONDS_PER_DAY;
use crate::{Coverage, Period};

/// The open periods from an instant on: ascending, disjoint and not touching; see [`crate::Coverage::open_periods`].
#[derive(Clone, Debug)]
pub struct Periods<'a, Z: TimeZone> {
    pieces: Pieces<'a, Z>,
    from: DateTime<Utc>,
    /// Read, and apart from what was given.
    held: Option<Span>,
    /// What lasts longer, in seconds, never closes.
    longest: i64,
}

impl<'a, Z: TimeZone> Periods<'a, Z> {
    pub(crate) fn of(coverage: &'a Coverage<Z>, from: DateTime<Utc>) -> Self {
        // Of one zone it is known whether it closes; of several that together do not, there would be no end.
        let is_of_several = coverage.calendars().len() > 1;
        let longest = if is_of_several { SEARCHED_DAYS * SECONDS_PER_DAY } else { i64::MAX };
        Self { pieces: Pieces::search(coverage, from), from, held: None, longest }
    }
}

impl<Z: TimeZone> Iterator for Periods<'_, Z> {
    type Item = Period;

    fn next(&mut self) -> Option<Period> {
        let mut span = self.held.take().or_else(|| self.pieces.next())?;
        for piece in self.pieces.by_ref() {
            if piece.opens > span.closes {
                self.held = Some(piece);
                break;
            }
            span.closes = piece.closes;
            if span.closes.saturating_sub(span.opens) > self.longest {
                span.closes = i64::MAX;
                break;
            }
        }
        if span.closes == i64::MAX {
            self.pieces.end();
        }
        Some(Period { opens: instant(span.opens).max(self.from), closes: instant(span.closes) })
    }
}

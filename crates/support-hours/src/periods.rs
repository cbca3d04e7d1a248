//! Iterates over open periods, merged across midnights.

use chrono::{DateTime, TimeZone, Utc};

use crate::pieces::Pieces;
use crate::span::{Span, instant};
use crate::{Coverage, Period};

/// The open periods from an instant on: ascending, disjoint and not touching; see [`crate::Coverage::open_periods`].
#[derive(Clone, Debug)]
pub struct Periods<'a, Z: TimeZone> {
    pieces: Pieces<'a, Z>,
    from: DateTime<Utc>,
    /// Read, and apart from what was given.
    held: Option<Span>,
}

impl<'a, Z: TimeZone> Periods<'a, Z> {
    pub(crate) fn of(coverage: &'a Coverage<Z>, from: DateTime<Utc>) -> Self {
        Self { pieces: Pieces::search(coverage, from), from, held: None }
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
        }
        Some(Period { opens: instant(span.opens).max(self.from), closes: instant(span.closes) })
    }
}

//! Open periods, whole.

use chrono::TimeZone;

use crate::Period;
use crate::pieces::Pieces;

/// The open periods from an instant on: ascending, disjoint and not touching; see [`crate::Coverage::open_periods`].
#[derive(Clone, Debug)]
pub struct Periods<'a, Z: TimeZone> {
    pieces: Pieces<'a, Z>,
    /// Read, and apart from what was given.
    held: Option<Period>,
}

impl<'a, Z: TimeZone> Periods<'a, Z> {
    pub(crate) fn of(pieces: Pieces<'a, Z>) -> Self {
        Self { pieces, held: None }
    }
}

impl<Z: TimeZone> Iterator for Periods<'_, Z> {
    type Item = Period;

    fn next(&mut self) -> Option<Period> {
        let mut period = self.held.take().or_else(|| self.pieces.next())?;
        for piece in self.pieces.by_ref() {
            if piece.opens > period.closes {
                self.held = Some(piece);
                break;
            }
            period.closes = piece.closes;
        }
        Some(period)
    }
}

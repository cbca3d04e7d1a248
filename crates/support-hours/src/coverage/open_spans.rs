//! Tells exactly whether hours of different zones cover each other during a stretch of time.

use chrono::{DateTime, TimeZone, Utc};

use crate::Coverage;
use crate::pieces::Pieces;
use crate::span::Span;

/// All that is open during a stretch of time.
#[derive(Clone, Debug)]
pub struct OpenSpans(Vec<Span>);

impl<Z: TimeZone> Coverage<Z> {
    /// Computes all that is open in `[from, until)`.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use chrono_tz::{Europe::Berlin, Europe::London};
    /// use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
    ///
    /// let instant = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
    /// let open = |zone, opens, closes| {
    ///     let weekly = WeeklyHours::new(vec![Opening::parse(&["mon", "tue"], opens, closes)?]);
    ///     let (from, until) = (instant("2027-01-01T00:00:00Z"), instant("2028-01-01T00:00:00Z"));
    ///     Ok::<_, support_hours::HoursError>(Coverage::Hours(Calendar::new(zone, weekly, [])).open_spans(from, until))
    /// };
    /// // Both set their clocks at the same instant.
    /// assert!(open(London, "08:00", "17:00")?.cover(&open(Berlin, "09:00", "18:00")?));
    /// assert!(!open(London, "09:00", "17:00")?.cover(&open(Berlin, "09:00", "18:00")?));
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn open_spans(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> OpenSpans {
        let mut open = Vec::new();
        for piece in Pieces::between(self, from.timestamp(), until.timestamp()) {
            Span::join(&mut open, piece.opens, piece.closes.min(until.timestamp()));
        }
        OpenSpans(open)
    }
}

impl OpenSpans {
    /// Tells whether every instant open in `other` is open here.
    pub fn cover(&self, other: &Self) -> bool {
        let mut ours = self.0.iter().peekable();
        other.0.iter().all(|theirs| {
            while ours.next_if(|ours| ours.closes < theirs.closes).is_some() {}
            ours.peek().is_some_and(|ours| ours.opens <= theirs.opens)
        })
    }
}

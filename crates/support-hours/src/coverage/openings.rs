//! Finds when a coverage is open.

use chrono::{DateTime, TimeZone, Utc};

use crate::pieces::Pieces;
use crate::span::instant;
use crate::{Coverage, NeverOpens, Periods};

impl<Z: TimeZone> Coverage<Z> {
    /// Tells whether it is open at that instant. It is at an opening, and is not at a closing.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let second = at.timestamp();
        Pieces::between(self, second, second + 1).next().is_some()
    }

    /// Returns the first open instant at or after `at`; `at` itself when open.
    ///
    /// # Errors
    ///
    /// [`NeverOpens`] where nothing is open in the 366 days from `at` on.
    pub fn next_opening(&self, at: DateTime<Utc>) -> Result<DateTime<Utc>, NeverOpens> {
        Pieces::search(self, at).next().map(|piece| instant(piece.opens).max(at)).ok_or(NeverOpens)
    }

    /// Returns the first closing after `at`: the end of the period that is open at `at`, or else of the next one. None where it
    /// never closes, and where nothing is open in the 366 days from `at` on.
    pub fn next_closing(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.open_periods(at).next().map(|period| period.closes).filter(|closes| *closes < DateTime::<Utc>::MAX_UTC)
    }

    /// Returns the open periods from `from` on, found as they are asked for: ascending, disjoint and not touching. One that is
    /// open at `from` begins there. There are none where nothing is open in the 366 days from `from` on.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
    ///
    /// let weekly = WeeklyHours::new(vec![Opening::parse(&["mon", "tue"], "22:00", "06:00")?]);
    /// let nights = Coverage::Hours(Calendar::new(Utc, weekly, []));
    /// let sunday: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().expect("an instant");
    /// let opens: Vec<String> = nights.open_periods(sunday).take(3).map(|it| format!("{:?}", it.opens)).collect();
    /// assert_eq!(opens, ["2026-11-23T22:00:00Z", "2026-11-24T22:00:00Z", "2026-11-30T22:00:00Z"]);
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn open_periods(&self, from: DateTime<Utc>) -> Periods<'_, Z> {
        Periods::of(self, from)
    }
}

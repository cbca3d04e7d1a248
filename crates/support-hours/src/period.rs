//! One span of real time.

use chrono::{DateTime, TimeDelta, Utc};

/// A span of time without a break: `[opens, closes)`, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first instant in it.
    pub opens: DateTime<Utc>,
    /// The first instant after it; [`DateTime::MAX_UTC`] where it never closes.
    pub closes: DateTime<Utc>,
}

impl Period {
    /// Returns the period between two instants; none where it would be empty.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta};
    /// use support_hours::Period;
    ///
    /// let noon = DateTime::UNIX_EPOCH + TimeDelta::hours(12);
    /// assert!(Period::new(noon, noon).is_none());
    /// assert_eq!(Period::new(noon, noon + TimeDelta::hours(2)).map(|lunch| lunch.length()), Some(TimeDelta::hours(2)));
    /// ```
    pub fn new(opens: DateTime<Utc>, closes: DateTime<Utc>) -> Option<Self> {
        (opens < closes).then_some(Self { opens, closes })
    }

    /// Returns how long it lasts.
    pub fn length(&self) -> TimeDelta {
        self.closes - self.opens
    }

    /// Tells whether that instant is in it.
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.opens <= at && at < self.closes
    }
}

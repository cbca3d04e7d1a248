//! One span of real time in whole seconds: all that a calendar can say.

use chrono::{DateTime, Utc};

/// `[opens, closes)` in seconds since 1970, never empty. Cheaper to reckon with than the instants of a [`crate::Period`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) opens: i64,
    pub(crate) closes: i64,
}

impl Span {
    /// Adds what of `[opens, closes)` there is, and begins no earlier than the last of `ascending`; as one with the last where
    /// the two overlap or touch.
    pub(crate) fn join(ascending: &mut Vec<Self>, opens: i64, closes: i64) {
        match ascending.last_mut() {
            _ if opens >= closes => {}
            Some(last) if opens <= last.closes => last.closes = last.closes.max(closes),
            _ => ascending.push(Self { opens, closes }),
        }
    }
}

/// Returns the instant of a second since 1970; the last or the first that `chrono` counts where it counts none such.
pub(crate) fn instant(second: i64) -> DateTime<Utc> {
    let end = if second > 0 { DateTime::<Utc>::MAX_UTC } else { DateTime::<Utc>::MIN_UTC };
    DateTime::from_timestamp(second, 0).unwrap_or(end)
}

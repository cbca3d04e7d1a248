//! Wall-clock times, and the instants at which a zone's clocks show them.

use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};

/// When the clocks show a time: once, twice where they are set back over it, or never where they are set forward over it.
#[derive(Clone, Copy)]
pub(crate) struct Occurrences {
    /// The first; the end of the gap where there is none.
    pub(crate) first: DateTime<Utc>,
    /// The last; the end of the gap where there is none.
    pub(crate) last: DateTime<Utc>,
}

impl Occurrences {
    /// When the clocks of `zone` show `minute` of that date; 1,440 is midnight of the next date. None at the ends of the
    /// years that `chrono` counts.
    pub(crate) fn of<Z: TimeZone>(zone: &Z, date: NaiveDate, minute: u16) -> Option<Self> {
        let wall = date.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(minute.into()))?;
        let instant = |offset: &Z::Offset| Some(wall.checked_sub_offset(offset.fix())?.and_utc());
        let (first, last) = match zone.offset_from_local_datetime(&wall) {
            MappedLocalTime::Single(offset) => {
                let once = instant(&offset)?;
                (once, once)
            }
            MappedLocalTime::Ambiguous(earlier, later) => (instant(&earlier)?, instant(&later)?),
            MappedLocalTime::None => {
                let end = end_of_gap(zone, wall)?;
                (end, end)
            }
        };
        Some(Self { first, last })
    }
}

/// The instant at which the clocks were set forward over `wall`, a time that they never show. A gap may be of any size up to
/// what an offset can make; a whole date in Apia in 2011.
fn end_of_gap<Z: TimeZone>(zone: &Z, wall: NaiveDateTime) -> Option<DateTime<Utc>> {
    // An offset is less than a day, so the clocks show less a day before, read as UTC, and more a day after.
    let (before, after) = (wall.checked_sub_signed(TimeDelta::days(1))?, wall.checked_add_signed(TimeDelta::days(1))?);
    first_where(before.and_utc(), after.and_utc(), |at| {
        at.naive_utc().checked_add_offset(zone.offset_from_utc_datetime(&at.naive_utc()).fix()) > Some(wall)
    })
}

/// The first whole second in `(before, after]` from which `holds` on holds, by halving. It must not hold at `before`, and must at `after`.
pub(crate) fn first_where(
    before: DateTime<Utc>,
    after: DateTime<Utc>,
    holds: impl Fn(DateTime<Utc>) -> bool,
) -> Option<DateTime<Utc>> {
    let (mut low, mut high) = (before.timestamp(), after.timestamp());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(DateTime::from_timestamp(middle, 0)?) {
            high = middle;
        } else {
            low = middle;
        }
    }
    DateTime::from_timestamp(high, 0)
}

//! Time zones by the platform's database, so that none is downloaded.

use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};

use super::platform::Platform;

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// A time zone that the platform knows. It is copied freely, so that signals can hold it.
#[derive(Clone, Copy)]
pub struct Zone {
    platform: &'static dyn Platform,
    number: u16,
}

impl Zone {
    /// Finds the zone of that IANA name, in any case. None where the platform knows no such zone.
    pub fn named(platform: &'static dyn Platform, name: &str) -> Option<Self> {
        Some(Self { platform, number: platform.find_zone(Some(name))? })
    }

    /// Finds the zone that the platform is set to.
    pub fn own(platform: &'static dyn Platform) -> Option<Self> {
        Some(Self { platform, number: platform.find_zone(None)? })
    }

    /// Returns the zone's IANA name.
    pub fn name(self) -> String {
        self.platform.zone_name(self.number)
    }

    fn at(self, second: i64) -> ZoneOffset {
        let seconds = self.platform.offset(self.number, second);
        // A clock of the tz database is less than a day from UTC.
        let offset = FixedOffset::east_opt(seconds).unwrap_or(UTC);
        ZoneOffset { zone: self, offset }
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl std::fmt::Debug for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Zone")
    }
}

const UTC: FixedOffset = match FixedOffset::east_opt(0) {
    Some(offset) => offset,
    None => panic!("no offset is within a day"),
};

/// The offset of a zone from UTC at some time.
#[derive(Clone, Copy, Debug)]
pub struct ZoneOffset {
    zone: Zone,
    offset: FixedOffset,
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.offset
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.at(utc.and_utc().timestamp())
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        let shown = local.and_utc().timestamp();
        // An offset is less than a day: a day before, read as UTC, is earlier than the clocks show it, and a day after later.
        let (before, after) = (self.at(shown - SECONDS_PER_DAY), self.at(shown + SECONDS_PER_DAY));
        let shows = |offset: ZoneOffset| {
            let ahead = offset.offset.local_minus_utc();
            self.at(shown - i64::from(ahead)).offset.local_minus_utc() == ahead
        };
        match (shows(before), shows(after)) {
            (true, true) if before.offset != after.offset => MappedLocalTime::Ambiguous(before, after),
            (true, _) => MappedLocalTime::Single(before),
            (false, true) => MappedLocalTime::Single(after),
            (false, false) => MappedLocalTime::None,
        }
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }
}

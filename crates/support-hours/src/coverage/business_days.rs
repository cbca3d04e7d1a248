//! Counts business days: dates with hours.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};

use crate::pieces::SEARCHED_DAYS;
use crate::span::instant;
use crate::wall::{day_number, local_date};
use crate::{Coverage, NeverOpens, day};

/// Some business days in a row, without what was reported before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BusinessDays {
    /// When support opens on the first of them.
    pub begin: DateTime<Utc>,
    /// When the last of them is over.
    pub end: DateTime<Utc>,
}

impl<Z: TimeZone> Coverage<Z> {
    /// Counts `days` business days from the day after a report on; see the crate's documentation for what is one, and when it is
    /// over. None gives `from` when open, and the next opening otherwise. What is always open has days of 24 hours from the
    /// report on.
    ///
    /// It takes time in proportion to the days between.
    ///
    /// # Errors
    ///
    /// [`NeverOpens`] where no date has hours in the 366 days after the report, or after a day that was counted.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
    ///
    /// let weekly = WeeklyHours::new(vec![Opening::parse(&["mon", "tue", "fri"], "09:00", "17:00")?]);
    /// let hours = Coverage::Hours(Calendar::new(Utc, weekly, []));
    /// let friday: DateTime<Utc> = "2026-11-27T10:00:00Z".parse().expect("an instant");
    /// let two = hours.business_days(friday, 2).expect("hours that open");
    /// assert_eq!(format!("{:?}", two.begin), "2026-11-30T09:00:00Z");
    /// assert_eq!(format!("{:?}", two.end), "2026-12-01T17:00:00Z");
    /// # Ok::<(), support_hours::HoursError>(())
    /// ```
    pub fn business_days(&self, from: DateTime<Utc>, days: u32) -> Result<BusinessDays, NeverOpens> {
        if let Coverage::Always = self {
            let length = TimeDelta::try_days(days.into()).ok_or(NeverOpens)?;
            return Ok(BusinessDays { begin: from, end: from.checked_add_signed(length).ok_or(NeverOpens)? });
        }
        if days == 0 {
            return self.next_opening(from).map(|opens| BusinessDays { begin: opens, end: opens });
        }
        let home = self.calendars().first().ok_or(NeverOpens)?.zone();
        let mut date = local_date(home, from.timestamp());
        let mut counted: Option<BusinessDays> = None;
        let (mut left, mut last) = (days, day_number(date));
        while left > 0 {
            date = date.succ_opt().filter(|date| day_number(*date) - last <= SEARCHED_DAYS).ok_or(NeverOpens)?;
            let Some(day) = self.business_day(date).filter(|day| day.end > from) else { continue };
            (left, last) = (left - 1, day_number(date));
            // Of zones that are a day apart, the one that ends a date later may be closed on the next.
            counted = Some(counted.map_or(day, |before| BusinessDays { end: before.end.max(day.end), ..before }));
        }
        let days = counted.ok_or(NeverOpens)?;
        // Of zones that are a day apart, one may have begun the date before the report, and be closed then.
        Ok(BusinessDays { begin: self.next_opening(days.begin.max(from))?, ..days })
    }

    /// Returns when a date's hours begin and end, by the clocks of each zone; none where it has none.
    fn business_day(&self, date: NaiveDate) -> Option<BusinessDays> {
        let mut hours: Option<BusinessDays> = None;
        for calendar in self.calendars() {
            for span in day::open_spans(calendar, date) {
                let (opens, closes) = (instant(span.opens), instant(span.closes));
                let (begin, end) = hours.map_or((opens, closes), |it| (it.begin.min(opens), it.end.max(closes)));
                hours = Some(BusinessDays { begin, end });
            }
        }
        hours
    }
}

//! Support hours and deadlines on the clocks of a visitor's zone.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone, Utc};
use support_hours::{Calendar, Coverage, MINUTES_PER_DAY, MINUTES_PER_WEEK, Opening, WallMinute, minutes_after};

use super::{Deadline, Support};
use crate::answers::Answers;
use crate::catalog::{Catalog, PlanIx, SeverityIx, Zone};

/// The time at which an incident is reported, as a visitor picks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Now, whenever that is.
    Now,
    /// The next time that the visitor's clocks show this minute of a week, counted from Monday 00:00: 0 to 10,079.
    Next(i64),
    /// The time at which the visitor's clocks show this.
    Shown(WallMinute),
}

/// What hours are asked for: now and the time of the report, for which severity, on the clocks of which zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoursQuery<Z> {
    /// The current instant, in whole minutes.
    pub now: DateTime<Utc>,
    /// The instant at which the incident is reported.
    pub moment: DateTime<Utc>,
    /// The severity of the incident.
    pub severity: SeverityIx,
    /// The visitor's zone.
    pub zone: Z,
}

impl<Z: TimeZone + Copy> HoursQuery<Z> {
    /// Computes the instant of the report. `now` is in whole minutes, `zone` the visitor's.
    ///
    /// A time that the clocks show twice is the first of both; one that they skip is the end of the gap; one outside
    /// the years that `chrono` counts is now.
    pub fn of(severity: SeverityIx, now: DateTime<Utc>, zone: Z, moment: Moment) -> Self {
        let mut query = Self { now, moment: now, severity, zone };
        let shown = match moment {
            Moment::Now => None,
            Moment::Next(minute) => {
                let now = query.wall_minute(now);
                let next = now.start_of_week().0 + minute;
                Some(WallMinute(if next < now.0 { next + MINUTES_PER_WEEK } else { next }))
            }
            Moment::Shown(shown) => Some(shown),
        };
        if let Some(moment) = shown.and_then(|shown| shown.first_instant(&zone)) {
            query.moment = moment;
        }
        query
    }

    /// Computes what the visitor's clocks show at an instant.
    pub fn wall_minute(&self, at: DateTime<Utc>) -> WallMinute {
        WallMinute::of(&self.zone, at)
    }

    /// Computes the first of the seven days that a picture shows, as its 00:00: today, or the day of the report where that is not
    /// one of the next seven.
    pub fn first_day(&self) -> WallMinute {
        let day = |at| self.wall_minute(at).0.div_euclid(MINUTES_PER_DAY) * MINUTES_PER_DAY;
        let (today, reported) = (day(self.now), day(self.moment));
        WallMinute(if (0..MINUTES_PER_WEEK).contains(&(reported - today)) { today } else { reported })
    }

    /// Computes which minute of the week it is now on the visitor's clocks, counted from Monday 00:00: 0 to 10,079.
    pub fn minute_of_week(&self) -> i64 {
        self.wall_minute(self.now).minute_of_week()
    }
}

/// One plan's support for one severity, on the visitor's clocks.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use chrono_tz::Europe::Berlin;
/// use plans::{Answers, catalog::Zone, source, support::{HoursQuery, LocalSupport, Moment}};
///
/// let catalog = source::read(include_str!("../../../../catalogs/msa.json")).expect("a checked catalogue");
/// let (severity, plan) = (catalog.severity_by_id("1").expect("one"), catalog.plan_by_id("start").expect("one"));
/// let locate = |zone: &Zone| zone.name.parse::<chrono_tz::Tz>();
///
/// let sunday: DateTime<Utc> = "2026-11-29T02:00:00Z".parse().expect("an instant");
/// let query = HoursQuery::of(severity, sunday, Berlin, Moment::Now);
/// let start = LocalSupport::of(&catalog, &Answers::none(), severity, plan, query, locate).expect("a zone that is known");
/// // 09:00 to 19:00 in New York, Monday to Friday, is 15:00 to 01:00 in Berlin.
/// assert_eq!(start.open()[0], (15 * 60, 25 * 60));
/// assert!(!start.reads_the_same());
/// assert_eq!(start.deadline().map(|deadline| format!("{:?}", deadline.due)).as_deref(), Some("2026-11-30T22:00:00Z"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSupport<Z> {
    /// The support that the plan offers for the severity.
    pub support: Support<Z>,
    /// The query.
    pub query: HoursQuery<Z>,
}

impl<Z: TimeZone + Copy> LocalSupport<Z> {
    /// Computes what a plan offers for a severity with these answers, which need not be the query's. None where `locate` does not know the
    /// plan's zone.
    pub fn of<E>(
        catalog: &Catalog,
        answers: &Answers,
        severity: SeverityIx,
        plan: PlanIx,
        query: HoursQuery<Z>,
        locate: impl FnMut(&Zone) -> Result<Z, E>,
    ) -> Option<Self> {
        Some(Self { support: Support::of(catalog, answers, severity, plan, own_or(query.zone, locate)).ok()?, query })
    }

    /// Computes what a plan promises for a severity after the first answer; see [`Support::further`]. Nothing where `locate`
    /// does not know a zone.
    pub fn further<E>(
        catalog: &Catalog,
        answers: &Answers,
        severity: SeverityIx,
        plan: PlanIx,
        query: HoursQuery<Z>,
        locate: impl FnMut(&Zone) -> Result<Z, E>,
    ) -> Vec<Self> {
        let mut all = Vec::new();
        for support in
            Support::further(catalog, answers, severity, plan, own_or(query.zone, locate)).unwrap_or_default()
        {
            all.push(Self { support, query });
        }
        all
    }

    /// Computes by when the plan answers what is reported at the query's moment; see [`Support::deadline`].
    pub fn deadline(&self) -> Option<Deadline> {
        self.support.deadline(self.query.moment)
    }

    /// Finds the open spans of the current week on the visitor's clocks, ascending `(opens, closes)` in minutes since
    /// these showed Monday 00:00, each 0 to 10,080.
    pub fn open(&self) -> Vec<(i64, i64)> {
        let now = self.query.now;
        self.open_in(now, self.query.wall_minute(now).start_of_week().0)
    }

    /// Finds the open spans of the seven days that a picture shows ([`HoursQuery::first_day`]), ascending `(opens, closes)` in
    /// minutes since the visitor's clocks showed the first day's 00:00, each 0 to 10,080.
    pub fn open_ahead(&self) -> Vec<(i64, i64)> {
        let query = &self.query;
        let first = query.first_day().0;
        let is_now = (0..MINUTES_PER_WEEK).contains(&(query.wall_minute(query.now).0 - first));
        self.open_in(if is_now { query.now } else { query.moment }, first)
    }

    /// Finds the holiday that support keeps between two instants, by the calendars of the plan; the first of several.
    pub fn holiday(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<NaiveDate> {
        let mut first: Option<NaiveDate> = None;
        for calendar in self.support.coverage.as_ref()?.calendars() {
            let date = |at: DateTime<Utc>| calendar.zone().from_utc_datetime(&at.naive_utc()).date_naive();
            let (from, until) = (date(from), date(until));
            let found = calendar.holidays().find(|holiday| {
                let would_open = |opening: &Opening| opening.days().contains(&holiday.weekday());
                *holiday >= from && *holiday <= until && calendar.weekly().openings().iter().any(would_open)
            });
            if let Some(found) = found {
                first = Some(first.map_or(found, |first| first.min(found)));
            }
        }
        first
    }

    /// Computes how many minutes of a week are open: of one zone without holidays, of several in the week that it is now, since
    /// how far these overlap depends on it.
    pub fn minutes_a_week(&self) -> u16 {
        match &self.support.coverage {
            Some(Coverage::Zones(_)) => self.open().iter().map(|(opens, closes)| (closes - opens) as u16).sum(),
            Some(coverage) => coverage.minutes_per_week(),
            None => 0,
        }
    }

    /// Finds the open spans of the seven days from a minute on the visitor's clocks on, which are shown about the time of an instant.
    fn open_in(&self, around: DateTime<Utc>, first: i64) -> Vec<(i64, i64)> {
        let query = &self.query;
        let minute = |at| (query.wall_minute(at).0 - first).clamp(0, MINUTES_PER_WEEK);
        // Wherever in the seven days it is, and even where its clocks change by a day, all of them are within eight days.
        let (begin, end) = (minutes_after(around, -8 * MINUTES_PER_DAY), minutes_after(around, 8 * MINUTES_PER_DAY));
        let mut open = Vec::new();
        if let Some(coverage) = &self.support.coverage {
            for period in coverage.open_periods(begin) {
                let (opens, closes) = (minute(period.opens), minute(period.closes.min(end)));
                if opens == MINUTES_PER_WEEK {
                    break;
                }
                if opens < closes {
                    open.push((opens, closes));
                }
            }
        }
        open
    }

    /// Returns whether the hours need no conversion: the clocks of the plan's zones agree with the visitor's now, a week
    /// before and a week after, or the plan has no hours that close.
    pub fn reads_the_same(&self) -> bool {
        let Some(coverage) = &self.support.coverage else { return true };
        let offset = |zone: &Z, at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
        [-MINUTES_PER_WEEK, 0, MINUTES_PER_WEEK].iter().all(|minutes| {
            let at = minutes_after(self.query.now, *minutes);
            let own = offset(&self.query.zone, at);
            let reads_other =
                |calendar: &Calendar<Z>| !calendar.weekly().spans().is_empty() && offset(calendar.zone(), at) != own;
            !coverage.calendars().iter().any(reads_other)
        })
    }
}

/// Finds a catalogue's zones for a visitor: the visitor's own, and those that `locate` knows.
fn own_or<Z: Copy, E>(own: Z, mut locate: impl FnMut(&Zone) -> Result<Z, E>) -> impl FnMut(&Zone) -> Result<Z, E> {
    move |zone| if zone.is_local() { Ok(own) } else { locate(zone) }
}

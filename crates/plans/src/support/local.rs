//! Support hours and deadlines on the clocks of a visitor's zone.

use std::borrow::Borrow;

use chrono::{DateTime, Offset, TimeZone, Utc};
use support_hours::{Coverage, MINUTES_PER_DAY, MINUTES_PER_WEEK, WallMinute, minutes_after, minutes_between};

use super::{Availability, Deadline, Support};
use crate::catalog::{Catalog, PlanIx, SeverityIx, Zone};

/// How often a line that marks now in a picture of the week moves on, in minutes.
const NOW_LINE_STEP: i64 = 15;

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
///
/// It is made for all plans at once, since their pictures share one scale: see [`HoursQuery::slowest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoursQuery<Z> {
    /// The current instant, in whole minutes.
    pub now: DateTime<Utc>,
    /// The instant at which the incident is reported.
    pub moment: DateTime<Utc>,
    /// The minutes from the report until the latest deadline of all plans, at least 1.
    pub slowest: i64,
    /// The severity of the incident.
    pub severity: SeverityIx,
    /// The visitor's zone.
    pub zone: Z,
    /// Whether the report is made now, and so moves with `now`.
    follows_now: bool,
}

impl<Z: TimeZone + Copy> HoursQuery<Z> {
    /// Computes the instant of the report and the latest deadline for it. `now` is in whole minutes, `zone` the
    /// visitor's; `locate` makes a zone that can be asked of one that the catalogue names. Plans whose zone it does not
    /// know are left out.
    ///
    /// A time that the clocks show twice is the first of both; one that they skip is the end of the gap; one outside
    /// the years that `chrono` counts is now.
    pub fn of<E>(
        catalog: &Catalog,
        severity: SeverityIx,
        now: DateTime<Utc>,
        zone: Z,
        moment: Moment,
        locate: impl Fn(&Zone) -> Result<Z, E> + Copy,
    ) -> Self {
        let mut query = Self { now, moment: now, slowest: 1, severity, zone, follows_now: moment == Moment::Now };
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
        for plan in catalog.plans() {
            let local = LocalSupport::of(catalog, severity, plan, query, locate);
            if let Some(deadline) = local.and_then(|local| local.deadline()) {
                query.slowest = query.slowest.max(minutes_between(query.moment, deadline.due));
            }
        }
        query
    }

    /// Computes what the visitor's clocks show at an instant.
    pub fn wall_minute(&self, at: DateTime<Utc>) -> WallMinute {
        WallMinute::of(&self.zone, at)
    }

    /// Computes which minute of the week it is now on the visitor's clocks, counted from Monday 00:00: 0 to 10,079.
    pub fn minute_of_week(&self) -> i64 {
        self.wall_minute(self.now).minute_of_week()
    }

    /// Computes when something that is said of these plans' support changes next, 1 to 15 minutes after `now`: where
    /// the line of now stands ([`HoursQuery::minute_of_week`], in steps of 15 minutes), how long it is until support
    /// opens or closes (in days and hours, or hours and minutes), or a deadline that moves with now. `supports` are
    /// those of this query.
    ///
    /// What a [`Moment::Next`] stands for jumps by a week once it has passed; that is seen when anything else changes.
    pub fn next_change(&self, supports: impl IntoIterator<Item = impl Borrow<LocalSupport<Z>>>) -> DateTime<Utc> {
        let now = self.now;
        let mut wait = NOW_LINE_STEP - now.timestamp() / 60 % NOW_LINE_STEP;
        for local in supports {
            let local = local.borrow();
            if let Availability::Open { until: Some(then) } | Availability::Closed { opens: then } =
                local.support.availability(now)
            {
                // In words it is days and hours, or hours and minutes.
                let left = minutes_between(now, then);
                wait = wait.min(if left >= MINUTES_PER_DAY { left % 60 + 1 } else { 1 });
            }
            // Where the clock starts at once, the deadline moves with now.
            if self.follows_now && local.deadline().is_some_and(|deadline| deadline.starts == now) {
                wait = 1;
            }
        }
        minutes_after(now, wait)
    }
}

/// One plan's support for one severity, on the visitor's clocks.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use chrono_tz::Europe::Berlin;
/// use plans::{catalog::Zone, source, support::{HoursQuery, LocalSupport, Moment}};
///
/// let catalog = source::read(include_str!("../../../../catalogs/msa.json")).expect("a checked catalogue");
/// let (severity, plan) = (catalog.severity_by_id("1").expect("one"), catalog.plan_by_id("start").expect("one"));
/// let locate = |zone: &Zone| zone.name.parse::<chrono_tz::Tz>();
///
/// let sunday: DateTime<Utc> = "2026-11-29T02:00:00Z".parse().expect("an instant");
/// let query = HoursQuery::of(&catalog, severity, sunday, Berlin, Moment::Now, locate);
/// let start = LocalSupport::of(&catalog, severity, plan, query, locate).expect("a zone that is known");
/// // 09:00 to 19:00 in New York, Monday to Friday, is 15:00 to 01:00 in Berlin.
/// assert_eq!(start.open()[0], (15 * 60, 25 * 60));
/// assert!(!start.reads_the_same());
/// assert_eq!(start.deadline().map(|deadline| format!("{:?}", deadline.due)).as_deref(), Some("2026-11-30T22:00:00Z"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSupport<Z> {
    /// What the plan offers for the severity.
    pub support: Support<Z>,
    /// What is asked for.
    pub query: HoursQuery<Z>,
}

impl<Z: TimeZone + Copy> LocalSupport<Z> {
    /// Computes what a plan offers for a severity, which need not be the query's. None where `locate` does not know the
    /// plan's zone.
    pub fn of<E>(
        catalog: &Catalog,
        severity: SeverityIx,
        plan: PlanIx,
        query: HoursQuery<Z>,
        locate: impl FnOnce(&Zone) -> Result<Z, E>,
    ) -> Option<Self> {
        Some(Self { support: Support::of(catalog, severity, plan, locate).ok()?, query })
    }

    /// Computes by when the plan answers what is reported at the query's moment; see [`Support::deadline`].
    pub fn deadline(&self) -> Option<Deadline> {
        self.support.deadline(self.query.moment)
    }

    /// Finds the open spans of the current week on the visitor's clocks, ascending `(opens, closes)` in minutes since
    /// these showed Monday 00:00, each 0 to 10,080.
    pub fn open(&self) -> Vec<(i64, i64)> {
        let query = &self.query;
        let monday = query.wall_minute(query.now).start_of_week().0;
        let minute = |at| (query.wall_minute(at).0 - monday).clamp(0, MINUTES_PER_WEEK);
        // Wherever in the week it is, and even where its clocks change by a day, all of it is within eight days.
        let (begin, end) =
            (minutes_after(query.now, -8 * MINUTES_PER_DAY), minutes_after(query.now, 8 * MINUTES_PER_DAY));
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

    /// Returns whether the hours need no conversion: the clocks of the plan's zone agree with the visitor's now, a week
    /// before and a week after, or the plan has no hours that close.
    pub fn reads_the_same(&self) -> bool {
        let Some(Coverage::Hours(calendar)) = &self.support.coverage else { return true };
        let offset = |zone: &Z, at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
        [-MINUTES_PER_WEEK, 0, MINUTES_PER_WEEK].iter().all(|minutes| {
            let at = minutes_after(self.query.now, *minutes);
            offset(calendar.zone(), at) == offset(&self.query.zone, at)
        })
    }
}

//! By whose clocks the hours are looked at, and what each plan's support is by them.
//!
//! What clocks show is counted in minutes since they showed 1970: see [`Wall`].

use chrono::{DateTime, Utc};
use plans::support::{Deadline, Support};
use plans::{Catalog, PlanIx, SeverityIx};
use support_hours::{Coverage, first_shown};

use super::hours_view::{HoursView, Moment};
use crate::browser::Zone;
use crate::words::{DAY, WEEK, Wall, minutes};

/// By whose clocks, for which severity and for when the hours are looked at.
#[derive(Clone, Copy, PartialEq)]
pub struct Look {
    /// The whole minute that it is.
    pub now: DateTime<Utc>,
    /// When something is reported.
    pub moment: DateTime<Utc>,
    /// How many minutes the slowest plan takes to answer it, at least 1.
    pub slowest: i64,
    pub(super) severity: SeverityIx,
    zone: Zone,
}

impl Look {
    /// None before the time is known, and where the browser knows no zones or the catalogue no severities.
    pub(super) fn of(catalog: &Catalog, view: &HoursView) -> Option<Self> {
        let (now, zone, severity) = (view.now?, view.zone?, view.severity?);
        let mut look = Self { now, moment: now, slowest: 1, severity, zone };
        let shown = match view.moment {
            Moment::Now => None,
            Moment::Next(minute) => {
                let (now, next) = (look.wall(now).0, look.wall(now).monday().0 + minute);
                Some(if next < now { next + WEEK } else { next })
            }
            Moment::Shown(wall) => Some(wall.0),
        };
        // The field takes no year that is not reckoned with.
        let shown = shown.and_then(|minute| DateTime::from_timestamp(minute * 60, 0));
        if let Some(moment) = shown.and_then(|shown| first_shown(&zone, shown.naive_utc())) {
            look.moment = moment;
        }
        for plan in catalog.plans() {
            let local = LocalSupport::of(catalog, severity, plan, look);
            if let Some(deadline) = local.and_then(|local| local.deadline()) {
                look.slowest = look.slowest.max(minutes(look.moment, deadline.due));
            }
        }
        Some(look)
    }

    /// What the visitor's clocks show.
    pub fn wall(&self, at: DateTime<Utc>) -> Wall {
        wall(self.zone, at.timestamp())
    }

    /// What minute of the week it is, by the visitor's clocks.
    pub fn minute_of_week(&self) -> i64 {
        let now = self.wall(self.now);
        now.0 - now.monday().0
    }
}

/// One plan's support for one severity, by the visitor's clocks.
pub struct LocalSupport {
    /// What the plan offers.
    pub support: Support<Zone>,
    /// How it is looked at.
    pub look: Look,
}

impl LocalSupport {
    /// None where the browser does not know the plan's zone.
    #[inline(never)]
    pub(super) fn of(catalog: &Catalog, severity: SeverityIx, plan: PlanIx, look: Look) -> Option<Self> {
        let locate = |zone: &plans::catalog::Zone| Zone::named(&zone.name).ok_or(());
        Some(Self { support: Support::of(catalog, severity, plan, locate).ok()?, look })
    }

    /// By when it answers what is reported at the moment.
    pub fn deadline(&self) -> Option<Deadline> {
        self.support.deadline(self.look.moment)
    }

    /// What is open this week, from when until when: in minutes since the visitor's clocks showed Monday's begin.
    pub fn open(&self) -> Vec<(i64, i64)> {
        let look = &self.look;
        let monday = look.wall(look.now).monday().0;
        let minute = |at| (look.wall(at).0 - monday).clamp(0, WEEK);
        let (begin, end) = (later(look.now, -8 * DAY), later(look.now, 8 * DAY));
        let mut open = Vec::new();
        if let Some(coverage) = &self.support.coverage {
            for period in coverage.open_periods(begin) {
                let (opens, closes) = (minute(period.opens), minute(period.closes.min(end)));
                if opens == WEEK {
                    break;
                }
                if opens < closes {
                    open.push((opens, closes));
                }
            }
        }
        open
    }

    /// Whether the clocks of the plan's hours show what the visitor's do, this week, or it does not close.
    pub(super) fn reads_the_same(&self) -> bool {
        let Some(Coverage::Hours(calendar)) = &self.support.coverage else { return true };
        let (now, week) = (self.look.now.timestamp(), WEEK * 60);
        [now - week, now, now + week].iter().all(|at| calendar.zone().ahead(*at) == self.look.zone.ahead(*at))
    }
}

/// What the clocks of a zone show at a second since 1970.
pub fn wall(zone: Zone, second: i64) -> Wall {
    Wall((second + i64::from(zone.ahead(second))).div_euclid(60))
}

/// So many minutes after an instant.
pub(super) fn later(at: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(at.timestamp() + minutes * 60, 0).unwrap_or(at)
}

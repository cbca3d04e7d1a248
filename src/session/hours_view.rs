//! When support is looked at: by whose clocks, for which severity, and from which moment on.
//!
//! What clocks show is counted in minutes since they showed 1970: see [`Wall`].

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use plans::support::{Availability, Deadline, Support};
use plans::{Catalog, PlanIx, SeverityIx};
use support_hours::{Coverage, first_shown};

use super::Session;
use crate::browser::Zone;
use crate::words::{DAY, WEEK, Wall, minutes};

/// How often the line of now moves on, in minutes.
const LINE_MOVES: i64 = 15;

/// When something is reported.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Now, whenever that is.
    Now,
    /// When the visitor's clocks next show that minute of a week.
    Next(i64),
    /// When the visitor's clocks show this.
    Shown(Wall),
}

/// What of the hours the visitor looks at.
pub(super) struct HoursView {
    /// The whole minute that it is; none before the page's first look at the clock.
    now: Option<DateTime<Utc>>,
    /// Whose clocks; none where the browser knows no zones.
    zone: Option<Zone>,
    /// What stands in the field of the zone and is none, or not yet.
    written_zone: Option<String>,
    /// Whether it was meant to be one.
    is_unknown: bool,
    /// Whether the list of all zones was asked for.
    lists_zones: bool,
    /// None where the catalogue has none.
    severity: Option<SeverityIx>,
    /// The plan that a cell led to.
    plan: Option<PlanIx>,
    moment: Moment,
    /// The moment as it was written.
    written: String,
}

impl HoursView {
    pub(super) fn new(severity: Option<SeverityIx>) -> Self {
        Self {
            now: None,
            zone: None,
            written_zone: None,
            is_unknown: false,
            lists_zones: false,
            severity,
            plan: None,
            moment: Moment::Now,
            written: String::new(),
        }
    }
}

/// By whose clocks, for which severity and for when the hours are looked at.
#[derive(Clone, Copy, PartialEq)]
pub struct Look {
    /// The whole minute that it is.
    pub now: DateTime<Utc>,
    /// When something is reported.
    pub moment: DateTime<Utc>,
    /// How many minutes the slowest plan takes to answer it, at least 1.
    pub slowest: i64,
    severity: SeverityIx,
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
    fn of(catalog: &Catalog, severity: SeverityIx, plan: PlanIx, look: Look) -> Option<Self> {
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
    fn reads_the_same(&self) -> bool {
        let Some(Coverage::Hours(calendar)) = &self.support.coverage else { return true };
        let (now, week) = (self.look.now.timestamp(), WEEK * 60);
        [now - week, now, now + week].iter().all(|at| calendar.zone().ahead(*at) == self.look.zone.ahead(*at))
    }
}

/// The zone of that name, or of a city of that name, in any case and with spaces: "new york".
fn zone_called(written: &str) -> Option<Zone> {
    let written = written.trim().replace(' ', "_");
    if written.is_empty() {
        return Zone::own();
    }
    for name in Zone::names() {
        let city = name.rsplit('/').next().unwrap_or_default();
        if written.eq_ignore_ascii_case(&name) || written.eq_ignore_ascii_case(city) {
            return Zone::named(&name);
        }
    }
    Zone::named(&written)
}

/// What the clocks of a zone show at a second since 1970.
pub fn wall(zone: Zone, second: i64) -> Wall {
    Wall((second + i64::from(zone.ahead(second))).div_euclid(60))
}

fn later(at: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(at.timestamp() + minutes * 60, 0).unwrap_or(at)
}

/// What a part of the page may do to what is looked at.
impl Session {
    /// Takes the time.
    pub fn tell_time(&self, now: DateTime<Utc>) {
        let hours = &mut self.view.write().hours;
        hours.now = DateTime::from_timestamp(now.timestamp() / 60 * 60, 0);
        if hours.zone.is_none() {
            hours.zone = Zone::own();
        }
    }

    /// When the time is to be told next, because something shown changes then; none where nothing does.
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        let hours = &self.view.read().hours;
        hours.severity?;
        let Some(now) = hours.now else { return Some(DateTime::UNIX_EPOCH) };
        hours.zone?;
        let mut wait = LINE_MOVES - now.timestamp() / 60 % LINE_MOVES;
        for plan in self.catalog().plans() {
            let Some(local) = self.local_support(plan) else { continue };
            if let Availability::Open { until: Some(then) } | Availability::Closed { opens: then } =
                local.support.availability(now)
            {
                // In words it is days and hours, or hours and minutes.
                let left = minutes(now, then);
                wait = wait.min(if left >= DAY { left % 60 + 1 } else { 1 });
            }
            // Where the clock starts at once, the deadline moves with now.
            if hours.moment == Moment::Now && local.deadline().is_some_and(|deadline| deadline.starts == now) {
                wait = 1;
            }
        }
        Some(later(now, wait))
    }

    /// Looks at a severity, and at one plan of all.
    pub fn look_at(&self, severity: SeverityIx, plan: Option<PlanIx>) {
        let hours = &mut self.view.write().hours;
        hours.severity = Some(severity);
        hours.plan = plan;
    }

    /// The severity looked at.
    pub fn severity(&self) -> Option<SeverityIx> {
        self.view.read().hours.severity
    }

    /// Whether a cell led to this plan.
    pub fn is_looked_at(&self, plan: PlanIx) -> bool {
        self.view.read().hours.plan == Some(plan)
    }

    /// When something is reported.
    pub fn moment(&self) -> Moment {
        self.view.read().hours.moment
    }

    /// The moment as it was written; nothing where none is.
    pub fn written_moment(&self) -> String {
        self.view.read().hours.written.clone()
    }

    /// Asks for another moment, and keeps how it was written.
    pub fn report_at(&self, moment: Moment, written: String) {
        let hours = &mut self.view.write().hours;
        hours.moment = moment;
        hours.written = written;
    }

    /// Takes another zone by its name, or its city's; the browser's own where nothing is written.
    pub fn choose_zone(&self, written: String) {
        let zone = zone_called(&written);
        let hours = &mut self.view.write().hours;
        hours.is_unknown = zone.is_none();
        hours.written_zone = if hours.is_unknown { Some(written) } else { None };
        hours.zone = zone.or(hours.zone);
    }

    /// Keeps what is being written in the field of the zone.
    pub fn write_zone(&self, written: String) {
        let hours = &mut self.view.write().hours;
        hours.is_unknown = false;
        hours.written_zone = Some(written);
    }

    /// What stands in the field of the zone: its name, or what is written there.
    pub fn written_zone(&self) -> String {
        let hours = &self.view.read().hours;
        match (&hours.written_zone, hours.zone) {
            (Some(written), _) => written.clone(),
            (None, Some(zone)) => zone.name(),
            (None, None) => String::new(),
        }
    }

    /// Whether what was written names no zone.
    pub fn is_zone_unknown(&self) -> bool {
        self.view.read().hours.is_unknown
    }

    /// Asks for the list of all zones.
    pub fn list_zones(&self) {
        if !self.view.read_untracked().hours.lists_zones {
            self.view.write().hours.lists_zones = true;
        }
    }

    /// Whether the list of all zones was asked for.
    pub fn lists_zones(&self) -> bool {
        self.view.read().hours.lists_zones
    }

    /// A plan's support for the severity looked at. None before the time is known, and where the browser does not know a zone.
    pub fn local_support(&self, plan: PlanIx) -> Option<LocalSupport> {
        let look = self.look.get()?;
        LocalSupport::of(&self.catalog(), look.severity, plan, look)
    }

    /// Whose clocks the visitor reads.
    pub fn zone_now(&self) -> Option<Zone> {
        self.view.read_untracked().hours.zone
    }

    /// A plan's hours for a severity this week by the visitor's clocks; nothing where the catalogue's words say the same.
    #[inline(never)]
    pub fn local_hours(&self, severity: SeverityIx, plan: PlanIx) -> String {
        let local = self.look.get().and_then(|look| LocalSupport::of(&self.catalog(), severity, plan, look));
        match local {
            Some(local) if !local.reads_the_same() => {
                self.locale().your_time(&self.words(|words| words.open_hours(&local.open())))
            }
            _ => String::new(),
        }
    }
}

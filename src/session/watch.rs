//! When support is looked at: by whose clocks, for which severity, and from which moment on.
//!
//! What clocks show is counted in minutes since they showed 1970: see [`Wall`].

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use plans::support::{Availability, Deadline, Support};
use plans::{PlanIx, SeverityIx};
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

/// What the visitor looks at.
pub(super) struct Watch {
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

impl Watch {
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

/// One plan's support for one severity, by the visitor's clocks.
pub struct Sight {
    /// What the plan offers.
    pub support: Support<Zone>,
    /// The whole minute that it is.
    pub now: DateTime<Utc>,
    /// When something is reported.
    pub moment: DateTime<Utc>,
    zone: Zone,
}

impl Sight {
    /// By when it answers what is reported at the moment.
    pub fn deadline(&self) -> Option<Deadline> {
        self.support.deadline(self.moment)
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

    /// What is open this week, from when until when: in minutes since the visitor's clocks showed Monday's begin.
    pub fn open(&self) -> Vec<(i64, i64)> {
        let monday = self.wall(self.now).monday().0;
        let minute = |at| (self.wall(at).0 - monday).clamp(0, WEEK);
        let (begin, end) = (later(self.now, -8 * DAY), later(self.now, 8 * DAY));
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
        let now = self.now.timestamp();
        let week = WEEK * 60;
        [now - week, now, now + week].iter().all(|at| calendar.zone().ahead(*at) == self.zone.ahead(*at))
    }
}

/// The first zone of a city, in any case and with spaces: "new york".
fn by_city(written: &str) -> Option<Zone> {
    let city = written.trim().replace(' ', "_");
    for name in Zone::names() {
        if name.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city)) {
            return Zone::named(&name);
        }
    }
    None
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
        let watch = &mut self.view.write().watch;
        watch.now = DateTime::from_timestamp(now.timestamp() / 60 * 60, 0);
        if watch.zone.is_none() {
            watch.zone = Zone::own();
        }
    }

    /// When the time is to be told next, because something shown changes then; none where nothing does.
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        let watch = &self.view.read().watch;
        watch.severity?;
        let Some(now) = watch.now else { return Some(DateTime::UNIX_EPOCH) };
        let mut wait = LINE_MOVES - now.timestamp() / 60 % LINE_MOVES;
        for plan in self.catalog().plans() {
            let Some(sight) = self.sight(plan) else { continue };
            if let Availability::Open { until: Some(then) } | Availability::Closed { opens: then } =
                sight.support.availability(now)
            {
                // In words it is days and hours, or hours and minutes.
                let left = minutes(now, then);
                wait = wait.min(if left >= DAY { left % 60 + 1 } else { 1 });
            }
            // Where the clock starts at once, the deadline moves with now.
            if watch.moment == Moment::Now && sight.deadline().is_some_and(|deadline| deadline.starts == now) {
                wait = 1;
            }
        }
        Some(later(now, wait))
    }

    /// Looks at a severity, and at one plan of all.
    pub fn look_at(&self, severity: SeverityIx, plan: Option<PlanIx>) {
        let watch = &mut self.view.write().watch;
        watch.severity = Some(severity);
        watch.plan = plan;
    }

    /// The severity looked at.
    pub fn severity(&self) -> Option<SeverityIx> {
        self.view.read().watch.severity
    }

    /// Whether a cell led to this plan.
    pub fn is_looked_at(&self, plan: PlanIx) -> bool {
        self.view.read().watch.plan == Some(plan)
    }

    /// When something is reported.
    pub fn moment(&self) -> Moment {
        self.view.read().watch.moment
    }

    /// The moment as it was written; nothing where none is.
    pub fn written_moment(&self) -> String {
        self.view.read().watch.written.clone()
    }

    /// Asks for another moment, and keeps how it was written.
    pub fn report_at(&self, moment: Moment, written: String) {
        let watch = &mut self.view.write().watch;
        watch.moment = moment;
        watch.written = written;
    }

    /// Takes another zone by its name, or its city's; the browser's own where nothing is written.
    pub fn choose_zone(&self, written: String) {
        let zone = if written.is_empty() { Zone::own() } else { Zone::named(&written).or_else(|| by_city(&written)) };
        let watch = &mut self.view.write().watch;
        watch.is_unknown = zone.is_none();
        watch.written_zone = if watch.is_unknown { Some(written) } else { None };
        watch.zone = zone.or(watch.zone);
    }

    /// Keeps what is being written in the field of the zone.
    pub fn write_zone(&self, written: String) {
        let watch = &mut self.view.write().watch;
        watch.is_unknown = false;
        watch.written_zone = Some(written);
    }

    /// What stands in the field of the zone: its name, or what is written there.
    pub fn written_zone(&self) -> String {
        let watch = &self.view.read().watch;
        match (&watch.written_zone, watch.zone) {
            (Some(written), _) => written.clone(),
            (None, Some(zone)) => zone.name(),
            (None, None) => String::new(),
        }
    }

    /// Whether what was written names no zone.
    pub fn is_zone_unknown(&self) -> bool {
        self.view.read().watch.is_unknown
    }

    /// Asks for the list of all zones.
    pub fn list_zones(&self) {
        self.view.write().watch.lists_zones = true;
    }

    /// Whether the list of all zones was asked for.
    pub fn lists_zones(&self) -> bool {
        self.view.read().watch.lists_zones
    }

    /// A plan's support for the severity looked at.
    pub fn sight(&self, plan: PlanIx) -> Option<Sight> {
        self.sight_of(self.severity()?, plan)
    }

    /// How many minutes the slowest plan takes to answer what is reported at the moment, at least 1.
    pub fn longest_wait(&self) -> i64 {
        let mut longest = 1;
        for plan in self.catalog().plans() {
            let Some(sight) = self.sight(plan) else { continue };
            if let Some(deadline) = sight.deadline() {
                longest = longest.max(minutes(sight.moment, deadline.due));
            }
        }
        longest
    }

    /// A plan's support for a severity. None before the time is known, and where the browser does not know a zone.
    #[inline(never)]
    fn sight_of(&self, severity: SeverityIx, plan: PlanIx) -> Option<Sight> {
        let watch = &self.view.read().watch;
        let (zone, now) = (watch.zone?, watch.now?);
        let locate = |zone: &plans::catalog::Zone| Zone::named(&zone.name).ok_or(());
        let support = Support::of(&self.catalog(), severity, plan, locate).ok()?;
        let mut sight = Sight { support, now, moment: now, zone };
        let wall = match watch.moment {
            Moment::Now => return Some(sight),
            Moment::Next(minute) => {
                let (now, next) = (sight.wall(now).0, sight.wall(now).monday().0 + minute);
                if next < now { next + WEEK } else { next }
            }
            Moment::Shown(wall) => wall.0,
        };
        sight.moment = first_shown(&zone, DateTime::from_timestamp(wall * 60, 0)?.naive_utc())?;
        Some(sight)
    }

    /// Whose clocks the visitor reads.
    pub fn zone_now(&self) -> Option<Zone> {
        self.view.read_untracked().watch.zone
    }

    /// A plan's hours for a severity this week by the visitor's clocks; nothing where the catalogue's words say the same.
    #[inline(never)]
    pub fn local_hours(&self, severity: SeverityIx, plan: PlanIx) -> String {
        match self.sight_of(severity, plan) {
            Some(sight) if !sight.reads_the_same() => {
                self.locale().your_time(&self.words(|words| words.open_hours(&sight.open())))
            }
            _ => String::new(),
        }
    }
}

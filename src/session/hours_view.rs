//! What of the hours the visitor looks at: by whose clocks, for which severity, and from which moment on.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use plans::parts::Parts;
use plans::support::Availability;
use plans::{Answers, PlanIx, SeverityIx};

use super::Session;
use super::look::{LocalSupport, later};
use crate::browser::{Zone, wall_minutes};
use crate::words::{DAY, Wall, minutes};

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

/// What [`Moment::Now`] goes by.
const NOW: &str = "now";

impl Moment {
    /// What it goes by where it can be picked.
    pub fn name(self) -> String {
        match self {
            Moment::Next(minute) => minute.to_string(),
            _ => NOW.to_owned(),
        }
    }
}

/// What of the hours the visitor looks at.
pub(super) struct HoursView {
    /// The whole minute that it is; none before the page's first look at the clock.
    pub(super) now: Option<DateTime<Utc>>,
    /// Whose clocks; none where the browser knows no zones.
    pub(super) zone: Option<Zone>,
    /// What stands in the field of the zone and is none, or not yet.
    written_zone: Option<String>,
    /// Whether it was meant to be one.
    is_unknown: bool,
    /// Whether the zone was chosen; else it is the browser's own.
    pub(super) is_chosen: bool,
    /// Whether the list of all zones was asked for.
    lists_zones: bool,
    /// None where the catalogue has none.
    pub(super) severity: Option<SeverityIx>,
    /// The plan that a cell led to.
    plan: Option<PlanIx>,
    pub(super) moment: Moment,
    /// The moment as it was written.
    pub(super) written: String,
}

impl HoursView {
    /// Looks at now, by the browser's own clocks, which it does not ask the browser for again.
    pub(super) fn start_over(&mut self, severity: Option<SeverityIx>) {
        let before = (self.now, self.lists_zones, if self.is_chosen { None } else { self.zone });
        *self = Self::new(severity);
        (self.now, self.lists_zones, self.zone) = before;
        if self.now.is_some() && self.zone.is_none() {
            self.zone = Zone::own();
        }
    }

    pub(super) fn new(severity: Option<SeverityIx>) -> Self {
        Self {
            now: None,
            zone: None,
            written_zone: None,
            is_unknown: false,
            is_chosen: false,
            lists_zones: false,
            severity,
            plan: None,
            moment: Moment::Now,
            written: String::new(),
        }
    }
}

/// The zone of that name, or of a city of that name, in any case and with spaces: "new york".
fn zone_called(written: &str) -> Option<Zone> {
    let written = written.trim().replace(' ', "_");
    if written.is_empty() {
        return Zone::own();
    }
    for name in Zone::names() {
        let mut city = "";
        for part in Parts::of(&name, '/') {
            // Searching from the end would be code of its own.
            city = part;
        }
        if written.eq_ignore_ascii_case(&name) || written.eq_ignore_ascii_case(city) {
            return Zone::named(&name);
        }
    }
    Zone::named(&written)
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

    /// Asks for the moment of that name, or for the time that a field has written; what is neither is kept, as it may become a time.
    pub fn report_at_named(&self, written: String) {
        if written == NOW {
            self.report_at(Moment::Now, String::new());
        } else if let Some(minute) = Answers::parse_number(&written) {
            self.report_at(Moment::Next(minute.into()), String::new());
        } else {
            let moment = wall_minutes(&written).map_or(Moment::Now, |minutes| Moment::Shown(Wall(minutes)));
            self.report_at(moment, written);
        }
    }

    /// Takes another zone by its name, or its city's; the browser's own where nothing is written.
    pub fn choose_zone(&self, written: String) {
        let zone = zone_called(&written);
        let hours = &mut self.view.write().hours;
        hours.is_unknown = zone.is_none();
        hours.is_chosen = zone.is_some() && !written.trim().is_empty();
        hours.written_zone = if hours.is_unknown { Some(written) } else { None };
        hours.zone = zone.or(hours.zone);
    }

    /// Takes another zone by its name; the browser's own where that is empty. False, and nothing changes, where there is none of it.
    pub fn take_zone(&self, name: &str) -> bool {
        let is_one = zone_called(name).is_some();
        if is_one {
            self.choose_zone(name.to_owned());
        }
        is_one
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
        let look = self.look()?;
        LocalSupport::of(&self.catalog(), look.severity, plan, look)
    }

    /// Whose clocks the visitor reads.
    pub fn zone_now(&self) -> Option<Zone> {
        self.view.read_untracked().hours.zone
    }

    /// A plan's hours for a severity this week by the visitor's clocks; nothing where the catalogue's words say the same.
    #[inline(never)]
    pub fn local_hours(&self, severity: SeverityIx, plan: PlanIx) -> String {
        let local = self.look().and_then(|look| LocalSupport::of(&self.catalog(), severity, plan, look));
        match local {
            Some(local) if !local.reads_the_same() => {
                self.locale().your_time(&self.words(|words| words.open_hours(&local.open())))
            }
            _ => String::new(),
        }
    }
}

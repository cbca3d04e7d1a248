//! The choices of the support hours: the zone, the severity, and the time of the report.

use chrono::{DateTime, Utc};
use lean_view::{Memo, Signal};
use plans::lean_text::split;
use plans::support::{self, Moment};
use plans::{Answers, Catalog, PlanIx, SeverityIx};
use support_hours::{Calendar, MINUTES_PER_WEEK, WallMinute, minutes_after};

use super::answers;
use super::offer::{Offer, Shown};
use super::platform::Platform;
use super::zone::Zone;

/// The query for hours in the visitor's zone.
pub type HoursQuery = support::HoursQuery<Zone>;

/// One plan's support for one severity, by the visitor's clocks.
pub type LocalSupport = support::LocalSupport<Zone>;

/// The names of [`Moment::Now`], and of a moment that is to be written, where these can be picked.
const NOW: &str = "now";
const OTHER: &str = "other";

/// All choices of the hours.
struct HoursState {
    /// The whole minute that it is; none before the page's first look at the clock.
    now: Option<DateTime<Utc>>,
    /// The visitor's zone; none where the platform knows no zones.
    zone: Option<Zone>,
    /// The text in the zone's field that is no zone, or not yet.
    written_zone: Option<String>,
    /// Whether it was meant to be one.
    is_unknown: bool,
    /// Whether the zone was chosen; else it is the platform's own.
    is_chosen: bool,
    /// Whether the list of all zones was asked for.
    lists_zones: bool,
    /// The severity looked at; none where the catalogue has none.
    severity: Option<SeverityIx>,
    /// How often something else was asked for.
    changes: usize,
    moment: Moment,
    /// The moment as it was written.
    written: String,
}

impl HoursState {
    fn new(severity: Option<SeverityIx>) -> Self {
        Self {
            now: None,
            zone: None,
            written_zone: None,
            is_unknown: false,
            is_chosen: false,
            lists_zones: false,
            severity,
            changes: 0,
            moment: Moment::Now,
            written: String::new(),
        }
    }
}

/// Finds the zones of a catalogue.
fn locate(platform: &'static dyn Platform) -> impl Fn(&plans::catalog::Zone) -> Result<Zone, ()> + Copy {
    move |zone| Zone::named(platform, &zone.name).ok_or(())
}

/// The room of the hours.
#[derive(Clone, Copy)]
pub struct Hours {
    offer: Offer,
    answers: answers::Answers,
    platform: &'static dyn Platform,
    state: Signal<HoursState>,
    query: Memo<Option<HoursQuery>>,
    lists_zones: Memo<bool>,
}

impl Hours {
    pub(super) fn new(
        platform: &'static dyn Platform,
        offer: Offer,
        answers: answers::Answers,
        severity: Option<SeverityIx>,
    ) -> Self {
        let state = Signal::new(HoursState::new(severity));
        let query = Memo::new(move || {
            offer.follow();
            let asked = state.with(|state| Some((state.severity?, state.now?, state.zone?, state.moment)));
            asked.map(|(severity, now, zone, moment)| HoursQuery::of(severity, now, zone, moment))
        });
        let lists_zones = Memo::new(move || state.with(|state| state.lists_zones));
        Self { offer, answers, platform, state, query, lists_zones }
    }

    /// Looks at now for a severity, by the platform's own clocks, which is not asked for them again.
    pub(super) fn start_over(&self, severity: Option<SeverityIx>) {
        let platform = self.platform;
        self.state.update(|state| {
            let own = if state.is_chosen { None } else { state.zone };
            *state = HoursState {
                now: state.now,
                lists_zones: state.lists_zones,
                zone: own.or_else(|| state.now.and_then(|_| Zone::own(platform))),
                ..HoursState::new(severity)
            };
        });
    }

    /// Takes the time.
    pub fn tell_time(&self, now: DateTime<Utc>) {
        let platform = self.platform;
        self.state.update(|state| {
            state.now = DateTime::from_timestamp(now.timestamp() / 60 * 60, 0);
            state.zone = state.zone.or_else(|| Zone::own(platform));
        });
    }

    /// Returns when the time is to be told next, because something shown changes then; none where nothing does.
    pub fn next_change(&self) -> Option<DateTime<Utc>> {
        if self.state.with(|state| state.severity.is_some() && state.now.is_none()) {
            return Some(DateTime::UNIX_EPOCH);
        }
        // The page tells the time to the minute.
        Some(minutes_after(self.query.get()?.now, 1))
    }

    /// Looks at a severity.
    pub fn look_at(&self, severity: SeverityIx) {
        self.state.update(|state| {
            state.severity = Some(severity);
            state.changes += 1;
        });
    }

    /// Returns how often another severity or another moment was asked for.
    pub fn changes(&self) -> usize {
        self.state.with(|state| state.changes)
    }

    /// Returns the severity looked at.
    pub fn severity(&self) -> Option<SeverityIx> {
        self.state.with(|state| state.severity)
    }

    /// Returns when something is reported.
    pub fn moment(&self) -> Moment {
        self.state.with(|state| state.moment)
    }

    /// Returns the moment as it was written; nothing where none is.
    pub fn written_moment(&self) -> String {
        self.state.with(|state| if state.written == OTHER { String::new() } else { state.written.clone() })
    }

    /// Asks for another moment, and keeps how it was written.
    pub fn report_at(&self, moment: Moment, written: String) {
        self.state.update(|state| {
            state.moment = moment;
            state.written = written;
            state.changes += 1;
        });
    }

    /// Asks for the moment of that name, or for the time that a field has written; what is neither is kept, as it may become a time.
    pub fn report_at_named(&self, written: String) {
        if written == NOW {
            self.report_at(Moment::Now, String::new());
        } else if let Some(minute) =
            Answers::parse_number(&written).map(|minute| minute as i64).filter(|it| *it < MINUTES_PER_WEEK)
        {
            self.report_at(Moment::Next(minute), String::new());
        } else {
            let minutes = self.platform.local_minutes(&written);
            let moment = minutes.map_or(Moment::Now, |minutes| Moment::Shown(WallMinute(minutes)));
            self.report_at(moment, written);
        }
    }

    /// Returns the name of a moment where it can be picked.
    pub fn moment_name(moment: Moment) -> String {
        match moment {
            Moment::Next(minute) => minute.to_string(),
            Moment::Now => NOW.to_owned(),
            Moment::Shown(_) => OTHER.to_owned(),
        }
    }

    /// Tells whether another moment is to be written, or is written.
    pub fn writes_moment(&self) -> bool {
        self.state.with(|state| !state.written.is_empty())
    }

    /// Lets another moment be written.
    pub fn write_moment(&self) {
        self.report_at(Moment::Now, OTHER.to_owned());
    }

    /// Takes another zone by its name, or its city's; the platform's own where nothing is written.
    pub fn choose_zone(&self, written: String) {
        let zone = self.zone_called(&written);
        let is_empty = written.trim().is_empty();
        self.state.update(|state| {
            state.is_unknown = zone.is_none() && !is_empty;
            // Where what is written is none, the one before stays, and stays chosen.
            if !state.is_unknown {
                state.zone = zone;
                state.is_chosen = !is_empty;
            }
            state.written_zone = if state.is_unknown { Some(written) } else { None };
        });
    }

    /// Takes another zone by its name; the platform's own where that is empty. False, and nothing changes, where there is none of it.
    pub fn take_zone(&self, name: &str) -> bool {
        let is_one = name.trim().is_empty() || self.zone_called(name).is_some();
        if is_one {
            self.choose_zone(name.to_owned());
        }
        is_one
    }

    /// Keeps what is being written in the field of the zone.
    pub fn write_zone(&self, written: String) {
        self.state.update(|state| {
            state.is_unknown = false;
            state.written_zone = Some(written);
        });
    }

    /// Returns the text of the zone's field: the zone's name, or what is written there.
    pub fn written_zone(&self) -> String {
        self.state.with(|state| match (&state.written_zone, state.zone) {
            (Some(written), _) => written.clone(),
            (None, Some(zone)) => zone.name(),
            (None, None) => String::new(),
        })
    }

    /// Returns the city whose clocks are read; empty before it is known.
    pub fn city(&self) -> String {
        let name = self.state.with(|state| state.zone.map(|zone| zone.name())).unwrap_or_default();
        // Searching from the end would be code of its own.
        split(&name, '/').last().unwrap_or_default().replace('_', " ")
    }

    /// Tells whether the platform does not tell by whose clocks the visitor lives, and none were chosen.
    pub fn lacks_zone(&self) -> bool {
        self.state.with(|state| state.now.is_some() && state.zone.is_none() && state.written_zone.is_none())
    }

    /// Tells whether what was written names no zone.
    pub fn is_zone_unknown(&self) -> bool {
        self.state.with(|state| state.is_unknown)
    }

    /// Returns the names of all zones, once they were asked for.
    pub fn listed_zones(&self) -> Vec<String> {
        if self.lists_zones.get() { self.platform.zone_names() } else { Vec::new() }
    }

    /// Asks for the list of all zones.
    pub fn list_zones(&self) {
        if !self.state.with_untracked(|state| state.lists_zones) {
            self.state.update(|state| state.lists_zones = true);
        }
    }

    /// Returns the zone that was chosen; none where it is the platform's own.
    pub fn chosen_zone(&self) -> Option<Zone> {
        self.state.with(|state| state.zone.filter(|_| state.is_chosen))
    }

    /// Returns the visitor's zone, untracked.
    pub fn zone_now(&self) -> Option<Zone> {
        self.state.with_untracked(|state| state.zone)
    }

    /// Derives the query for hours; none where they cannot be told by the visitor's clocks.
    pub fn query(&self) -> Option<HoursQuery> {
        self.query.get()
    }

    /// Looks at the answers that hours go by. Follows them only where they go by any.
    pub fn with_answers<T>(&self, look: impl FnOnce(&plans::Answers) -> T) -> T {
        self.answers.with_for_offers(look)
    }

    /// Returns a plan's support for the severity looked at. None before the time is known, and where the platform does not know
    /// a zone.
    pub fn local_support(&self, plan: PlanIx) -> Option<LocalSupport> {
        let query = self.query.get()?;
        self.support(&self.offer.catalog(), query.severity, plan, query)
    }

    /// Returns what a plan promises after the first answer for the severity looked at, in the order of the severity's.
    pub fn further_support(&self, plan: PlanIx) -> Vec<LocalSupport> {
        let Some(query) = self.query.get() else { return Vec::new() };
        let catalog = self.offer.catalog();
        self.with_answers(|answers| {
            LocalSupport::further(&catalog, answers, query.severity, plan, query, locate(self.platform))
        })
    }

    /// Returns a plan's hours for a severity this week by the visitor's clocks; nothing where the catalogue's words say the
    /// same.
    pub fn local_hours(&self, severity: SeverityIx, plan: PlanIx) -> String {
        let query = self.query.get();
        let local = query.and_then(|query| self.support(&self.offer.catalog(), severity, plan, query));
        match local {
            Some(local) if !local.reads_the_same() => {
                let mut published = Vec::new();
                if let Some(coverage) = &local.support.coverage {
                    let days = |calendar: &Calendar<Zone>| {
                        for opening in calendar.weekly().openings() {
                            for day in opening.days() {
                                if !published.contains(day) {
                                    published.push(*day);
                                }
                            }
                        }
                    };
                    coverage.calendars().iter().for_each(days);
                }
                self.offer.words(|words| words.short_open_hours(&local.open(), &published))
            }
            _ => String::new(),
        }
    }

    fn support(
        &self,
        catalog: &Catalog,
        severity: SeverityIx,
        plan: PlanIx,
        query: HoursQuery,
    ) -> Option<LocalSupport> {
        self.with_answers(|answers| LocalSupport::of(catalog, answers, severity, plan, query, locate(self.platform)))
    }

    /// Returns the zone of that name, else of a city of that name, in any case and with spaces: "new york".
    fn zone_called(&self, written: &str) -> Option<Zone> {
        let written = written.trim().replace(' ', "_");
        if written.is_empty() {
            return Zone::own(self.platform);
        }
        let mut of_city = None;
        for name in self.platform.zone_names() {
            let mut city = "";
            for part in split(&name, '/') {
                // Searching from the end would be code of its own.
                city = part;
            }
            if written.eq_ignore_ascii_case(&name) {
                return Zone::named(self.platform, &name);
            }
            if of_city.is_none() && written.eq_ignore_ascii_case(city) {
                of_city = Some(name);
            }
        }
        Zone::named(self.platform, &of_city.unwrap_or(written))
    }

    pub(super) fn carry_over(&self, before: &Shown, now: &Shown) {
        self.state.update(|state| {
            let severity =
                state.severity.and_then(|it| now.catalog.severity_by_id(before.catalog.severity(it).id.as_str()));
            state.severity = severity.or_else(|| now.catalog.severities().next());
        });
    }
}

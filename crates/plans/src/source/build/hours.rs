//! Support hours: zones, openings and holidays.

use chrono::{DateTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use support_hours::{Calendar, Coverage, HoursError, Opening, TimeOfDay, WeeklyHours};

use super::*;
use crate::source;

impl Builder<'_> {
    pub(super) fn hours(&self, name: &str, source: &At<HoursSource>) -> NamedHours {
        if Id::parse(name).is_none() || name == "always" {
            let detail = format!("{} cannot name hours; write an id other than \"always\"", Quoted(name));
            self.report(&source.pointer, Code::Malformed, detail);
        }
        let At { value: source, pointer } = source;
        self.check_zone(&source.zone);
        let zone = Zone {
            name: source.zone.value.0.clone(),
            label: source.zone_label.as_ref().map(|label| self.text(label)).unwrap_or_default(),
        };
        // Hours that are no object at all were reported as such.
        let is_read = !zone.name.is_empty() || !source.weekly.0.is_empty() || source.name.is_some();
        if source.zone_label.is_none() && !zone.is_local() && is_read {
            self.report(pointer, Code::Missing, "the field \"zone_label\" is missing; add it");
        }
        let mut weeks = vec![(zone, Vec::new())];
        for opening in &source.weekly.0 {
            let zone = self.zone_of(opening, &weeks[0].0);
            let Some(opening) = self.opening(opening) else { continue };
            let is_same = |(other, _): &&mut (Zone, Vec<Opening>)| *other == zone && other.label == zone.label;
            match weeks.iter_mut().find(is_same) {
                Some((_, openings)) => openings.push(opening),
                None => weeks.push((zone, vec![opening])),
            }
        }
        let holidays = self.holidays(&source.holidays, pointer);
        let calendar = |(zone, openings)| Calendar::new(zone, WeeklyHours::new(openings), holidays.iter().copied());
        let mut calendars = weeks.into_iter().map(calendar);
        let home = calendars.next().expect("the hours' own zone");
        NamedHours {
            id: Id::parse(name).unwrap_or_else(Id::unread),
            coverage: Coverage::together(home, calendars.collect()),
            words: source.words.as_ref().map(|words| self.text(words)),
            covers: Vec::new(),
        }
    }

    fn check_zone(&self, zone: &At<Plain>) {
        let name = &zone.value.0;
        if !name.is_empty()
            && name != Zone::LOCAL
            && let Err(detail) = source::zone(name)
        {
            self.report(&zone.pointer, Code::UnknownName, detail);
        }
    }

    /// Returns the zone of an opening: the hours' own where it names none.
    fn zone_of(&self, source: &OpeningSource, own: &Zone) -> Zone {
        let label = source.zone_label.as_ref();
        let Some(zone) = &source.zone else {
            if let Some(label) = label {
                let detail = "\"zone_label\" labels the opening's own \"zone\"; add that, or take the label out";
                self.report(&label.pointer, Code::NotAllowed, detail);
            }
            return own.clone();
        };
        self.check_zone(zone);
        let name = &zone.value.0;
        if let Some(label) = label {
            return Zone { name: name.clone(), label: self.text(&label.value) };
        }
        if *name == own.name {
            return own.clone();
        }
        if name != Zone::LOCAL && !name.is_empty() {
            let place = zone.pointer.strip_suffix("/zone").unwrap_or(&zone.pointer);
            let detail = "the field \"zone_label\" is missing, and an opening in another zone needs it; add it";
            self.report(place, Code::Missing, detail);
        }
        Zone { name: name.clone(), label: Text::default() }
    }

    fn opening(&self, source: &OpeningSource) -> Option<Opening> {
        let report = |place: &str, error: HoursError| self.report(place, Code::Malformed, error);
        let read = |text: &At<Plain>| (!text.value.0.is_empty()).then_some(text.value.0.clone());
        let time = |at: &At<Plain>| TimeOfDay::parse(&read(at)?).map_err(|error| report(&at.pointer, error)).ok();
        let day = |at: &At<Plain>| Opening::parse_day(&read(at)?).map_err(|error| report(&at.pointer, error)).ok();
        let days: Vec<_> = source.days.value.0.iter().map(day).collect();
        let (open, close) = (time(&source.open), time(&source.close));
        let days: Vec<_> = days.into_iter().collect::<Option<_>>()?;
        if days.is_empty() {
            return None;
        }
        Opening::new(days, open?, close?)
            .map_err(|error| {
                let opens_late = matches!(error, HoursError::OpensAtMidnight);
                report(if opens_late { &source.open.pointer } else { &source.days.pointer }, error);
            })
            .ok()
    }

    /// Notes which hours cover which, where that depends on the year: hours of different zones, in the year that the catalogue
    /// names for it. The visitor's own zone is not known here.
    pub(super) fn compared(&self, mut hours: Vec<NamedHours>) -> Vec<NamedHours> {
        let Some((from, until)) = self.compare_year().and_then(|year| Some((new_year(year)?, new_year(year + 1)?)))
        else {
            return hours;
        };
        let located = |hours: &NamedHours| hours.coverage.try_with_zone(|zone| zone.name.parse::<Tz>()).ok();
        let open: Vec<_> =
            hours.iter().map(|hours| located(hours).map(|coverage| coverage.open_spans(from, until))).collect();
        let is_one_zone = |one: &NamedHours, other: &NamedHours| match (&one.coverage, &other.coverage) {
            (Coverage::Hours(one), Coverage::Hours(other)) => one.zone() == other.zone(),
            _ => false,
        };
        for one in 0..hours.len() {
            let is_covered = |other: &usize| {
                let (ours, theirs) = (&hours[one], &hours[*other]);
                let (Some(open), Some(required)) = (&open[one], &open[*other]) else { return false };
                !is_one_zone(ours, theirs) && open.cover(required) && !ours.coverage.covers(&theirs.coverage)
            };
            hours[one].covers = (0..hours.len()).filter(is_covered).map(HoursIx::new).collect();
        }
        hours
    }
}

fn new_year(year: i32) -> Option<DateTime<Utc>> {
    Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).single()
}

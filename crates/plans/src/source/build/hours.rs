//! Support hours: a zone, openings and holidays.

use chrono::NaiveDate;
use support_hours::{Calendar, Coverage, HoursError, Opening, TimeOfDay, WeeklyHours, parse_holiday};

use super::*;
use crate::source;

impl Builder<'_> {
    pub(super) fn hours(&self, name: &str, source: &At<HoursSource>) -> NamedHours {
        if Id::parse(name).is_none() || name == "always" {
            let detail = format!("{} cannot name hours; write an id other than \"always\"", Quoted(name));
            self.report(&source.pointer, Code::Malformed, detail);
        }
        let source = &source.value;
        let zone = &source.zone.value.0;
        if !zone.is_empty()
            && let Err(detail) = source::zone(zone)
        {
            self.report(&source.zone.pointer, Code::UnknownName, detail);
        }
        let zone = Zone { name: zone.clone(), label: self.text(&source.zone_label) };
        let weekly = source.weekly.0.iter().filter_map(|opening| self.opening(opening)).collect();
        let holidays = source.holidays.iter().filter_map(|holiday| self.date(holiday));
        NamedHours {
            id: Id::parse(name).unwrap_or_else(Id::unread),
            coverage: Coverage::Hours(Calendar::new(zone, WeeklyHours::new(weekly), holidays)),
        }
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

    fn date(&self, source: &At<Plain>) -> Option<NaiveDate> {
        let text = &source.value.0;
        let date = parse_holiday(text).ok();
        if date.is_none() && !text.is_empty() {
            let detail = format!("{} is not a date; write one as \"2026-12-25\"", Quoted(text));
            self.report(&source.pointer, Code::Malformed, detail);
        }
        date
    }
}

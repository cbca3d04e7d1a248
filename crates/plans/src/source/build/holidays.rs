//! Holidays: dates, sets of them by name, and rules.

use chrono::NaiveDate;
use support_hours::{HolidayRule, parse_holiday};

use super::*;

/// How many holidays sets and rules may give to hours.
const MOST: usize = 2000;

/// For how many years a rule that names none is told: before the year that the catalogue compares hours in, and after it.
const YEARS_BEFORE: i32 = 1;
const YEARS_AFTER: i32 = 2;

impl Builder<'_> {
    /// Returns the year in which hours are compared; none where the catalogue names none that can be read.
    pub(super) fn compare_year(&self) -> Option<i32> {
        self.source.compare_year.as_ref().map(|year| year.value.0).filter(|year| *year > 0)
    }

    /// Reads the sets of holidays, in the order of their names.
    pub(super) fn holiday_sets(&self) -> Vec<Vec<NaiveDate>> {
        let set = |(name, holidays): (&str, &At<Many<HolidaySource>>)| {
            if Id::parse(name).is_none() || begins_with_digit(name) {
                let rule = "cannot name a set of holidays; write an id that begins with a letter";
                self.report(&holidays.pointer, Code::Malformed, format_args!("{} {rule}", Quoted(name)));
            }
            let mut dates = Vec::new();
            for holiday in &holidays.value.0 {
                match holiday {
                    HolidaySource::Word(date) => dates.extend(self.date(date)),
                    HolidaySource::Rule(rule) => dates.extend(self.rule(rule)),
                }
            }
            dates
        };
        named(&self.source.holiday_sets).map(set).collect()
    }

    /// Returns the dates on which hours are closed. `place` is that of the hours.
    pub(super) fn holidays(&self, source: &[HolidaySource], place: &str) -> Vec<NaiveDate> {
        let sets: Vec<_> =
            known(named(&self.source.holiday_sets).map(|(name, _)| name), is_unread(&self.source.holiday_sets));
        let (mut dates, mut of_sets) = (Vec::new(), Vec::new());
        for holiday in source {
            match holiday {
                HolidaySource::Rule(rule) => of_sets.extend(self.rule(rule)),
                HolidaySource::Word(word) if sets.is_empty() || begins_with_digit(&word.value.0) => {
                    dates.extend(self.date(word));
                }
                HolidaySource::Word(word) => {
                    let set = self.look_up("set of holidays", &word.value.0, &sets, &word.pointer);
                    of_sets.extend(set.and_then(|at| self.holiday_sets.get(at)).into_iter().flatten());
                }
            }
            if of_sets.len() > MOST {
                let detail = format!("sets and rules give more than {MOST} holidays; keep them within that");
                self.report(place, Code::TooLong, detail);
                break;
            }
        }
        dates.extend(of_sets);
        dates
    }

    fn date(&self, source: &At<Plain>) -> Option<NaiveDate> {
        let text = &source.value.0;
        let date = parse_holiday(text).ok();
        if date.is_none() && !text.is_empty() {
            let way_out = match text.parse::<HolidayRule>() {
                Ok(_) => format!("write the rule as {{\"rule\": {}}}", Quoted(text)),
                Err(_) => "write one as \"2026-12-25\"".to_owned(),
            };
            self.report(&source.pointer, Code::Malformed, format_args!("{} is not a date; {way_out}", Quoted(text)));
        }
        date
    }

    /// Returns the dates of a rule in the years that it names, or in those around the year in which hours are compared.
    fn rule(&self, source: &RuleSource) -> Vec<NaiveDate> {
        let RuleSource { rule, from, until } = source;
        if rule.value.0.is_empty() {
            return Vec::new();
        }
        let rule_of_dates = match rule.value.0.parse::<HolidayRule>() {
            Ok(rule) => rule,
            Err(error) => {
                self.report(&rule.pointer, Code::Malformed, error);
                return Vec::new();
            }
        };
        let stated = |year: &Option<At<YearSource>>| year.as_ref().map(|year| year.value.0);
        let compared = self.compare_year();
        let from_year = stated(from).or_else(|| Some(compared? - YEARS_BEFORE));
        let until_year = stated(until).or_else(|| Some(compared? + YEARS_AFTER));
        let (Some(from_year), Some(until_year)) = (from_year, until_year) else {
            // A year that could not be read was reported.
            if self.source.compare_year.is_none() {
                let detail = "the rule is for no years; add \"compare_year\" to the catalogue, or \"from\" and \"until\" to the rule";
                self.report(&rule.pointer, Code::Missing, detail);
            }
            return Vec::new();
        };
        // What could not be read is 0.
        if from_year == 0 || until_year == 0 {
            return Vec::new();
        }
        if until_year < from_year {
            let place = until.as_ref().or(from.as_ref()).map_or(&rule.pointer, |year| &year.pointer);
            let detail = format!("the rule is for {from_year} to {until_year}; write the earlier year as \"from\"");
            self.report(place, Code::OutOfRange, detail);
        }
        (from_year..=until_year).filter_map(|year| rule_of_dates.in_year(year)).collect()
    }
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

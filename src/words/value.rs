//! Values in words.

use plans::EntitlementIx;
use plans::catalog::{
    Amount, Frequency, Hours, Kind, Options, Period, Quantity, ResponseTime, Text, TextIx, Value, Zone,
};
use support_hours::{Coverage, Day, MINUTES_PER_DAY, Opening, TimeOfDay};

use super::{Told, Words, join};

impl Words<'_> {
    /// Returns a value as a cell shows it: "5,000 MB", "2 hours". A number stands alone where its row's name says what it is, as the
    /// short form of its unit tells: "36".
    pub fn cell(&self, row: EntitlementIx, value: Value) -> String {
        let locale = self.locale;
        match value {
            Value::NotIncluded => locale.value_not_included().to_owned(),
            Value::OnRequest => locale.value_on_request().to_owned(),
            Value::NotStated => locale.value_not_stated().to_owned(),
            Value::NotApplicable => locale.value_not_applicable().to_owned(),
            Value::Available => locale.value_available().to_owned(),
            Value::Included => locale.value_included().to_owned(),
            Value::Quantity(Quantity::Unlimited) => locale.value_unlimited().to_owned(),
            Value::Quantity(Quantity::Count(count)) => match &self.catalog.entitlement(row).kind {
                Kind::Quantity(unit) if unit.short.is_none() => self.in_unit(count, 0, unit),
                Kind::Quantity(unit) => {
                    let mut words = self.number(count, 0);
                    self.add_period(&mut words, unit);
                    words
                }
                _ => self.number(count, 0),
            },
            Value::Level(level) => {
                self.catalog.level(row, level).map(|level| self.text(&level.name)).unwrap_or_default()
            }
            Value::Hours(hours) => self.hours(hours),
            Value::Response(time) => self.response(time),
            Value::Frequency(frequency) => self.frequency(frequency),
            Value::Text(text) => self.free_text(row, text).map(|text| self.text(text)).unwrap_or_default(),
            Value::Options(options) => self.options(row, options),
            Value::Decimal(millionths) => self.decimal(row, millionths),
            Value::Amount(measure) => self.amount(row, measure),
        }
    }

    /// Returns what a narrow cell shows, with its language where that is not the app's: the catalogue's words may be in another.
    pub(super) fn told_cell(&self, row: EntitlementIx, value: Value) -> Told {
        let of_catalog = match (value, &self.catalog.entitlement(row).kind) {
            (Value::Level(level), _) => self.catalog.level(row, level).map(|level| &level.name),
            (Value::Text(text), _) => self.free_text(row, text),
            (Value::Options(options), Kind::Options(all)) => {
                all.iter().enumerate().find(|(at, _)| options.has(*at)).map(|(_, option)| &option.name)
            }
            (Value::Quantity(Quantity::Count(_)), Kind::Quantity(unit)) if unit.short.is_none() => {
                Some(&unit.name.other)
            }
            (Value::Decimal(_) | Value::Amount(_), kind) => {
                kind.unit().filter(|unit| unit.is_named()).map(|unit| &unit.name.other)
            }
            _ => None,
        };
        let language = of_catalog.and_then(|text| self.told(text).language);
        Told { text: self.short_cell(row, value), language }
    }

    /// Returns the words of a row of text.
    fn free_text(&self, row: EntitlementIx, text: TextIx) -> Option<&Text> {
        match &self.catalog.entitlement(row).kind {
            Kind::Text(texts) => texts.get(text.get()),
            _ => None,
        }
    }

    /// Lists options of a row, in the order in which the catalogue lists them.
    fn options(&self, row: EntitlementIx, options: Options) -> String {
        let Kind::Options(all) = &self.catalog.entitlement(row).kind else { return String::new() };
        let mut names = Vec::new();
        for (at, option) in all.iter().enumerate() {
            if options.has(at) {
                names.push(self.text(&option.name));
            }
        }
        self.list(&names)
    }

    /// Words what a row's number counts, in short, where the catalogue says so: "a year", "contacts". Nothing where it is none.
    pub fn short_unit(&self, row: EntitlementIx, value: Value) -> Option<Told> {
        let (Value::Quantity(Quantity::Count(count)), Kind::Quantity(unit)) =
            (value, &self.catalog.entitlement(row).kind)
        else {
            return None;
        };
        let short = unit.short.as_ref().filter(|_| count > 0)?;
        let mut text = self.catalog.counted(short, count).to_owned();
        self.add_period(&mut text, unit);
        Some(Told { text, ..self.told(&short.other) })
    }

    /// Returns a value as short as a column is narrow: "36", "24/7", "9–19 ET, Mon–Fri".
    pub fn short_cell(&self, row: EntitlementIx, value: Value) -> String {
        match value {
            Value::Hours(hours) => self.short_hours(hours),
            Value::Quantity(Quantity::Count(count)) if self.short_unit(row, value).is_some() => self.number(count, 0),
            value => self.cell(row, value),
        }
    }

    fn short_hours(&self, hours: Hours) -> String {
        let coverage = self.catalog.coverage(hours);
        if *coverage == Coverage::Always {
            return self.locale.hours_always_short().to_owned();
        }
        let mut openings = Vec::new();
        for calendar in coverage.calendars() {
            let zone = self.zone_label(calendar.zone());
            for opening in calendar.weekly().openings() {
                let (open, close) = (opening.open().minutes(), opening.close().minutes());
                let span = self.short_span(open.into(), close.into());
                openings.push(self.locale.hours_opening_short(&self.short_days_of(opening.days()), &span, &zone));
            }
        }
        join(&openings, "; ")
    }

    /// Returns what people call a zone; the visitor's own where the catalogue does not say.
    fn zone_label(&self, zone: &Zone) -> String {
        let label = self.text(&zone.label);
        if label.is_empty() { self.locale.zone_local().to_owned() } else { label }
    }

    /// Words from when until when in minutes of a day: "9–19", "17:30–24".
    pub(super) fn short_span(&self, opens: i64, closes: i64) -> String {
        self.locale.span_short(
            &short_time(opens % MINUTES_PER_DAY),
            &short_time((closes + MINUTES_PER_DAY - 1) % MINUTES_PER_DAY + 1),
        )
    }

    /// Words days by their short names: "Mon–Fri", "Mon, Wed, Sun", "every day".
    pub(super) fn short_days_of(&self, days: &[Day]) -> String {
        let mut names = Vec::new();
        for day in days {
            names.extend(self.short_days().nth(day.num_days_from_monday() as usize).map(str::to_owned));
        }
        match (days, names.as_slice()) {
            (_, [_, _, _, _, _, _, _]) => self.locale.hours_every_day().to_owned(),
            ([first, .., last], [from, _, .., until])
                if (last.num_days_from_monday() - first.num_days_from_monday()) as usize + 1 == names.len() =>
            {
                self.locale.span_short(from, until)
            }
            _ => join(&names, ", "),
        }
    }

    pub(super) fn response(&self, time: ResponseTime) -> String {
        let locale = self.locale;
        let (minutes, is_working) = match time {
            ResponseTime::Clock(minutes) => (minutes, false),
            ResponseTime::Working(minutes) => (minutes, true),
            ResponseTime::BusinessDays(days) => return locale.business_days(days),
        };
        let (hours, minutes) = (minutes / 60, minutes % 60);
        let in_hours = |hours| if is_working { locale.working_hours(hours) } else { locale.hours(hours) };
        let in_minutes = |minutes| if is_working { locale.working_minutes(minutes) } else { locale.minutes(minutes) };
        match (hours, minutes) {
            (0, minutes) => in_minutes(minutes),
            (hours, 0) => in_hours(hours),
            (hours, minutes) => locale.duration_pair(&in_hours(hours), &in_minutes(minutes)),
        }
    }

    fn frequency(&self, frequency: Frequency) -> String {
        let locale = self.locale;
        match frequency.amount {
            Amount::Times => {
                let period = match frequency.per {
                    Period::Year => locale.times_year(),
                    Period::Quarter => locale.times_quarter(),
                    Period::Month => locale.times_month(),
                    Period::Week => locale.times_week(),
                    Period::Day => locale.per_day(),
                };
                locale.times_per(frequency.count, period)
            }
            Amount::Days => {
                let period = match frequency.per {
                    Period::Year => locale.days_year(),
                    Period::Quarter => locale.days_quarter(),
                    Period::Month => locale.days_month(),
                    Period::Week => locale.days_week(),
                    Period::Day => locale.per_day(),
                };
                locale.days_per(frequency.count, period)
            }
        }
    }

    fn hours(&self, hours: Hours) -> String {
        let coverage = self.catalog.coverage(hours);
        if *coverage == Coverage::Always {
            return self.locale.hours_always().to_owned();
        }
        let (mut openings, mut has_holidays) = (Vec::new(), false);
        for calendar in coverage.calendars() {
            has_holidays |= calendar.holidays().next().is_some();
            for opening in calendar.weekly().openings() {
                openings.push(self.opening(opening, calendar.zone()));
            }
        }
        let hours = join(&openings, "; ");
        if has_holidays { self.locale.hours_holidays(&hours) } else { hours }
    }

    fn opening(&self, opening: &Opening, zone: &Zone) -> String {
        let (open, close) = (time(opening.open()), time(opening.close()));
        self.locale.hours_opening(&close, &self.days(opening.days()), &open, &self.zone_label(zone))
    }

    /// Words days: "Monday to Friday", "Monday, Wednesday and Sunday", "every day".
    pub(super) fn days(&self, days: &[Day]) -> String {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return String::new() };
        let is_range = last.num_days_from_monday() as usize == first.num_days_from_monday() as usize + days.len() - 1;
        match days.len() {
            7 => self.locale.hours_every_day().to_owned(),
            3.. if is_range => self.locale.hours_day_range(self.day(*first), self.day(*last)),
            _ => {
                let mut names = Vec::new();
                for day in days {
                    names.push(self.day(*day).to_owned());
                }
                self.list(&names)
            }
        }
    }

    pub(super) fn day(&self, day: Day) -> &'static str {
        let locale = self.locale;
        match day {
            Day::Mon => locale.day_mon(),
            Day::Tue => locale.day_tue(),
            Day::Wed => locale.day_wed(),
            Day::Thu => locale.day_thu(),
            Day::Fri => locale.day_fri(),
            Day::Sat => locale.day_sat(),
            Day::Sun => locale.day_sun(),
        }
    }
}

/// Returns a time of day, by the clock of 24 hours that every time on the page is told by: "9:00", "17:30".
fn time(time: TimeOfDay) -> String {
    let (hours, minutes) = (time.minutes() / 60, time.minutes() % 60);
    format!("{hours}:{:02}", u32::from(minutes))
}

/// Returns a minute of the day as short as it can be: "9", "17:30", "24".
fn short_time(minute: i64) -> String {
    let (hours, minutes) = ((minute / 60) as u32, (minute % 60) as u32);
    let mut text = hours.to_string();
    if minutes > 0 {
        text.push_str(if minutes < 10 { ":0" } else { ":" });
        text.push_str(&minutes.to_string());
    }
    text
}

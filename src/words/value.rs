//! Values in words.

use plans::EntitlementIx;
use plans::catalog::{Amount, Frequency, Hours, Period, Quantity, ResponseTime, Unit, Value, Zone};
use support_hours::{Coverage, Day, Opening, TimeOfDay};

use super::{Words, join};

impl Words<'_> {
    /// A value as a cell shows it, where the row's name says what it is: "36", "2 hours".
    pub fn cell(&self, row: EntitlementIx, value: Value) -> String {
        let locale = self.locale;
        match value {
            Value::NotIncluded => locale.value_not_included().to_owned(),
            Value::OnRequest => locale.value_on_request().to_owned(),
            Value::Included => locale.value_included().to_owned(),
            Value::Quantity(Quantity::Unlimited) => locale.value_unlimited().to_owned(),
            Value::Quantity(Quantity::Count(count)) => count.to_string(),
            Value::Level(level) => {
                self.catalog.level(row, level).map(|level| self.text(&level.name)).unwrap_or_default()
            }
            Value::Hours(hours) => self.hours(hours),
            Value::Response(time) => self.response(time),
            Value::Frequency(frequency) => self.frequency(frequency),
        }
    }

    /// So many of what a unit counts: "no contacts", "1 contact", "unlimited contacts".
    pub fn quantity(&self, quantity: Quantity, unit: &Unit) -> String {
        match quantity {
            Quantity::Unlimited => self.locale.value_unlimited_of(&self.text(&unit.other)),
            Quantity::Count(0) => self.locale.quantity_none(&self.text(&unit.other)),
            Quantity::Count(1) => format!("1 {}", self.text(&unit.one)),
            Quantity::Count(count) => format!("{count} {}", self.text(&unit.other)),
        }
    }

    fn response(&self, time: ResponseTime) -> String {
        let locale = self.locale;
        let (hours, minutes) = (time.minutes / 60, time.minutes % 60);
        let in_hours = |hours| if time.working { locale.working_hours(hours) } else { locale.hours(hours) };
        let in_minutes = |minutes| if time.working { locale.working_minutes(minutes) } else { locale.minutes(minutes) };
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
                };
                locale.times_per(frequency.count, period)
            }
            Amount::Days => {
                let period = match frequency.per {
                    Period::Year => locale.days_year(),
                    Period::Quarter => locale.days_quarter(),
                    Period::Month => locale.days_month(),
                    Period::Week => locale.days_week(),
                };
                locale.days_per(frequency.count, period)
            }
        }
    }

    fn hours(&self, hours: Hours) -> String {
        let Coverage::Hours(calendar) = self.catalog.coverage(hours) else {
            return self.locale.hours_always().to_owned();
        };
        let mut openings = Vec::new();
        for opening in calendar.weekly().openings() {
            openings.push(self.opening(opening, calendar.zone()));
        }
        let hours = join(&openings, "; ");
        if calendar.holidays().next().is_some() { self.locale.hours_holidays(&hours) } else { hours }
    }

    fn opening(&self, opening: &Opening, zone: &Zone) -> String {
        let (open, close) = (self.time(opening.open()), self.time(opening.close()));
        self.locale.hours_opening(&close, &self.days(opening.days()), &open, &self.text(&zone.label))
    }

    /// A time of day, by the 12-hour clock: "9 am", "5:30 pm", "midnight".
    fn time(&self, time: TimeOfDay) -> String {
        let (hours, minutes) = (time.minutes() / 60 % 24, time.minutes() % 60);
        if (hours, minutes) == (0, 0) {
            return self.locale.time_midnight().to_owned();
        }
        let mut text = (if hours % 12 == 0 { 12 } else { hours % 12 }).to_string();
        if minutes > 0 {
            text = format!("{text}:{:02}", u32::from(minutes));
        }
        if hours < 12 { self.locale.time_am(&text) } else { self.locale.time_pm(&text) }
    }

    /// Days in words: "Monday to Friday", "Monday, Wednesday and Sunday", "every day".
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

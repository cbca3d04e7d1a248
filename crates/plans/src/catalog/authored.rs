//! Values as a catalogue's author writes them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Amount, Catalog, EntitlementIx, Family, Frequency, Hours, Kind, Period, Quantity, ResponseTime, Value};
use super::{MOST_DECIMALS, written_number};

/// A value as it stands in a catalogue's JSON: a number, a word such as "unlimited", "8h working" or "1 per year", or a list of
/// options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Value")]
pub enum Authored {
    /// A number of things.
    Count(u64),
    /// A decimal or a percentage that is not whole.
    Decimal(serde_json::Number),
    /// The ids of options.
    Options(Vec<String>),
    /// Anything else. Free words are in the catalogue's own language. Response times are in hours and minutes, whichever way the catalogue says them.
    Word(String),
}

impl Catalog {
    /// Returns a value of a row as the catalogue's author writes it.
    pub fn authored(&self, row: EntitlementIx, value: Value) -> Authored {
        Authored::Word(match value {
            Value::Quantity(Quantity::Count(count)) => return Authored::Count(count),
            Value::Quantity(Quantity::Unlimited) => "unlimited".to_owned(),
            Value::NotIncluded => "not-included".to_owned(),
            Value::OnRequest => "on-request".to_owned(),
            Value::NotStated => "not-stated".to_owned(),
            Value::NotApplicable => "not-applicable".to_owned(),
            Value::Available => "available".to_owned(),
            Value::Included => "included".to_owned(),
            Value::Level(level) => self.level(row, level).map(|level| level.id.to_string()).unwrap_or_default(),
            Value::Hours(Hours::Always) => "always".to_owned(),
            Value::Hours(Hours::Named(hours)) => self.parts().hours[hours.get()].id.to_string(),
            Value::Response(time) => response(time),
            Value::Frequency(frequency) => self::frequency(frequency),
            Value::Text(text) => match &self.entitlement(row).kind {
                Kind::Text(texts) => texts.get(text.get()).map(|text| text.own().to_owned()).unwrap_or_default(),
                _ => String::new(),
            },
            Value::Options(options) => {
                let Kind::Options(all) = &self.entitlement(row).kind else { return Authored::Options(Vec::new()) };
                let some = all.iter().enumerate().filter(|(at, _)| options.has(*at));
                return Authored::Options(some.map(|(_, option)| option.id.to_string()).collect());
            }
            Value::Decimal(millionths) => {
                let digits = written_number(millionths, MOST_DECIMALS);
                return match digits.parse() {
                    Ok(whole) => Authored::Count(whole),
                    Err(_) => Authored::Decimal(
                        serde_json::from_str(&digits).expect("digits, a point and more digits are a number in JSON"),
                    ),
                };
            }
            Value::Amount(measure) => {
                let number = written_number(measure.millionths, MOST_DECIMALS);
                let unit = match &self.entitlement(row).kind {
                    Kind::Amount(kind) if !kind.currency.is_empty() => &kind.currency,
                    _ => measure.unit.sign(),
                };
                // Days and longer are words, which count.
                let plural = if (unit.len() > 3 || unit == "day") && number != "1" { "s" } else { "" };
                // Thousands and millions stand at the number.
                let between = if measure.unit.family() == Family::Requests { "" } else { " " };
                format!("{number}{between}{unit}{plural}")
            }
        })
    }
}

fn response(time: ResponseTime) -> String {
    match time {
        ResponseTime::Clock(minutes) => duration(minutes),
        ResponseTime::Working(minutes) => format!("{} working", duration(minutes)),
        ResponseTime::BusinessDays(1) => "1 business day".to_owned(),
        ResponseTime::BusinessDays(days) => format!("{days} business days"),
    }
}

fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes}m"),
    }
}

fn frequency(frequency: Frequency) -> String {
    let amount = match (frequency.amount, frequency.count) {
        (Amount::Times, _) => "",
        (Amount::Days, 1) => " day",
        (Amount::Days, _) => " days",
    };
    let period = match frequency.per {
        Period::Year => "year",
        Period::Quarter => "quarter",
        Period::Month => "month",
        Period::Week => "week",
        Period::Day => "day",
    };
    format!("{}{amount} per {period}", frequency.count)
}

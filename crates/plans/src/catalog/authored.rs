//! Values as a catalogue's author writes them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Amount, Catalog, EntitlementIx, Frequency, Hours, Period, Quantity, ResponseTime, Value};

/// A value as it stands in a catalogue's JSON: a number, or a word such as "unlimited", "8h working" or "1 per year".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Value")]
pub enum Authored {
    /// A number of things.
    Count(u32),
    /// Anything else. Response times are in hours and minutes, whichever way the catalogue says them.
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
            Value::Included => "included".to_owned(),
            Value::Level(level) => self.level(row, level).map(|level| level.id.to_string()).unwrap_or_default(),
            Value::Hours(Hours::Always) => "always".to_owned(),
            Value::Hours(Hours::Named(hours)) => self.parts().hours[hours.get()].id.to_string(),
            Value::Response(time) => response(time),
            Value::Frequency(frequency) => self::frequency(frequency),
        })
    }
}

fn response(time: ResponseTime) -> String {
    let duration = match (time.minutes / 60, time.minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes}m"),
    };
    if time.working { format!("{duration} working") } else { duration }
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
    };
    format!("{}{amount} per {period}", frequency.count)
}

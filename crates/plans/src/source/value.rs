//! Values as authors write them.

use super::field::ValueSource;
use crate::catalog::{Amount, Frequency, Hours, HoursIx, Id, Kind, LevelIx, Period, Quantity, ResponseTime, Value};
use crate::json::{Quoted, nearest, nearest_name};

/// The names that values may use.
pub(super) struct Names<'a> {
    /// Hours, by their position in the catalogue.
    pub hours: Vec<&'a str>,
    /// Scales and the ids of their levels, by their positions.
    pub scales: Vec<(&'a str, Vec<&'a str>)>,
}

/// Returns the way out for a name that is none of the known ones. None where nothing can be said of it: because it may be one
/// of those that could not be read, for which an empty name stands, or because what is meant is plainly a name that is no id.
pub(super) fn way_out(name: &str, known: &[&str]) -> Option<String> {
    let is_id = |name: &str| Id::parse(name).is_some();
    let means_no_id = nearest_name(name, known.iter().copied()).is_some_and(|near| !is_id(near));
    let ids = known.iter().copied().filter(|known| is_id(known));
    (!known.contains(&"") && !means_no_id).then(|| nearest(name, ids))
}

/// Reads a cell's value: one of the row's kind, "not-included" or "on-request".
pub(super) fn read_cell(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    match source {
        ValueSource::Word(word) if word == "not-included" => Ok(Value::NotIncluded),
        ValueSource::Word(word) if word == "on-request" => Ok(Value::OnRequest),
        _ => read_value(source, kind, names),
    }
}

/// Reads what is required: "included", or a value of the row's kind.
pub(super) fn read_required(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    match source {
        ValueSource::Word(word) if word == "included" => Ok(Value::Included),
        _ => read_value(source, kind, names),
    }
}

fn read_value(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    let quoted = match source {
        ValueSource::Number(number) => number.to_string(),
        ValueSource::Word(word) => Quoted(word).to_string(),
        ValueSource::Unread => String::new(),
    };
    let word = match source {
        ValueSource::Word(word) => word.as_str(),
        _ => "",
    };
    match kind {
        Kind::Inclusion => (word == "included").then_some(Value::Included).ok_or_else(|| {
            format!(
                "inclusion {quoted} is not a word for it; write \"included\", or in a cell \"not-included\" or \"on-request\""
            )
        }),
        Kind::Quantity(_) => match source {
            ValueSource::Number(number) => Ok(Value::Quantity(Quantity::Count(*number))),
            _ if word == "unlimited" => Ok(Value::Quantity(Quantity::Unlimited)),
            _ => Err(format!("quantity {quoted} is not a number; write for example 12 or \"unlimited\"")),
        },
        Kind::Level(scale) => {
            let (name, levels) = &names.scales[scale.get()];
            match levels.iter().position(|level| *level == word) {
                Some(at) => Ok(Value::Level(LevelIx::new(at))),
                None => unread_or(way_out(word, levels), |way_out| {
                    format!("level {quoted} is not on the scale \"{name}\"; {way_out}")
                }),
            }
        }
        Kind::Hours if word == "always" => Ok(Value::Hours(Hours::Always)),
        Kind::Hours => match names.hours.iter().position(|hours| *hours == word) {
            Some(at) => Ok(Value::Hours(Hours::Named(HoursIx::new(at)))),
            None => unread_or(way_out(word, &[&names.hours[..], &["always"]].concat()), |way_out| {
                format!("hours {quoted} have no entry under \"hours\"; {way_out}")
            }),
        },
        Kind::Response => response(word).map(Value::Response).ok_or_else(|| {
            format!("response {quoted} is not a duration; write for example \"4h\" or \"8h working\"")
        }),
        Kind::Frequency => frequency(word).map(Value::Frequency).ok_or_else(|| {
            format!("frequency {quoted} is not one; write for example \"1 per year\" or \"2 days per quarter\"")
        }),
    }
}

/// Fails with a message where the way out is known; else gives a placeholder for a value whose names could not be read.
fn unread_or(way_out: Option<String>, detail: impl FnOnce(String) -> String) -> Result<Value, String> {
    way_out.map_or(Ok(Value::NotIncluded), |way_out| Err(detail(way_out)))
}

/// Parses a response time: `30m`, `4h` or `1h30m`, each with or without ` working`; 1 minute to 9,999 hours.
fn response(word: &str) -> Option<ResponseTime> {
    let (duration, working) = match word.strip_suffix(" working") {
        Some(duration) => (duration, true),
        None => (word, false),
    };
    let (hours, minutes) = match duration.split_once('h') {
        Some((hours, "")) => (count(hours)?, 0),
        Some((hours, minutes)) => (count(hours)?, count(minutes.strip_suffix('m')?)?),
        None => (0, count(duration.strip_suffix('m')?)?),
    };
    Some(ResponseTime { minutes: hours * 60 + minutes, working })
}

/// Parses a frequency, such as `1 per year` or `2 days per quarter`.
fn frequency(word: &str) -> Option<Frequency> {
    let (what, period) = word.split_once(" per ")?;
    let (number, amount) = match what.strip_suffix(" days").or_else(|| what.strip_suffix(" day")) {
        Some(number) => (number, Amount::Days),
        None => (what, Amount::Times),
    };
    let per = match period {
        "year" => Period::Year,
        "quarter" => Period::Quarter,
        "month" => Period::Month,
        "week" => Period::Week,
        _ => return None,
    };
    Some(Frequency { count: count(number)?, amount, per })
}

/// Parses a count: 1 to 9,999, in digits alone.
fn count(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|count| is_number && *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_hours_and_minutes_and_nothing_else() {
        let minutes = |word| response(word).map(|time| (time.minutes, time.working));
        assert_eq!(minutes("30m"), Some((30, false)));
        assert_eq!(minutes("8h working"), Some((480, true)));
        assert_eq!(minutes("1h30m"), Some((90, false)));
        for word in ["4 hrs", "4", "h", "0h", "-4h", "4h30", "30m4h", "4.5h", "8hworking", "99999h", "+4h", "4h 30m"] {
            assert_eq!(minutes(word), None, "{word}");
        }
    }

    #[test]
    fn frequencies_name_a_count_and_a_period() {
        let read = |word| frequency(word).map(|f| (f.count, f.amount, f.per));
        assert_eq!(read("1 per year"), Some((1, Amount::Times, Period::Year)));
        assert_eq!(read("1 day per year"), Some((1, Amount::Days, Period::Year)));
        assert_eq!(read("2 days per quarter"), Some((2, Amount::Days, Period::Quarter)));
        for word in ["once a year", "1 per decade", "0 per year", "per year", "1 hour per year"] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}

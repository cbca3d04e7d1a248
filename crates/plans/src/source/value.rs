//! Values as authors write them.

use super::amount;
use super::field::{TextSource, ValueSource};
use super::misread;
use crate::catalog::limits::MAX_DAYS;
use crate::catalog::{
    Amount, Frequency, Hours, HoursIx, Id, Kind, Level, LevelIx, Options, Period, Quantity, ResponseTime,
};
use crate::catalog::{LARGEST, MOST_DECIMALS, Text, TextIx, Value, parse_number};
use crate::json::{Quoted, nearest, nearest_name};

/// The names that values may use.
pub(super) struct Names<'a> {
    /// The language of texts that name none.
    pub language: &'a str,
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

/// The states that every row may hold in place of a value of its kind.
const STATES: [(&str, Value); 5] = [
    ("not-included", Value::NotIncluded),
    ("on-request", Value::OnRequest),
    ("not-stated", Value::NotStated),
    ("not-applicable", Value::NotApplicable),
    ("available", Value::Available),
];

/// Reads a cell's value: one of the row's kind, or a state.
pub(super) fn read_cell(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    match (source, kind) {
        (ValueSource::Word(word), _) if state(word).is_some() => Ok(state(word).unwrap_or(Value::NotIncluded)),
        // Said by a word of the app's, where an author says no more.
        (ValueSource::Word(word), Kind::Text(_)) if word == "included" => Ok(Value::Included),
        (ValueSource::Word(id), Kind::Options(options)) if options.iter().any(|option| option.id.as_str() == id) => {
            Err(format!("options {} are no list; write [{}]", Quoted(id), Quoted(id)))
        }
        _ => read_value(source, kind, names),
    }
}

/// Returns what a word says of a cell in a row of any kind.
fn state(word: &str) -> Option<Value> {
    STATES.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Returns the free words that a value is: those of a row of text.
pub(super) fn text(source: &ValueSource, names: &Names<'_>) -> Option<Text> {
    match source {
        ValueSource::Word(word) if state(word).is_some() || word == "included" => None,
        ValueSource::Word(word) | ValueSource::Text(TextSource::Plain(word)) => Some(Text::new(&**word, Vec::new())),
        ValueSource::Text(TextSource::ByLanguage(texts)) => {
            let others = texts.value.iter().filter(|(tag, _)| *tag != names.language);
            let others = others.map(|(tag, text)| (tag.clone(), text.clone())).collect();
            Some(Text::new(texts.value.get(names.language).cloned().unwrap_or_default(), others))
        }
        ValueSource::Number(_) | ValueSource::Decimal(_) | ValueSource::List(_) | ValueSource::Unread => None,
    }
}

/// Reads what is required: "included", or a value of the row's kind.
pub(super) fn read_required(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    match source {
        ValueSource::Word(word) if word == "included" => Ok(Value::Included),
        _ => match kind {
            Kind::Text(_) => {
                Err("words compare with nothing, so a row of them can only be required as it is; write \"included\""
                    .to_owned())
            }
            _ => read_value(source, kind, names),
        },
    }
}

/// Reads what a plan must have no more of: a value of the row's kind that has an end.
pub(super) fn read_most(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    match source {
        ValueSource::Word(word) if word == "unlimited" => {
            Err("nothing is more than unlimited, so every plan meets it; write a number, or take it out".to_owned())
        }
        ValueSource::Word(word) if word == "included" => {
            Err("\"included\" has no more and no less; write how much is allowed, such as 0".to_owned())
        }
        _ => read_value(source, kind, names),
    }
}

/// Reads what an add-on gives: a value of the row's kind.
pub(super) fn read_granted(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    match (source, kind) {
        (ValueSource::Word(word), Kind::Text(_)) if word == "included" => Ok(Value::Included),
        (_, Kind::Text(_)) => {
            Err("words compare with nothing, so that it cannot be told which are better; write \"included\"".to_owned())
        }
        _ => read_value(source, kind, names),
    }
}

fn read_value(source: &ValueSource, kind: &Kind, names: &Names<'_>) -> Result<Value, String> {
    let quoted = match source {
        ValueSource::Number(number) => number.to_string(),
        ValueSource::Decimal(number) => number.clone(),
        ValueSource::Word(word) => Quoted(word).to_string(),
        ValueSource::Text(_) => "by language".to_owned(),
        ValueSource::List(list) => format!("a list of {}", list.len()),
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
            ValueSource::Number(number) if *number <= LARGEST => Ok(Value::Quantity(Quantity::Count(*number))),
            ValueSource::Number(_) => Err(format!("{quoted} is not a whole number from 0 to {LARGEST}; write one")),
            ValueSource::Decimal(number) => {
                let rule = format!("{number} is not a whole number from 0 to {LARGEST}; write one");
                let is_meant = parse_number(number, MOST_DECIMALS).is_some() && parse_number(number, 0).is_none();
                let is_whole = number.ends_with(".0");
                Err(if is_meant && !is_whole { format!("{rule}, or make the row's kind \"decimal\"") } else { rule })
            }
            _ if word == "unlimited" => Ok(Value::Quantity(Quantity::Unlimited)),
            _ => {
                let way_out = misread::number(word).unwrap_or_else(|| match nearest_name(word, ["unlimited"].into_iter()) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => "write for example 12 or \"unlimited\"".to_owned(),
                });
                Err(format!("quantity {quoted} is not a number; {way_out}"))
            }
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
            let way_out = misread::response(word);
            let way_out = way_out.unwrap_or_else(|| "write for example \"4h\" or \"8h working\"".to_owned());
            format!("response {quoted} is not a duration; {way_out}")
        }),
        Kind::Text(texts) => text(source, names)
            .and_then(|text| texts.iter().position(|known| *known == text))
            .map(|at| Value::Text(TextIx::new(at)))
            .ok_or_else(|| format!("{quoted} is not a text; write one, such as \"{quoted}\"")),
        Kind::Options(options) => match source {
            ValueSource::List(ids) if ids.is_empty() => {
                Err("the list of options is empty; write at least one, or in a cell \"not-included\"".to_owned())
            }
            ValueSource::List(ids) => some_of(ids, options),
            ValueSource::Word(id) => some_of(std::slice::from_ref(id), options),
            _ => Err(format!("options {quoted} are no list of ids; write for example [\"{}\"]", options[0].id)),
        },
        Kind::Decimal(_) if word == "unlimited" => Ok(Value::Quantity(Quantity::Unlimited)),
        Kind::Decimal(_) => decimal(source, &quoted, "decimal").map(Value::Decimal),
        Kind::Percent => decimal(source, &quoted, "percent").map(Value::Decimal),
        Kind::Amount(_) if word == "unlimited" => Ok(Value::Quantity(Quantity::Unlimited)),
        Kind::Amount(kind) => match source {
            ValueSource::Number(_) | ValueSource::Decimal(_) => amount::read(&quoted, kind).map(Value::Amount),
            _ => amount::read(word, kind).map(Value::Amount),
        },
        Kind::Frequency => frequency(word).map(Value::Frequency).ok_or_else(|| {
            format!("frequency {quoted} is not one; write for example \"1 per year\" or \"2 days per quarter\"")
        }),
    }
}

/// Fails with a message where the way out is known; else gives a placeholder for a value whose names could not be read.
fn unread_or(way_out: Option<String>, detail: impl FnOnce(String) -> String) -> Result<Value, String> {
    way_out.map_or(Ok(Value::NotIncluded), |way_out| Err(detail(way_out)))
}

/// Reads ids of options.
fn some_of(ids: &[String], options: &[Level]) -> Result<Value, String> {
    let known: Vec<_> = options.iter().map(|option| option.id.as_str()).collect();
    let mut some = 0;
    for id in ids {
        match known.iter().position(|known| known == id) {
            Some(at) if some >> at & 1 == 1 => {
                return Err(format!("the option {} stands in the list twice; name it once", Quoted(id)));
            }
            Some(at) => some |= 1 << at,
            None => {
                return unread_or(way_out(id, &known), |way_out| {
                    format!("{} is none of the row's options; {way_out}", Quoted(id))
                });
            }
        }
    }
    Ok(Value::Options(Options(some)))
}

/// Reads a number with decimals, as millionths.
fn decimal(source: &ValueSource, quoted: &str, kind: &str) -> Result<u64, String> {
    let digits = match source {
        ValueSource::Number(number) => number.to_string(),
        ValueSource::Decimal(number) => number.clone(),
        ValueSource::Word(word) => {
            let meant = amount::meant_number(word);
            return Err(match meant {
                Some(number) => format!("{kind} {quoted} is a text; write the number {number}, without quotes"),
                None => format!("{kind} {quoted} is not a number; write for example 99.9"),
            });
        }
        ValueSource::Text(_) | ValueSource::List(_) | ValueSource::Unread => {
            return Err(format!("{kind} {quoted} is not a number; write for example 99.9"));
        }
    };
    let millionths = parse_number(&digits, MOST_DECIMALS).filter(|it| *it <= LARGEST * 10_u64.pow(MOST_DECIMALS));
    millionths.ok_or_else(|| {
        format!("{digits} is not a number from 0 to {LARGEST} with up to {MOST_DECIMALS} decimals; write one")
    })
}

/// Parses a response time: `30m`, `4h` or `1h30m`, each with or without ` working`, 1 minute to 9,999 hours; or
/// `2 business days`, 1 to 366.
fn response(word: &str) -> Option<ResponseTime> {
    if let Some(days) = word.strip_suffix(" business days").or_else(|| word.strip_suffix(" business day")) {
        return count(days).filter(|days| *days <= MAX_DAYS).map(ResponseTime::BusinessDays);
    }
    let (duration, time): (_, fn(u32) -> ResponseTime) = match word.strip_suffix(" working") {
        Some(duration) => (duration, ResponseTime::Working),
        None => (word, ResponseTime::Clock),
    };
    let (hours, minutes) = match duration.split_once('h') {
        Some((hours, "")) => (count(hours)?, 0),
        Some((hours, minutes)) => (count(hours)?, count(minutes.strip_suffix('m')?)?),
        None => (0, count(duration.strip_suffix('m')?)?),
    };
    Some(time(hours * 60 + minutes))
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
        "day" => Period::Day,
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
        let minutes = |word| match response(word)? {
            ResponseTime::Clock(minutes) => Some((minutes, false)),
            ResponseTime::Working(minutes) => Some((minutes, true)),
            ResponseTime::BusinessDays(_) => None,
        };
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

//! Units such as `user/month`: what is counted, and how often.

use serde_json::{Value, json};

use crate::names::plural;

/// The periods that a unit names, each as catalogues name it.
const PERIODS: [(&str, &str); 12] = [
    ("day", "day"),
    ("week", "week"),
    ("month", "month"),
    ("mo", "month"),
    ("months", "month"),
    ("quarter", "quarter"),
    ("year", "year"),
    ("yr", "year"),
    ("annum", "year"),
    ("annual", "year"),
    ("monthly", "month"),
    ("yearly", "year"),
];

/// What is counted, how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerPeriod {
    /// What is counted; none where nothing is.
    pub counted: Option<String>,
    /// The period.
    pub period: Option<&'static str>,
}

impl PerPeriod {
    /// Reads a unit: its parts stand between "/", and one of them may be a period.
    pub fn read(unit: Option<&str>) -> Self {
        let unit = unit.unwrap_or_default();
        let parts: Vec<_> = unit.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
        // What is counted may be days: "30 day".
        let at = if unit.contains('/') { parts.iter().rposition(|part| period(part).is_some()) } else { None };
        let counted = parts.iter().enumerate().filter(|(part, _)| Some(*part) != at).map(|(_, part)| *part);
        let counted = counted.collect::<Vec<_>>().join("/");
        Self { counted: (!counted.is_empty()).then_some(counted), period: at.and_then(|at| period(parts[at])) }
    }

    /// Writes it as a unit.
    pub fn written(&self) -> Option<String> {
        match (&self.counted, self.period) {
            (None, None) => None,
            (counted, None) => counted.clone(),
            (counted, Some(period)) => Some(format!("{}/{period}", counted.as_deref().unwrap_or_default())),
        }
    }
}

/// Returns the period that a word names.
pub fn period(word: &str) -> Option<&'static str> {
    PERIODS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, period)| *period)
}

/// Returns a unit as catalogues have it: a sign, or a word with its plural.
pub fn unit(counted: &str) -> Value {
    let other = plural(counted);
    let is_word = counted.chars().all(|c| c.is_alphabetic() || c == ' ') && counted.starts_with(char::is_lowercase);
    if is_word && other != counted { json!({"one": counted, "other": other}) } else { counted.into() }
}

/// Returns what a catalogue's unit counts one of.
pub fn counted(unit: &Value) -> Option<String> {
    of(unit, true)
}

/// Returns how a catalogue's unit stands behind a number, of one or of several.
pub fn of(unit: &Value, is_one: bool) -> Option<String> {
    let text = |text: &Value| match text {
        Value::String(text) => Some(text.clone()),
        Value::Object(languages) => languages.values().find_map(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let one = unit.get("one").filter(|_| is_one);
    match unit {
        Value::Object(_) => text(one.or(unit.get("other"))?),
        _ => text(unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_says_what_is_counted_and_how_often() {
        for (text, counted, period) in [
            ("user/month", Some("user"), Some("month")),
            ("/month", None, Some("month")),
            ("month/market", Some("market"), Some("month")),
            ("document/user/month", Some("document/user"), Some("month")),
            ("call/minute", Some("call/minute"), None),
            ("day", Some("day"), None),
            ("GB", Some("GB"), None),
        ] {
            let read = PerPeriod::read(Some(text));
            assert_eq!((read.counted.as_deref(), read.period), (counted, period), "{text}");
        }
        assert_eq!(PerPeriod::read(Some("user/month")).written().as_deref(), Some("user/month"));
        assert_eq!(PerPeriod::read(None), PerPeriod::default());
    }

    #[test]
    fn a_word_has_a_plural_and_a_sign_has_none() {
        assert_eq!(unit("user"), json!({"one": "user", "other": "users"}));
        assert_eq!(unit("GB"), json!("GB"));
        assert_eq!(counted(&unit("user")).as_deref(), Some("user"));
    }
}

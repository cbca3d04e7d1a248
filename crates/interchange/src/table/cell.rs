//! What a cell of a table says.

use crate::decimal::Decimal;

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// That the plan has it.
    Yes,
    /// That the plan does not have it.
    No,
    /// No limit.
    Unlimited,
    /// A number, with what is counted and how often.
    Number {
        /// How many.
        number: Decimal,
        /// Of what; none where it stands alone.
        unit: Option<String>,
        /// In which period it renews.
        per: Option<&'static str>,
    },
    /// A state, as catalogues have it.
    State(&'static str),
    /// Words.
    Words(String),
}

/// Signs and words for cells that hold no number.
const SAID: [(&str, Cell); 36] = [
    ("yes", Cell::Yes),
    ("y", Cell::Yes),
    ("true", Cell::Yes),
    ("x", Cell::Yes),
    ("included", Cell::Yes),
    ("✓", Cell::Yes),
    ("✔", Cell::Yes),
    ("✅", Cell::Yes),
    ("●", Cell::Yes),
    ("no", Cell::No),
    ("n", Cell::No),
    ("false", Cell::No),
    ("not included", Cell::No),
    ("✗", Cell::No),
    ("✘", Cell::No),
    ("❌", Cell::No),
    ("-", Cell::No),
    ("–", Cell::No),
    ("—", Cell::No),
    ("unlimited", Cell::Unlimited),
    ("no limit", Cell::Unlimited),
    ("∞", Cell::Unlimited),
    ("on request", Cell::State("on-request")),
    ("contact us", Cell::State("on-request")),
    ("contact sales", Cell::State("on-request")),
    ("custom", Cell::State("on-request")),
    ("not stated", Cell::State("not-stated")),
    ("?", Cell::State("not-stated")),
    ("n/a", Cell::State("not-applicable")),
    ("not applicable", Cell::State("not-applicable")),
    ("available", Cell::State("available")),
    ("add on", Cell::State("available")),
    ("addon", Cell::State("available")),
    ("optional", Cell::State("available")),
    ("not available", Cell::No),
    ("none", Cell::No),
];

/// Periods as they stand after a number.
const PERIODS: [(&str, &str); 15] = [
    ("per day", "day"),
    ("a day", "day"),
    ("/day", "day"),
    ("per week", "week"),
    ("a week", "week"),
    ("/week", "week"),
    ("per month", "month"),
    ("a month", "month"),
    ("/month", "month"),
    ("/mo", "month"),
    ("per quarter", "quarter"),
    ("/quarter", "quarter"),
    ("per year", "year"),
    ("a year", "year"),
    ("/year", "year"),
];

impl Cell {
    /// Reads a cell.
    pub fn read(text: &str) -> Self {
        // What a spreadsheet would take for a formula has an apostrophe before it.
        let text = text.trim();
        let text = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text).trim();
        if text.is_empty() {
            return Self::Blank;
        }
        let lower = text.to_lowercase();
        let spaced = if lower.chars().count() > 1 { lower.replace('-', " ") } else { lower.clone() };
        if let Some((_, said)) = SAID.iter().find(|(word, _)| spaced == *word) {
            return said.clone();
        }
        let (counted, per) = split_period(text);
        match number(counted) {
            Some((number, unit)) => Self::Number { number, unit, per },
            None => Self::Words(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }
}

/// Splits off the period at the end of a text.
pub fn split_period(text: &str) -> (&str, Option<&'static str>) {
    let lower = text.to_lowercase();
    // In other letters a text may have another length.
    let found = PERIODS.iter().find(|(ending, _)| lower.ends_with(ending) && lower.len() == text.len());
    match found {
        Some((ending, period)) => (text[..text.len() - ending.len()].trim_end(), Some(*period)),
        None => (text, None),
    }
}

/// Reads a number and what stands behind it. Digits may stand in groups of three after the first, by "," or a space.
fn number(text: &str) -> Option<(Decimal, Option<String>)> {
    let end = text
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}')));
    let (digits, unit) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    let plain: String =
        digits.trim().chars().map(|c| if matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c }).collect();
    let number = ungrouped(&plain)?;
    let unit = unit.trim();
    // A year, a version and the like go on: "3.2+ million", "24/7".
    let is_unit =
        unit.is_empty() || unit == "%" || unit.starts_with(char::is_alphabetic) && unit.split_whitespace().count() <= 4;
    (is_unit && !digits.is_empty()).then(|| (number, (!unit.is_empty()).then(|| unit.to_owned())))
}

/// Reads digits that may stand in groups.
pub fn ungrouped(text: &str) -> Option<Decimal> {
    for separator in [',', ' '] {
        let mut groups = text.split(separator);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<_> = groups.collect();
        if rest.is_empty() || first.is_empty() || first.len() > 3 {
            continue;
        }
        let whole = rest.len();
        let is_grouped = rest.iter().enumerate().all(|(at, group)| {
            let digits = if at + 1 == whole { group.split('.').next().unwrap_or_default() } else { group };
            digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        if is_grouped {
            return Decimal::parse(&text.replace(separator, ""));
        }
    }
    Decimal::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(number: &str, unit: Option<&str>, per: Option<&'static str>) -> Cell {
        Cell::Number { number: Decimal::parse(number).expect("a number"), unit: unit.map(str::to_owned), per }
    }

    #[test]
    fn a_cell_is_read_as_people_write_it() {
        for (text, cell) in [
            ("", Cell::Blank),
            ("Yes", Cell::Yes),
            ("✓", Cell::Yes),
            ("'-", Cell::No),
            ("—", Cell::No),
            ("Unlimited", Cell::Unlimited),
            ("Contact sales", Cell::State("on-request")),
            ("add-on", Cell::State("available")),
            ("10", counted("10", None, None)),
            ("1,000", counted("1000", None, None)),
            ("12,345.5", counted("12345.5", None, None)),
            ("10 000 calls per month", counted("10000", Some("calls"), Some("month"))),
            ("5 GB", counted("5", Some("GB"), None)),
            ("99.9%", counted("99.9", Some("%"), None)),
            ("100/month", counted("100", None, Some("month"))),
            ("24/7", Cell::Words("24/7".to_owned())),
            ("3.2+ million", Cell::Words("3.2+ million".to_owned())),
            ("1,5", Cell::Words("1,5".to_owned())),
            ("Community forum", Cell::Words("Community forum".to_owned())),
        ] {
            assert_eq!(Cell::read(text), cell, "{text}");
        }
    }
}

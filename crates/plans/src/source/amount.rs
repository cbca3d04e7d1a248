//! Amounts as authors write them: a number and a unit of the row's family.

use crate::catalog::{AmountKind, Family, LARGEST, MOST_DECIMALS, Measure, UnitIx, parse_number, written_number};
use crate::json::Quoted;

/// Returns the currency of an amount of money such as `10 EUR`.
pub(super) fn currency(word: &str) -> Option<&str> {
    let (number, unit) = parts(word);
    (!number.is_empty() && is_currency(unit)).then_some(unit)
}

/// Reads an amount such as `500 MB`.
pub(super) fn read(word: &str, kind: &AmountKind) -> Result<Measure, String> {
    let example = example(kind);
    let (number, sign) = parts(word);
    if number.is_empty() {
        return Err(format!("amount {} has no number in front; write for example {example}", Quoted(word)));
    }
    let unit = unit(sign, kind).map_err(|problem| match problem {
        Unit::Missing => {
            let sign = sign_of(example_unit(kind.family), kind);
            format!("amount {} has no unit; write one, such as \"{number} {sign}\"", Quoted(word))
        }
        Unit::Meant(meant) => {
            let between = if meant.is_empty() { "" } else { " " };
            format!("amount {} has an unknown unit; did you mean \"{number}{between}{meant}\"?", Quoted(word))
        }
        Unit::OtherCurrency => {
            let rule = format!("is not in {}, as the other amounts of the row are", kind.currency);
            format!(
                "amount {} {rule}; write one currency in a row, such as \"{number} {}\"",
                Quoted(word),
                kind.currency
            )
        }
        Unit::Unknown => format!("amount {} has an unknown unit; {}", Quoted(word), known(kind)),
    })?;
    let millionths = millionths(number).map_err(|problem| match problem {
        Number::Meant(meant) => {
            let sign = sign_of(unit, kind);
            let text = format!("{meant} {sign}");
            format!("the number of {} is not written so; write \"{}\"", Quoted(word), text.trim_end())
        }
        Number::Other => {
            let rule = format!("is from 0 to {LARGEST} with up to {MOST_DECIMALS} decimals");
            format!("the number of {} is not one that {rule}; write for example {example}", Quoted(word))
        }
    })?;
    Ok(Measure { millionths, unit })
}

/// Returns the unit that is written after "answer".
pub(super) fn answer_unit(sign: &str, kind: &AmountKind) -> Result<UnitIx, String> {
    unit(sign, kind).map_err(|problem| match problem {
        Unit::Missing => {
            let sign = sign_of(example_unit(kind.family), kind);
            format!("\"answer\" has no unit, and the row is an amount; write for example \"answer {sign}\"")
        }
        Unit::Meant(meant) => {
            format!("\"answer {sign}\" has an unknown unit; did you mean \"{}\"?", format!("answer {meant}").trim_end())
        }
        Unit::OtherCurrency => {
            format!("\"answer {sign}\" is not in {}, as the amounts of the row are; write that", kind.currency)
        }
        Unit::Unknown => format!("\"answer {sign}\" has an unknown unit; {}", known(kind)),
    })
}

/// The reason why a unit cannot be read.
enum Unit {
    Missing,
    /// Written otherwise, it is this one.
    Meant(String),
    OtherCurrency,
    Unknown,
}

fn unit(sign: &str, kind: &AmountKind) -> Result<UnitIx, Unit> {
    if kind.family == Family::Money {
        let upper = sign.to_uppercase();
        let money = UnitIx::all(Family::Money).next().ok_or(Unit::Unknown)?;
        return match sign {
            "" => Err(Unit::Missing),
            sign if sign == kind.currency && !sign.is_empty() => Ok(money),
            sign if is_currency(&upper) && sign != upper && (kind.currency == upper || kind.currency.is_empty()) => {
                Err(Unit::Meant(upper))
            }
            sign if is_currency(sign) && !kind.currency.is_empty() => Err(Unit::OtherCurrency),
            // Where no cell is in any, there is nothing to compare.
            _ => Err(Unit::Unknown),
        };
    }
    let singular = match kind.family {
        Family::Time if sign.len() > 3 => sign.strip_suffix('s').unwrap_or(sign),
        _ => sign,
    };
    if let Some(unit) = UnitIx::all(kind.family).find(|unit| unit.sign() == singular) {
        return Ok(unit);
    }
    if sign.is_empty() {
        return Err(Unit::Missing);
    }
    let written_out: &[(&str, &str)] = match kind.family {
        Family::Time => &[
            ("d", "day"),
            ("hr", "h"),
            ("hrs", "h"),
            ("hour", "h"),
            ("hours", "h"),
            ("minute", "min"),
            ("minutes", "min"),
            ("mins", "min"),
            ("m", "min"),
            ("sec", "s"),
            ("second", "s"),
            ("seconds", "s"),
            ("millisecond", "ms"),
            ("milliseconds", "ms"),
            ("w", "week"),
            ("y", "year"),
            ("yr", "year"),
            ("yrs", "year"),
        ],
        Family::Bytes => &[
            ("byte", "B"),
            ("bytes", "B"),
            ("kilobytes", "kB"),
            ("megabytes", "MB"),
            ("gigabytes", "GB"),
            ("terabytes", "TB"),
            ("k", "kB"),
            ("m", "MB"),
            ("g", "GB"),
            ("t", "TB"),
        ],
        Family::Requests => &[
            ("requests", ""),
            ("request", ""),
            ("thousand", "k"),
            ("million", "M"),
            ("mio", "M"),
            ("mm", "M"),
            ("billion", "B"),
            ("bn", "B"),
        ],
        Family::Money => &[],
    };
    let lower = sign.to_lowercase();
    if let Some((_, meant)) = written_out.iter().find(|(written, _)| *written == lower) {
        return Err(Unit::Meant((*meant).to_owned()));
    }
    let same = UnitIx::all(kind.family).find(|unit| !unit.sign().is_empty() && unit.sign().eq_ignore_ascii_case(sign));
    Err(same.map_or(Unit::Unknown, |unit| Unit::Meant(unit.sign().to_owned())))
}

/// The reason why a number cannot be read.
enum Number {
    /// Written otherwise, it is this one.
    Meant(String),
    Other,
}

fn millionths(number: &str) -> Result<u64, Number> {
    if let Some(millionths) = read_number(number) {
        return Ok(millionths);
    }
    Err(meant_number(number).map_or(Number::Other, Number::Meant))
}

fn read_number(number: &str) -> Option<u64> {
    let largest = LARGEST * 10_u64.pow(MOST_DECIMALS);
    parse_number(number, MOST_DECIMALS).filter(|millionths| *millionths <= largest)
}

/// Returns the number that is meant by one with a comma, or with something between groups of digits.
pub(super) fn meant_number(number: &str) -> Option<String> {
    let number = number.trim().trim_end_matches('%').trim_end();
    let written = |millionths| written_number(millionths, MOST_DECIMALS);
    if let Some(millionths) = read_number(number) {
        return Some(written(millionths));
    }
    let is_mark = |c: char| matches!(c, ',' | '.' | ' ' | '\'' | '_' | '\u{a0}' | '\u{202f}' | '’');
    let groups: Vec<&str> = number.split(is_mark).collect();
    let is_grouped =
        groups.len() > 1 && (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|it| it.len() == 3);
    let plain = if is_grouped { groups.concat() } else { number.replace(',', ".") };
    read_number(&plain).map(written)
}

/// Splits an amount into its number and its unit.
fn parts(word: &str) -> (&str, &str) {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_' | '’');
    let end = word.char_indices().find(|(at, c)| {
        // A space between digits is between groups of them.
        let is_between = c.is_whitespace() && word[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        !is_of_number(*c) && !is_between
    });
    let (number, unit) = word.split_at(end.map_or(word.len(), |(at, _)| at));
    if number.starts_with(|c: char| c.is_ascii_digit()) { (number, unit.trim()) } else { ("", word) }
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn example_unit(family: Family) -> UnitIx {
    let example = match family {
        Family::Bytes => "MB",
        Family::Requests | Family::Money => "",
        Family::Time => "h",
    };
    UnitIx::all(family).find(|unit| unit.sign() == example).expect("the table of units has it")
}

fn sign_of(unit: UnitIx, kind: &AmountKind) -> &str {
    match kind.family {
        Family::Money if kind.currency.is_empty() => "EUR",
        Family::Money => &kind.currency,
        _ => unit.sign(),
    }
}

fn example(kind: &AmountKind) -> String {
    match kind.family {
        Family::Bytes => "\"500 MB\" or \"unlimited\"".to_owned(),
        Family::Requests => "\"20k\" or \"unlimited\"".to_owned(),
        Family::Money => format!("\"10 {}\" or \"unlimited\"", sign_of(example_unit(Family::Money), kind)),
        Family::Time => "\"36 h\" or \"unlimited\"".to_owned(),
    }
}

/// Lists the units of a family.
fn known(kind: &AmountKind) -> String {
    if kind.family == Family::Money {
        return format!(
            "write the code of the currency, such as \"10 {}\"",
            sign_of(example_unit(Family::Money), kind)
        );
    }
    let signs: Vec<_> = UnitIx::all(kind.family).map(UnitIx::sign).filter(|sign| !sign.is_empty()).collect();
    format!("known are {}", signs.join(", "))
}

//! Writes and reads the values of a link's key `was`.

use std::borrow::Borrow;
use std::iter;

use super::totals;
use crate::answers::Answers;
use crate::catalog::{Amount, Catalog, EntitlementIx, Frequency, Hours, HoursIx, Kind, LevelIx, Period, PlanIx};
use crate::catalog::{LARGEST, Level, MOST_DECIMALS, Measure, Options, Quantity, ResponseTime, TextIx, UnitIx, Value};
use crate::catalog::{parse_number, written_number};

/// What is neither a number nor an id.
const WORDS: [(&str, Value); 8] = [
    ("N", Value::NotIncluded),
    ("R", Value::OnRequest),
    ("S", Value::NotStated),
    ("X", Value::NotApplicable),
    ("B", Value::Available),
    ("Y", Value::Included),
    ("U", Value::Quantity(Quantity::Unlimited)),
    ("A", Value::Hours(Hours::Always)),
];

/// What follows a number, and of what it is so many; longer times first.
const UNITS: [(&str, Value); 16] = [
    ("", Value::Quantity(Quantity::Count(1))),
    ("h", Value::Response(ResponseTime::Clock(60))),
    ("wh", Value::Response(ResponseTime::Working(60))),
    ("m", Value::Response(ResponseTime::Clock(1))),
    ("wm", Value::Response(ResponseTime::Working(1))),
    ("bd", Value::Response(ResponseTime::BusinessDays(1))),
    ("x-year", once(Amount::Times, Period::Year)),
    ("x-quarter", once(Amount::Times, Period::Quarter)),
    ("x-month", once(Amount::Times, Period::Month)),
    ("x-week", once(Amount::Times, Period::Week)),
    ("x-day", once(Amount::Times, Period::Day)),
    ("d-year", once(Amount::Days, Period::Year)),
    ("d-quarter", once(Amount::Days, Period::Quarter)),
    ("d-month", once(Amount::Days, Period::Month)),
    ("d-week", once(Amount::Days, Period::Week)),
    ("d-day", once(Amount::Days, Period::Day)),
];

const fn once(amount: Amount, per: Period) -> Value {
    Value::Frequency(Frequency { count: 1, amount, per })
}

/// Writes what these plans offer in these rows with these answers, and what they cost.
pub(super) fn offer(catalog: &Catalog, answers: &Answers, rows: &[EntitlementIx], plans: &[PlanIx]) -> String {
    let ids = several(plans.iter().map(|plan| catalog.plan(*plan).id.as_str()));
    let of_row = |row: &EntitlementIx| {
        let values = several(plans.iter().map(|plan| write(catalog, *row, answers.offered(catalog, *row, *plan))));
        format!("/{}:{values}", catalog.entitlement(*row).id)
    };
    let totals = totals::are_told(catalog, answers).then(|| {
        let now = totals::advised(catalog, answers);
        let totals = several(plans.iter().map(|plan| totals::write(&now[plan.get()])));
        format!("/{}:{totals}", totals::TOTAL)
    });
    iter::once(ids).chain(rows.iter().map(of_row)).chain(totals).collect()
}

/// Hashes what every plan offers in these rows with these answers, and costs.
pub(super) fn hash(catalog: &Catalog, answers: &Answers, rows: &[EntitlementIx]) -> String {
    let plans: Vec<_> = catalog.plans().collect();
    let fnv1a = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", offer(catalog, answers, rows, &plans).bytes().fold(0x811c_9dc5, fnv1a))
}

/// Writes several values, with a comma between any two.
fn several<T: Borrow<str>>(values: impl Iterator<Item = T>) -> String {
    values.collect::<Vec<_>>().join(",")
}

fn write(catalog: &Catalog, row: EntitlementIx, value: Value) -> String {
    match value {
        Value::Level(level) => return catalog.level(row, level).map_or_else(String::new, |level| level.id.to_string()),
        Value::Hours(Hours::Named(hours)) => return catalog.parts().hours[hours.get()].id.to_string(),
        Value::Text(text) => return words_hash(catalog, row, text),
        Value::Options(options) => return options_of(catalog, row, options),
        Value::Decimal(millionths) => return format!("D{}", written_number(millionths, MOST_DECIMALS)),
        Value::Amount(measure) => {
            return format!("{}_{}", written_number(measure.millionths, MOST_DECIMALS), measure.unit.sign());
        }
        _ => {}
    }
    if let Some((word, _)) = WORDS.iter().find(|(_, known)| *known == value) {
        return (*word).to_owned();
    }
    let counted = |(unit, known): &(&str, Value)| Some(format!("{}{unit}", number_of(value, *known)?));
    UNITS.iter().find_map(counted).unwrap_or_default()
}

/// Writes the ids of options, with a mark between any two.
fn options_of(catalog: &Catalog, row: EntitlementIx, options: Options) -> String {
    let all: &[Level] = match &catalog.entitlement(row).kind {
        Kind::Options(all) => all,
        _ => &[],
    };
    let some = all.iter().enumerate().filter(|(at, _)| options.has(*at));
    some.map(|(_, option)| option.id.as_str()).collect::<Vec<_>>().join("_")
}

/// Writes words as their hash: a link tells whether they are others now, and not what they were.
fn words_hash(catalog: &Catalog, row: EntitlementIx, text: TextIx) -> String {
    let own = match &catalog.entitlement(row).kind {
        Kind::Text(texts) => texts.get(text.get()).map_or("", |text| text.own()),
        _ => "",
    };
    let fnv1a = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("w-{:08x}", own.bytes().fold(0x811c_9dc5, fnv1a))
}

/// Returns how many of a unit a value is; none where that is no whole number.
fn number_of(value: Value, unit: Value) -> Option<u64> {
    match (value, unit) {
        (Value::Quantity(Quantity::Count(count)), Value::Quantity(_)) => Some(count),
        (Value::Response(time), Value::Response(unit)) => {
            use ResponseTime::{BusinessDays, Clock, Working};
            let (number, unit) = match (time, unit) {
                (Clock(time), Clock(unit)) | (Working(time), Working(unit)) => (time, unit),
                (BusinessDays(days), BusinessDays(unit)) => (days, unit),
                (Clock(_) | Working(_) | BusinessDays(_), _) => return None,
            };
            number.is_multiple_of(unit).then(|| u64::from(number / unit))
        }
        (Value::Frequency(frequency), Value::Frequency(unit)) => {
            (Frequency { count: 1, ..frequency } == unit).then_some(frequency.count.into())
        }
        _ => None,
    }
}

/// Reads a value that once stood in a row. An id is that of a level or of hours, as the row's kind says now.
pub(super) fn read(catalog: &Catalog, row: EntitlementIx, text: &str) -> Option<Value> {
    if let Some((_, value)) = WORDS.iter().find(|(word, _)| *word == text) {
        return Some(*value);
    }
    let parts = catalog.parts();
    match catalog.entitlement(row).kind {
        Kind::Level(scale) => {
            let at = parts.scales[scale.get()].levels.iter().position(|level| level.id.as_str() == text)?;
            Some(Value::Level(LevelIx::new(at)))
        }
        Kind::Hours => {
            let at = parts.hours.iter().position(|hours| hours.id.as_str() == text)?;
            Some(Value::Hours(Hours::Named(HoursIx::new(at))))
        }
        Kind::Text(ref texts) => {
            let at = (0..texts.len()).map(TextIx::new).find(|at| words_hash(catalog, row, *at) == text)?;
            Some(Value::Text(at))
        }
        Kind::Options(ref options) => {
            let place = |id| options.iter().position(|option| option.id.as_str() == id);
            let with = |some: u64, id| Some(some | 1_u64.checked_shl(u32::try_from(place(id)?).ok()?)?);
            Some(Value::Options(Options(text.split('_').try_fold(0, with)?)))
        }
        Kind::Decimal(_) | Kind::Percent => {
            let digits = text.strip_prefix('D').unwrap_or(text);
            parse_number(digits, MOST_DECIMALS).map(Value::Decimal)
        }
        Kind::Amount(ref kind) => {
            let (number, sign) = text.split_once('_')?;
            let unit = UnitIx::all(kind.family).find(|unit| unit.sign() == sign)?;
            Some(Value::Amount(Measure { millionths: parse_number(number, MOST_DECIMALS)?, unit }))
        }
        Kind::Inclusion | Kind::Quantity(_) | Kind::Response | Kind::Frequency => read_number(text),
    }
}

/// Reads a number and its unit, which alone says what it is: so a number is read too where the row is of another kind now.
fn read_number(text: &str) -> Option<Value> {
    let unit = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let large: u64 = text[..text.len() - unit.len()].parse().ok()?;
    let (_, known) = UNITS.iter().find(|(known, _)| *known == unit)?;
    if let Value::Quantity(_) = known {
        return (large <= LARGEST).then_some(Value::Quantity(Quantity::Count(large)));
    }
    let number = u32::try_from(large).ok()?;
    match *known {
        Value::Response(unit) => Some(Value::Response(match unit {
            ResponseTime::Clock(unit) => ResponseTime::Clock(number.checked_mul(unit)?),
            ResponseTime::Working(unit) => ResponseTime::Working(number.checked_mul(unit)?),
            ResponseTime::BusinessDays(unit) => ResponseTime::BusinessDays(number.checked_mul(unit)?),
        })),
        Value::Frequency(_) if number == 0 => None,
        Value::Frequency(unit) => Some(Value::Frequency(Frequency { count: number, ..unit })),
        _ => None,
    }
}

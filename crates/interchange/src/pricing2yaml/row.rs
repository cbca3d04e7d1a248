//! Rows of a catalogue, of features and limits: the kind that holds all values, and the cells.

use serde_json::{Map, Value, json};

use super::kept::KeptRow;
use crate::decimal::Decimal;
use crate::frame;
use crate::names::{self, Ids};
use crate::unit::{self, PerPeriod};
use crate::yaml::{Node, Yaml};

/// The largest number of a catalogue.
const LARGEST: u64 = 1_000_000_000_000;
/// The most decimals of one.
const MOST_DECIMALS: u32 = 6;
/// The most options of a row.
const MOST_OPTIONS: usize = 64;
/// Units of storage that catalogues compare.
const BYTES: [&str; 11] = ["B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB"];

/// The kind of a row, with what its cells need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Yes or no.
    Inclusion,
    /// Whole numbers.
    Quantity,
    /// Numbers.
    Decimal,
    /// Parts of a hundred.
    Percent,
    /// Numbers of this unit of storage.
    Bytes(String),
    /// Some of these words.
    Options(Vec<String>),
    /// Words.
    Text,
}

/// Returns a number that a catalogue can hold; "unlimited" for what stands for no limit.
fn number(node: &Node) -> Option<Option<Decimal>> {
    match &node.value {
        Yaml::Infinite => Some(None),
        Yaml::Number(number) if number.is_sentinel() => Some(None),
        Yaml::Number(number) if number.is_at_most(LARGEST) && number.decimals() <= MOST_DECIMALS => Some(Some(*number)),
        _ => None,
    }
}

/// Returns what a value says as yes or no.
fn truth(node: &Node) -> Option<bool> {
    match &node.value {
        Yaml::Bool(value) => Some(*value),
        Yaml::Text(text) => match text.trim().to_lowercase().as_str() {
            "yes" | "y" | "on" | "true" => Some(true),
            "no" | "n" | "off" | "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Tells whether a value stands for no limit, and by which number.
pub fn unlimited(node: &Node) -> Option<String> {
    match &node.value {
        Yaml::Number(number) if number.is_sentinel() => Some(number.to_string()),
        _ => None,
    }
}

impl RowKind {
    /// Returns the narrowest kind that holds all these values, of which some are extended by others. Words for yes and no are these where the
    /// file says that they are.
    pub fn of(values: &[&Node], unit: &PerPeriod, is_extended: bool, is_boolean: bool) -> Self {
        let all = |is: fn(&Yaml) -> bool| values.iter().all(|node| is(&node.value));
        let is_truth = |node: &&Node| matches!(node.value, Yaml::Bool(_)) || is_boolean && truth(node).is_some();
        if values.iter().all(is_truth) {
            return Self::Inclusion;
        }
        let numbers: Option<Vec<_>> = values.iter().map(|node| number(node)).collect();
        if let Some(numbers) = numbers {
            let mut finite = numbers.iter().flatten();
            let is_finite = numbers.iter().all(Option::is_some);
            let counted = unit.counted.as_deref();
            return match counted {
                Some(sign) if BYTES.contains(&sign) && finite.clone().next().is_some() => Self::Bytes(sign.to_owned()),
                Some("%") if is_finite && !is_extended && finite.all(|number| number.is_at_most(100)) => Self::Percent,
                Some(_) if finite.all(|number| number.is_whole()) => Self::Quantity,
                _ => Self::Decimal,
            };
        }
        let is_list = values.iter().any(|node| matches!(node.value, Yaml::List(_)));
        if is_list && all(|value| matches!(value, Yaml::List(_) | Yaml::Text(_))) {
            let mut options: Vec<String> = Vec::new();
            for option in
                values.iter().flat_map(|node| super::document::list(Some(node))).filter_map(|word| frame::text(&word))
            {
                if !options.contains(&option) {
                    options.push(option);
                }
            }
            if (1..=MOST_OPTIONS).contains(&options.len()) {
                return Self::Options(options);
            }
        }
        Self::Text
    }

    /// Writes the fields of a row that go by its kind.
    pub fn write(&self, row: &mut Map<String, Value>, unit: &PerPeriod) {
        let kind = match self {
            Self::Inclusion => "inclusion",
            Self::Quantity => "quantity",
            Self::Decimal => "decimal",
            Self::Percent => "percent",
            Self::Bytes(_) => "amount",
            Self::Options(_) => "options",
            Self::Text => "text",
        };
        row.insert("kind".to_owned(), kind.into());
        match self {
            Self::Quantity | Self::Decimal => {
                if let Some(counted) = unit.counted.as_deref().and_then(frame::word) {
                    row.insert("unit".to_owned(), unit::unit(&counted));
                }
            }
            Self::Bytes(_) => {
                row.insert("family".to_owned(), "bytes".into());
            }
            Self::Options(options) => {
                let levels: Vec<_> = options
                    .iter()
                    .zip(option_ids(options))
                    .map(|(option, id)| json!({"id": id, "name": option_name(option, &id)}))
                    .collect();
                row.insert("options".to_owned(), levels.into());
            }
            Self::Inclusion | Self::Percent | Self::Text => {}
        }
        if let (Self::Quantity | Self::Decimal | Self::Bytes(_), Some(period)) = (self, unit.period) {
            row.insert("per".to_owned(), period.into());
        }
    }

    /// Returns the unit that [`RowKind::write`] leaves readable in a row.
    pub fn unit(&self, unit: &PerPeriod) -> PerPeriod {
        match self {
            Self::Quantity | Self::Decimal | Self::Bytes(_) => unit.clone(),
            Self::Percent => PerPeriod { counted: Some("%".to_owned()), period: None },
            Self::Inclusion | Self::Options(_) | Self::Text => PerPeriod::default(),
        }
    }

    /// Returns a cell.
    pub fn cell(&self, node: Option<&Node>) -> Value {
        let Some(node) = node else { return "not-stated".into() };
        match (self, &node.value) {
            (Self::Inclusion, _) => if truth(node) == Some(true) { "included" } else { "not-included" }.into(),
            (Self::Text, Yaml::Bool(true)) => "included".into(),
            (Self::Text, Yaml::Bool(false)) => "not-included".into(),
            (Self::Options(options), _) => {
                let ids = option_ids(options);
                let mut some: Vec<&String> = Vec::new();
                for word in super::document::list(Some(node)).iter().filter_map(|word| frame::text(word)) {
                    let id = options.iter().position(|option| *option == word).map(|at| &ids[at]);
                    some.extend(id.filter(|id| !some.contains(id)));
                }
                if some.is_empty() { "not-included".into() } else { json!(some) }
            }
            (Self::Text, Yaml::List(_)) => frame::free_words(&super::document::list(Some(node)).join(", ")),
            (Self::Text, _) => frame::free_words(&node.words().unwrap_or_default()),
            _ => match (number(node), self) {
                (Some(None), _) => "unlimited".into(),
                (Some(Some(number)), Self::Bytes(sign)) => format!("{number} {sign}").into(),
                (Some(Some(number)), _) => json_number(number),
                (None, _) => "not-stated".into(),
            },
        }
    }

    /// Names the type of values by which Pricing2Yaml calls such a row, in a list.
    pub fn value_type(&self) -> &'static str {
        match self {
            Self::Inclusion => "BOOLEAN",
            Self::Quantity | Self::Decimal | Self::Percent | Self::Bytes(_) => "NUMERIC",
            Self::Options(_) | Self::Text => "TEXT",
        }
    }

    /// Names the list in which such a row stands.
    pub fn list(&self) -> &'static str {
        match self {
            Self::Inclusion | Self::Options(_) | Self::Text => "features",
            Self::Quantity | Self::Decimal | Self::Percent | Self::Bytes(_) => "usageLimits",
        }
    }
}

/// Returns a number in JSON, with the decimals that it has.
fn json_number(number: Decimal) -> Value {
    serde_json::from_str(&number.to_string()).expect("digits with a point among them are a number in JSON")
}

fn option_ids(options: &[String]) -> Vec<String> {
    let mut ids = Ids::default();
    options.iter().map(|option| ids.of(option)).collect()
}

/// Returns the name of an option: the words of one in capitals, from whose id its key can be told; else its key.
fn option_name(option: &str, id: &str) -> String {
    if shouted(id) == option { names::row(option) } else { option.to_owned() }
}

/// Returns the key of an option.
pub fn option_key(id: &str, name: &str) -> String {
    let key = shouted(id);
    if names::row(&key) == name { key } else { name.to_owned() }
}

/// Returns an id in capitals: `WIRE_TRANSFER`.
pub fn shouted(id: &str) -> String {
    id.to_ascii_uppercase().replace('-', "_")
}

/// Returns an id as keys are written: `wireTransfer`.
pub fn camel(id: &str) -> String {
    let mut key = String::new();
    for (at, word) in id.split('-').filter(|word| !word.is_empty()).enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if at > 0 => key.extend(first.to_uppercase()),
            first => key.extend(first),
        }
        key.extend(letters);
    }
    key
}

/// Leaves of what is kept only what writing would not find by itself.
pub fn kept(mut kept: KeptRow, id: &str, kind: &RowKind, unit: &PerPeriod, first: &Value) -> KeptRow {
    kept.key = kept.key.filter(|key| *key != camel(id));
    kept.list = kept.list.filter(|list| list != kind.list());
    kept.value_type = kept.value_type.filter(|value_type| value_type != kind.value_type());
    kept.unit = kept.unit.filter(|written| kind.unit(unit).written().as_ref() != Some(written));
    kept.default = kept.default.filter(|default| default != first);
    kept
}

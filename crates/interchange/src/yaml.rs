//! YAML as a tree that keeps places, so that whatever is found can be told where.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Options, Spanned};

use crate::decimal::Decimal;
use crate::finding::Refusal;

/// A value with its line and column.
#[derive(Clone, Debug)]
pub struct Node {
    /// The line and the column, from 1 on.
    pub at: (u64, u64),
    /// The value.
    pub value: Yaml,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number that is not negative.
    Number(Decimal),
    /// `.inf`
    Infinite,
    /// Any other number, as it is written.
    Odd(String),
    /// A text.
    Text(String),
    /// Items in their order.
    List(Vec<Node>),
    /// Fields in their order.
    Map(Vec<Field>),
}

/// A field of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key; a key that is a number or true is the text of it.
    pub key: String,
    /// Its value.
    pub node: Node,
}

/// Two values are equal wherever they stand.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A document, and the place of the first key that stands twice in a map.
#[derive(Debug)]
pub struct Document {
    /// The value.
    pub root: Node,
    /// The place, and what is wrong there.
    pub twice: Option<((u64, u64), String)>,
}

/// Reads a document. Of keys that stand twice the last counts.
///
/// # Errors
///
/// The first place because of which it is no YAML.
pub fn read(text: &str) -> Result<Document, Refusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_saphyr::from_str_with_options(text, options(DuplicateKeyPolicy::Error)) {
        Ok(root) => Ok(Document { root, twice: None }),
        Err(first) => match serde_saphyr::from_str_with_options(text, options(DuplicateKeyPolicy::LastWins)) {
            Ok(root) => Ok(Document { root, twice: Some((place(&first), key(text, place(&first)))) }),
            Err(error) => {
                let said = error.to_string();
                // The place stands before it already.
                let said = said.split(" at line ").next().unwrap_or(&said);
                let way_out = "mend the line or the one above it: \"key: value\" on each, indented by spaces, and values with signs in quotes";
                let line = line(text, place(&error));
                let quoted = line.map_or(String::new(), |line| format!("{line:?} "));
                let detail = format!("{quoted}is not YAML: {said}; {way_out}");
                Err(Refusal { at: Some(place(&error)), detail })
            }
        },
    }
}

/// Returns a line of the text, cut where it is long.
fn line(text: &str, (line, _): (u64, u64)) -> Option<String> {
    let line = text.lines().nth(usize::try_from(line).ok()?.checked_sub(1)?)?.trim();
    (!line.is_empty()).then(|| line.chars().take(60).collect())
}

fn key(text: &str, at: (u64, u64)) -> String {
    line(text, at).and_then(|line| line.split(':').next().map(str::to_owned)).unwrap_or_default()
}

fn place(error: &serde_saphyr::Error) -> (u64, u64) {
    error.location().map_or((1, 1), |location| (location.line().max(1), location.column().max(1)))
}

fn options(duplicate_keys: DuplicateKeyPolicy) -> Options {
    serde_saphyr::options! {
        duplicate_keys: duplicate_keys,
        with_snippet: false,
        null_as_string: true,
        // Words such as "y" are texts, unless the file says that they are yes.
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Yaml>::deserialize(deserializer)?;
        Ok(Self { at: (spanned.referenced.line(), spanned.referenced.column()), value: spanned.value })
    }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        Yaml::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Yaml, E> {
        Ok(Yaml::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Yaml, E> {
        Ok(number(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Yaml, E> {
        Ok(number(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Yaml, E> {
        Ok(number(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Yaml, E> {
        Ok(number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Yaml, E> {
        // The shortest digits that give this number are those that were written, up to 15 of them.
        Ok(if value == f64::INFINITY { Yaml::Infinite } else { number(value.to_string()) })
    }

    fn visit_str<E>(self, value: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Yaml, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Yaml::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Yaml, A::Error> {
        let mut map: Vec<Field> = Vec::new();
        while let Some((key, mut node)) = fields.next_entry::<Spanned<String>, Node>()? {
            // What is said of a field is said at its key.
            node.at = (key.referenced.line(), key.referenced.column());
            // Where keys may stand twice at all, the last counts.
            map.retain(|field| field.key != key.value);
            map.push(Field { key: key.value, node });
        }
        Ok(Yaml::Map(map))
    }
}

fn number(written: String) -> Yaml {
    Decimal::parse(&written).map_or(Yaml::Odd(written), Yaml::Number)
}

impl Node {
    /// Returns the value of a field; none where it is not there, or nothing.
    pub fn field(&self, key: &str) -> Option<&Node> {
        let found = self.fields().iter().find(|field| field.key == key)?;
        (found.node.value != Yaml::Null).then_some(&found.node)
    }

    /// Returns the fields of a map; none of anything else.
    pub fn fields(&self) -> &[Field] {
        match &self.value {
            Yaml::Map(fields) => fields,
            _ => &[],
        }
    }

    /// Returns what a scalar says, on one line; none of a list, a map and nothing.
    pub fn words(&self) -> Option<String> {
        let words = match &self.value {
            Yaml::Null | Yaml::List(_) | Yaml::Map(_) => return None,
            Yaml::Bool(value) => value.to_string(),
            Yaml::Number(number) => number.to_string(),
            Yaml::Infinite => ".inf".to_owned(),
            Yaml::Odd(written) => written.clone(),
            Yaml::Text(text) => text.clone(),
        };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Yaml::Null => f.write_str("nothing"),
            Yaml::List(items) => write!(f, "a list of {}", items.len()),
            Yaml::Map(fields) => write!(f, "a map of {}", fields.len()),
            Yaml::Text(text) => write!(f, "{:?}", text.chars().take(80).collect::<String>()),
            _ => f.write_str(&self.words().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Yaml {
        read(&format!("a: {text}\n")).expect("YAML").root.field("a").map_or(Yaml::Null, |node| node.value.clone())
    }

    #[test]
    fn numbers_keep_the_digits_that_were_written() {
        for (text, number) in
            [("0.10", "0.1"), ("19.99", "19.99"), ("100000000000000000", "100000000000000000"), ("1_000", "1000")]
        {
            assert_eq!(value(text), Yaml::Number(Decimal::parse(number).expect("a number")), "{text}");
        }
        assert_eq!(value(".inf"), Yaml::Infinite);
        assert_eq!(value("-1"), Yaml::Odd("-1".to_owned()));
        assert_eq!(value("true"), Yaml::Bool(true));
        assert_eq!(value("y"), Yaml::Text("y".to_owned()));
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_place() {
        for (text, at) in [("a: 1\nb: [1, 2\nc: 3\n", (3, 2)), ("a:\n\tb: 1\n", (2, 2)), ("a: 1\n---\nb: 2\n", (3, 1))]
        {
            let refusal = read(text).expect_err("no YAML");
            assert_eq!(refusal.at, Some(at), "{refusal}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_is_told_and_the_last_counts() {
        let document = read("a: 1\nb: 2\na: 3\n").expect("YAML");
        assert_eq!(document.twice, Some(((3, 1), "a".to_owned())));
        assert_eq!(document.root.field("a").map(ToString::to_string).as_deref(), Some("3"));
    }

    #[test]
    fn what_is_written_once_and_used_twice_is_there_twice() {
        let document = read("a: &a\n  b: 1\nc:\n  <<: *a\n  d: 2\n").expect("YAML");
        let keys: Vec<_> = document.root.field("c").expect("a map").fields().iter().map(|field| &*field.key).collect();
        assert!(keys.contains(&"b") && keys.contains(&"d"), "{keys:?}");
    }
}

//! What the cells of a catalogue say, read from its JSON.

use serde_json::Value;

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// "included"
    Included,
    /// "unlimited"
    Unlimited,
    /// A number, by its digits; of an amount with its unit.
    Number(String, Option<String>),
    /// Options: the id and the name of each.
    Options(Vec<(String, String)>),
    /// Words: of a row of text, of a level, hours, a time, a frequency.
    Words(String),
    /// "not-included", "on-request", "not-stated", "not-applicable" or "available"
    State(String),
}

/// A cell, and what is said beside its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub said: Said,
    /// What stands beside it, such as a note; in the order of the file.
    pub beside: Vec<(String, String)>,
}

/// Reads cells of one catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    catalog: &'a Value,
}

impl<'a> Reader<'a> {
    /// Reads cells of a catalogue.
    pub fn new(catalog: &'a Value) -> Self {
        Self { catalog }
    }

    /// Returns a text in the catalogue's own language.
    pub fn text(&self, text: &Value) -> Option<String> {
        match text {
            Value::String(text) => Some(text.clone()),
            Value::Object(languages) => {
                let own = self.catalog["language"].as_str().and_then(|own| languages.get(own));
                own.or(languages.values().next()).and_then(Value::as_str).map(str::to_owned)
            }
            _ => None,
        }
    }

    /// Returns the rows, each with the title of its section.
    pub fn rows(&self) -> Vec<(String, &'a Value)> {
        let mut rows = Vec::new();
        for section in items(&self.catalog["sections"]) {
            let title = self.text(&section["title"]).unwrap_or_default();
            rows.extend(items(&section["entitlements"]).iter().map(|row| (title.clone(), row)));
        }
        rows
    }

    /// Reads a row's cell of a plan.
    pub fn cell(&self, row: &Value, plan: &str) -> Cell {
        self.value(row, &row["values"][plan])
    }

    /// Reads what stands in the place of a cell of a row.
    pub fn value(&self, row: &Value, cell: &Value) -> Cell {
        let mut beside = Vec::new();
        let mut value = cell;
        if let Some(by) = cell.get("by").and_then(Value::as_str) {
            let first = cell["steps"].as_array().and_then(|steps| steps.first()).map(|step| &step["value"]);
            value = cell.get("otherwise").or(first).unwrap_or(&Value::Null);
            beside.push(("by".to_owned(), format!("the answer to {by:?}")));
        }
        if let Value::Object(fields) = cell {
            for (name, field) in fields
                .iter()
                .filter(|(name, _)| matches!(name.as_str(), "note" | "limit" | "condition" | "words" | "price"))
            {
                beside.push((name.clone(), self.text(field).unwrap_or_default()));
            }
        }
        let value = value.get("value").unwrap_or(value);
        Cell { said: self.said(row, value), beside }
    }

    fn said(&self, row: &Value, value: &Value) -> Said {
        let kind = row["kind"].as_str().unwrap_or_default();
        match value {
            Value::Number(number) => Said::Number(number.to_string(), None),
            Value::Array(ids) => {
                let options = self.options(row);
                let named = ids.iter().filter_map(Value::as_str).map(|id| {
                    let option = options.iter().find(|option| option["id"] == id);
                    (
                        id.to_owned(),
                        option.and_then(|option| self.text(&option["name"])).unwrap_or_else(|| id.to_owned()),
                    )
                });
                Said::Options(named.collect())
            }
            Value::String(word) => match word.as_str() {
                "not-included" | "on-request" | "not-stated" | "not-applicable" | "available" => {
                    Said::State(word.clone())
                }
                "included" => Said::Included,
                "unlimited" if matches!(kind, "quantity" | "decimal" | "amount") => Said::Unlimited,
                _ => match kind {
                    "amount" => amount(word),
                    "level" => Said::Words(self.level(row, word)),
                    "hours" => Said::Words(self.hours(word)),
                    _ => Said::Words(word.clone()),
                },
            },
            _ => self.text(value).map_or(Said::State("not-stated".to_owned()), Said::Words),
        }
    }

    /// Returns the options of a row.
    pub fn options<'b>(&self, row: &'b Value) -> &'b [Value]
    where
        'a: 'b,
    {
        let set = row["option_set"].as_str().map(|name| &self.catalog["option_sets"][name]);
        items(set.unwrap_or(&row["options"]))
    }

    fn level(&self, row: &Value, id: &str) -> String {
        let levels = items(&self.catalog["scales"][row["scale"].as_str().unwrap_or_default()]);
        let level = levels.iter().find(|level| level["id"] == id);
        level.and_then(|level| self.text(&level["name"])).unwrap_or_else(|| id.to_owned())
    }

    fn hours(&self, id: &str) -> String {
        let hours = &self.catalog["hours"][id];
        let words = self.text(&hours["words"]).or(self.text(&hours["name"]));
        words.unwrap_or_else(|| if id == "always" { "24/7".to_owned() } else { id.to_owned() })
    }
}

/// Splits "500 MB", "20k" and "10 EUR" into number and unit.
fn amount(word: &str) -> Said {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let unit = word[end..].trim();
    Said::Number(word[..end].to_owned(), (!unit.is_empty()).then(|| unit.to_owned()))
}

/// Returns the items of a list; none of anything else.
pub fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

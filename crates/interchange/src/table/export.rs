//! A table of a catalogue.

use serde_json::Value;

use crate::Exported;
use crate::decimal::Decimal;
use crate::finding::{Finding, Outcome};
use crate::unit;
use crate::written::{Reader, Said, items};

/// Writes a catalogue, which has no problems, as a table.
pub fn export(catalog: &Value) -> Exported {
    let reader = Reader::new(catalog);
    let mut table = Table { lines: csv::Writer::from_writer(Vec::new()), findings: Vec::new() };
    let plans: Vec<_> = items(&catalog["plans"]).iter().collect();
    let name = |value: &Value| reader.text(&value["name"]).unwrap_or_default();
    table.line("", plans.iter().map(|plan| name(plan)).collect());
    for (at, currency) in items(&catalog["prices"]["currencies"]).iter().filter_map(Value::as_str).enumerate() {
        for period in items(&catalog["prices"]["periods"]) {
            let id = period.as_str().or(period["id"].as_str()).unwrap_or_default();
            let told = period["price_for"].as_str().unwrap_or(id);
            let Some(times) = times(told, id) else {
                let detail = format!("prices by {id:?}, told by the {told}: a table tells them for the whole period");
                table.lose("/prices/periods".to_owned(), detail);
                continue;
            };
            let line = PriceLine { currency, is_first: at == 0, period: id, times };
            let prices = plans.iter().enumerate().map(|(plan, it)| line.price(&mut table, plan, &it["price"]));
            let prices = prices.collect();
            table.line(&format!("Price per {id} ({currency})"), prices);
        }
    }
    let mut section = None;
    for (title, row) in reader.rows() {
        if section.as_ref() != Some(&title) {
            table.line(&title, vec![String::new(); plans.len()]);
            section = Some(title);
        }
        let cells = plans.iter().map(|plan| {
            let id = plan["id"].as_str().unwrap_or_default();
            let cell = reader.cell(row, id);
            for (name, text) in &cell.beside {
                let place = format!("/{}/{id}", row["id"].as_str().unwrap_or_default());
                table.lose(place, format!("{name:?}, {text:?}: a table has values alone"));
            }
            said(row, &cell.said)
        });
        let cells = cells.collect();
        table.line(&name(row), cells);
    }
    for (field, what) in [
        ("groups", "questions"),
        ("add_ons", "add-ons"),
        ("families", "families of plans"),
        ("severities", "severities"),
    ] {
        if !items(&catalog[field]).is_empty() {
            table.lose(format!("/{field}"), format!("{what}: a table has plans and rows alone"));
        }
    }
    let bytes = table.lines.into_inner().unwrap_or_default();
    Exported { text: String::from_utf8(bytes).unwrap_or_default(), findings: table.findings }
}

struct Table {
    lines: csv::Writer<Vec<u8>>,
    findings: Vec<Finding>,
}

impl Table {
    fn line(&mut self, label: &str, cells: Vec<String>) {
        let line = std::iter::once(label.to_owned()).chain(cells);
        // A spreadsheet would take what begins so for a formula.
        let line = line.map(|cell| if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell });
        self.lines.write_record(line).expect("a line is written into memory");
    }

    fn lose(&mut self, place: String, detail: String) {
        self.findings.push(Finding { place, at: None, outcome: Outcome::Lost, detail });
    }
}

/// Returns how often a period goes into a longer one.
fn times(short: &str, long: &str) -> Option<Decimal> {
    let months = |period: &str| match period {
        "month" => Some(1_u32),
        "quarter" => Some(3),
        "half-year" => Some(6),
        "year" => Some(12),
        _ => None,
    };
    if short == long {
        return Some(Decimal::ONE);
    }
    let (short, long) = (months(short)?, months(long)?);
    long.is_multiple_of(short).then(|| Decimal::parse(&(long / short).to_string())).flatten()
}

/// What a line of prices tells.
struct PriceLine<'a> {
    currency: &'a str,
    is_first: bool,
    period: &'a str,
    /// By what amounts are multiplied, which may be told for a shorter period.
    times: Decimal,
}

impl PriceLine<'_> {
    /// Returns what a plan costs; nothing where that is not said.
    fn price(&self, table: &mut Table, plan: usize, price: &Value) -> String {
        let price = match price.get(self.currency) {
            Some(price) => price,
            None if self.is_first || price.is_string() => price,
            None => return String::new(),
        };
        let is_charge = !price.is_object() || price.get("amount").is_some() || price.get("tiers").is_some();
        let charge = if is_charge { price } else { &price[self.period] };
        let amount = |amount: &Value| {
            let written = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
            Decimal::parse(&written).map_or(written, |amount| amount.times(self.times).to_string())
        };
        match charge {
            Value::String(word) if word == "on-request" => "on request".to_owned(),
            Value::String(_) | Value::Number(_) => amount(charge),
            Value::Object(part) if part.contains_key("amount") => {
                let more = part.keys().find(|name| !matches!(name.as_str(), "amount" | "unit" | "per"));
                if let Some(more) = more {
                    table.lose(format!("/plans/{plan}/price"), format!("{more:?} of a price: a table has one number"));
                }
                let asked = || part.get("per").and_then(Value::as_str).map(str::to_owned);
                match part.get("unit").and_then(unit::counted).or_else(asked) {
                    Some(unit) => format!("{}/{unit}", amount(&part["amount"])),
                    None => amount(&part["amount"]),
                }
            }
            Value::Object(_) | Value::Array(_) => {
                table.lose(format!("/plans/{plan}/price"), format!("{charge}: a table has one number"));
                String::new()
            }
            _ => String::new(),
        }
    }
}

fn said(row: &Value, said: &Said) -> String {
    match said {
        Said::Included => "yes".to_owned(),
        Said::Unlimited => "unlimited".to_owned(),
        Said::Number(number, Some(unit)) => format!("{number} {unit}"),
        Said::Number(number, None) => {
            let unit = match row["kind"].as_str() {
                Some("percent") => "%".to_owned(),
                _ => unit::of(&row["unit"], number == "1").map_or(String::new(), |unit| format!(" {unit}")),
            };
            let per = row["per"].as_str().map_or(String::new(), |per| format!(" per {per}"));
            format!("{number}{unit}{per}")
        }
        Said::Options(options) => options.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", "),
        Said::Words(words) => words.clone(),
        Said::State(state) => match state.as_str() {
            "not-included" => "no".to_owned(),
            other => other.replace('-', " "),
        },
    }
}

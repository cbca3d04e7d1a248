//! A Pricing2Yaml file of a catalogue.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::kept::{Kept, KeptOffer, KeptRow};
use super::price::MOST_DECIMALS;
use super::row::{camel, option_key, shouted};
use super::yaml_text::{YamlText, quoted};
use crate::Exported;
use crate::decimal::Decimal;
use crate::finding::{Finding, Outcome};
use crate::unit::{self, PerPeriod};
use crate::written::{Reader, Said, items};

/// The words for a price that is on request.
pub const ON_REQUEST: &str = "Contact Sales";

/// Writes a catalogue, which has no problems, as Pricing2Yaml 2.1.
pub fn export(catalog: &Value) -> Exported {
    let kept = serde_json::from_value(catalog["pricing2yaml"].clone()).unwrap_or_default();
    let mut export =
        Export { catalog, reader: Reader::new(catalog), kept, yaml: YamlText::default(), findings: Vec::new() };
    export.head();
    export.rows();
    export.plans();
    export.add_ons();
    export.left_out();
    Exported { text: export.yaml.into_text(), findings: export.findings }
}

struct Export<'a> {
    catalog: &'a Value,
    reader: Reader<'a>,
    kept: Kept,
    yaml: YamlText,
    findings: Vec<Finding>,
}

/// A row with what Pricing2Yaml calls it.
struct Row<'a> {
    json: &'a Value,
    key: String,
    list: &'static str,
    value_type: String,
    kept: KeptRow,
}

/// What a plan or an add-on is charged, in one period.
#[derive(Clone, Debug, PartialEq)]
enum Charge {
    Amount { amount: Decimal, counted: Option<String>, is_once: bool },
    Words,
}

impl<'a> Export<'a> {
    fn lose(&mut self, place: String, detail: String) {
        self.findings.push(Finding { place, at: None, outcome: Outcome::Lost, detail });
    }

    fn head(&mut self) {
        let word = |name: &str| self.catalog[name].as_str().unwrap_or_default().to_owned();
        let title = self.reader.text(&self.catalog["title"]).unwrap_or_default();
        let currency = self.catalog["prices"]["currencies"][0].as_str().unwrap_or("USD").to_owned();
        self.yaml.text(0, "syntaxVersion", "2.1");
        self.yaml.text(0, "saasName", &title);
        let created_at = self.kept.created_at.clone().unwrap_or_else(|| word("version"));
        self.yaml.text(0, "createdAt", &created_at);
        self.yaml.text(0, "version", &word("version"));
        if let Some(url) = &self.kept.url {
            self.yaml.text(0, "url", url);
        }
        let tags = self.kept.tags.clone();
        self.yaml.list(0, "tags", &tags);
        self.yaml.text(0, "currency", self.kept.currency.as_deref().unwrap_or(&currency));
        let others: Vec<_> =
            items(&self.catalog["prices"]["currencies"]).iter().skip(1).filter_map(Value::as_str).collect();
        if !others.is_empty() {
            self.lose(
                "/prices/currencies".to_owned(),
                format!("prices in {}; the form has one currency", others.join(", ")),
            );
        }
        let billing = self.billing();
        if !billing.is_empty() {
            self.yaml.open(0, "billing");
            for (called, part) in billing {
                self.yaml.field(1, &called, &part.to_string());
            }
        }
    }

    /// Returns the ways of billing that all plans share, each with the part of the price that it charges.
    fn billing(&mut self) -> Vec<(String, Decimal)> {
        let periods = self.periods();
        let Some((base, _)) = periods.first().cloned() else { return Vec::new() };
        let mut billing = Vec::new();
        for (id, price_for) in &periods {
            let is_shared = *id == base || price_for.is_some() && price_for == &self.quoted_for(&base);
            if !is_shared {
                continue;
            }
            let called = self.kept.billing.get(id).cloned().unwrap_or_else(|| called(id).to_owned());
            match self.part(&base, id) {
                Ok(Some(part)) => billing.push((called, part)),
                Ok(None) => billing.push((called, Decimal::ONE)),
                Err(place) => {
                    let detail = format!(
                        "prices by {id:?}: they are no same part of the others, and the form has one for all plans"
                    );
                    self.lose(place, detail);
                }
            }
        }
        billing
    }

    /// Returns the ids of the periods, each with the period that its amounts are told for.
    fn periods(&self) -> Vec<(String, Option<String>)> {
        let read = |period: &Value| {
            let id = period.as_str().or(period["id"].as_str()).unwrap_or_default().to_owned();
            let price_for = period["price_for"].as_str().map(str::to_owned);
            let told = match period["months"].as_u64() {
                None => unit::period(&id),
                Some(1) => Some("month"),
                Some(3) => Some("quarter"),
                Some(12) => Some("year"),
                Some(_) => None,
            };
            (id, price_for.or(told.map(str::to_owned)))
        };
        items(&self.catalog["prices"]["periods"]).iter().map(read).collect()
    }

    fn quoted_for(&self, id: &str) -> Option<String> {
        self.periods().into_iter().find(|(period, _)| period == id)?.1
    }

    /// Returns which part of the prices by one period those by another are; none where no price tells. Fails with the place of a price that is
    /// another part.
    fn part(&self, base: &str, id: &str) -> Result<Option<Decimal>, String> {
        let kept = |id: &str| match self.kept.billing_parts.get(id) {
            Some(part) => Decimal::parse(part),
            None => self.kept.billing.contains_key(id).then_some(Decimal::ONE),
        };
        let prices = self.two_prices(base, id);
        // What was read once holds while the prices do.
        let kept = kept(id).zip(kept(base)).filter(|(part, of_base)| {
            let is_still = |(_, one, other): &(String, Decimal, Decimal)| {
                let price = one.over(*of_base, 18).map(|price| price.times(*part).rounded(MOST_DECIMALS));
                price == Some(*other)
            };
            *of_base == Decimal::ONE && prices.iter().all(is_still)
        });
        if let Some((part, _)) = kept {
            return Ok(Some(part));
        }
        let mut part = None;
        for (place, one, other) in prices {
            match (other.over(one, MOST_DECIMALS), part) {
                (Some(this), None) => part = Some(this),
                (Some(this), Some(part)) if this == part => {}
                _ => return Err(place),
            }
        }
        Ok(part)
    }

    /// Returns the places of the prices that are told by both periods, each with the two amounts.
    fn two_prices(&self, base: &str, id: &str) -> Vec<(String, Decimal, Decimal)> {
        let mut prices = Vec::new();
        for list in ["plans", "add_ons"] {
            for (at, offer) in items(&self.catalog[list]).iter().enumerate() {
                let charges = self.charges(&offer["price"]);
                let amount = |period: &str| match charges.get(period) {
                    Some((Charge::Amount { amount, is_once: false, .. }, _)) if *amount != Decimal::ZERO => {
                        Some(*amount)
                    }
                    _ => None,
                };
                prices.extend(
                    amount(base).zip(amount(id)).map(|(one, other)| (format!("/{list}/{at}/price"), one, other)),
                );
            }
        }
        prices
    }

    /// Returns what a price charges by period, in the first currency, each with what of it is left out.
    fn charges(&self, price: &Value) -> BTreeMap<String, (Charge, Vec<String>)> {
        let periods: Vec<_> = self.periods().into_iter().map(|(id, _)| id).collect();
        let currency = self.catalog["prices"]["currencies"][0].as_str().unwrap_or_default();
        let price = price.get(currency).unwrap_or(price);
        let by_period = price.as_object().filter(|fields| fields.keys().all(|name| periods.contains(name)));
        match by_period {
            Some(fields) => fields.iter().filter_map(|(id, charge)| Some((id.clone(), self.charge(charge)?))).collect(),
            None => {
                let charge = self.charge(price);
                periods.into_iter().filter_map(|id| Some((id, charge.clone()?))).collect()
            }
        }
    }

    fn charge(&self, charge: &Value) -> Option<(Charge, Vec<String>)> {
        let amount = |amount: &Value| match amount {
            Value::String(text) => Decimal::parse(text),
            Value::Number(number) => Decimal::parse(&number.to_string()),
            _ => None,
        };
        let flat = |amount| Charge::Amount { amount, counted: None, is_once: false };
        match charge {
            Value::String(word) if word == "free" => Some((flat(Decimal::ZERO), Vec::new())),
            Value::String(word) if word == "on-request" => Some((Charge::Words, Vec::new())),
            Value::Array(parts) => {
                let (charge, mut lost) = self.charge(parts.first()?)?;
                lost.extend(parts.iter().skip(1).map(|part| format!("the part {part} beside the first")));
                Some((charge, lost))
            }
            Value::Object(part) => {
                let tier = part.get("tiers").and_then(|tiers| tiers.get(0));
                let first = part.get("amount").or(tier.map(|tier| &tier["amount"]));
                let counted =
                    part.get("unit").and_then(unit::counted).or_else(|| self.asked(part.get("per")?.as_str()?));
                let lost =
                    ["tiers", "included", "each", "from", "name"].iter().filter(|name| part.contains_key(**name));
                let lost = lost.map(|name| format!("{name:?} of a price")).collect();
                let is_once = part.get("once") == Some(&Value::Bool(true));
                Some((Charge::Amount { amount: amount(first?)?, counted, is_once }, lost))
            }
            _ => Some((flat(amount(charge)?), Vec::new())),
        }
    }

    /// Returns what a question counts.
    fn asked(&self, question: &str) -> Option<String> {
        let mut questions = items(&self.catalog["groups"]).iter().flat_map(|group| items(&group["questions"]));
        unit::counted(&questions.find(|asked| asked["id"] == question)?["unit"])
    }

    fn all_rows(&self) -> Vec<Row<'a>> {
        let row = |(_, json): (String, &'a Value)| {
            let id = json["id"].as_str().unwrap_or_default();
            let kept = self.kept.rows.get(id).cloned().unwrap_or_default();
            let kind = json["kind"].as_str().unwrap_or_default();
            let (list, value_type) = match kind {
                "inclusion" => ("features", "BOOLEAN"),
                "quantity" | "decimal" | "percent" | "amount" => ("usageLimits", "NUMERIC"),
                _ => ("features", "TEXT"),
            };
            let list = if kept.list.as_deref() == Some("usageLimits") {
                "usageLimits"
            } else if kept.list.is_some() {
                "features"
            } else {
                list
            };
            let value_type = kept.value_type.clone().unwrap_or_else(|| value_type.to_owned());
            Row { json, key: kept.key.clone().unwrap_or_else(|| camel(id)), list, value_type, kept }
        };
        self.reader.rows().into_iter().map(row).collect()
    }

    fn plan_ids(&self) -> Vec<String> {
        items(&self.catalog["plans"]).iter().filter_map(|plan| plan["id"].as_str()).map(str::to_owned).collect()
    }

    /// Writes a value as YAML; none where nothing is said.
    fn value(&self, row: &Row<'_>, said: &Said) -> Option<String> {
        let is_limit = row.value_type == "NUMERIC";
        let words = |words: &str| match row.value_type.as_str() {
            "NUMERIC" if Decimal::parse(words).is_some() || words == ".inf" || words.parse::<i64>().is_ok() => {
                words.to_owned()
            }
            _ => quoted(words),
        };
        Some(match said {
            Said::Included => "true".to_owned(),
            Said::Unlimited => row
                .kept
                .unlimited
                .clone()
                .filter(|it| Decimal::parse(it).is_some())
                .unwrap_or_else(|| ".inf".to_owned()),
            Said::Number(number, _) => number.clone(),
            Said::Options(options) => {
                let keys: Vec<_> = options.iter().map(|(id, name)| quoted(&option_key(id, name))).collect();
                format!("[{}]", keys.join(", "))
            }
            Said::Words(text) => words(text),
            Said::State(state) => match (state.as_str(), row.json["kind"].as_str()) {
                ("not-stated", _) if row.value_type == "TEXT" => "\"\"".to_owned(),
                ("not-stated", _) => return None,
                (_, Some("inclusion")) => "false".to_owned(),
                (_, Some("options")) => "[]".to_owned(),
                (_, Some("text")) if row.value_type != "TEXT" || state == "not-included" => "false".to_owned(),
                _ if is_limit => "0".to_owned(),
                _ => quoted(state),
            },
        })
    }

    fn rows(&mut self) {
        let rows = self.all_rows();
        let Some(first) = self.plan_ids().first().cloned() else { return };
        for list in ["features", "usageLimits"] {
            let listed: Vec<_> = rows.iter().filter(|row| row.list == list).collect();
            if listed.is_empty() {
                if list == "features" {
                    self.yaml.field(0, list, "{}");
                }
                continue;
            }
            self.yaml.open(0, list);
            for row in listed {
                self.row(row, &first);
            }
        }
    }

    fn row(&mut self, row: &Row<'_>, first: &str) {
        let (json, kept) = (row.json, &row.kept);
        self.yaml.open(1, &row.key);
        let explained = items(&json["explanation"]).iter().flat_map(|block| match block.get("list") {
            Some(list) => items(list).iter().filter_map(|item| self.reader.text(item)).collect::<Vec<_>>(),
            None => self.reader.text(block).into_iter().collect(),
        });
        let explained: Vec<_> = explained.collect();
        if !explained.is_empty() {
            self.yaml.text(2, "description", &explained.join("\n\n"));
        }
        self.yaml.word(2, "valueType", &row.value_type);
        let default = match &kept.default {
            Some(value) => self.reader.value(json, value).said,
            None => self.reader.cell(json, first).said,
        };
        if let Some(written) = self.value(row, &default) {
            self.yaml.field(2, "defaultValue", &written);
        }
        let per = json["per"].as_str().and_then(unit::period);
        if row.list == "features" {
            self.yaml.word(2, "type", kept.r#type.as_deref().unwrap_or("DOMAIN"));
        }
        let unit = kept.unit.clone().or_else(|| self.unit(json, per));
        if let Some(unit) = &unit {
            self.yaml.text(2, "unit", unit);
        }
        if row.list == "usageLimits" {
            let renewal = if per.is_some() { "RENEWABLE" } else { "NON_RENEWABLE" };
            self.yaml.word(2, "type", kept.r#type.as_deref().unwrap_or(renewal));
            let is_told = PerPeriod::read(unit.as_deref()).period.is_some();
            if let Some(period) = per.filter(|_| !is_told) {
                // As the third version has it.
                self.yaml.field(2, "period", &format!("{{value: 1, unit: {}}}", period.to_uppercase()));
            }
        }
        for (name, word) in [("integrationType", &kept.integration_type), ("automationType", &kept.automation_type)] {
            if let Some(word) = word {
                self.yaml.text(2, name, word);
            }
        }
        for (name, word) in [("tag", &kept.tag), ("docUrl", &kept.doc_url)] {
            if let Some(word) = word {
                self.yaml.text(2, name, word);
            }
        }
        self.yaml.list(2, "pricingUrls", &kept.pricing_urls);
        self.yaml.list(2, "linkedFeatures", &kept.linked_features);
    }

    /// Returns the unit of a row.
    fn unit(&self, row: &Value, period: Option<&'static str>) -> Option<String> {
        let counted = match row["kind"].as_str() {
            Some("percent") => Some("%".to_owned()),
            Some("amount") => self.amount_unit(row),
            Some("quantity" | "decimal") => unit::counted(&row["unit"]),
            _ => return None,
        };
        PerPeriod { counted, period }.written()
    }

    /// Returns the unit of the first amount of a row.
    fn amount_unit(&self, row: &Value) -> Option<String> {
        self.plan_ids().iter().find_map(|plan| match self.reader.cell(row, plan).said {
            Said::Number(_, unit) => unit,
            _ => None,
        })
    }

    fn plans(&mut self) {
        let rows = self.all_rows();
        let plans: Vec<_> = items(&self.catalog["plans"]).iter().collect();
        let ids = self.plan_ids();
        if self.kept.base_plan.is_some() && self.kept.base_plan == ids.first().cloned() && ids.len() == 1 {
            self.yaml.field(0, "plans", "null");
            return;
        }
        self.yaml.open(0, "plans");
        for (at, (plan, id)) in plans.into_iter().zip(&ids).enumerate() {
            let kept = self.kept.plans.get(id).cloned().unwrap_or_default();
            self.yaml.open(1, &kept.key.clone().unwrap_or_else(|| shouted(id)));
            if let Some(audience) = self.reader.text(&plan["audience"]) {
                self.yaml.text(2, "description", &audience);
            }
            self.price(&format!("/plans/{at}"), &plan["price"], &kept);
            for list in ["features", "usageLimits"] {
                let mut written = Vec::new();
                for row in rows.iter().filter(|row| row.list == list) {
                    let cell = self.reader.cell(row.json, id);
                    self.beside(row, id, &cell.beside, &cell.said);
                    let default = match &row.kept.default {
                        Some(value) => self.reader.value(row.json, value).said,
                        None => self.reader.cell(row.json, &ids[0]).said,
                    };
                    let value = self.converted(row, id, cell.said);
                    let value = self.value(row, &value);
                    if value != self.value(row, &default) {
                        written.extend(value.map(|value| (row.key.clone(), value)));
                    }
                }
                self.values(list, &written);
            }
        }
    }

    /// Returns an amount in the unit of the row's first one.
    fn converted(&mut self, row: &Row<'_>, plan: &str, said: Said) -> Said {
        let Said::Number(number, Some(unit)) = &said else { return said };
        let Some(wanted) = self.amount_unit(row.json).filter(|wanted| wanted != unit) else { return said };
        let size = |unit: &str| -> Option<Decimal> {
            let step = |base: u64, power: u32| Decimal::parse(&base.pow(power).to_string());
            let at = ["B", "kB", "MB", "GB", "TB", "PB"].iter().position(|known| *known == unit);
            let binary =
                ["", "KiB", "MiB", "GiB", "TiB", "PiB"].iter().position(|known| *known == unit && !known.is_empty());
            at.and_then(|at| step(1000, at as u32)).or(binary.and_then(|at| step(1024, at as u32)))
        };
        let parts = Decimal::parse(number).zip(size(unit)).zip(size(&wanted));
        let exact = parts.and_then(|((number, from), to)| number.times(from).over(to, 6));
        match exact {
            Some(number) => Said::Number(number.to_string(), Some(wanted)),
            None => {
                let id = row.json["id"].as_str().unwrap_or_default();
                let detail = format!(
                    "the unit of {number} {unit}: the row is told in {wanted}, and the form has one unit a limit"
                );
                self.lose(format!("/{id}/{plan}"), detail);
                said
            }
        }
    }

    /// Finds what stands beside a value, and states that the form has no word for.
    fn beside(&mut self, row: &Row<'_>, plan: &str, beside: &[(String, String)], said: &Said) {
        let id = row.json["id"].as_str().unwrap_or_default();
        let place = || format!("/{id}/{plan}");
        let mut lost = Vec::new();
        for (name, text) in beside {
            lost.push(format!("{name:?}, {text:?}: the form has values alone"));
        }
        if let Said::State(state) = said {
            let is_told = state == "not-included" || state == "not-stated";
            if !is_told {
                lost.push(format!("{state:?}: the form has yes, no, numbers and texts alone"));
            }
        }
        for detail in lost {
            self.lose(place(), detail);
        }
    }

    fn values(&mut self, list: &str, written: &[(String, String)]) {
        if written.is_empty() {
            self.yaml.field(2, list, "null");
            return;
        }
        self.yaml.open(2, list);
        for (key, value) in written {
            self.yaml.open(3, key);
            self.yaml.field(4, "value", value);
        }
    }

    fn price(&mut self, place: &str, price: &Value, kept: &KeptOffer) {
        let charges = self.charges(price);
        let periods = self.periods();
        let chosen = periods.iter().find_map(|(id, price_for)| Some((charges.get(id)?, price_for.clone())));
        let Some(((charge, lost), price_for)) = chosen else {
            if let Some(unit) = &kept.unit {
                self.yaml.text(2, "unit", unit);
            }
            return;
        };
        for lost in lost {
            self.lose(format!("{place}/price"), format!("{lost}: the form has one number"));
        }
        let period = price_for.as_deref().and_then(unit::period);
        let (written, unit) = match charge {
            Charge::Words => {
                (quoted(kept.price.as_deref().unwrap_or(ON_REQUEST)), PerPeriod { counted: None, period }.written())
            }
            Charge::Amount { amount, is_once: true, .. } => (amount.to_string(), Some("one time payment".to_owned())),
            Charge::Amount { amount, counted, .. } => {
                (amount.to_string(), PerPeriod { counted: counted.clone(), period }.written())
            }
        };
        self.yaml.field(2, "price", &written);
        if let Some(unit) = kept.unit.clone().or(unit).filter(|unit| !unit.is_empty()) {
            self.yaml.text(2, "unit", &unit);
        }
    }

    fn add_ons(&mut self) {
        let rows = self.all_rows();
        let add_ons: Vec<_> = items(&self.catalog["add_ons"]).iter().collect();
        if add_ons.is_empty() {
            self.yaml.field(0, "addOns", "null");
            return;
        }
        let plans = self.kept.plans.clone();
        let plan_key = |id: &str| plans.get(id).and_then(|kept| kept.key.clone()).unwrap_or_else(|| shouted(id));
        let kept_add_ons = self.kept.add_ons.clone();
        let add_on_key = |id: &str| kept_add_ons.get(id).and_then(|kept| kept.key.clone()).unwrap_or_else(|| camel(id));
        let named = |list: &Value, key: &dyn Fn(&str) -> String| {
            items(list).iter().filter_map(Value::as_str).map(key).collect::<Vec<_>>()
        };
        self.yaml.open(0, "addOns");
        for (at, add_on) in add_ons.into_iter().enumerate() {
            let id = add_on["id"].as_str().unwrap_or_default();
            let kept = kept_add_ons.get(id).cloned().unwrap_or_default();
            self.yaml.open(1, &add_on_key(id));
            let explained: Vec<_> =
                items(&add_on["explanation"]).iter().filter_map(|block| self.reader.text(block)).collect();
            if !explained.is_empty() {
                self.yaml.text(2, "description", &explained.join("\n\n"));
            }
            self.yaml.list(2, "availableFor", &named(&add_on["plans"], &plan_key));
            self.yaml.list(2, "dependsOn", &named(&add_on["depends_on"], &add_on_key));
            self.yaml.list(2, "excludes", &named(&add_on["excludes"], &add_on_key));
            self.price(&format!("/add_ons/{at}"), &add_on["price"], &kept);
            let mut given: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
            for grant in items(&add_on["gives"]) {
                let Some(row) = rows.iter().find(|row| row.json["id"] == grant["entitlement"]) else { continue };
                let (list, value) = match grant.get("adds") {
                    Some(adds) => ("usageLimitsExtensions", adds),
                    None if kept.extends.iter().any(|row| grant["entitlement"] == row.as_str()) => {
                        ("usageLimitsExtensions", &grant["value"])
                    }
                    None => (row.list, &grant["value"]),
                };
                let said = match row.json["id"].as_str().and_then(|row| kept.words.get(row)) {
                    Some(words) if value == "included" => Said::Words(words.clone()),
                    _ => self.reader.value(row.json, value).said,
                };
                let said = self.converted(row, id, said);
                given.entry(list).or_default().extend(self.value(row, &said).map(|value| (row.key.clone(), value)));
            }
            let is_scalable = given.len() == 1 && given.contains_key("usageLimitsExtensions");
            let most = add_on["most"].as_u64().unwrap_or(1);
            if !is_scalable && most > 1 {
                self.lose(
                    format!("/add_ons/{at}/most"),
                    format!("up to {most} of it: the form has only add-ons that extend limits more than once"),
                );
            }
            for list in ["features", "usageLimits", "usageLimitsExtensions"] {
                self.values(list, given.get(list).map_or(&[][..], Vec::as_slice));
            }
        }
    }

    /// Finds what the form has no place for.
    fn left_out(&mut self) {
        let fields = [
            ("groups", "questions"),
            ("families", "families of plans"),
            ("severities", "severities"),
            ("holiday_sets", "holidays"),
            ("consent", "the consent"),
            ("reply", "when requests are answered"),
        ];
        for (name, what) in fields {
            let is_there = self.catalog.get(name).is_some_and(|value| {
                !value.is_null() && value != &Value::Array(Vec::new()) && value != &Value::Object(Map::new())
            });
            if is_there {
                self.lose(format!("/{name}"), format!("{what}: the form has no place for them"));
            }
        }
        for (at, plan) in items(&self.catalog["plans"]).iter().enumerate() {
            if plan.get("available_if").is_some() {
                self.lose(
                    format!("/plans/{at}/available_if"),
                    "who may have the plan: the form has no place for it".to_owned(),
                );
            }
        }
    }
}

/// Returns what a way of billing is called by a period.
fn called(id: &str) -> &str {
    match id {
        "day" => "daily",
        "week" => "weekly",
        "month" => "monthly",
        "quarter" => "quarterly",
        "half-year" => "semestral",
        "year" => "annual",
        other => other,
    }
}

//! A catalogue of a Pricing2Yaml file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::document::{Document, Offer, Own, Row, list};
use super::kept::{Kept, KeptOffer, KeptRow};
use super::price::{Price, Prices};
use super::row::{self, RowKind};
use crate::Imported;
use crate::decimal::Decimal;
use crate::finding::{Finding, Outcome, Refusal};
use crate::frame;
use crate::names::{self, Ids};
use crate::unit::PerPeriod;
use crate::yaml::{self, Node, Yaml};

/// The most add-ons, rows and plans of a catalogue.
const MOST_ADD_ONS: usize = 40;
const MOST_ROWS: usize = 500;
const MOST_PLANS: usize = 200;
/// How many of an add-on can be taken at most where the file sets no end.
const MOST_OF_ONE: u64 = 1000;

/// Reads a Pricing2Yaml file into a catalogue without questions.
///
/// # Errors
///
/// Why no offer can be told from the file.
pub fn import(text: &str) -> Result<Imported, Refusal> {
    let file = yaml::read(text)?;
    let mut findings = Vec::new();
    if let Some((at, key)) = file.twice {
        let detail = format!("the key {key:?} stands there already in the same map; the last counts; keep one of them");
        findings.push(Finding { place: String::new(), at: Some(at), outcome: Outcome::Guessed, detail });
    }
    let document = Document::read(&file.root, &mut findings)?;
    let catalog = Import::new(&document, &mut findings).catalog();
    findings.sort_by_key(|finding| finding.at);
    findings.dedup();
    let text = catalog.to_string();
    match plans::source::read(&text) {
        Ok(_) => Ok(Imported { catalog, findings }),
        Err(problems) => {
            let problem = problems.first().map(ToString::to_string).unwrap_or_default();
            let detail = format!("no catalogue can be made of the file: {problem}");
            Err(Refusal { at: None, detail })
        }
    }
}

/// What an add-on has to do with plans and other add-ons, by their positions.
struct Relations {
    /// The plans that it is for; all where there are none.
    plans: Vec<usize>,
    depends_on: Vec<usize>,
    excludes: Vec<usize>,
}

/// Returns an add-on and all that it needs.
fn needed_by(relations: &[Relations], add_on: usize) -> Vec<usize> {
    let mut needed = vec![add_on];
    let mut at = 0;
    while let Some(next) = needed.get(at).copied() {
        let more: Vec<_> = relations[next].depends_on.iter().filter(|other| !needed.contains(other)).copied().collect();
        needed.extend(more);
        at += 1;
    }
    needed
}

/// A row that will be written.
struct Made<'a> {
    row: &'a Row<'a>,
    id: String,
    kind: RowKind,
    unit: PerPeriod,
}

struct Import<'a> {
    document: &'a Document<'a>,
    findings: &'a mut Vec<Finding>,
    rows: Vec<Made<'a>>,
    plan_ids: Vec<String>,
    add_on_ids: Vec<String>,
    kept: Kept,
}

impl<'a> Import<'a> {
    fn new(document: &'a Document<'a>, findings: &'a mut Vec<Finding>) -> Self {
        let (mut plans, mut add_ons) = (Ids::default(), Ids::default());
        let plan_ids = document.plans.iter().take(MOST_PLANS).map(|plan| plans.of(plan.key)).collect();
        let add_on_ids = document.add_ons.iter().take(MOST_ADD_ONS).map(|add_on| add_ons.of(add_on.key)).collect();
        let mut import = Self { document, findings, rows: Vec::new(), plan_ids, add_on_ids, kept: Kept::default() };
        import.too_many();
        import.rows = import.rows();
        import
    }

    fn find(&mut self, outcome: Outcome, place: String, at: (u64, u64), detail: String) {
        self.findings.push(Finding { place, at: Some(at), outcome, detail });
    }

    fn too_many(&mut self) {
        let rows = self.document.rows.iter().skip(MOST_ROWS).map(|row| (row.place(), row.node.at, "rows", MOST_ROWS));
        let plans =
            self.document.plans.iter().skip(MOST_PLANS).map(|plan| (plan.place(), plan.node.at, "plans", MOST_PLANS));
        let add_ons =
            self.document.add_ons.iter().skip(MOST_ADD_ONS).map(|it| (it.place(), it.node.at, "add-ons", MOST_ADD_ONS));
        for (place, at, what, most) in rows.chain(plans).chain(add_ons).collect::<Vec<_>>() {
            let detail = format!("a catalogue has at most {most} {what}; split the offer into several");
            self.find(Outcome::Lost, place, at, detail);
        }
    }

    fn rows(&mut self) -> Vec<Made<'a>> {
        let mut ids = Ids::default();
        let mut rows = Vec::new();
        let document = self.document;
        for row in document.rows.iter().take(MOST_ROWS) {
            let extended: Vec<_> = document.add_ons.iter().flat_map(|add_on| own_of(&add_on.extensions, row)).collect();
            let mut values: Vec<&Node> =
                self.plans().map(|plan| value(plan, row)).collect::<Vec<_>>().into_iter().flatten().collect();
            if document.plans.is_empty() {
                values.extend(row.default());
            }
            values.extend(document.add_ons.iter().filter_map(|add_on| own_of(own_values(add_on, row.list), row)));
            let is_extended = !extended.is_empty();
            values.extend(extended);
            let mut unit = PerPeriod::read(row.word("unit").as_deref());
            if let (None, Some(period)) = (unit.period, renewal(row)) {
                unit.period = Some(period);
            }
            let is_boolean = row.word("valueType").is_some_and(|declared| declared.eq_ignore_ascii_case("boolean"));
            let kind = RowKind::of(&values, &unit, is_extended, is_boolean);
            rows.push(Made { row, id: ids.of(row.key), kind, unit });
        }
        rows
    }

    fn plans(&self) -> impl Iterator<Item = &'a Offer<'a>> + use<'a> {
        self.document.plans.iter().take(MOST_PLANS)
    }

    fn add_ons(&self) -> impl Iterator<Item = &'a Offer<'a>> + use<'a> {
        self.document.add_ons.iter().take(MOST_ADD_ONS)
    }

    fn catalog(mut self) -> Value {
        let prices = Prices::of(self.document, self.findings);
        let version = self.document.version.as_deref().or(self.document.created_at.as_deref());
        let mut catalog = frame::catalog(&self.document.saas_name, version);
        catalog.insert("prices".to_owned(), prices.json());
        self.unknown_rows();
        let plans = self.written_plans(&prices);
        catalog.insert("plans".to_owned(), plans);
        catalog.insert("sections".to_owned(), self.sections());
        if !self.add_on_ids.is_empty() {
            let add_ons = self.written_add_ons(&prices);
            catalog.insert("add_ons".to_owned(), add_ons);
        }
        self.keep(&prices);
        let kept = serde_json::to_value(&self.kept).expect("words by names are JSON");
        catalog.insert("pricing2yaml".to_owned(), kept);
        catalog.into()
    }

    /// Finds values of features and limits that are not declared.
    fn unknown_rows(&mut self) {
        let mut found = Vec::new();
        for offer in self.document.plans.iter().chain(&self.document.add_ons) {
            let lists = [
                ("features", "features", &offer.features),
                ("usageLimits", "usageLimits", &offer.limits),
                ("usageLimitsExtensions", "usageLimits", &offer.extensions),
            ];
            for (field, list, values) in lists {
                for value in values {
                    if !self.document.rows.iter().any(|row| row.list == list && row.key == value.key) {
                        let way_out = format!(
                            "{} for {:?}, which \"{list}\" does not declare; write it there",
                            value.node, value.key
                        );
                        found.push((format!("{}/{field}/{}", offer.place(), value.key), value.at, way_out));
                    }
                }
            }
        }
        for (place, at, detail) in found {
            self.find(Outcome::Lost, place, at, detail);
        }
    }

    fn written_plans(&mut self, prices: &Prices) -> Value {
        let mut plans = Vec::new();
        if self.plan_ids.is_empty() {
            // Everything is an add-on: what they are taken with.
            let id = "base".to_owned();
            plans.push(json!({ "id": id, "name": "Base", "price": "free" }));
            self.kept.base_plan = Some(id.clone());
            self.plan_ids.push(id);
            return plans.into();
        }
        for (plan, id) in self.plans().zip(self.plan_ids.clone()) {
            let mut object = Map::new();
            object.insert("id".to_owned(), id.clone().into());
            object.insert("name".to_owned(), names::offer(plan.key).into());
            self.describe(plan, "audience", &mut object);
            let minimum = self.minimum(plan);
            let price = prices.price(plan, minimum, self.findings);
            if let Some(price) = &price {
                object.insert("price".to_owned(), price.json.clone());
            }
            let kept = kept_offer(plan, &id, row::shouted, price);
            if kept != KeptOffer::default() {
                self.kept.plans.insert(id, kept);
            }
            plans.push(object.into());
        }
        plans.into()
    }

    fn describe(&mut self, offer: &Offer<'_>, field: &str, object: &mut Map<String, Value>) {
        let Some(description) = offer.node.field("description").and_then(Node::words) else { return };
        let Some(text) = frame::text(&description) else { return };
        if text.chars().count() < description.chars().count() {
            let at = offer.node.field("description").map_or(offer.node.at, |node| node.at);
            let detail =
                "the end of the description: a text has at most 2000 characters; write a shorter one".to_owned();
            self.find(Outcome::Lost, format!("{}/description", offer.place()), at, detail);
        }
        object.insert(field.to_owned(), if field == "explanation" { json!([text]) } else { text.into() });
    }

    /// Returns how many of what a plan is charged for must be taken at least.
    fn minimum(&self, plan: &Offer<'_>) -> Option<Decimal> {
        let counted = PerPeriod::read(plan.word("unit").as_deref()).counted?;
        let minima = self.rows.iter().filter(|made| made.row.list == "usageLimits" && is_minimum(made.row.key));
        let values = minima.filter(|made| made.unit.counted.as_deref().is_none_or(|unit| is_same_unit(unit, &counted)));
        let numbers: Vec<_> = values
            .filter_map(|made| match &value(plan, made.row)?.value {
                Yaml::Number(number) if number.is_whole() && !number.is_at_most(1) && number.is_at_most(999_999) => {
                    Some(*number)
                }
                _ => None,
            })
            .collect();
        (numbers.len() == 1).then(|| numbers[0])
    }

    fn sections(&mut self) -> Value {
        let is_tagged = self.rows.iter().any(|made| made.row.word("tag").is_some());
        let mut titles: Vec<String> = if is_tagged { self.document.tags.clone() } else { Vec::new() };
        // A limit stands after the first feature that it belongs to.
        let mut order: Vec<(usize, String)> = Vec::new();
        let title_of = |made: &Made<'_>| match made.row.word("tag").filter(|_| is_tagged) {
            Some(tag) => tag,
            None => class_title(made.row.word("type").as_deref().unwrap_or_default()).to_owned(),
        };
        let features = self.rows.iter().filter(|made| made.row.list == "features").count();
        let linked = |made: &Made<'_>| {
            let keys = list(made.row.node.field("linkedFeatures"));
            keys.first().and_then(|key| self.rows[..features].iter().position(|feature| feature.row.key == key))
        };
        for (at, made) in self.rows[..features].iter().enumerate() {
            order.push((at, title_of(made)));
            let own = self.rows.iter().enumerate().skip(features).filter(|(_, limit)| linked(limit) == Some(at));
            order.extend(own.map(|(limit, _)| (limit, title_of(made))));
        }
        let alone = self.rows.iter().enumerate().skip(features).filter(|(_, limit)| linked(limit).is_none());
        order.extend(alone.map(|(limit, _)| (limit, "Limits".to_owned())));
        for (_, title) in &order {
            if !titles.contains(title) {
                titles.push(title.clone());
            }
        }
        let mut ids = Ids::default();
        let mut sections = Vec::new();
        for title in titles {
            let rows: Vec<_> = order.iter().filter(|(_, of)| *of == title).map(|(at, _)| *at).collect();
            if rows.is_empty() {
                continue;
            }
            let entitlements: Vec<_> = rows.into_iter().map(|at| self.entitlement(at)).collect();
            let name = frame::text(&title).unwrap_or_else(|| "Features".to_owned());
            sections.push(json!({ "id": ids.of(&title), "title": name, "entitlements": entitlements }));
        }
        sections.into()
    }

    fn entitlement(&mut self, at: usize) -> Value {
        let made = &self.rows[at];
        let (row, id, kind, unit) = (made.row, made.id.clone(), made.kind.clone(), made.unit.clone());
        let mut object = Map::new();
        object.insert("id".to_owned(), id.clone().into());
        object.insert("name".to_owned(), names::row(row.key).into());
        let text = |node: &Node| match &node.value {
            Yaml::Text(text) => frame::paragraphs(text),
            _ => Vec::new(),
        };
        let explanation = row.node.field("description").map(text).unwrap_or_default();
        if !explanation.is_empty() {
            object.insert("explanation".to_owned(), explanation.into());
        }
        kind.write(&mut object, &unit);
        let mut values = Map::new();
        let mut numbers = BTreeSet::new();
        for (plan, plan_id) in self.plans().zip(&self.plan_ids) {
            let value = value(plan, row);
            numbers.extend(value.and_then(row::unlimited));
            values.insert(plan_id.clone(), kind.cell(value));
        }
        if self.document.plans.is_empty() {
            numbers.extend(row.default().and_then(row::unlimited));
            values.insert(self.plan_ids[0].clone(), kind.cell(row.default()));
        }
        numbers.extend(
            self.add_ons().filter_map(|add_on| own_of(own_values(add_on, row.list), row)).filter_map(row::unlimited),
        );
        let first = values.values().next().cloned().unwrap_or_default();
        object.insert("values".to_owned(), values.into());

        let kept = KeptRow {
            key: Some(row.key.to_owned()),
            list: Some(row.list.to_owned()),
            r#type: row.word("type"),
            value_type: row.word("valueType"),
            default: Some(kind.cell(row.default())),
            unlimited: numbers.into_iter().next(),
            unit: row.word("unit"),
            tag: row.word("tag"),
            integration_type: row.word("integrationType"),
            automation_type: row.word("automationType"),
            pricing_urls: list(row.node.field("pricingUrls")),
            doc_url: row.word("docUrl"),
            linked_features: list(row.node.field("linkedFeatures")),
        };
        let kept = row::kept(kept, &id, &kind, &unit, &first);
        if kept != KeptRow::default() {
            self.kept.rows.insert(id.clone(), kept);
        }
        self.odd(at);
        object.into()
    }

    /// Finds what of a row is there otherwise than the file says it.
    fn odd(&mut self, at: usize) {
        let made = &self.rows[at];
        let (row, kind) = (made.row, made.kind.clone());
        let declared = row.word("valueType").unwrap_or_default().to_uppercase();
        if kind == RowKind::Text && (declared == "NUMERIC" || declared == "BOOLEAN") {
            let rule = match declared.as_str() {
                "BOOLEAN" => "true or false",
                _ => "numbers from 0 to 1,000,000,000,000 with up to 6 decimals",
            };
            let detail =
                format!("not all values are {rule}; the row is of the kind \"text\", which compares with nothing");
            self.find(Outcome::Guessed, row.place(), row.node.at, detail);
        }
        if let Some(period) = row.node.field("period").filter(|_| renewal(row).is_none()) {
            let rule = "a row renews by the day, week, month, quarter or year; say it in its name";
            self.find(Outcome::Lost, format!("{}/period", row.place()), period.at, format!("{period}: {rule}"));
        }
        if row.list == "usageLimits" && declared == "NUMERIC" && is_minimum(row.key) {
            let rule = "it says how many must be taken at least, and less of it is better";
            let way_out = "let a question that requires it say \"at_most\": \"answer\"";
            self.find(Outcome::Guessed, row.place(), row.node.at, format!("{rule}; {way_out}"));
        }
    }

    fn written_add_ons(&mut self, prices: &Prices) -> Value {
        let keys: Vec<&str> = self.add_ons().map(|add_on| add_on.key).collect();
        let plan_keys: Vec<&str> = self.plans().map(|plan| plan.key).collect();
        let mut relations: Vec<_> = self
            .add_ons()
            .enumerate()
            .map(|(at, add_on)| {
                let mut depends_on = self.named(add_on, "dependsOn", &keys);
                let mut excludes = self.named(add_on, "excludes", &keys);
                depends_on.retain(|other| *other != at);
                excludes.retain(|other| *other != at);
                Relations { plans: self.named(add_on, "availableFor", &plan_keys), depends_on, excludes }
            })
            .collect();
        self.take_out_circles(&mut relations);
        let ids = |ids: &[String], some: &[usize]| some.iter().map(|at| ids[*at].clone()).collect::<Vec<_>>();
        let mut add_ons = Vec::new();
        for ((add_on, id), relations) in self.add_ons().zip(self.add_on_ids.clone()).zip(relations) {
            let mut object = Map::new();
            object.insert("id".to_owned(), id.clone().into());
            object.insert("name".to_owned(), names::offer(add_on.key).into());
            self.describe(add_on, "explanation", &mut object);
            if !relations.plans.is_empty() {
                object.insert("plans".to_owned(), ids(&self.plan_ids, &relations.plans).into());
            }
            let price = prices.price(add_on, None, self.findings);
            if let Some(price) = &price {
                object.insert("price".to_owned(), price.json.clone());
            }
            if add_on.is_scalable() {
                let most = add_on.node.field("subscriptionConstraints").and_then(|node| node.field("maxQuantity"));
                let most = most.and_then(Node::words).and_then(|most| most.parse::<u64>().ok());
                object.insert("most".to_owned(), most.unwrap_or(MOST_OF_ONE).clamp(1, MOST_OF_ONE).into());
            }
            for (name, named) in [("depends_on", &relations.depends_on), ("excludes", &relations.excludes)] {
                if !named.is_empty() {
                    object.insert(name.to_owned(), ids(&self.add_on_ids, named).into());
                }
            }
            let (gives, kept_of_gives) = self.gives(add_on);
            object.insert("gives".to_owned(), gives.into());
            let KeptOffer { key, price, unit, .. } = kept_offer(add_on, &id, row::camel, price);
            let kept = KeptOffer { key, price, unit, ..kept_of_gives };
            if kept != KeptOffer::default() {
                self.kept.add_ons.insert(id, kept);
            }
            add_ons.push(object.into());
        }
        Value::Array(add_ons)
    }

    /// Returns the positions of the plans or add-ons that a field names, each once, in their order.
    fn named(&mut self, offer: &Offer<'_>, field: &str, keys: &[&str]) -> Vec<usize> {
        let Some(node) = offer.node.field(field) else { return Vec::new() };
        let named = list(Some(node));
        for key in named.iter().filter(|key| !keys.contains(&key.as_str())) {
            let known = keys.iter().map(|key| format!("{key:?}")).collect::<Vec<_>>().join(", ");
            let detail = format!("{key:?} of \"{field}\" is none of {known}; write one of them");
            self.find(Outcome::Lost, format!("{}/{field}", offer.place()), node.at, detail);
        }
        (0..keys.len()).filter(|at| named.iter().any(|name| name == keys[*at])).collect()
    }

    /// Takes out what no add-on could ever be taken with: what depends on it in turn, what it excludes, what is for other plans.
    fn take_out_circles(&mut self, relations: &mut [Relations]) {
        for at in 0..relations.len() {
            for on in std::mem::take(&mut relations[at].depends_on) {
                let needed = needed_by(relations, on);
                let excludes = |one: usize, other: usize| {
                    relations[one].excludes.contains(&other) || relations[other].excludes.contains(&one)
                };
                let plans = |at: usize| &relations[at].plans;
                let is_shared = plans(at).is_empty()
                    || plans(on).is_empty()
                    || plans(at).iter().any(|plan| plans(on).contains(plan));
                let why = if needed.contains(&at) {
                    "depends in turn on this"
                } else if needed.iter().any(|needed| excludes(at, *needed)) {
                    "excludes this, itself or by what it needs"
                } else if !is_shared {
                    "is for other plans"
                } else {
                    relations[at].depends_on.push(on);
                    continue;
                };
                let (add_on, key) = (&self.document.add_ons[at], self.document.add_ons[on].key);
                let detail = format!(
                    "the add-on {key:?}, on which this depends, {why}: it could never be taken; mend one of the two"
                );
                let node_at = add_on.node.field("dependsOn").map_or(add_on.node.at, |node| node.at);
                let place = format!("{}/dependsOn", add_on.place());
                self.find(Outcome::Lost, place, node_at, detail);
            }
        }
    }

    /// Returns what an add-on gives, and what is kept of that.
    fn gives(&mut self, add_on: &Offer<'_>) -> (Vec<Value>, KeptOffer) {
        let mut gives = Vec::new();
        let (mut extends, mut words) = (Vec::new(), BTreeMap::new());
        let mut guessed = Vec::new();
        let mut lost = Vec::new();
        for made in &self.rows {
            let mut given = None;
            if let Some(node) = own_of(own_values(add_on, made.row.list), made.row) {
                let cell = made.kind.cell(Some(node));
                let place = format!("{}/{}/{}", add_on.place(), made.row.list, made.row.key);
                if cell == made.kind.cell(made.row.default()) && cell == "not-included" {
                    // The add-on says nothing by it.
                } else if matches!(cell.as_str(), Some("not-included" | "not-stated")) {
                    lost.push((place, node.at, format!("{node}: an add-on takes nothing from a plan; leave it out")));
                } else if made.kind == RowKind::Text {
                    if let Some(text) = node.words().filter(|_| cell != "included") {
                        words.insert(made.id.clone(), text);
                        let detail =
                            format!("{node}: words compare with nothing; the add-on says \"included\" in their place");
                        guessed.push((place, node.at, detail));
                    }
                    given = Some(json!({ "entitlement": made.id, "value": "included" }));
                } else {
                    given = Some(json!({ "entitlement": made.id, "value": cell }));
                }
            }
            if let Some(node) = own_of(&add_on.extensions, made.row).filter(|_| made.row.list == "usageLimits") {
                let cell = made.kind.cell(Some(node));
                let place = format!("{}/usageLimitsExtensions/{}", add_on.place(), made.row.key);
                let is_extendable =
                    matches!(made.kind, RowKind::Quantity | RowKind::Decimal | RowKind::Bytes(_) | RowKind::Options(_));
                if given.is_some() {
                    lost.push((place, node.at, format!("{node}: the add-on sets the limit, too; keep one of them")));
                } else if cell == "unlimited" || cell == "included" {
                    extends.push(made.id.clone());
                    given = Some(json!({ "entitlement": made.id, "value": cell }));
                } else if is_extendable {
                    given = Some(json!({ "entitlement": made.id, "adds": cell }));
                } else {
                    lost.push((place, node.at, format!("{node} is no number by which a limit grows; write one")));
                }
            }
            gives.extend(given);
        }
        for (place, at, detail) in lost {
            self.find(Outcome::Lost, place, at, detail);
        }
        for (place, at, detail) in guessed {
            self.find(Outcome::Guessed, place, at, detail);
        }
        (gives, KeptOffer { extends, words, ..KeptOffer::default() })
    }

    /// Keeps what the catalogue has no field for.
    fn keep(&mut self, prices: &Prices) {
        let document = self.document;
        self.kept.created_at = document.created_at.clone();
        self.kept.url = document.url.clone();
        self.kept.tags = document.tags.clone();
        self.kept.currency = document.currency.clone().filter(|written| *written != prices.currency);
        let called = prices.billed.iter().filter_map(|period| Some((period.id.clone(), period.called.clone()?)));
        self.kept.billing = called.collect::<BTreeMap<_, _>>();
        let parts = prices.billed.iter().filter(|period| period.part != Decimal::ONE);
        self.kept.billing_parts = parts.map(|period| (period.id.clone(), period.part.to_string())).collect();
    }
}

fn kept_offer(offer: &Offer<'_>, id: &str, key: fn(&str) -> String, price: Option<Price>) -> KeptOffer {
    let (words, unit) = price.map_or((None, offer.word("unit")), |price| (price.words, price.unit));
    KeptOffer {
        key: Some(offer.key.to_owned()).filter(|written| *written != key(id)),
        price: words.filter(|words| words != super::export::ON_REQUEST),
        unit,
        ..KeptOffer::default()
    }
}

/// Returns the values that an offer has of its own in a list of rows.
fn own_values<'a, 'b>(offer: &'b Offer<'a>, list: &str) -> &'b [Own<'a>] {
    if list == "features" { &offer.features } else { &offer.limits }
}

/// Returns a row's value among some.
fn own_of<'a>(values: &[Own<'a>], row: &Row<'_>) -> Option<&'a Node> {
    values.iter().find(|value| value.key == row.key).map(|value| value.node)
}

/// Returns the value that a plan has of a row.
fn value<'a>(plan: &Offer<'a>, row: &Row<'a>) -> Option<&'a Node> {
    own_of(own_values(plan, row.list), row).or_else(|| row.default())
}

/// Returns the period after which a limit begins anew, as the third version says it.
fn renewal(row: &Row<'_>) -> Option<&'static str> {
    let period = row.node.field("period")?;
    let unit = period.field("unit").unwrap_or(period).words()?;
    let count = period.field("value").and_then(Node::words);
    crate::unit::period(&unit).filter(|_| count.is_none_or(|count| count == "1"))
}

/// Tells whether a limit says how many must be taken at least.
fn is_minimum(key: &str) -> bool {
    let name = names::row(key).to_lowercase();
    let mut words = name.split(' ');
    let people = ["user", "seat", "licen", "member", "employee", "host", "people", "participant", "account"];
    matches!(words.next(), Some("min" | "minimum"))
        && words.any(|word| people.iter().any(|known| word.starts_with(known)))
}

/// Tells whether two units count the same: the same word, or both count people.
fn is_same_unit(one: &str, other: &str) -> bool {
    const PEOPLE: [&str; 9] = ["user", "users", "member", "seat", "seats", "license", "host", "people", "employee"];
    one == other || PEOPLE.contains(&one) && PEOPLE.contains(&other)
}

/// Returns the title of the section for a class of features.
fn class_title(class: &str) -> &'static str {
    match class {
        "AUTOMATION" => "Automation",
        "GUARANTEE" => "Guarantees",
        "INFORMATION" => "Reports and insights",
        "INTEGRATION" => "Integrations",
        "MANAGEMENT" => "Administration",
        "PAYMENT" => "Payment",
        "SUPPORT" => "Support",
        _ => "Features",
    }
}

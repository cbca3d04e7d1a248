//! The parts of a Pricing2Yaml file, of any version.

use crate::decimal::Decimal;
use crate::finding::{Finding, Outcome, Refusal};
use crate::yaml::{Field, Node, Yaml};

/// A price list.
#[derive(Debug)]
pub struct Document<'a> {
    /// What is offered.
    pub saas_name: String,
    /// Which state of the offer it is.
    pub version: Option<String>,
    /// When it was written down.
    pub created_at: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The groups of features, in their order.
    pub tags: Vec<String>,
    /// The currency, as it is written.
    pub currency: Option<String>,
    /// By which part of the price each way of billing is charged.
    pub billing: Vec<(String, Decimal)>,
    /// Features, then limits.
    pub rows: Vec<Row<'a>>,
    /// The plans.
    pub plans: Vec<Offer<'a>>,
    /// The add-ons.
    pub add_ons: Vec<Offer<'a>>,
}

/// A feature or a limit.
#[derive(Debug)]
pub struct Row<'a> {
    /// In which list it stands: `features` or `usageLimits`.
    pub list: &'static str,
    /// Its key.
    pub key: &'a str,
    /// Its fields.
    pub node: &'a Node,
}

/// A plan or an add-on.
#[derive(Debug)]
pub struct Offer<'a> {
    /// In which list it stands: `plans` or `addOns`.
    pub list: &'static str,
    /// Its key.
    pub key: &'a str,
    /// Its fields.
    pub node: &'a Node,
    /// Its own values of features.
    pub features: Vec<Own<'a>>,
    /// Its own values of limits.
    pub limits: Vec<Own<'a>>,
    /// By how much it extends limits.
    pub extensions: Vec<Own<'a>>,
}

/// A value that a plan or an add-on has of a feature or a limit.
#[derive(Debug)]
pub struct Own<'a> {
    /// The key of the feature or limit.
    pub key: &'a str,
    /// The value.
    pub node: &'a Node,
    /// Where it stands.
    pub at: (u64, u64),
}

impl<'a> Row<'a> {
    /// Returns its place.
    pub fn place(&self) -> String {
        format!("/{}/{}", self.list, self.key)
    }

    /// Returns a word that one of its fields holds.
    pub fn word(&self, field: &str) -> Option<String> {
        self.node.field(field).and_then(Node::words)
    }

    /// Returns the value of plans that have none of their own.
    pub fn default(&self) -> Option<&'a Node> {
        self.node.field("defaultValue")
    }
}

impl Offer<'_> {
    /// Returns its place.
    pub fn place(&self) -> String {
        format!("/{}/{}", self.list, self.key)
    }

    /// Returns a word that one of its fields holds.
    pub fn word(&self, field: &str) -> Option<String> {
        self.node.field(field).and_then(Node::words)
    }
}

/// The fields that are read of the file; the last three are of its first versions.
const ROOT: [&str; 15] = [
    "syntaxVersion",
    "saasName",
    "version",
    "createdAt",
    "url",
    "tags",
    "currency",
    "billing",
    "features",
    "usageLimits",
    "plans",
    "addOns",
    "hasAnnualPayment",
    "day",
    "date",
];
/// The fields that are read of a feature or a limit.
const ROW: [&str; 12] = [
    "description",
    "tag",
    "type",
    "valueType",
    "defaultValue",
    "integrationType",
    "automationType",
    "pricingUrls",
    "docUrl",
    "unit",
    "period",
    "linkedFeatures",
];
/// The fields that are read of a plan or an add-on.
const OFFER: [&str; 12] = [
    "description",
    "price",
    "monthlyPrice",
    "annualPrice",
    "unit",
    "features",
    "usageLimits",
    "usageLimitsExtensions",
    "availableFor",
    "dependsOn",
    "excludes",
    "subscriptionConstraints",
];

impl<'a> Document<'a> {
    /// Reads a file, and finds what of it is not read.
    pub fn read(root: &'a Node, findings: &mut Vec<Finding>) -> Result<Self, Refusal> {
        let refused = |detail: String| Refusal { at: Some(root.at), detail };
        if !matches!(root.value, Yaml::Map(_)) {
            return Err(refused(format!(
                "{root} is no price list in Pricing2Yaml; write a map with the keys \"saasName\", \"features\" and \"plans\""
            )));
        }
        let named = |list| root.field(list).map_or(&[][..], Node::fields);
        for list in ["features", "usageLimits", "plans", "addOns"] {
            if let Some(node) = root.field(list).filter(|node| !matches!(node.value, Yaml::Map(_))) {
                let way_out = "write a key for each of them, with its fields below";
                let detail = format!("{node} in the place of \"{list}\" is no map; {way_out}");
                return Err(Refusal { at: Some(node.at), detail });
            }
        }
        if named("plans").is_empty() && named("addOns").is_empty() {
            let rule = "the file has neither plans nor add-ons, so that nothing is offered; write \"plans\"";
            return Err(refused(rule.to_owned()));
        }
        if named("features").is_empty() && named("usageLimits").is_empty() {
            let rule = "the file has neither features nor limits, so that nothing is compared; write \"features\"";
            return Err(refused(rule.to_owned()));
        }
        unread(root, "", &ROOT, findings);
        let mut rows = Vec::new();
        for list in ["features", "usageLimits"] {
            for Field { key, node } in named(list) {
                unread(node, &format!("/{list}/{key}"), &ROW, findings);
                rows.push(Row { list, key, node });
            }
        }
        let mut offers = |list: &'static str| -> Vec<Offer<'a>> {
            let mut offers = Vec::new();
            for Field { key, node } in named(list) {
                unread(node, &format!("/{list}/{key}"), &OFFER, findings);
                offers.push(Offer {
                    list,
                    key,
                    node,
                    features: own(node.field("features")),
                    limits: own(node.field("usageLimits")),
                    extensions: own(node.field("usageLimitsExtensions")),
                });
            }
            offers
        };
        let (plans, add_ons) = (offers("plans"), offers("addOns"));
        let word = |field: &str| root.field(field).and_then(Node::words);
        // The first versions of the syntax say by this key which one it is.
        let is_syntax = word("syntaxVersion").is_none() && word("version").is_some_and(|version| version.len() < 4);
        let saas_name = word("saasName").unwrap_or_else(|| {
            let detail = "the file has no \"saasName\"; the catalogue's \"title\" is \"Plans\"".to_owned();
            findings.push(Finding { place: "/saasName".to_owned(), at: None, outcome: Outcome::Guessed, detail });
            "Plans".to_owned()
        });
        Ok(Self {
            saas_name,
            version: word("version").filter(|_| !is_syntax),
            created_at: word("createdAt").or(word("day")).or(word("date")),
            url: word("url"),
            tags: list(root.field("tags")),
            currency: word("currency"),
            billing: billing(root, findings),
            rows,
            plans,
            add_ons,
        })
    }
}

/// Finds fields that no catalogue has a place for.
fn unread(node: &Node, place: &str, known: &[&str], findings: &mut Vec<Finding>) {
    for Field { key, node } in node.fields() {
        if !known.contains(&key.as_str()) && node.value != Yaml::Null {
            let detail = format!(
                "{node} of the field \"{key}\", for which a catalogue has no place; write it where people read it"
            );
            let place = format!("{place}/{key}");
            findings.push(Finding { place, at: Some(node.at), outcome: Outcome::Lost, detail });
        }
    }
}

/// Returns the words of a list; a word alone is a list of it.
pub fn list(node: Option<&Node>) -> Vec<String> {
    match node.map(|node| (&node.value, node)) {
        None => Vec::new(),
        Some((Yaml::List(items), _)) => items.iter().filter_map(Node::words).collect(),
        Some((_, node)) => node.words().into_iter().collect(),
    }
}

/// Reads the values by key: each a map with `value`, or the value itself.
fn own(node: Option<&Node>) -> Vec<Own<'_>> {
    let mut values = Vec::new();
    for field in node.map_or(&[][..], Node::fields) {
        let node = match &field.node.value {
            Yaml::Map(_) => field.node.field("value"),
            Yaml::Null => None,
            _ => Some(&field.node),
        };
        values.extend(node.map(|node| Own { key: &field.key, node, at: field.node.at }));
    }
    values
}

fn billing(root: &Node, findings: &mut Vec<Finding>) -> Vec<(String, Decimal)> {
    let mut billing = Vec::new();
    for Field { key, node } in root.field("billing").map_or(&[][..], Node::fields) {
        match &node.value {
            Yaml::Number(part) if *part != Decimal::ZERO => billing.push((key.clone(), *part)),
            Yaml::Null => billing.push((key.clone(), Decimal::ONE)),
            _ => {
                let detail = format!("{node} is no part of a price; write a number such as 0.85");
                let place = format!("/billing/{key}");
                findings.push(Finding { place, at: Some(node.at), outcome: Outcome::Lost, detail });
            }
        }
    }
    billing
}

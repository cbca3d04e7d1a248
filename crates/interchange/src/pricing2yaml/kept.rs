//! What a catalogue keeps of a Pricing2Yaml file beside the offer, in its field `pricing2yaml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a catalogue has no field for; by the ids of its plans, add-ons and rows.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Kept {
    /// When the file was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// Where the offer was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The groups of features.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The currency, where it is written otherwise than by ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What ways of billing are called, by periods.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub billing: BTreeMap<String, String>,
    /// By which part of the price they are charged, where the prices do not tell it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub billing_parts: BTreeMap<String, String>,
    /// The plan that stands for none, since everything is an add-on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_plan: Option<String>,
    /// Plans.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub plans: BTreeMap<String, KeptOffer>,
    /// Add-ons.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub add_ons: BTreeMap<String, KeptOffer>,
    /// Features and limits.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<String, KeptRow>,
}

/// What is kept of a plan or an add-on.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct KeptOffer {
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The words of a price that is on request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// The unit of its price, where the price does not tell it; empty where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The rows that an add-on extends by no number: without end, or by a yes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<String>,
    /// The words that an add-on gives, by rows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

/// What is kept of a feature or a limit.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct KeptRow {
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// `features` or `usageLimits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Its class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// `BOOLEAN`, `NUMERIC` or `TEXT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_type: Option<String>,
    /// The value of plans that have none of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// The number that stands for "no limit".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlimited: Option<String>,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The group of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// What is integrated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration_type: Option<String>,
    /// What is automated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automation_type: Option<String>,
    /// Where the prices of what is integrated stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pricing_urls: Vec<String>,
    /// Where a guarantee is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_url: Option<String>,
    /// The keys of the features that a limit belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked_features: Vec<String>,
}

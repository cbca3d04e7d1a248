//! What a catalogue keeps of a Pricing2Yaml file that it was made of, so that writing one gives the file's own words again. The offer does
//! not go by it.

use schemars::JsonSchema;

use crate::json::{Json, Named, Node, Read, object};

/// Words of another form, as they stand there.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
pub struct WordsSource(String);

impl Read for WordsSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::String(words) => Self(words.clone()),
            _ => node.expected("a text"),
        }
    }
}

/// A value as a cell has it, of whatever kind.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
pub struct AnySource(#[schemars(with = "serde_json::Value")] ());

impl Read for AnySource {
    fn read(_: &Node<'_>) -> Self {
        Self(())
    }
}

object! {
    /// What Pricing2Yaml says and a catalogue has no field for.
    pub struct Pricing2YamlSource {
        /// When the file was written.
        "created_at" created_at: Option<WordsSource>,
        /// Where the offer was found.
        "url" url: Option<WordsSource>,
        /// The groups of features, in their order.
        #[schemars(default)]
        "tags" tags: Vec<WordsSource>,
        /// The currency, where it is written otherwise than by ISO 4217.
        "currency" currency: Option<WordsSource>,
        /// What ways of billing are called, by the ids of periods.
        "billing" billing: Option<Named<WordsSource>>,
        /// By which part of the price they are charged, where the prices do not tell it, by the ids of periods.
        "billing_parts" billing_parts: Option<Named<WordsSource>>,
        /// The id of the plan that stands for none, since all that is offered are add-ons. It is not written.
        "base_plan" base_plan: Option<WordsSource>,
        /// By the ids of plans.
        "plans" plans: Option<Named<Pricing2YamlOfferSource>>,
        /// By the ids of add-ons.
        "add_ons" add_ons: Option<Named<Pricing2YamlOfferSource>>,
        /// By the ids of rows.
        "rows" rows: Option<Named<Pricing2YamlRowSource>>,
    }

    /// What Pricing2Yaml calls a plan or an add-on.
    pub struct Pricing2YamlOfferSource {
        /// Its key.
        "key" key: Option<WordsSource>,
        /// The words of a price that is on request.
        "price" price: Option<WordsSource>,
        /// The unit of its price, where the price does not tell it; empty where it has none.
        "unit" unit: Option<WordsSource>,
        /// The ids of the rows that an add-on extends by no number: without end, or by a yes.
        #[schemars(default)]
        "extends" extends: Vec<WordsSource>,
        /// The words that an add-on gives, by the ids of rows of text.
        "words" words: Option<Named<WordsSource>>,
    }

    /// What Pricing2Yaml says of a feature or a limit.
    pub struct Pricing2YamlRowSource {
        /// Its key.
        "key" key: Option<WordsSource>,
        /// "features" or "usageLimits".
        "list" list: Option<WordsSource>,
        /// Its class, such as "INTEGRATION" or "RENEWABLE".
        "type" class: Option<WordsSource>,
        /// "BOOLEAN", "NUMERIC" or "TEXT".
        "value_type" value_type: Option<WordsSource>,
        /// The value of what has none of its own, as a cell has it. The first plan's where it is left out.
        "default" default: Option<AnySource>,
        /// The number that stands for no limit.
        "unlimited" unlimited: Option<WordsSource>,
        /// The unit, where the row does not tell it.
        "unit" unit: Option<WordsSource>,
        /// The group of features.
        "tag" tag: Option<WordsSource>,
        /// What is integrated, such as "API".
        "integration_type" integration_type: Option<WordsSource>,
        /// What is automated, such as "BOT".
        "automation_type" automation_type: Option<WordsSource>,
        /// Where the prices of what is integrated stand.
        #[schemars(default)]
        "pricing_urls" pricing_urls: Vec<WordsSource>,
        /// Where a guarantee is told.
        "doc_url" doc_url: Option<WordsSource>,
        /// The keys of the features that a limit belongs to.
        #[schemars(default)]
        "linked_features" linked_features: Vec<WordsSource>,
    }
}

//! What a webhook tells of a request. These types are where `catalogs/webhook.schema.json` comes from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::plan_requests::changes::Change;
use crate::plan_requests::costs::{Costs, CountedAddOn};
use crate::plan_requests::links::Links;
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

/// A message by Standard Webhooks.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "A plan request, as webhooks tell of it")]
pub struct Payload<'a> {
    /// What happened.
    r#type: Event,
    /// When: RFC 3339 in UTC with whole seconds.
    timestamp: &'a str,
    /// The request.
    data: Data<'a>,
}

/// What may happen.
#[derive(Serialize, JsonSchema)]
enum Event {
    /// Somebody asked for a plan.
    #[serde(rename = "plan-request.created")]
    Created,
}

/// A plan request. What is told in words is in the language of its page, as its requester saw it, and plain text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlanRequest")]
struct Data<'a> {
    /// Names the request, such as `K7QM-4XWD-9TPC`.
    reference: String,
    /// When it was received: RFC 3339 in UTC with whole seconds.
    received_at: &'a str,
    /// The plan asked for.
    plan: Plan<'a>,
    /// Who asks, and where to answer.
    contact: Contact<'a>,
    /// What the requester adds; null where nothing.
    message: Option<&'a str>,
    /// What the requester agreed to; null where nothing was asked.
    consent: Option<&'a str>,
    /// What was answered: an object of question id to answer, as `plan-server advise` reads it.
    #[schemars(with = "Map<String, Value>")]
    answers: &'a Value,
    /// The same in words, in the order of the page. Ids and values where the catalogue is not here.
    answers_told: Vec<ToldAnswer<'a>>,
    /// The server's advice on the answers; null where the request could not be checked.
    advice: Option<Advice<'a>>,
    /// The add-ons with which the plan asked for meets most of the answers.
    #[schemars(with = "Vec<CountedAddOn>")]
    add_ons: Value,
    /// What the plan asked for costs with these; null in a catalogue without prices, or where the request could not be checked.
    #[schemars(with = "Option<Costs>")]
    costs: Option<&'a Value>,
    /// Who is to answer and by when, as the requester was told; null where the catalogue does not say it.
    promise: Option<Promise<'a>>,
    /// The language of the page, a BCP 47 tag; null where the page did not tell it.
    language: Option<&'a str>,
    /// Where the requester came from: names such as `utm_source`, and what the page said of each.
    campaign: &'a BTreeMap<String, String>,
    /// The address of the page, without query and fragment, as the page said it.
    page: Option<&'a str>,
    /// Which of two pages it was, where a test of both runs.
    variant: Option<&'a str>,
    /// Why it may be no person's: words such as `honeypot` and `quick`. Empty for most.
    suspect: &'a [String],
    /// The catalogue that the page showed.
    catalog: Catalog<'a>,
    /// What of the request had changed in the catalogue since its page was made.
    #[schemars(with = "Vec<Change>")]
    changes: &'a Value,
    /// The page with the same answers; null where the server was not told its own address (`--url`), or where the catalogue is not here.
    link: Option<String>,
    /// The request in the inbox; null where the server was not told its own address.
    inbox: Option<String>,
}

/// A plan.
#[derive(Serialize, JsonSchema)]
struct Plan<'a> {
    /// Its id.
    id: &'a str,
    /// Its name, with the add-ons that it needs for the answers: "Team with Extra storage".
    name: &'a str,
}

/// Who asks. What stands here was typed by a visitor.
#[derive(Serialize, JsonSchema)]
struct Contact<'a> {
    /// The requester's name.
    name: &'a str,
    /// Where to answer.
    email: &'a str,
    /// The requester's company.
    company: &'a str,
}

/// A question and its answer.
#[derive(Serialize, JsonSchema)]
struct ToldAnswer<'a> {
    /// The question.
    question: &'a str,
    /// Its answer.
    answer: &'a str,
}

/// What the server advises on the answers.
#[derive(Serialize, JsonSchema)]
struct Advice<'a> {
    /// How the plan recommended stands to the answers: a word of `state` in `advice.schema.json`, such as `fits`.
    state: Option<&'a str>,
    /// The id of the plan recommended, or of the closest; null where nothing is answered, or where several fit equally.
    recommended: Option<&'a str>,
    /// Whether that plan meets every answer.
    fits: bool,
    /// Which plan that is, in words: "Recommended: MSA Plus".
    told: Option<&'a str>,
    /// Why, as a sentence.
    why: Option<&'a str>,
    /// What of the answers the plan asked for misses, a sentence each.
    missed: &'a [String],
    /// What of the answers it is not stated for.
    not_stated: &'a [String],
}

/// What the requester was told of an answer.
#[derive(Serialize, JsonSchema)]
struct Promise<'a> {
    /// Who answers.
    by: Option<&'a str>,
    /// By when: RFC 3339 in UTC with whole seconds.
    until: Option<&'a str>,
    /// What the catalogue adds.
    text: Option<&'a str>,
}

/// A version of a catalogue.
#[derive(Serialize, JsonSchema)]
struct Catalog<'a> {
    /// Its id.
    id: &'a str,
    /// Its version, as its author names it.
    version: &'a str,
    /// A hash of its content; null where the server never had it.
    content: Option<&'a str>,
    /// Its title; its id where the server never had it.
    title: &'a str,
}

impl<'a> Payload<'a> {
    /// Tells of a stored request.
    pub fn of(request: &'a StoredRequest, told: &'a Told, links: Links) -> Self {
        let data = Data {
            reference: request.reference.to_string(),
            received_at: &request.received_at,
            plan: Plan { id: &request.plan, name: &told.plan },
            contact: Contact { name: &request.name, email: &request.email, company: &request.company },
            message: request.message.as_deref(),
            consent: request.consent.as_deref(),
            answers: &request.answers.0,
            answers_told: told.answers.iter().map(|(question, answer)| ToldAnswer { question, answer }).collect(),
            advice: advice(request, told),
            add_ons: add_ons(request),
            costs: request.costs.as_ref().map(|costs| &costs.0),
            promise: told.answer.as_ref().map(|promise| Promise {
                by: promise.by.as_deref(),
                until: promise.until.as_deref(),
                text: promise.text.as_deref(),
            }),
            language: request.page_language.as_deref(),
            campaign: &request.campaign.0,
            page: request.page_address.as_deref(),
            variant: request.variant.as_deref(),
            suspect: &request.suspect.0,
            catalog: Catalog {
                id: &request.catalog_id,
                version: &request.catalog_version,
                content: request.catalog_content.as_deref(),
                title: &told.title,
            },
            changes: &request.changes.0,
            link: links.page,
            inbox: links.inbox,
        };
        Self { r#type: Event::Created, timestamp: &request.received_at, data }
    }

    /// Writes it as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("it is plain JSON")
    }
}

fn advice<'a>(request: &'a StoredRequest, told: &'a Told) -> Option<Advice<'a>> {
    let advice = request.advice.0.as_object()?;
    Some(Advice {
        state: advice.get("state").and_then(Value::as_str),
        recommended: request.recommended.as_deref(),
        fits: request.fits,
        told: told.advice.as_deref(),
        why: told.why.as_deref(),
        missed: &told.missed,
        not_stated: &told.not_stated,
    })
}

/// Lists the add-ons of the plan asked for, as the stored advice has them.
fn add_ons(request: &StoredRequest) -> Value {
    let verdicts = request.advice.0["verdicts"].as_array();
    let verdict = verdicts.and_then(|all| all.iter().find(|verdict| verdict["plan"] == request.plan.as_str()));
    verdict.and_then(|verdict| verdict.get("add_ons")).cloned().unwrap_or_else(|| Value::Array(Vec::new()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use schemars::generate::SchemaSettings;

    use super::*;
    use crate::webhook::testing;

    /// The JSON Schema of what is sent, pretty-printed, with a newline at its end.
    fn schema() -> String {
        // Of what is written, every field is there.
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<Payload<'_>>();
        format!("{}\n", serde_json::to_string_pretty(&schema).expect("a schema is plain JSON"))
    }

    #[test]
    fn the_schema_is_that_of_the_types() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogs/webhook.schema.json");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, schema()).expect("the file can be written");
        }
        let stale = "catalogs/webhook.schema.json is stale; write it anew with: UPDATE_SCHEMA=1 cargo test -p plan-server webhook";
        assert!(std::fs::read_to_string(&path).unwrap_or_default() == schema(), "{stale}");
    }

    #[test]
    fn the_documentation_has_a_row_of_every_field() {
        const DOCUMENT: &str = include_str!("../../../docs/operating.md");
        let (_, table) = DOCUMENT.split_once("The fields of `data`").expect("the table of fields");
        let rows = table.lines().skip_while(|line| !line.starts_with("| `")).take_while(|line| line.starts_with('|'));
        let names = rows.filter_map(|row| row.split('|').nth(1)).flat_map(|cell| cell.split(','));
        let told: Vec<_> = names.map(|name| name.trim().trim_matches('`')).collect();
        let schema: Value = serde_json::from_str(&schema()).expect("JSON");
        let fields = schema["$defs"]["PlanRequest"]["properties"].as_object().expect("fields");
        assert_eq!(
            told,
            fields.keys().collect::<Vec<_>>(),
            "docs/operating.md must explain exactly these, in this order"
        );
    }

    #[test]
    fn what_is_told_is_what_is_stored_and_said() {
        let (request, told) = testing::request();
        let links = Links::of("https://plans.example/", &request, &told);
        let json: Value = serde_json::from_str(&Payload::of(&request, &told, links).to_json()).expect("JSON");
        assert_eq!((&json["type"], &json["timestamp"]), (&"plan-request.created".into(), &request.received_at.into()));
        let data = &json["data"];
        for (pointer, expected) in [
            ("/reference", request.reference.to_string().as_str()),
            ("/plan/id", "team"),
            ("/plan/name", "Team with 1 × Extra storage"),
            ("/contact/company", "<Engines & Sons>"),
            ("/answers_told/0/question", "Seats"),
            ("/answers_told/0/answer", "12"),
            ("/advice/state", "fits"),
            ("/promise/until", "2026-11-30T16:00:00Z"),
            ("/add_ons/0/add_on", "extra-storage"),
            ("/link", "https://plans.example/fernhaus/#seats=12"),
        ] {
            assert_eq!(data.pointer(pointer), Some(&expected.into()), "{pointer}");
        }
        assert_eq!(data["inbox"], format!("https://plans.example/inbox/{}", request.reference));
    }

    #[test]
    fn what_was_not_checked_has_no_advice_and_without_an_address_there_is_no_link() {
        let (mut request, mut told) = testing::request();
        (request.advice.0, told.link) = (Value::Null, None);
        let links = Links::of("", &request, &told);
        let json: Value = serde_json::from_str(&Payload::of(&request, &told, links).to_json()).expect("JSON");
        let data = &json["data"];
        assert_eq!((&data["advice"], &data["add_ons"]), (&Value::Null, &serde_json::json!([])));
        assert_eq!((&data["link"], &data["inbox"]), (&Value::Null, &Value::Null));
    }
}

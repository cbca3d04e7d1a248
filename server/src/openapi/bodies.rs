//! What the API takes. The plans and questions are those of the catalogue, so that here they have ids alone.

use plans::catalog::limits::{MAX_ANSWERS, MAX_CHOICES};
use plans::request::{LONGEST_CONSENT, LONGEST_FIELD, LONGEST_MESSAGE};
use plans::wire::{ANSWER, CAMPAIGN, CURRENCY, FAMILY, FORM_OPEN, Field, HONEYPOT, PAGE, PERIOD, VARIANT};
use serde_json::{Map, Value, json};

use crate::plan_requests::form::{CATALOG_CONTENT, CATALOG_ID, CATALOG_VERSION, KEY, LANGUAGE, RETURN_URL};
use crate::proof_of_work::names::PROOF_FIELD;

use super::operations::IDEMPOTENCY_KEY;

/// A text on one line: without control characters, and not blank.
const LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$";
/// A text without control characters, which may be empty.
const PLAIN: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";
/// A text of several lines.
const LINES: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";
/// An id of a catalogue.
const ID: &str = "^[a-z0-9-]{1,64}$";

/// Describes the bodies of requests.
pub fn schemas() -> Map<String, Value> {
    let schemas =
        [("PlanRequest", request()), ("PlanRequestForm", form()), ("Contact", contact()), ("Answers", answers())];
    let more = [("PageCatalog", page_catalog()), ("Origin", origin())];
    schemas.into_iter().chain(more).map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn id(description: &str) -> Value {
    json!({"description": description, "type": "string", "pattern": ID})
}

fn line(description: &str) -> Value {
    json!({"description": description, "type": "string", "maxLength": LONGEST_FIELD, "pattern": LINE})
}

fn nullable(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"], "null"]);
    schema
}

fn of(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Describes an object of these fields and no others.
fn object(description: &str, required: &[&str], properties: Value) -> Value {
    json!({
        "description": description,
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

fn request() -> Value {
    let message = json!({
        "description": "What the requester adds, of several lines", "type": ["string", "null"], "maxLength": LONGEST_MESSAGE, "pattern": LINES,
    });
    let mut words = nullable(line("The words that were agreed to, as the page showed them"));
    words["maxLength"] = LONGEST_CONSENT.into();
    let properties = json!({
        "plan": id("The plan asked for, one that can be requested"),
        "answers": of("Answers"),
        "contact": of("Contact"),
        "message": message,
        "consent": {"description": "`true` where the requester agrees to what the catalogue asks for; all else is no consent"},
        "consent_text": words,
        "catalog": of("PageCatalog"),
        "origin": of("Origin"),
    });
    object("A request for a plan", &["plan", "answers", "contact", "catalog"], properties)
}

fn contact() -> Value {
    let email = json!({
        "description": "Where to answer: an address at a host with a dot in its name",
        "type": "string",
        "format": "email",
        "maxLength": LONGEST_FIELD,
        "pattern": LINE,
    });
    let properties = json!({"name": line("The person's name"), "email": email, "company": line("The company's name")});
    object("Who asks", &["name", "email", "company"], properties)
}

fn answers() -> Value {
    let word = json!({"type": "string", "maxLength": LONGEST_FIELD, "pattern": PLAIN});
    json!({
        "description": "The answers by the ids of their questions, with the `period` and `currency` in which prices were told",
        "type": "object",
        "maxProperties": MAX_ANSWERS,
        "propertyNames": {"pattern": ID},
        "additionalProperties": {"anyOf": [
            {"description": "Not sure", "type": "null"},
            {"description": "Yes or no", "type": "boolean"},
            {"description": "A number", "type": "number", "minimum": 0},
            {"description": "The id of a choice", "type": "string", "maxLength": LONGEST_FIELD, "pattern": PLAIN},
            {"description": "The ids of choices", "type": "array", "items": word, "maxItems": MAX_CHOICES},
        ]},
    })
}

fn page_catalog() -> Value {
    let content =
        nullable(id("The name of its content, as the page has it; by that it is known again once it has changed"));
    let properties = json!({
        "id": line("Its id"),
        "version": line("Its version"),
        "content": content,
        "language": {"description": "The language in which it was shown, a BCP 47 tag; all else says nothing"},
    });
    object("The catalogue that the requester saw", &["id", "version"], properties)
}

fn origin() -> Value {
    let text = |description: &str| json!({"description": description, "type": ["string", "null"]});
    let properties = json!({
        "campaign": {
            "description": "What led there, such as `utm_source`; names that are not kept are left out",
            "type": ["object", "null"],
            "additionalProperties": {"type": ["string", "null"]},
        },
        "page": text("The address of the page"),
        "variant": text("Which of several pages it was"),
        HONEYPOT: text("What stands in a field that people do not see; leave it out"),
        FORM_OPEN: {"description": "For how many milliseconds the form was open", "type": ["number", "null"]},
    });
    object(
        "Where the request comes from. What cannot be kept of it is left out, and refuses no request.",
        &[],
        properties,
    )
}

fn form() -> Value {
    let field = |description: &str| json!({"description": description, "type": "string"});
    let key = |description: &str| json!({"description": description, "type": "string", "pattern": format!("^$|{IDEMPOTENCY_KEY}")});
    let mut properties = Map::new();
    for (name, schema) in [
        (Field::Plan.name(), id("The plan asked for")),
        (Field::Name.name(), line("The person's name")),
        (Field::Email.name(), line("Where to answer")),
        (Field::Company.name(), line("The company's name")),
        (Field::Message.name(), json!({"type": "string", "maxLength": LONGEST_MESSAGE, "pattern": LINES})),
        (Field::Consent.name(), field("There where the requester agrees to what the catalogue asks for")),
        (CATALOG_ID, line("The id of the catalogue that the requester saw")),
        (CATALOG_VERSION, line("Its version")),
        (CATALOG_CONTENT, field("The name of its content")),
        (LANGUAGE, field("The language in which it was shown")),
        (
            KEY,
            key("Names the form as the header Idempotency-Key does; without either, its content does for 10 minutes"),
        ),
        (RETURN_URL, field("The page to go back to")),
        (PROOF_FIELD, field("The solution of a challenge, where requests need a proof of work")),
        (PERIOD, field("The billing period chosen")),
        (CURRENCY, field("The currency chosen")),
        (FAMILY, field("The family of plans that was shown")),
        (PAGE, field("The address of the page")),
        (VARIANT, field("Which of several pages it was")),
        (HONEYPOT, field("What people do not see; leave it out")),
        (FORM_OPEN, field("For how many milliseconds the form was open")),
    ] {
        properties.insert(name.to_owned(), schema);
    }
    let required = [Field::Plan, Field::Name, Field::Email, Field::Company].map(Field::name);
    let required: Vec<_> = required.into_iter().chain([CATALOG_ID, CATALOG_VERSION]).collect();
    let mut form = object("A request for a plan as a form sends it", &required, properties.into());
    let prefix = |prefix: &str| format!("^{}", prefix.replace('.', "\\."));
    form["patternProperties"] = json!({
        prefix(ANSWER): {"description": "An answer, by the id of its question", "type": ["string", "array"], "items": {"type": "string"}},
        prefix(CAMPAIGN): {"description": "What led there, such as `campaign.utm_source`", "type": "string"},
    });
    form
}

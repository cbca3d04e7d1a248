//! What the API answers.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::examples;
use crate::plan_requests::receipt::Receipt;
use crate::problem_type::ProblemType;

/// Describes a page.
pub fn page(description: &str) -> Value {
    json!({"description": description, "headers": every_header(), "content": {"text/html": html()}})
}

/// Describes a text of a media type.
pub fn text(description: &str, media_type: &str) -> Value {
    json!({"description": description, "headers": every_header(), "content": {media_type: {"schema": {"type": "string"}}}})
}

/// Describes JSON of a schema, with an example.
pub fn json_of(description: &str, schema: &str, example: &str) -> Value {
    let content = json!({
        "schema": {"$ref": format!("#/components/schemas/{schema}")},
        "examples": {example: {"$ref": format!("#/components/examples/{example}")}},
    });
    json!({"description": description, "headers": every_header(), "content": {"application/json": content}})
}

/// Describes the content that is a page.
pub fn html() -> Value {
    json!({"schema": {"type": "string"}})
}

/// Refers to the problems of a status.
pub fn problem(status: u16) -> Value {
    json!({"$ref": format!("#/components/responses/problem-{status}")})
}

/// Describes the headers of every answer.
pub fn every_header() -> Value {
    json!({"X-Request-Id": {"$ref": "#/components/headers/request-id"}})
}

/// Describes the headers.
pub fn headers() -> Value {
    json!({
        "request-id": {
            "description": "Names the request; the log has it in every line about it",
            "required": true,
            "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        },
        "idempotency-replayed": {
            "description": "`true` where this was answered before, to the same request under the same key",
            "schema": {"type": "string", "enum": ["true"]},
        },
        "retry-after": {
            "description": "In how many seconds the same may be sent again",
            "required": true,
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
        },
        "proof-of-work": {
            "description": "`required` where the request is taken only with a proof of work",
            "schema": {"type": "string", "enum": ["required"]},
        },
        "allow": {
            "description": "The methods that the address takes",
            "required": true,
            "schema": {"type": "string"},
        },
    })
}

/// Sorts the types of problems by their statuses.
fn types() -> BTreeMap<u16, Vec<ProblemType>> {
    let mut types: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for kind in ProblemType::ALL {
        types.entry(kind.status().as_u16()).or_default().push(*kind);
    }
    types
}

/// Describes the problems of each status. Programs are told by JSON; people who open an address or send a form, by a page.
pub fn problem_responses() -> Value {
    let response = |(status, types): (u16, Vec<ProblemType>)| {
        let titles: Vec<_> = types.iter().map(|kind| format!("{} (`{}`)", kind.title(), kind.name())).collect();
        let mut headers = every_header();
        match status {
            405 => headers["Allow"] = json!({"$ref": "#/components/headers/allow"}),
            422 => headers["Proof-Of-Work"] = json!({"$ref": "#/components/headers/proof-of-work"}),
            429 | 503 => headers["Retry-After"] = json!({"$ref": "#/components/headers/retry-after"}),
            _ => {}
        }
        let schema = json!({
            "allOf": [{"$ref": "#/components/schemas/Problem"}],
            "properties": {
                "type": {"enum": types.iter().map(ToString::to_string).collect::<Vec<_>>()},
                "status": {"const": status},
            },
        });
        let mut content = json!({"application/problem+json": {"schema": schema}, "text/html": html()});
        if let Some(example) = examples::of_problem(status) {
            content["application/problem+json"]["examples"] =
                json!({example: {"$ref": format!("#/components/examples/{example}")}});
        }
        let response = json!({"description": titles.join("; "), "headers": headers, "content": content});
        (format!("problem-{status}"), response)
    };
    types().into_iter().map(response).collect::<Map<_, _>>().into()
}

/// Describes what is answered in JSON.
pub fn schemas() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    generator.subschema_for::<Receipt>();
    generator.subschema_for::<plans::Problem>();
    let mut schemas = generator.take_definitions(true);
    let error = schemas.remove("Problem").expect("a problem is described");
    schemas.insert("Error".to_owned(), error);
    schemas.insert("Problem".to_owned(), problem_schema());
    let health = json!({
        "type": "object",
        "required": ["status"],
        "properties": {
            "status": {"const": "ok"},
            "warnings": {"type": "array", "items": {"type": "string"}, "description": "What the operator should look at"},
        },
    });
    schemas.insert("Health".to_owned(), health);
    let challenge = json!({
        "description": "A task by ALTCHA's protocol, for its widget or a library to solve",
        "type": "object",
        "required": ["parameters"],
        "properties": {"parameters": {"type": "object"}, "signature": {"type": "string"}},
    });
    schemas.insert("Challenge".to_owned(), challenge);
    schemas
}

fn problem_schema() -> Value {
    json!({
        "description": "Why a request is not answered as it was meant (RFC 9457)",
        "type": "object",
        "required": ["type", "title", "status", "detail", "errors", "request"],
        "properties": {
            "type": {
                "description": "What kind of problem it is, for programs to compare. It leads nowhere.",
                "type": "string",
                "format": "uri",
            },
            "title": {"description": "What its kind is called", "type": "string"},
            "status": {"description": "The status of the answer", "type": "integer"},
            "detail": {"description": "What is wrong, and the way out", "type": "string"},
            "errors": {
                "description": format!(
                    "What is wrong in the body, each with its place. At most {} are told; one more then says how many more there are.",
                    plans::json::Limits::REQUEST.problems
                ),
                "type": "array",
                "items": {"$ref": "#/components/schemas/Error"},
                "maxItems": plans::json::Limits::REQUEST.problems + 1,
            },
            "request": {"description": "The request, as the header X-Request-Id names it", "type": "string"},
        },
    })
}

//! The operations of the API.

use serde_json::{Map, Value, json};

use super::answers::{html, json_of, page, problem, text};
use crate::plan_requests::idempotency_key::IdempotencyKey;

/// The statuses of problems that any request may meet before its address is looked at, or in spite of it.
const ANYWHERE: [u16; 8] = [400, 405, 408, 414, 429, 431, 500, 503];

/// Describes every address.
pub fn paths() -> Value {
    json!({
        "/api/plan-requests": {"post": create()},
        "/api/plan-requests.css": {"get": get(
            "style", "pages", "The style of the pages that answer forms and show receipts",
            vec![(200, text("The style sheet", "text/css"))],
        )},
        "/receipts/{secret}": {"get": with_parameter(get(
            "receipt", "pages", "The receipt of a request, at its secret address, for 30 days",
            vec![(200, page("The receipt")), (404, page("There is no receipt at this address, or none any more"))],
        ), "secret")},
        "/api/proof-of-work": {"get": get(
            "challenge", "plan requests", "A task for the proof of work of one request, where requests need one",
            vec![
                (200, json_of("A challenge by ALTCHA's protocol, good for 10 minutes", "Challenge", "challenge")),
                (404, problem(404)),
            ],
        )},
        "/api/health": {"get": health("health", "Whether the server takes requests, and what its operator should look at")},
        "/api/health/ready": {"get": health("ready", "The same, for what sends requests to the server")},
        "/api/health/live": {"get": health("live", "Whether the process answers at all")},
        "/api/openapi.json": {"get": get(
            "openapi", "operation", "This description",
            vec![(200, json!({
                "description": "OpenAPI 3.1",
                "headers": super::answers::every_header(),
                "content": {"application/json": {"schema": {"type": "object", "required": ["openapi"]}}},
            }))],
        )},
    })
}

/// Describes the parameters.
pub fn parameters() -> Value {
    json!({
        "idempotency-key": {
            "name": "Idempotency-Key",
            "in": "header",
            "description": format!(
                "Names the request, so that it is stored once however often it is sent: a random id, bare or as a string of RFC 9651. It \
                 holds for {} hours; the same body under the same key gets the same answer.",
                IdempotencyKey::HOLDS.num_hours()
            ),
            "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY},
            "examples": {"random": {"value": "5f8c1f3e-7c1b-4a55-9d0e-2f6f8f1a9b7c"}},
        },
        "proof-of-work": {
            "name": "Proof-Of-Work",
            "in": "header",
            "description": "The solution of a challenge of `/api/proof-of-work`, where requests need one",
            "schema": {"type": "string"},
        },
        "secret": {
            "name": "secret",
            "in": "path",
            "required": true,
            "description": "The last part of a receipt's address",
            "schema": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
            "examples": {"none": {"value": "0000000000000000000000000000000000000000"}},
        },
    })
}

/// What an idempotency key is: visible ASCII, or a string of RFC 9651.
pub const IDEMPOTENCY_KEY: &str = r#"^([!#-~][!-~]{0,254}|"([ !#-\[\]-~]|\\["\\]){1,255}")$"#;

/// Describes `POST /api/plan-requests`.
fn create() -> Value {
    let mut created =
        json_of("The request is stored, as JSON told or on a page where a form was sent", "Receipt", "receipt");
    created["content"]["text/html"] = html();
    created["headers"]["Idempotency-Replayed"] = json!({"$ref": "#/components/headers/idempotency-replayed"});
    let done = vec![(201, created), (200, page("The form was stored before: its receipt"))];
    let mut operation = operation(
        "requestPlan",
        "plan requests",
        "Request a plan",
        done,
        &[400, 405, 408, 413, 414, 415, 422, 429, 431, 500, 503],
    );
    operation["description"] =
        "Answered once the request is on disk. A form is answered with a page, all else with JSON.".into();
    let names = ["idempotency-key", "proof-of-work"];
    operation["parameters"] =
        names.map(|name| json!({"$ref": format!("#/components/parameters/{name}")})).to_vec().into();
    let of = |name: &str| json!({"$ref": format!("#/components/examples/{name}")});
    operation["requestBody"] = json!({
        "required": true,
        "description": "At most 64 KiB",
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/PlanRequest"},
                "examples": {"whole": of("request"), "least": of("least-request")},
            },
            "application/x-www-form-urlencoded": {
                "schema": {"$ref": "#/components/schemas/PlanRequestForm"},
                "examples": {"whole": of("form")},
            },
        },
    });
    operation
}

/// Describes an operation that tells how the server is.
fn health(id: &str, summary: &str) -> Value {
    get(id, "operation", summary, vec![(200, json_of("It is well", "Health", "health"))])
}

/// Describes an operation that reads.
fn get(id: &str, tag: &str, summary: &str, done: Vec<(u16, Value)>) -> Value {
    operation(id, tag, summary, done, &ANYWHERE)
}

/// Describes an operation with its answers, and with the statuses of the problems that it may meet.
fn operation(id: &str, tag: &str, summary: &str, done: Vec<(u16, Value)>, problems: &[u16]) -> Value {
    let mut responses: Map<_, _> = done.into_iter().map(|(status, answer)| (status.to_string(), answer)).collect();
    responses.extend(problems.iter().map(|status| (status.to_string(), problem(*status))));
    responses.sort_keys();
    json!({"operationId": id, "tags": [tag], "summary": summary, "responses": responses})
}

fn with_parameter(mut operation: Value, name: &str) -> Value {
    operation["parameters"] = json!([{"$ref": format!("#/components/parameters/{name}")}]);
    operation
}

//! Examples. Those of requests work with the catalogue that is built in.

use serde_json::{Value, json};

use crate::problem_type::ProblemType;

/// By example, the schema that it is of.
#[cfg(test)]
pub const SCHEMAS: [(&str, &str); 8] = [
    ("request", "PlanRequest"),
    ("least-request", "PlanRequest"),
    ("form", "PlanRequestForm"),
    ("receipt", "Receipt"),
    ("challenge", "Challenge"),
    ("health", "Health"),
    ("invalid-request", "Problem"),
    ("not-json", "Problem"),
];

/// Returns the example of a problem with this status.
pub fn of_problem(status: u16) -> Option<&'static str> {
    match status {
        400 => Some("not-json"),
        422 => Some("invalid-request"),
        _ => None,
    }
}

/// Lists every example.
pub fn all() -> Value {
    let mut examples = serde_json::Map::new();
    let mut add = |name: &str, value: Value| examples.insert(name.to_owned(), json!({"value": value}));
    add(
        "request",
        json!({
            "plan": "business",
            "answers": {"company-size": "100-499", "incidents": 10, "assurance": ["health-check"]},
            "contact": {"name": "Ada Lovelace", "email": "ada@analytical.example", "company": "Analytical Engines"},
            "message": "Please call\nbefore noon.",
            "catalog": {"id": "msa", "version": "2026-11", "language": "en"},
            "origin": {"campaign": {"utm_source": "newsletter"}, "page": "https://www.example.com/plans"},
        }),
    );
    add(
        "least-request",
        json!({
            "plan": "plus",
            "answers": {},
            "contact": {"name": "Ada Lovelace", "email": "ada@analytical.example", "company": "Analytical Engines"},
            "catalog": {"id": "msa", "version": "2026-11"},
        }),
    );
    add(
        "form",
        json!({
            "plan": "business",
            "name": "Ada Lovelace",
            "email": "ada@analytical.example",
            "company": "Analytical Engines",
            "answer.company-size": "100-499",
            "answer.assurance": ["health-check", "review-call"],
            "catalog_id": "msa",
            "catalog_version": "2026-11",
        }),
    );
    add(
        "receipt",
        json!({
            "reference": "K7QM-4XWD-9TPC",
            "plan": "business",
            "received_at": "2026-11-30T14:00:00Z",
            "recommended": "business",
            "support": [{"severity": "1", "opens": "2026-11-30T14:00:00Z"}],
            "checked": true,
            "address": "receipts/9c1185a5c5e9fc54612808977ee8f548b2258d31",
            "changes": [],
            "notice": null,
        }),
    );
    add(
        "challenge",
        json!({
            "parameters": {
                "algorithm": "PBKDF2/SHA-256", "cost": 1000, "expiresAt": 1796047200, "keyLength": 32, "keyPrefix": "000",
                "nonce": "2a5d", "salt": "9f1c",
            },
            "signature": "5e8f",
        }),
    );
    add("health", json!({"status": "ok", "warnings": []}));
    let problem = |kind: ProblemType, detail: &str, errors: Value| {
        json!({
            "type": kind.to_string(), "title": kind.title(), "status": kind.status().as_u16(), "detail": detail, "errors": errors,
            "request": "1f0c8f3e7c1b4a55",
        })
    };
    add(
        "invalid-request",
        problem(
            ProblemType::InvalidRequest,
            "the body breaks a rule; errors lists every place",
            json!([{
                "pointer": "/answers/company-sise",
                "code": "unknown-name",
                "detail": "no question is called \"company-sise\"; did you mean \"company-size\"?",
            }]),
        ),
    );
    add(
        "not-json",
        problem(
            ProblemType::NotJson,
            "the body is not JSON; errors says what is in the way",
            json!([{
                "pointer": "",
                "code": "not-json",
                "detail": "the document is not JSON: trailing comma at line 3 column 1; take out the last comma: nothing follows it",
            }]),
        ),
    );
    examples.into()
}

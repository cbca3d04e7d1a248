//! A request for tests, with everything in it.

use std::collections::BTreeMap;

use serde_json::json;

use crate::plan_requests::answer_promise::AnswerPromise;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::stored_request::{State, StoredRequest};
use crate::plan_requests::suspicion::Suspicion;
use crate::plan_requests::told::Told;
use crate::store::values::Json;

/// Makes a request as it is stored and as it is told.
pub fn request() -> (StoredRequest, Told) {
    let campaign = BTreeMap::from([("utm_source".to_owned(), "news<letter>".to_owned())]);
    let request = StoredRequest {
        reference: Reference::of_number(7),
        received_at: "2026-11-29T10:00:00Z".to_owned(),
        state: State::New,
        plan: "team".to_owned(),
        name: "Ada *Lovelace*".to_owned(),
        email: "ada@analytical.example".to_owned(),
        company: "<Engines & Sons>".to_owned(),
        message: Some("Please call\n<!channel> [now](https://bad.example)".to_owned()),
        consent: Some("You may answer me.".to_owned()),
        answers: Json(json!({"seats": 12})),
        recommended: Some("team".to_owned()),
        fits: true,
        advice: Json(json!({
            "state": "fits",
            "verdicts": [
                {"plan": "solo"},
                {"plan": "team", "add_ons": [{"add_on": "extra-storage", "count": 1}]},
            ],
        })),
        costs: Some(Json(json!({
            "currency": "EUR",
            "period": "month",
            "total": {"amount": "106"},
            "lines": [{"label": "Total", "text": "106 € / month"}],
        }))),
        catalog_id: "fernhaus".to_owned(),
        catalog_version: "2026-11".to_owned(),
        catalog_content: Some("0123abcd".to_owned()),
        checked: true,
        changes: Json(json!([{"pointer": "/plan", "code": "plan-renamed", "detail": "the plan was \"Teams\""}])),
        page_language: Some("en".to_owned()),
        campaign: Json(campaign),
        page_address: Some("https://www.example.com/plans".to_owned()),
        variant: Some("b".to_owned()),
        suspect: Json(vec![Suspicion::Honeypot.word().to_owned()]),
    };
    let told = Told {
        language: "en".to_owned(),
        title: "Fernhaus".to_owned(),
        plan: "Team with 1 × Extra storage".to_owned(),
        advice: Some("Recommended: Team".to_owned()),
        why: Some("Because of 12 seats.".to_owned()),
        missed: vec!["Misses: phone".to_owned()],
        not_stated: vec!["Single sign-on".to_owned()],
        answers: vec![("Seats".to_owned(), "12".to_owned()), ("Data & files".to_owned(), "in <Europe>".to_owned())],
        costs: vec![("Total".to_owned(), "106 € / month".to_owned())],
        answer: Some(AnswerPromise {
            by: Some("The sales team".to_owned()),
            until: Some("2026-11-30T16:00:00Z".to_owned()),
            text: None,
        }),
        link: Some("seats=12".to_owned()),
    };
    (request, told)
}

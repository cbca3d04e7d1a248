//! A plan request with the server's own advice: what is stored of one.

use chrono::{DateTime, Utc};
use plans::advice::Report;
use plans::request::{Contact, PlanRequest};
use plans::{Advice, Catalog};
use serde_json::Value;

use crate::plan_requests::idempotency_key::IdempotencyKey;

/// A plan request as it is stored, but for its reference.
#[derive(Clone, Debug)]
pub struct RequestRecord {
    /// What names the request, where anything does.
    pub idempotency_key: Option<IdempotencyKey>,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// The id of the plan asked for.
    pub plan: String,
    /// Who asks.
    pub contact: Contact,
    /// What the requester adds.
    pub message: Option<String>,
    /// What the requester agreed to, in the words of the server's catalogue, in the language of the page.
    pub consent: Option<String>,
    /// What the requester answered: an object of question id to answer.
    pub answers: Value,
    /// The version of the catalogue that the requester's page had.
    pub page_catalog_version: String,
    /// The id of the plan that the server recommends, or of the closest.
    pub recommended: Option<String>,
    /// Whether that plan meets every answer.
    pub fits: bool,
    /// The server's whole advice.
    pub advice: Value,
    /// The server's catalogue.
    pub catalog_id: String,
    /// The version of the server's catalogue.
    pub catalog_version: String,
}

impl RequestRecord {
    /// Advises on a request by the server's own catalogue: what a page advised may come from an older one, or be made up.
    pub fn new(catalog: &Catalog, request: PlanRequest, key: Option<IdempotencyKey>, now: DateTime<Utc>) -> Self {
        let advice = Advice::of(catalog, &request.answers);
        Self {
            idempotency_key: key,
            received_at: now,
            plan: catalog.plan(request.plan).id.to_string(),
            answers: request.answers.to_json(catalog),
            contact: request.contact,
            message: request.message,
            consent: catalog
                .parts()
                .consent
                .as_ref()
                .filter(|_| request.consents)
                .map(|text| catalog.text(text).to_owned()),
            page_catalog_version: request.catalog_version,
            recommended: advice.recommended().map(|plan| catalog.plan(plan).id.to_string()),
            fits: advice.recommendation.fits(),
            advice: Report::new(catalog, &request.answers, &advice).to_json(),
            catalog_id: catalog.parts().id.to_string(),
            catalog_version: catalog.parts().version.clone(),
        }
    }
}

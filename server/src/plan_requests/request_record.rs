//! A plan request with the server's own advice: what is stored of one.

use chrono::{DateTime, Utc};
use plans::advice::Report;
use plans::request::{Contact, Origin, PageCatalog, PlanRequest, UncheckedRequest};
use plans::{Advice, Catalog};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::plan_requests::changes::Change;
use crate::plan_requests::costs::Costs;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::suspicion::Suspicion;
use crate::proof_of_work::spent::SpentProof;

/// How and when a request came.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What names the request, where anything does.
    pub key: Option<IdempotencyKey>,
    /// The hash of what was sent.
    pub body_hash: String,
    /// When it was received.
    pub received_at: DateTime<Utc>,
}

/// A plan request as it is stored, but for its reference.
#[derive(Clone, Debug)]
pub struct RequestRecord {
    /// What names the request, where anything does.
    pub idempotency_key: Option<IdempotencyKey>,
    /// The hash of what was sent.
    pub body_hash: String,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// The id of the plan asked for.
    pub plan: String,
    /// Who asks.
    pub contact: Contact,
    /// What the requester adds.
    pub message: Option<String>,
    /// What the requester agreed to, in the words and the language of the page.
    pub consent: Option<String>,
    /// What the requester answered: an object of question id to answer.
    pub answers: Value,
    /// What the requester's page showed.
    pub page: PageCatalog,
    /// Where it came from, of the campaign the names that are kept.
    pub origin: Origin,
    /// The id of the plan that the server recommends, or of the closest.
    pub recommended: Option<String>,
    /// Whether that plan meets every answer.
    pub fits: bool,
    /// The server's whole advice, as JSON; null where the request is not checked.
    pub advice: Box<RawValue>,
    /// What the plan asked for costs with the answers; none in a catalogue without prices, or where the request is not checked.
    pub costs: Option<Costs>,
    /// The catalogue of the page.
    pub catalog_id: String,
    /// Its version.
    pub catalog_version: String,
    /// Its content, by which the request is checked; none where it is not here.
    pub catalog_content: Option<String>,
    /// What has changed in it since.
    pub changes: Vec<Change>,
    /// The hash by which its receipt is found again, where it has an address.
    pub receipt_hash: Option<String>,
    /// The proof of work that it spends, where it needs one.
    pub proof: Option<SpentProof>,
}

impl RequestRecord {
    /// Advises on a request by the catalogue that its page showed, told in the page's language: what a page advised may be made up.
    pub fn checked(catalog: &Catalog, request: PlanRequest, arrival: Arrival, changes: Vec<Change>) -> Self {
        let advice = Advice::of(catalog, &request.answers);
        let parts = catalog.parts();
        let consent = parts.consent.as_ref().filter(|_| request.consents);
        Self {
            idempotency_key: arrival.key,
            body_hash: arrival.body_hash,
            received_at: arrival.received_at,
            plan: catalog.plan(request.plan).id.to_string(),
            answers: request.answers.to_json(catalog),
            contact: request.contact,
            message: request.message,
            consent: consent.map(|words| catalog.text(words).to_owned()),
            page: request.page,
            origin: request.origin,
            recommended: advice.recommended().map(|plan| catalog.plan(plan).id.to_string()),
            fits: advice.recommendation.fits(),
            costs: Costs::of(catalog, &request.answers, request.plan),
            advice: to_raw_value(&Report::new(catalog, &request.answers, &advice))
                .expect("a report holds texts, numbers and lists alone"),
            catalog_id: parts.id.to_string(),
            catalog_version: parts.version.clone(),
            catalog_content: Some(parts.content.clone()),
            changes,
            receipt_hash: None,
            proof: None,
        }
    }

    /// Keeps a request whose page showed what was never seen here. Nothing can be advised on it.
    pub fn unchecked(request: UncheckedRequest, arrival: Arrival) -> Self {
        Self {
            idempotency_key: arrival.key,
            body_hash: arrival.body_hash,
            received_at: arrival.received_at,
            plan: request.plan.to_string(),
            answers: request.answers,
            contact: request.contact,
            message: request.message,
            consent: request.consent,
            recommended: None,
            fits: false,
            advice: RawValue::NULL.to_owned(),
            costs: None,
            catalog_id: request.page.id.clone(),
            catalog_version: request.page.version.clone(),
            catalog_content: None,
            changes: Vec::new(),
            receipt_hash: None,
            proof: None,
            page: request.page,
            origin: request.origin,
        }
    }

    /// Returns why it may be no person's: a word each.
    pub fn suspect(&self) -> Vec<&'static str> {
        let holds = |suspicion: &Suspicion| match suspicion {
            Suspicion::Honeypot => self.origin.fills_honeypot,
            Suspicion::Quick => self.origin.is_quick(),
        };
        Suspicion::ALL.into_iter().filter(holds).map(Suspicion::word).collect()
    }
}

//! Storing a plan request, however it came.

use std::sync::Arc;

use chrono::Utc;
use plans::Catalog;
use plans::request::{Origin, PlanRequest, UncheckedRequest};

use crate::digest;
use crate::error_response::ErrorResponse;
use crate::plan_requests::changes;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::insert::Inserted;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::receipt_address::ReceiptAddress;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::request_record::{Arrival, RequestRecord};
use crate::plan_requests::table::{Earlier, Stored};
use crate::problem_type::ProblemType;
use crate::proof_of_work::spent::SpentProof;
use crate::state::AppState;
use crate::store::instant;

/// What came, before anything of it is read.
pub struct Incoming {
    key: Option<IdempotencyKey>,
    body_hash: String,
}

impl Incoming {
    /// Returns a body of a media type under a key.
    pub fn new(key: Option<IdempotencyKey>, media_type: &str, body: &[u8]) -> Self {
        Self { key, body_hash: digest::hex([media_type.as_bytes(), b"\n", body].concat()) }
    }

    /// Tells whether its client has a name for it.
    pub fn is_named(&self) -> bool {
        matches!(self.key, Some(IdempotencyKey::OfClient(_)))
    }

    /// Finds the answer to the same request under the same key.
    ///
    /// # Errors
    ///
    /// Where something else came under that key.
    pub async fn replay(&self, app: &AppState) -> Result<Option<Earlier>, ErrorResponse> {
        let Some(key) = &self.key else { return Ok(None) };
        let earlier = app.store.earlier(key, Utc::now()).await?;
        earlier.map(|earlier| self.is_same(earlier)).transpose()
    }

    fn is_same(&self, earlier: Earlier) -> Result<Earlier, ErrorResponse> {
        let is_other = |hash: &String| *hash != self.body_hash;
        // The key of a content says by itself that it is the same.
        if self.is_named() && earlier.body_hash.as_ref().is_some_and(is_other) {
            return Err(ErrorResponse::idempotency_key_taken());
        }
        Ok(earlier)
    }

    fn arrival(&self) -> Arrival {
        Arrival { key: self.key.clone(), body_hash: self.body_hash.clone(), received_at: Utc::now() }
    }
}

/// A request that was read.
pub enum Request {
    /// By the catalogue that its page showed, told in the page's language.
    Checked(Arc<Catalog>, PlanRequest),
    /// By its form alone.
    Unchecked(UncheckedRequest),
}

impl Request {
    /// Returns where it came from.
    pub fn origin_mut(&mut self) -> &mut Origin {
        match self {
            Self::Checked(_, request) => &mut request.origin,
            Self::Unchecked(request) => &mut request.origin,
        }
    }
}

/// What becomes of a request.
pub enum Outcome {
    /// It is stored, and this is answered.
    Now(String),
    /// It was stored before.
    Before(Earlier),
}

/// A request that is ready to be stored: checked, advised on, and with its answer.
pub struct Prepared {
    record: RequestRecord,
    receipt: Receipt,
    reply: String,
}

impl Prepared {
    /// Advises on a request, and answers it by what `reply` makes of its receipt.
    pub fn new(app: &AppState, incoming: &Incoming, request: Request, reply: impl FnOnce(&Receipt) -> String) -> Self {
        let (arrival, address) = (incoming.arrival(), ReceiptAddress::random());
        let stored = |record: &RequestRecord| Stored {
            reference: Reference::random(),
            plan: record.plan.clone(),
            received_at: instant(record.received_at),
            recommended: record.recommended.clone(),
        };
        let (mut record, receipt) = match request {
            Request::Checked(catalog, request) => {
                let now = app.catalogs.served().of_id(catalog.parts().id.as_str());
                let (catalog, request) = request.in_its_family(&catalog);
                let changes = changes::since(&catalog, &request, now.as_deref());
                let answers = request.answers.clone();
                let record = RequestRecord::checked(&catalog, request, arrival, changes);
                let receipt = Receipt::checked(&catalog, stored(&record), &answers, record.changes.clone());
                (record, receipt)
            }
            Request::Unchecked(request) => {
                let record = RequestRecord::unchecked(request, arrival);
                let language = record.page.language.as_deref().unwrap_or_default();
                let served = (*app.catalogs.served().in_place_of(&record.page.id)).clone().in_language(language);
                let receipt = Receipt::unchecked(&served, stored(&record), language);
                (record, receipt)
            }
        };
        record.receipt_hash = Some(address.hash());
        let receipt = receipt.at(&address);
        let reply = reply(&receipt);
        Self { record, receipt, reply }
    }

    /// Adds the proof of work that it brings, where it needs one.
    pub fn with_proof(mut self, proof: Option<SpentProof>) -> Self {
        self.record.proof = proof;
        self
    }
}

/// Stores a request. `reply` answers it anew in the rare case that its reference is another's.
pub async fn store(
    app: &AppState,
    incoming: &Incoming,
    prepared: Prepared,
    reply: impl Fn(&Receipt) -> String,
) -> Result<Outcome, ErrorResponse> {
    let Prepared { record, receipt, reply: prepared } = prepared;
    let mut first = Some(receipt.stored.reference.clone());
    let new_reference = || first.take().unwrap_or_else(Reference::random);
    let reply = |stored: &Stored| match *stored == receipt.stored {
        true => prepared.clone(),
        false => reply(&Receipt { stored: stored.clone(), ..receipt.clone() }),
    };
    let messages = app.outbox.messages_for(&record);
    match app.group.insert(&record, &messages, new_reference, reply).await? {
        Inserted::Now(stored, reply) => {
            app.outbox.ring();
            note(&record, &stored);
            Ok(Outcome::Now(reply))
        }
        Inserted::Before(earlier) => Ok(Outcome::Before(incoming.is_same(earlier)?)),
        Inserted::ProofSpent => Err(ErrorResponse::proof_of_work(ProblemType::ProofOfWorkSpent)),
        Inserted::ReferenceTaken => Err(ErrorResponse::internal("no free reference was drawn")),
    }
}

/// Tells whether a text can be a hash, and so nothing that a client made up to be read.
fn is_hash(text: &str) -> bool {
    const LONGEST: usize = 64;
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Logs that a request is stored, and whether something is to be looked at: by places and rules alone, since a value may be personal.
fn note(record: &RequestRecord, stored: &Stored) {
    let Stored { reference, plan, .. } = stored;
    let changes: Vec<_> = record.changes.iter().map(|change| format!("{} {}", change.pointer, change.code)).collect();
    match &record.catalog_content {
        None => tracing::warn!(
            "stored the plan request {reference} for {plan}, not checked: its page's catalogue ({}) was never served here",
            record
                .page
                .content
                .as_deref()
                .filter(|content| is_hash(content))
                .unwrap_or("of no content that there can be")
        ),
        Some(content) if !changes.is_empty() => tracing::info!(
            "stored the plan request {reference} for {plan}, checked by its page's catalogue {content}; changed since: {}",
            changes.join(", ")
        ),
        Some(_) => tracing::info!("stored the plan request {reference} for {plan}"),
    }
}

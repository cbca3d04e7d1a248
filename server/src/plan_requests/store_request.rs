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
use crate::plan_requests::request_record::{RequestRecord, Sent};
use crate::plan_requests::table::{Earlier, Stored};
use crate::state::AppState;

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
        let is_of_client = matches!(self.key, Some(IdempotencyKey::OfClient(_)));
        if is_of_client && earlier.body_hash.as_ref().is_some_and(is_other) {
            return Err(ErrorResponse::idempotency_key_taken());
        }
        Ok(earlier)
    }

    fn sent(&self) -> Sent {
        Sent { key: self.key.clone(), body_hash: self.body_hash.clone(), received_at: Utc::now() }
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

/// Stores a request, with what `reply` makes of its receipt.
pub async fn store(
    app: &AppState,
    incoming: &Incoming,
    request: Request,
    reply: impl Fn(&Receipt) -> String,
) -> Result<Outcome, ErrorResponse> {
    let sent = incoming.sent();
    let (catalog, mut record) = match request {
        Request::Checked(catalog, request) => {
            let now = app.catalogs.served().of_id(catalog.parts().id.as_str());
            let (catalog, request) = request.in_its_family(&catalog);
            let changes = changes::since(&catalog, &request, now.as_deref());
            let answers = request.answers.clone();
            let record = RequestRecord::checked(&catalog, request, sent, changes);
            (Some((catalog, answers)), record)
        }
        Request::Unchecked(request) => (None, RequestRecord::unchecked(request, sent)),
    };
    let address = ReceiptAddress::random();
    record.receipt_hash = Some(address.hash());
    let receipt = |stored: &Stored| {
        let receipt = match &catalog {
            Some((catalog, answers)) => Receipt::checked(catalog, stored.clone(), answers, record.changes.clone()),
            None => {
                let language = record.page.language.as_deref().unwrap_or_default();
                let served = (*app.catalogs.served().in_place_of(&record.page.id)).clone().in_language(language);
                Receipt::unchecked(&served, stored.clone(), language)
            }
        };
        receipt.at(&address)
    };
    let messages = app.outbox.messages_for(&record);
    match app.group.insert(&record, &messages, Reference::random, |stored| reply(&receipt(stored))).await? {
        Inserted::Now(stored, reply) => {
            app.outbox.ring();
            note(&record, &stored);
            Ok(Outcome::Now(reply))
        }
        Inserted::Before(earlier) => Ok(Outcome::Before(incoming.is_same(earlier)?)),
        Inserted::ReferenceTaken => Err(ErrorResponse::internal("no free reference was drawn")),
    }
}

/// Logs that a request is stored, and whether something is to be looked at: by places and rules alone, since a value may be personal.
fn note(record: &RequestRecord, stored: &Stored) {
    let Stored { reference, plan, .. } = stored;
    let changes: Vec<_> = record.changes.iter().map(|change| format!("{} {}", change.pointer, change.code)).collect();
    match &record.catalog_content {
        None => tracing::warn!(
            "stored the plan request {reference} for {plan}, not checked: its page's catalogue ({}) was never served here",
            record.page.content.as_deref().unwrap_or_default()
        ),
        Some(content) if !changes.is_empty() => tracing::info!(
            "stored the plan request {reference} for {plan}, checked by its page's catalogue {content}; changed since: {}",
            changes.join(", ")
        ),
        Some(_) => tracing::info!("stored the plan request {reference} for {plan}"),
    }
}

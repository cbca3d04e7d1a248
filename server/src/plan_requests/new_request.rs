//! A plan request that is to be stored, as the values of its row.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::outbox::message::Target;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::request_record::RequestRecord;
use crate::plan_requests::table::Stored;
use crate::proof_of_work::spent::SpentProof;
use crate::store::batch::Value;
use crate::store::instant;

/// A request with its reference and its answer, made before anybody waits for the database.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What its receipt tells.
    pub stored: Stored,
    /// What is answered.
    pub reply: String,
    /// What names the request, where anything does.
    pub key: Option<IdempotencyKey>,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// The hash by which its receipt is found again, which no other request has.
    pub receipt_hash: Option<String>,
    /// The proof of work that it spends, where it needs one.
    pub proof: Option<SpentProof>,
    /// Who is told of it.
    pub messages: Vec<Target>,
    /// The values of its row, in the order in which they are inserted.
    pub values: Vec<Value>,
}

impl NewRequest {
    /// Makes what is stored of an entry, which is answered with what `reply` makes of it.
    pub fn new(
        entry: &RequestRecord,
        messages: &[Target],
        reference: Reference,
        reply: impl FnOnce(&Stored) -> String,
    ) -> Self {
        let key = entry.idempotency_key.as_ref().map(|key| match key {
            IdempotencyKey::OfClient(key) => key.clone(),
            // Later the same content is another request, with a key of its own.
            IdempotencyKey::OfContent(hash) => format!("{hash}-{reference}"),
        });
        let received_at = instant(entry.received_at);
        let (plan, recommended) = (entry.plan.clone(), entry.recommended.clone());
        let stored = Stored { reference, plan, received_at, recommended };
        let reply = reply(&stored);
        let values = vec![
            Value::from(stored.reference.to_string()),
            Value::Text(key.clone()),
            Value::from(&stored.received_at),
            Value::from(&entry.plan),
            Value::from(&entry.contact.name),
            Value::from(&entry.contact.email),
            Value::from(&entry.contact.company),
            Value::Text(entry.message.clone()),
            Value::Text(entry.consent.clone()),
            json(&entry.answers),
            Value::from(&entry.page.version),
            Value::Text(entry.page.content.clone()),
            Value::Text(entry.page.language.clone()),
            Value::Text(entry.recommended.clone()),
            Value::Number(entry.fits.into()),
            json(&entry.advice),
            entry.costs.as_ref().map_or(Value::Text(None), json),
            Value::from(&entry.catalog_id),
            Value::from(&entry.catalog_version),
            Value::Text(entry.catalog_content.clone()),
            Value::Number(entry.catalog_content.is_some().into()),
            json(&entry.changes),
            Value::Text(key.as_ref().map(|_| entry.body_hash.clone())),
            Value::Text(key.as_ref().map(|_| reply.clone())),
            Value::Text(entry.receipt_hash.clone()),
            json(&entry.origin.campaign),
            Value::Text(entry.origin.page.clone()),
            Value::Text(entry.origin.variant.clone()),
            json(&entry.suspect()),
        ];
        Self {
            stored,
            reply,
            key: entry.idempotency_key.clone(),
            received_at: entry.received_at,
            receipt_hash: entry.receipt_hash.clone(),
            proof: entry.proof.clone(),
            messages: messages.to_vec(),
            values,
        }
    }

    /// Tells whether the table's own constraints keep it from being stored twice, so that nobody needs to look before.
    pub fn is_told_apart_by_constraints(&self) -> bool {
        !matches!(self.key, Some(IdempotencyKey::OfContent(_))) && self.receipt_hash.is_some() && self.proof.is_none()
    }
}

fn json(value: &impl Serialize) -> Value {
    Value::from(serde_json::to_string(value).expect("what is stored is plain JSON"))
}

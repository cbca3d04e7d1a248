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
    /// Makes what is stored of a record, which is answered with what `reply` makes of it.
    pub fn new(
        record: &RequestRecord,
        messages: &[Target],
        reference: Reference,
        reply: impl FnOnce(&Stored) -> String,
    ) -> Self {
        let key = record.idempotency_key.as_ref().map(|key| match key {
            IdempotencyKey::OfClient(key) => key.clone(),
            // Later the same content is another request, with a key of its own.
            IdempotencyKey::OfContent(hash) => format!("{hash}-{reference}"),
        });
        let received_at = instant(record.received_at);
        let (plan, recommended) = (record.plan.clone(), record.recommended.clone());
        let stored = Stored { reference, plan, received_at, recommended };
        let reply = reply(&stored);
        let values = vec![
            Value::from(stored.reference.to_string()),
            Value::Text(key.clone()),
            Value::from(&stored.received_at),
            Value::from(&record.plan),
            Value::from(&record.contact.name),
            Value::from(&record.contact.email),
            Value::from(&record.contact.company),
            Value::Text(record.message.clone()),
            Value::Text(record.consent.clone()),
            json(&record.answers),
            Value::from(&record.page.version),
            Value::Text(record.page.content.clone()),
            Value::Text(record.page.language.clone()),
            Value::Text(record.recommended.clone()),
            Value::Number(record.fits.into()),
            json(&record.advice),
            record.costs.as_ref().map_or(Value::Text(None), json),
            Value::from(&record.catalog_id),
            Value::from(&record.catalog_version),
            Value::Text(record.catalog_content.clone()),
            Value::Number(record.catalog_content.is_some().into()),
            json(&record.changes),
            Value::Text(key.as_ref().map(|_| record.body_hash.clone())),
            Value::Text(key.as_ref().map(|_| reply.clone())),
            Value::Text(record.receipt_hash.clone()),
            json(&record.origin.campaign),
            Value::Text(record.origin.page.clone()),
            Value::Text(record.origin.variant.clone()),
            json(&record.suspect()),
        ];
        Self {
            stored,
            reply,
            key: record.idempotency_key.clone(),
            received_at: record.received_at,
            receipt_hash: record.receipt_hash.clone(),
            proof: record.proof.clone(),
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

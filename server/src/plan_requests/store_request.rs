//! Storing a plan request, however it came.

use axum::http::StatusCode;
use chrono::Utc;
use plans::Catalog;
use plans::request::PlanRequest;

use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::request_record::RequestRecord;
use crate::plan_requests::store::Inserted;
use crate::problem::Problem;
use crate::state::AppState;

/// Stores a request: 201 with its receipt, or 200 with the first one where its key was there before. What the requester agreed to is
/// stored in the language of this catalogue, which is the server's.
pub async fn store(
    app: &AppState,
    catalog: &Catalog,
    request: PlanRequest,
    key: Option<IdempotencyKey>,
) -> Result<(StatusCode, Receipt), Problem> {
    let entry = RequestRecord::new(catalog, request, key, Utc::now());
    let (status, stored) = match app.store.insert(&entry, Reference::random).await? {
        Inserted::Now(stored) => {
            tracing::info!("stored the plan request {} for {}", stored.reference, stored.plan);
            (StatusCode::CREATED, stored)
        }
        Inserted::Before(stored) => (StatusCode::OK, stored),
        Inserted::KeyTaken => return Err(Problem::idempotency_key_taken()),
    };
    Ok((status, Receipt::new(catalog, stored)))
}

//! `/api/plan-requests`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::Utc;
use plans::request::PlanRequest;

use crate::app::App;
use crate::body::JsonText;
use crate::entry::Entry;
use crate::idempotency_key::IdempotencyKey;
use crate::problem::Problem;
use crate::receipt::Receipt;
use crate::reference::Reference;
use crate::store::Inserted;

/// Handles `POST /api/plan-requests`: 201 with a receipt once the request is committed.
///
/// The same request again under the same `Idempotency-Key` stores nothing: 200 with the first receipt.
pub async fn create(
    State(app): State<Arc<App>>,
    key: Option<IdempotencyKey>,
    JsonText(text): JsonText,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let request = PlanRequest::from_json(&app.catalog, &text)?;
    let entry = Entry::new(&app.catalog, request, key, Utc::now());
    let (status, stored) = match app.store.insert(&entry, Reference::random).await? {
        Inserted::Now(stored) => {
            tracing::info!("stored the plan request {} for {}", stored.reference, stored.plan);
            (StatusCode::CREATED, stored)
        }
        Inserted::Before(stored) => (StatusCode::OK, stored),
        Inserted::KeyTaken => return Err(Problem::idempotency_key_taken()),
    };
    Ok((status, Json(Receipt::new(&app.catalog, stored))))
}

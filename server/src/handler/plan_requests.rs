//! `/api/plan-requests`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Utc;
use plans::request::PlanRequest;

use crate::body::{self, JsonText};
use crate::entry::Entry;
use crate::handler::form_posts;
use crate::idempotency_key::IdempotencyKey;
use crate::problem::Problem;
use crate::receipt::Receipt;
use crate::reference::Reference;
use crate::state::AppState;
use crate::store::Inserted;

/// Handles `POST /api/plan-requests`: a form is answered with a page, and all else as JSON is.
pub async fn create(State(app): State<Arc<AppState>>, request: Request) -> Response {
    if body::is_form(request.headers()) {
        form_posts::create.call(request, app).await
    } else {
        create_from_json.call(request, app).await
    }
}

/// Answers 201 with a receipt once the request is committed.
///
/// The same request again under the same `Idempotency-Key` stores nothing: 200 with the first receipt.
async fn create_from_json(
    State(app): State<Arc<AppState>>,
    key: Option<IdempotencyKey>,
    JsonText(text): JsonText,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let request = PlanRequest::from_json(&app.catalog, &text)?;
    let (status, receipt) = store(&app, request, key).await?;
    Ok((status, Json(receipt)))
}

/// Stores a request: 201 with its receipt, or 200 with the first one where its key was there before.
pub async fn store(
    app: &AppState,
    request: PlanRequest,
    key: Option<IdempotencyKey>,
) -> Result<(StatusCode, Receipt), Problem> {
    let entry = Entry::new(&app.catalog, request, key, Utc::now());
    let (status, stored) = match app.store.insert(&entry, Reference::random).await? {
        Inserted::Now(stored) => {
            tracing::info!("stored the plan request {} for {}", stored.reference, stored.plan);
            (StatusCode::CREATED, stored)
        }
        Inserted::Before(stored) => (StatusCode::OK, stored),
        Inserted::KeyTaken => return Err(Problem::idempotency_key_taken()),
    };
    Ok((status, Receipt::new(&app.catalog, stored)))
}

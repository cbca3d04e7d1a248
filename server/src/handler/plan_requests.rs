//! `/api/plan-requests`

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Utc;
use plans::Catalog;
use plans::json::Json;
use plans::request::PlanRequest;

use crate::body::{self, JsonText};
use crate::entry::Entry;
use crate::handler::form_posts;
use crate::idempotency_key::IdempotencyKey;
use crate::problem::Problem;
use crate::receipt::Receipt;
use crate::reference::Reference;
use crate::refusal::note_refusal;
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
) -> Result<(StatusCode, axum::Json<Receipt>), Problem> {
    let stored = match PlanRequest::from_json(&app.catalog, &text) {
        Ok(request) => store(&app, &app.catalog, request, key).await,
        Err(problems) => Err(problems.into()),
    };
    let (status, receipt) = stored.inspect_err(|problem| note_refusal(problem, &page_version(&text)))?;
    Ok((status, axum::Json(receipt)))
}

/// The version of the catalogue that the page of a request had; empty where it says none.
fn page_version(text: &str) -> String {
    let body = Json::parse(text).ok();
    let version = body.as_ref().and_then(|body| body.field("catalog")?.field("version")?.as_str());
    version.unwrap_or_default().to_owned()
}

/// Stores a request: 201 with its receipt, or 200 with the first one where its key was there before. What the requester agreed to is
/// stored in the language of this catalogue, which is the server's.
pub async fn store(
    app: &AppState,
    catalog: &Catalog,
    request: PlanRequest,
    key: Option<IdempotencyKey>,
) -> Result<(StatusCode, Receipt), Problem> {
    let entry = Entry::new(catalog, request, key, Utc::now());
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

//! A plan request as JSON, answered as JSON.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use plans::json::Json;
use plans::request::PlanRequest;

use crate::body::JsonText;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::refusal::note_refusal;
use crate::plan_requests::store_request::store;
use crate::problem::Problem;
use crate::state::AppState;

/// Answers 201 with a receipt once the request is committed.
///
/// The same request again under the same `Idempotency-Key` stores nothing: 200 with the first receipt, and `Idempotency-Replayed`.
pub async fn create(
    State(app): State<Arc<AppState>>,
    key: Option<IdempotencyKey>,
    JsonText(text): JsonText,
) -> Result<Response, Problem> {
    let stored = match PlanRequest::from_json(&app.catalog, &text) {
        Ok(request) => store(&app, &app.catalog, request, key).await,
        Err(problems) => Err(problems.into()),
    };
    let (status, receipt) = stored.inspect_err(|problem| note_refusal(problem, &page_version(&text)))?;
    let mut response = (status, axum::Json(receipt)).into_response();
    if status == StatusCode::OK {
        response.headers_mut().insert(IdempotencyKey::REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// The version of the catalogue that the page of a request had; empty where it says none.
fn page_version(text: &str) -> String {
    let body = Json::parse(text).ok();
    let version = body.as_ref().and_then(|body| body.field("catalog")?.field("version")?.as_str());
    version.unwrap_or_default().to_owned()
}

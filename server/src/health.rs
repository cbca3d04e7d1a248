//! `/api/health`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::Utc;
use serde_json::{Value, json};

use crate::error_response::ErrorResponse;
use crate::state::AppState;

/// Handles `GET /api/health`: 200 where the database answers, else 503. `warnings` tells what an operator should look at meanwhile.
pub async fn show(State(app): State<Arc<AppState>>) -> Result<Json<Value>, ErrorResponse> {
    app.store.ping().await.map_err(ErrorResponse::database_unavailable)?;
    let mut warnings = app.catalogs.warnings();
    warnings
        .extend(app.store.outbox_trouble(Utc::now()).await.map_err(ErrorResponse::database_unavailable)?.warnings());
    Ok(Json(json!({"status": "ok", "warnings": warnings})))
}

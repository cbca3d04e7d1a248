//! `/api/health`: whether the process answers, and whether the server can take requests.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use chrono::Utc;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::error_response::ErrorResponse;
use crate::readiness::NotReady;
use crate::state::AppState;

/// How long the database may take to tell of what an operator should look at.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Handles `GET /api/health/live`: 200 while the process answers at all. It asks the database nothing, so a database that is away is no
/// reason to start the server anew.
pub async fn live() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// Handles `GET /api/health/ready` and `GET /api/health`: 200 where the database takes a write and the server is not about to stop, else 503.
/// `warnings` tells what an operator should look at meanwhile.
pub async fn ready(State(app): State<Arc<AppState>>) -> Result<Json<Value>, ErrorResponse> {
    app.readiness.check().await.map_err(|why| match why {
        NotReady::Draining => ErrorResponse::stopping(),
        NotReady::Database => ErrorResponse::not_ready(),
    })?;
    let mut warnings = app.catalogs.warnings();
    let trouble = timeout(TIMEOUT, app.store.outbox_trouble(Utc::now())).await;
    let trouble = trouble.map_err(ErrorResponse::database_unavailable)?;
    warnings.extend(trouble.map_err(ErrorResponse::database_unavailable)?.warnings());
    Ok(Json(json!({"status": "ok", "warnings": warnings})))
}

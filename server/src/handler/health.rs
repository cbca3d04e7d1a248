//! `/api/health`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::app::App;
use crate::problem::Problem;

/// Handles `GET /api/health`: 200 where the database answers, else 503.
pub async fn show(State(app): State<Arc<App>>) -> Result<Json<Value>, Problem> {
    app.store.ping().await.map_err(Problem::database_unavailable)?;
    Ok(Json(json!({"status": "ok"})))
}

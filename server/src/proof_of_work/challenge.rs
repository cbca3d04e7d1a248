//! `GET /api/proof-of-work`

use std::sync::Arc;

use altcha::Challenge;
use axum::Json;
use axum::extract::State;
use chrono::Utc;

use crate::error_response::ErrorResponse;
use crate::state::AppState;

/// Answers a new challenge; 404 where requests need none.
pub async fn show(State(app): State<Arc<AppState>>) -> Result<Json<Challenge>, ErrorResponse> {
    let proofs = app.proof_of_work.clone().ok_or_else(ErrorResponse::not_found)?;
    let made = app.work.run(move || proofs.challenge(Utc::now())).await?;
    made.map(Json).map_err(ErrorResponse::internal)
}

//! `GET /api/proof-of-work`

use std::sync::Arc;

use altcha::Challenge;
use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use chrono::Utc;

use crate::clients::{Asked, Wait};
use crate::error_response::ErrorResponse;
use crate::state::AppState;

/// Answers a new challenge; 404 where requests need none, 429 where a client asks for too many.
pub async fn show(State(app): State<Arc<AppState>>, head: Parts) -> Result<Json<Challenge>, ErrorResponse> {
    let proofs = app.proof_of_work.clone().ok_or_else(ErrorResponse::not_found)?;
    app.clients.admit(Asked::Challenge, &head.extensions, &head.headers).map_err(Wait::problem)?;
    let made = app.work.run(move || proofs.challenge(Utc::now())).await?;
    made.map(Json).map_err(ErrorResponse::internal)
}

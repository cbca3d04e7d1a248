//! `/api/plan-requests`: a plan request comes as JSON or from a plain HTML form, and is stored once.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::response::Response;

use crate::body;
use crate::state::AppState;

pub mod answer_promise;
pub mod campaign_names;
mod changed_now;
pub mod changes;
pub mod costs;
pub mod csv;
pub mod erase;
pub mod events;
pub mod forget_keys;
pub mod form;
pub mod group;
pub mod idempotency_key;
mod insert;
pub mod instant;
mod json;
pub mod links;
mod new_request;
mod page_catalog;
mod recalled;
pub mod receipt;
mod receipt_address;
mod receipt_content;
pub mod receipt_page;
pub mod reference;
mod referer;
mod refusal;
pub mod request_record;
pub mod search;
mod store_request;
pub mod stored_request;
pub mod table;
pub mod told;

/// Handles `POST /api/plan-requests`: a form is answered with a page, and all else as JSON is.
pub async fn create(State(app): State<Arc<AppState>>, request: Request) -> Response {
    if body::is_form(request.headers()) {
        form::create.call(request, app).await
    } else {
        json::create.call(request, app).await
    }
}

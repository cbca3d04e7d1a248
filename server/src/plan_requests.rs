//! `/api/plan-requests`: a plan request comes as JSON or from a plain HTML form, and is stored once.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};

use crate::body;
use crate::clients::{Asked, Wait};
use crate::problem_type::ProblemType;
use crate::state::AppState;

pub mod answer_promise;
pub mod campaign_names;
mod changed_now;
pub mod changes;
pub mod costs;
pub mod csv;
pub mod erase;
pub mod events;
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
pub mod suspicion;
pub mod table;
pub mod told;

/// Handles `POST /api/plan-requests`: a form is answered with a page, and all else as JSON is. What comes too often is refused before
/// anything of it is looked at, but for a form, whose answer shows what was typed. What the head says is too large or encoded is answered
/// at once.
pub async fn create(State(app): State<Arc<AppState>>, mut request: Request) -> Response {
    let admitted = app.clients.admit(Asked::PlanRequest, request.extensions(), request.headers());
    let is_form = body::is_form(request.headers());
    if let Err(problem) = body::check_head(request.headers()) {
        let (head, body) = request.into_parts();
        body::drop_in_time(&head.headers, body);
        let problem = admitted.err().map_or(problem, Wait::problem);
        // Browsers send no form encoded.
        let is_page = is_form && problem.kind() != ProblemType::UnsupportedType;
        return if is_page {
            form::unread(&app, &head.headers, &problem).into_response()
        } else {
            problem.into_response()
        };
    }
    match (is_form, admitted) {
        (false, Ok(())) => json::create.call(request, app).await,
        (false, Err(wait)) => {
            let (head, body) = request.into_parts();
            body::drop_in_time(&head.headers, body);
            wait.problem().into_response()
        }
        (true, admitted) => {
            if let Err(wait) = admitted {
                request.extensions_mut().insert(wait);
            }
            form::create.call(request, app).await
        }
    }
}

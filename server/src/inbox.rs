//! `/inbox`: where the operator's people work with plan requests. Pages that need no scripts, for users that the operator adds; until there
//! is one, nothing is at any of these addresses.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::error_response::ErrorResponse;
use crate::headers;
use crate::state::AppState;

mod acts;
mod audit_page;
mod badge;
mod choices;
mod csrf;
mod erasing;
mod export;
mod fault;
mod fields;
mod goal;
mod layout;
mod list;
mod list_query;
pub mod lockout;
mod messages;
mod needs_page;
mod note_page;
mod paging;
pub mod passwords;
mod post;
mod request_page;
pub mod role;
mod secret;
mod see_other;
mod sessions;
mod shared;
mod sign_in;
mod sign_in_page;
mod sign_ins;
pub mod users;
mod viewer;
mod when;

use see_other::see_other;
use shared::Inbox;
use viewer::up;

/// The look of every page: that of the product, with the tokens of its style.
const STYLE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/controls.css"),
    include_str!("inbox/style.css"),
    include_str!("inbox/needs.css")
);

/// Returns what is at `/inbox` and below.
pub fn routes(app: Arc<AppState>) -> Router {
    let inbox = Inbox::new(app);
    Router::new()
        .route("/inbox", get(list::show))
        .route("/inbox/", get(to_list))
        .route("/inbox/style.css", get(style))
        .route("/inbox/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/inbox/sign-out", get(to_list).post(sign_in::leave))
        .route("/inbox/audit", get(audit_page::show))
        .route("/inbox/export", get(to_list).post(export::create))
        .route("/inbox/{reference}", get(request_page::show))
        .route("/inbox/{reference}/state", get(acts::to_request).post(acts::set_state))
        .route("/inbox/{reference}/notes", get(acts::to_request).post(acts::add_note))
        .route("/inbox/{reference}/erase", get(erasing::ask).post(erasing::erase))
        .route("/inbox/needs", get(needs_page::show))
        .route("/inbox/needs/csv", get(needs_page::file))
        .route_layer(map_response(headers::confidential))
        .route_layer(from_fn_with_state(inbox.clone(), only_with_users))
        .with_state(inbox)
}

/// Answers as if nothing were there while there is no user.
async fn only_with_users(State(inbox): State<Inbox>, request: Request, next: Next) -> Response {
    match inbox.app.store.has_users().await {
        Ok(true) => next.run(request).await,
        Ok(false) => ErrorResponse::not_found().into_response(),
        Err(error) => ErrorResponse::from(error).into_response(),
    }
}

async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// Leads to the requests from addresses that only take forms.
async fn to_list(uri: Uri) -> Response {
    see_other(&format!("{}inbox", up(uri.path())))
}

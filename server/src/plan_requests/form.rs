//! A plan request that a plain HTML form sends, answered with a page: for browsers that run no scripts.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use plans::Catalog;
use plans::request::PlanRequest;

use crate::body;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::refusal::note_refusal;
use crate::plan_requests::store_request::store;
use crate::problem::Problem;
use crate::state::AppState;

mod field_errors;
mod fields;
mod form_page;
mod instant;
mod page;
mod return_url;
mod texts;

use fields::Fields;
use page::{Page, STYLE};
use return_url::ReturnUrl;
pub use texts::Texts;

/// Answers a form with a page: 201 with the receipt once the request is committed, else the form again, with what was written.
///
/// A form is stored once however often it is sent. Its field `key` names it as the header `Idempotency-Key` does elsewhere;
/// where there is none, its content names it for some minutes. See [`Fields::key`].
///
/// No token guards against posts from other sites: there are no cookies and no sessions, so a browser that another site
/// makes post here can do nothing that the other site could not do by itself.
pub async fn create(State(app): State<Arc<AppState>>, request: Request) -> Page {
    let (head, body) = request.into_parts();
    let bytes = match body::read_in_time(body).await {
        Ok(bytes) => bytes,
        Err(problem) => {
            note_refusal(&problem, "");
            return Page::unread(&app.catalog, &problem, &ReturnUrl::of(&head.headers, None));
        }
    };
    let fields = Fields::parse(&bytes);
    let back = ReturnUrl::of(&head.headers, fields.all(ReturnUrl::FIELD).next());
    // What was read, numbers among it, was written in the language of the page; so are the answer and the consent.
    let catalog = app.catalog.clone().in_language(fields.language());
    match read_and_store(&app, &catalog, &bytes, &fields).await {
        Ok((status, receipt)) => Page::sent(&catalog, status, &receipt, &back),
        Err(problem) => {
            note_refusal(&problem, &fields.shown("catalog_version"));
            Page::again(&catalog, &fields, &problem, &back)
        }
    }
}

async fn read_and_store(
    app: &AppState,
    catalog: &Catalog,
    bytes: &[u8],
    fields: &Fields,
) -> Result<(StatusCode, Receipt), Problem> {
    Fields::check_utf8(bytes).map_err(Problem::malformed)?;
    let text = fields.to_json(catalog).to_string();
    let key = fields.key(&text).ok_or_else(Problem::bad_idempotency_key)?;
    let mut problems = fields.unknown();
    match PlanRequest::from_json(catalog, &text) {
        Ok(request) if problems.is_empty() => store(app, catalog, request, Some(key)).await,
        read => {
            problems.extend(read.err().unwrap_or_default());
            Err(problems.into())
        }
    }
}

/// Handles `GET /api/plan-requests.css`: the style of the pages above.
pub async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

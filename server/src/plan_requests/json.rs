//! A plan request as JSON, answered as JSON.

use std::mem;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use plans::Answers;
use plans::json::utf8;
use plans::request::{PageCatalog, PlanRequest, UncheckedRequest};

use crate::body::JsonBody;
use crate::error_response::ErrorResponse;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::page_catalog::PageOffer;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::referer;
use crate::plan_requests::refusal::note_refusal;
use crate::plan_requests::store_request::{Incoming, Outcome, Request, store};
use crate::plan_requests::table::Earlier;
use crate::state::AppState;

/// Answers 201 with a receipt once the request is committed.
///
/// The same body again under the same `Idempotency-Key` stores nothing, and is not read: it gets the same answer, and
/// `Idempotency-Replayed`.
pub async fn create(
    State(app): State<Arc<AppState>>,
    key: Option<IdempotencyKey>,
    headers: HeaderMap,
    JsonBody(bytes): JsonBody,
) -> Result<Response, ErrorResponse> {
    let incoming = Incoming::new(key, "application/json", &bytes);
    let text = utf8(&bytes);
    let page = text.as_ref().ok().and_then(|text| PageCatalog::of(text));
    let note = |problem: &ErrorResponse| note_refusal(problem, page.as_ref().map_or("", |page| &page.version));
    if let Some(earlier) = incoming.replay(&app).await.inspect_err(note)? {
        return Ok(replayed(&app, earlier));
    }
    let text = text.map_err(ErrorResponse::malformed)?;
    let outcome = match read(&app, text, page.as_ref()).await {
        Ok(mut request) => {
            let origin = request.origin_mut();
            *origin = referer::completed(mem::take(origin), &headers, &app.campaign_names);
            store(&app, &incoming, request, written).await
        }
        Err(problem) => Err(problem),
    };
    Ok(match outcome.inspect_err(note)? {
        Outcome::Now(receipt) => created(receipt),
        Outcome::Before(earlier) => replayed(&app, earlier),
    })
}

async fn read(app: &AppState, text: &str, page: Option<&PageCatalog>) -> Result<Request, ErrorResponse> {
    match PageOffer::of(app, page).await? {
        PageOffer::Known(catalog) => {
            let request = PlanRequest::from_json(&catalog, text)?;
            let language = request.page.language.as_deref();
            let catalog = match language {
                Some(language) => Arc::new((*catalog).clone().in_language(language)),
                None => catalog,
            };
            Ok(Request::Checked(catalog, request))
        }
        PageOffer::Unseen => Ok(Request::Unchecked(UncheckedRequest::from_json(text)?)),
    }
}

fn written(receipt: &Receipt) -> String {
    serde_json::to_string(receipt).expect("a receipt is plain JSON")
}

fn created(receipt: String) -> Response {
    (StatusCode::CREATED, [(CONTENT_TYPE, "application/json")], receipt).into_response()
}

/// Returns the answer that was given before. Of what was stored before answers were kept, it is made anew.
fn replayed(app: &AppState, earlier: Earlier) -> Response {
    let Earlier { stored, reply, .. } = earlier;
    let anew = || written(&Receipt::checked(&app.catalogs.served().first(), stored, &Answers::none(), Vec::new()));
    let mut response = created(reply.unwrap_or_else(anew));
    response.headers_mut().insert(IdempotencyKey::REPLAYED, HeaderValue::from_static("true"));
    response
}

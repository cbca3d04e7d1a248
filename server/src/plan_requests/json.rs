//! A plan request as JSON, answered as JSON.

use std::mem;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use plans::Answers;
use plans::json::{Json, Problem, utf8};
use plans::request::{PageCatalog, PlanRequest, UncheckedRequest};

use crate::body::JsonBody;
use crate::error_response::ErrorResponse;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::page_catalog::PageOffer;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::referer;
use crate::plan_requests::refusal::note_refusal;
use crate::plan_requests::store_request::{Incoming, Outcome, Prepared, Request, store};
use crate::plan_requests::table::Earlier;
use crate::state::AppState;

/// The longest body, in bytes, that is read where it came: passing it to another thread and back would take longer.
const QUICK_BODY: usize = 4096;

/// Answers 201 with a receipt once the request is committed.
///
/// The same body again under the same `Idempotency-Key` stores nothing, whatever has become of the catalogue since: it gets the same
/// answer, and `Idempotency-Replayed`.
pub async fn create(
    State(app): State<Arc<AppState>>,
    key: Option<IdempotencyKey>,
    headers: HeaderMap,
    JsonBody(bytes): JsonBody,
) -> Result<Response, ErrorResponse> {
    let (body, prepared) = read(&app, key, headers, bytes).await?;
    let outcome = match prepared {
        Ok(prepared) => store(&app, &body.incoming, prepared, written).await,
        Err(problem) => {
            body.incoming.replay(&app).await.and_then(|earlier| earlier.map(Outcome::Before).ok_or(problem))
        }
    };
    let version = body.page.as_ref().map_or("", |page| &page.version);
    Ok(match outcome.inspect_err(|problem| note_refusal(problem, version))? {
        Outcome::Now(receipt) => created(receipt),
        Outcome::Before(earlier) => replayed(&app, earlier),
    })
}

/// Reads, checks and advises on a body, off the threads that serve connections unless it is quick.
async fn read(
    app: &Arc<AppState>,
    key: Option<IdempotencyKey>,
    headers: HeaderMap,
    bytes: Vec<u8>,
) -> Result<(Body, Result<Prepared, ErrorResponse>), ErrorResponse> {
    let is_small = bytes.len() <= QUICK_BODY;
    let parse = move || Body::parse(key, headers, &bytes);
    let body = if is_small { parse() } else { app.work.run(parse).await? };
    let offer = match PageOffer::of(app, body.page.as_ref()).await {
        Ok(offer) => offer,
        Err(problem) => return Ok((body, Err(problem))),
    };
    if is_small && offer.is_quick() {
        let prepared = body.prepare(app, offer);
        return Ok((body, prepared));
    }
    let state = app.clone();
    let work = move || {
        let prepared = body.prepare(&state, offer);
        (body, prepared)
    };
    app.work.run(work).await
}

/// A body that was parsed.
struct Body {
    incoming: Incoming,
    headers: HeaderMap,
    json: Result<Json, Problem>,
    /// What it says of its page.
    page: Option<PageCatalog>,
}

impl Body {
    fn parse(key: Option<IdempotencyKey>, headers: HeaderMap, bytes: &[u8]) -> Self {
        let json = utf8(bytes).and_then(Json::parse);
        let page = json.as_ref().ok().and_then(PageCatalog::of);
        Self { incoming: Incoming::new(key, "application/json", bytes), headers, json, page }
    }

    /// Checks it by the catalogue of its page, and advises on it.
    fn prepare(&self, app: &AppState, offer: PageOffer) -> Result<Prepared, ErrorResponse> {
        let proof = app.proof_of_work.as_ref().map(|proofs| proofs.check_head(&self.headers)).transpose()?;
        let json = self.json.as_ref().map_err(|problem| ErrorResponse::malformed(problem.clone()))?;
        let mut request = match offer {
            PageOffer::Known(catalog) => {
                let request = PlanRequest::from_tree(&catalog, json)?;
                let catalog = match request.page.language.as_deref() {
                    Some(language) => app.catalogs.told(&catalog, language),
                    None => catalog,
                };
                Request::Checked(catalog, request)
            }
            PageOffer::Unseen => Request::Unchecked(UncheckedRequest::from_tree(json)?),
        };
        let origin = request.origin_mut();
        *origin = referer::completed(mem::take(origin), &self.headers, &app.campaign_names);
        Ok(Prepared::new(app, &self.incoming, request, written).with_proof(proof))
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

//! A plan request that a plain HTML form sends, answered with a page: for browsers that run no scripts.

use std::sync::Arc;

use axum::extract::{Request as HttpRequest, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use plans::request::{Origin, PageCatalog, PlanRequest, UncheckedRequest};
use plans::{Answers, Catalog};

use crate::body;
use crate::clients::Wait;
use crate::error_response::ErrorResponse;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::page_catalog::PageOffer;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::referer;
use crate::plan_requests::refusal::note_refusal;
use crate::plan_requests::store_request::{Incoming, Outcome, Prepared, Request, store};
use crate::plan_requests::table::Earlier;
use crate::state::AppState;

#[cfg(test)]
mod changed_forms;
mod field_errors;
mod fields;
mod form_page;
mod page;
mod return_url;

pub use fields::{CATALOG_CONTENT, CATALOG_ID, CATALOG_VERSION, KEY, LANGUAGE};

use fields::Fields;
use page::{Page, STYLE};
use return_url::ReturnUrl;

/// The field of the page to go back to.
pub const RETURN_URL: &str = ReturnUrl::FIELD;

/// Answers a form with a page: 201 with the receipt once the request is committed, else the form again, with what was written.
///
/// A form is stored once however often it is sent. Its field `key` names it, or the header `Idempotency-Key`, as programs send it; where
/// there is neither, its content names it for some minutes.
///
/// No token guards against posts from other sites: there are no cookies and no sessions, so a browser that another site
/// makes post here can do nothing that the other site could not do by itself.
pub async fn create(State(app): State<Arc<AppState>>, request: HttpRequest) -> Page {
    let (head, body) = request.into_parts();
    let unread = |problem| unread(&app, &head.headers, &problem);
    let bytes = match body::read_in_time(body).await {
        Ok(bytes) => bytes,
        Err(problem) => return unread(problem),
    };
    let headers = head.headers.clone();
    let wait = head.extensions.get::<Wait>().copied();
    // Kept until the form is shown again.
    let _place = match wait.map(|wait| app.work.show_again().ok_or(wait)).transpose() {
        Ok(place) => place,
        Err(wait) => return unread(wait.problem()),
    };
    let (form, prepared) = match read(&app, headers, bytes, wait).await {
        Ok(read) => read,
        Err(problem) => return unread(problem),
    };
    let stored = match prepared {
        Ok((incoming, prepared)) => {
            let reply = |receipt: &Receipt| form.receipt(receipt);
            store(&app, &incoming, prepared, reply).await
        }
        // What comes too soon is not looked for, either.
        Err(problem) if wait.is_some() => Err(problem),
        // What was stored under its key is answered again, whatever has become of the catalogue since.
        Err(problem) => {
            form.by_client.replay(&app).await.and_then(|earlier| earlier.map(Outcome::Before).ok_or(problem))
        }
    };
    match stored {
        Ok(Outcome::Now(page)) => Page::sent(page),
        Ok(Outcome::Before(earlier)) => form.before(earlier),
        Err(problem) => {
            note_refusal(&problem, &form.fields.shown(fields::CATALOG_VERSION));
            let script = if problem.wants_proof_of_work() { proof_script(&app).await } else { None };
            app.work.run(move || form.again(&problem, script.as_deref())).await.unwrap_or_else(unread)
        }
    }
}

/// Answers a form that was not read, so that it cannot be shown again.
pub fn unread(app: &AppState, headers: &HeaderMap, problem: &ErrorResponse) -> Page {
    note_refusal(problem, "");
    Page::unread(&app.catalogs.served().first(), problem, &ReturnUrl::of(headers, None))
}

/// Reads, checks and advises on a form: at once, or, where its catalogue is not at hand, once that has been found.
async fn read(
    app: &Arc<AppState>,
    headers: HeaderMap,
    bytes: Vec<u8>,
    wait: Option<Wait>,
) -> Result<ReadForm, ErrorResponse> {
    let state = app.clone();
    let work = move || {
        let sent = SentForm::parse(&state, headers, bytes);
        if let Some(wait) = wait {
            return Reading::Done(sent.read(&state, Err(wait.problem())));
        }
        match PageOffer::at_hand(&state, Some(&sent.page)) {
            Some(offer) => Reading::Done(sent.read(&state, Ok(offer))),
            None => Reading::NeedsDatabase(sent),
        }
    };
    let sent = match app.work.run(work).await? {
        Reading::Done(read) => return Ok(read),
        Reading::NeedsDatabase(sent) => sent,
    };
    let offer = PageOffer::of(app, Some(&sent.page)).await;
    let state = app.clone();
    app.work.run(move || sent.read(&state, offer)).await
}

/// A form that was read, and what is to be stored of it, or why nothing is.
type ReadForm = (Form, Result<(Incoming, Prepared), ErrorResponse>);

/// How far a form is read.
#[expect(clippy::large_enum_variant, reason = "there is one for a moment, which is taken apart at once")]
enum Reading {
    /// To its end.
    Done(ReadForm),
    /// Up to its catalogue, which only the database may have.
    NeedsDatabase(SentForm),
}

/// The fields of a form that was sent, and what it says of its page.
struct SentForm {
    bytes: Vec<u8>,
    fields: Fields,
    /// The key of the head, as programs send it.
    key: Result<Option<IdempotencyKey>, ErrorResponse>,
    page: PageCatalog,
    back: ReturnUrl,
    origin: Origin,
}

impl SentForm {
    fn parse(app: &AppState, headers: HeaderMap, bytes: Vec<u8>) -> Self {
        let fields = Fields::parse(&bytes);
        let back = ReturnUrl::of(&headers, fields.all(ReturnUrl::FIELD).next());
        let origin = referer::completed(fields.origin(), &headers, &app.campaign_names);
        Self { page: fields.page(), key: IdempotencyKey::of(&headers), bytes, fields, back, origin }
    }

    /// Checks the form by the catalogue of its page, and advises on it.
    fn read(self, app: &AppState, offer: Result<PageOffer, ErrorResponse>) -> ReadForm {
        let Self { bytes, fields, key, page, back, origin } = self;
        // What was read, numbers among it, was written in the language of the page; so are the answer and the consent.
        let told = |catalog: &Arc<Catalog>| app.catalogs.told(catalog, fields.language());
        let catalog = match &offer {
            Ok(PageOffer::Known(catalog)) => told(catalog),
            Ok(PageOffer::Unseen) | Err(_) => told(&app.catalogs.served().in_place_of(&page.id)),
        };
        let is_known = matches!(offer, Ok(PageOffer::Known(_)));
        let named = key.and_then(|key| fields.own_key(key));
        let by_client = incoming(named.as_ref().ok().cloned().flatten(), &bytes);
        let form = Form { fields, catalog, is_known, back, origin, by_client };
        let prepared = offer.and_then(|_| form.prepare(app, named?, &bytes));
        (form, prepared)
    }
}

/// Returns a form as what came, under a key. With another proof of work it is still the same.
fn incoming(key: Option<IdempotencyKey>, bytes: &[u8]) -> Incoming {
    Incoming::new(key, "application/x-www-form-urlencoded", &Fields::without_proof(bytes))
}

/// Finds the script of the site that makes a proof of work. Without it the page says what is missing, and no more.
async fn proof_script(app: &AppState) -> Option<String> {
    let found = app.site.as_ref()?.script("plan-configurator-proof", &app.catalogs.served()).await;
    found.inspect_err(|error| tracing::warn!("the script of proofs of work cannot be found: {error}")).ok()?
}

/// A form that was read.
struct Form {
    fields: Fields,
    /// The catalogue that the answer is told by.
    catalog: Arc<Catalog>,
    /// Whether it is the one that the form was made of.
    is_known: bool,
    back: ReturnUrl,
    origin: Origin,
    /// The form under the name that its client has for it.
    by_client: Incoming,
}

impl Form {
    /// Checks the form and advises on it, under the name that its client has for it.
    fn prepare(
        &self,
        app: &AppState,
        named: Option<IdempotencyKey>,
        bytes: &[u8],
    ) -> Result<(Incoming, Prepared), ErrorResponse> {
        let Self { fields, catalog, is_known, .. } = self;
        let proof = app.proof_of_work.as_ref().map(|proofs| proofs.check_field(fields.proof())).transpose()?;
        Fields::check_utf8(bytes).map_err(ErrorResponse::malformed)?;
        let text = fields.to_json(is_known.then_some(catalog)).to_string();
        let incoming = incoming(Some(named.unwrap_or_else(|| IdempotencyKey::of_content(&text))), bytes);
        let mut problems = fields.unknown();
        let read = if *is_known {
            PlanRequest::from_json(catalog, &text).map(|request| Request::Checked(catalog.clone(), request))
        } else {
            UncheckedRequest::from_json(&text).map(Request::Unchecked)
        };
        match read {
            Ok(mut request) if problems.is_empty() => {
                *request.origin_mut() = self.origin.clone();
                let prepared = Prepared::new(app, &incoming, request, |receipt| self.receipt(receipt));
                Ok((incoming, prepared.with_proof(proof)))
            }
            read => {
                problems.extend(read.err().unwrap_or_default());
                Err(problems.into())
            }
        }
    }

    /// Writes the page with the receipt of what is stored now.
    fn receipt(&self, receipt: &Receipt) -> String {
        Page::receipt(&self.catalog, false, receipt, &self.back)
    }

    /// Shows the form again, with what is wrong with it.
    fn again(&self, problem: &ErrorResponse, proof_script: Option<&str>) -> Page {
        Page::again(&self.catalog, &self.fields, problem, &self.back, &self.origin, proof_script)
    }

    /// Answers a form that was stored before.
    fn before(&self, earlier: Earlier) -> Page {
        let Earlier { stored, reply, .. } = earlier;
        if let Some(reply) = reply.filter(|_| self.by_client.is_named()) {
            return Page::replayed(reply);
        }
        let receipt = match self.is_known {
            true => {
                let answers = self.fields.to_json(Some(&self.catalog))["answers"].to_string();
                let answers = Answers::from_json(&self.catalog, &answers).unwrap_or_default();
                Receipt::checked(&self.catalog, stored, &answers, Vec::new())
            }
            false => Receipt::unchecked(&self.catalog, stored, self.fields.language()),
        };
        Page::sent_before(Page::receipt(&self.catalog, true, &receipt, &self.back))
    }
}

/// Handles `GET /api/plan-requests.css`: the style of the pages above.
pub async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

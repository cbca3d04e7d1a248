//! A plan request that a plain HTML form sends, answered with a page: for browsers that run no scripts.

use std::sync::Arc;

use axum::extract::{Request as HttpRequest, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use plans::request::{Origin, PlanRequest, UncheckedRequest};
use plans::{Answers, Catalog};

use crate::body;
use crate::error_response::ErrorResponse;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::page_catalog::PageOffer;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::referer;
use crate::plan_requests::refusal::note_refusal;
use crate::plan_requests::store_request::{Incoming, Outcome, Request, store};
use crate::plan_requests::table::Earlier;
use crate::state::AppState;

mod field_errors;
mod fields;
mod form_page;
mod page;
mod return_url;

use fields::Fields;
use page::{Page, STYLE};
use return_url::ReturnUrl;

/// Answers a form with a page: 201 with the receipt once the request is committed, else the form again, with what was written.
///
/// A form is stored once however often it is sent. Its field `key` names it as the header `Idempotency-Key` does elsewhere;
/// where there is none, its content names it for some minutes. See [`Fields::key`].
///
/// No token guards against posts from other sites: there are no cookies and no sessions, so a browser that another site
/// makes post here can do nothing that the other site could not do by itself.
pub async fn create(State(app): State<Arc<AppState>>, request: HttpRequest) -> Page {
    let (head, body) = request.into_parts();
    let bytes = match body::read_in_time(body).await {
        Ok(bytes) => bytes,
        Err(problem) => {
            note_refusal(&problem, "");
            let back = ReturnUrl::of(&head.headers, None);
            return Page::unread(&app.catalogs.served().first(), &problem, &back);
        }
    };
    let fields = Fields::parse(&bytes);
    let back = ReturnUrl::of(&head.headers, fields.all(ReturnUrl::FIELD).next());
    let origin = referer::completed(fields.origin(), &head.headers, &app.campaign_names);
    let page = fields.page();
    let offer = PageOffer::of(&app, Some(&page)).await;
    // What was read, numbers among it, was written in the language of the page; so are the answer and the consent.
    let told = |catalog: &Catalog| Arc::new(catalog.clone().in_language(fields.language()));
    let served = app.catalogs.served();
    let catalog = match &offer {
        Ok(PageOffer::Known(catalog)) => told(catalog),
        Ok(PageOffer::Unseen) | Err(_) => told(&served.in_place_of(&page.id)),
    };
    let is_known = matches!(offer, Ok(PageOffer::Known(_)));
    let form = Form { bytes: &bytes, fields: &fields, catalog: &catalog, is_known, back: &back, origin: &origin };
    let answered = match offer {
        Ok(_) => form.read_and_store(&app).await,
        Err(problem) => Err(problem),
    };
    answered.unwrap_or_else(|problem| {
        note_refusal(&problem, &fields.shown("catalog_version"));
        Page::again(&catalog, &fields, &problem, &back, &origin)
    })
}

/// A form that was sent.
struct Form<'a> {
    bytes: &'a [u8],
    fields: &'a Fields,
    /// The catalogue that the answer is told by.
    catalog: &'a Arc<Catalog>,
    /// Whether it is the one that the form was made of.
    is_known: bool,
    back: &'a ReturnUrl,
    origin: &'a Origin,
}

impl Form<'_> {
    async fn read_and_store(&self, app: &AppState) -> Result<Page, ErrorResponse> {
        let Self { fields, catalog, is_known, .. } = *self;
        let by_client = self.incoming(fields.own_key());
        if let Some(earlier) = by_client.replay(app).await? {
            return Ok(self.before(earlier));
        }
        Fields::check_utf8(self.bytes).map_err(ErrorResponse::malformed)?;
        let text = fields.to_json(is_known.then_some(catalog)).to_string();
        let incoming = self.incoming(Some(fields.key(&text).ok_or_else(ErrorResponse::bad_idempotency_key)?));
        let mut problems = fields.unknown();
        let read = if is_known {
            PlanRequest::from_json(catalog, &text).map(|request| Request::Checked(catalog.clone(), request))
        } else {
            UncheckedRequest::from_json(&text).map(Request::Unchecked)
        };
        match read {
            Ok(mut request) if problems.is_empty() => {
                *request.origin_mut() = self.origin.clone();
                let page = |receipt: &Receipt| Page::receipt(catalog, false, receipt, self.back);
                Ok(match store(app, &incoming, request, page).await? {
                    Outcome::Now(page) => Page::sent(page),
                    Outcome::Before(earlier) => self.before(earlier),
                })
            }
            read => {
                problems.extend(read.err().unwrap_or_default());
                Err(problems.into())
            }
        }
    }

    fn incoming(&self, key: Option<IdempotencyKey>) -> Incoming {
        Incoming::new(key, "application/x-www-form-urlencoded", self.bytes)
    }

    /// Answers a form that was stored before.
    fn before(&self, earlier: Earlier) -> Page {
        let Earlier { stored, reply, .. } = earlier;
        if let Some(reply) = reply.filter(|_| self.fields.own_key().is_some()) {
            return Page::replayed(reply);
        }
        let receipt = match self.is_known {
            true => {
                let answers = self.fields.to_json(Some(self.catalog))["answers"].to_string();
                let answers = Answers::from_json(self.catalog, &answers).unwrap_or_default();
                Receipt::checked(self.catalog, stored, &answers, Vec::new())
            }
            false => Receipt::unchecked(self.catalog, stored, self.fields.language()),
        };
        Page::sent_before(Page::receipt(self.catalog, true, &receipt, self.back))
    }
}

/// Handles `GET /api/plan-requests.css`: the style of the pages above.
pub async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

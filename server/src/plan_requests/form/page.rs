//! The pages that answer a form: small and whole, with every text escaped by `maud`.

use axum::Extension;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use plans::Catalog;
use plans::catalog::Value;

use super::field_errors::FieldErrors;
use super::fields::Fields;
use super::form_page::{Form, form};
use super::instant;
use super::return_url::ReturnUrl;
use crate::error_response::{ErrorResponse, IsPage};
use crate::headers::IsForFrames;
use crate::html_page::HtmlPage;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::receipt::{Condition, Opening, Receipt};
use crate::plan_requests::table::Stored;
use crate::texts::{Texts, filled};

/// The style of every page. A sheet of its own, since the site's content security takes no inline style, and the site's own
/// sheet has another name in each build.
pub const STYLE: &str = include_str!("page.css");

/// A page and its status.
pub struct Page {
    status: StatusCode,
    document: String,
    is_replayed: bool,
}

impl Page {
    /// Returns the receipt for a stored request, as HTML; where `is_again`, for one that was stored before.
    pub fn receipt(catalog: &Catalog, is_again: bool, receipt: &Receipt, back: &ReturnUrl) -> String {
        let texts = texts_of(catalog);
        let stored = &receipt.stored;
        let plan = catalog.plan_by_id(&stored.plan).map(|plan| catalog.text(&catalog.plan(plan).name));
        let content = html! {
            h1 { (texts.sent_title) }
            @if is_again {
                p { (sent_before(texts, &stored.received_at)) }
            }
            p { (texts.sent_reference) " " strong { (stored.reference.to_string()) } }
            p { (texts.sent_keep) }
            @if let Some(notice) = receipt.notice {
                p role="status" { (notice) }
            }
            @if let Some(reply) = &catalog.parts().reply {
                p { (catalog.text(reply)) }
            }
            dl {
                dt { (texts.request_plan) } dd { (plan.unwrap_or(&stored.plan)) }
                @for line in receipt.costs.iter().flat_map(|costs| &costs.lines) {
                    dt { (line.label) } dd { (line.text) }
                }
            }
            @if !receipt.support.is_empty() {
                h2 { (texts.sent_opens) }
                dl {
                    @for opening in &receipt.support {
                        dt { (severity_name(catalog, opening)) }
                        dd { (when(texts, opening, &stored.received_at, is_stated(catalog, stored, opening))) }
                    }
                }
            }
            @if !receipt.conditions.is_empty() {
                h2 { (texts.sent_conditions) }
                dl {
                    @for of in &receipt.conditions {
                        dt { (row_name(catalog, of)) }
                        dd { (of.condition) }
                    }
                }
            }
        };
        document(catalog, texts, texts.sent_title, &content, back)
    }

    /// Says that a request is stored, by its receipt.
    pub fn sent(document: String) -> Self {
        Self { status: StatusCode::CREATED, document, is_replayed: false }
    }

    /// Says the same again to the same, sent again under its key.
    pub fn replayed(document: String) -> Self {
        Self { is_replayed: true, ..Self::sent(document) }
    }

    /// Says that a form without a key was sent before, by the receipt that tells when.
    pub fn sent_before(document: String) -> Self {
        Self { status: StatusCode::OK, ..Self::sent(document) }
    }

    /// Shows the form again, with what was written and what is wrong with it.
    pub fn again(catalog: &Catalog, fields: &Fields, problem: &ErrorResponse, back: &ReturnUrl) -> Self {
        let texts = texts_of(catalog);
        let errors = FieldErrors::new(catalog, texts, fields, problem);
        let content = form(&Form { catalog, texts, fields, problem, errors: &errors, back });
        let document = document(catalog, texts, texts.form_problem, &content, back);
        Self { status: problem.status(), document, is_replayed: false }
    }

    /// Shows what became of a form that was not read to its end, so that it cannot be shown again.
    pub fn unread(catalog: &Catalog, problem: &ErrorResponse, back: &ReturnUrl) -> Self {
        let texts = texts_of(catalog);
        let status = problem.status();
        let is_large = status == StatusCode::PAYLOAD_TOO_LARGE;
        let content = html! {
            h1 { (texts.form_problem) }
            p role="alert" { (if is_large { texts.form_too_large } else { texts.form_cut_off }) }
        };
        let document = document(catalog, texts, texts.form_problem, &content, back);
        Self { status, document, is_replayed: false }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let media_type = [(CONTENT_TYPE, "text/html; charset=utf-8")];
        // The form may have been sent from within a frame, where its answer is shown too.
        let mut response =
            (self.status, Extension(IsPage), Extension(IsForFrames), media_type, self.document).into_response();
        if self.is_replayed {
            response.headers_mut().insert(IdempotencyKey::REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

fn texts_of(catalog: &Catalog) -> &'static Texts {
    Texts::in_language(&catalog.parts().language)
}

fn document(catalog: &Catalog, texts: &Texts, title: &str, content: &Markup, back: &ReturnUrl) -> String {
    let parts = catalog.parts();
    let page = HtmlPage {
        language: &parts.language,
        title,
        site: catalog.text(&parts.title),
        style: "plan-requests.css",
        back: (back.address(), texts.form_back),
    };
    page.around(content).into_string()
}

fn severity_name<'a>(catalog: &'a Catalog, opening: &'a Opening) -> &'a str {
    let severity = catalog.severity_by_id(&opening.severity);
    severity.map_or(&*opening.severity, |severity| catalog.text(&catalog.severity(severity).name))
}

fn row_name<'a>(catalog: &'a Catalog, of: &'a Condition) -> &'a str {
    let row = catalog.entitlement_by_id(&of.entitlement);
    row.map_or(&*of.entitlement, |row| catalog.text(&catalog.entitlement(row).name))
}

/// Says that the request was sent before, and when.
fn sent_before(texts: &Texts, received_at: &str) -> String {
    let when = received_at.parse().map_or_else(|_| received_at.to_owned(), |at| instant::words(texts, at));
    filled(texts.form_sent_before, &[("when", &when)])
}

/// Tells whether it is stated when the plan's team is there.
fn is_stated(catalog: &Catalog, stored: &Stored, opening: &Opening) -> bool {
    let hours = catalog.severity_by_id(&opening.severity).map(|severity| catalog.severity(severity).hours);
    let cell = hours.zip(catalog.plan_by_id(&stored.plan)).map(|(row, plan)| catalog.cell(row, plan));
    cell.is_none_or(|cell| cell.value != Value::NotStated)
}

/// Says when the plan's team is there, seen from when the request was received.
fn when(texts: &Texts, opening: &Opening, received_at: &str, is_stated: bool) -> Markup {
    let Some(opens) = &opening.opens else {
        return html! { (if is_stated { texts.never_open } else { texts.value_not_stated }) };
    };
    let at = opens.parse::<DateTime<Utc>>().map(|at| instant::words(texts, at)).unwrap_or_else(|_| opens.clone());
    let words = if opens == received_at { filled(texts.form_at_once, &[("when", &at)]) } else { at };
    html! { time datetime=(opens) { (words) } }
}

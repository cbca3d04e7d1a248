//! The pages that answer a form: small and whole, with every text escaped by `maud`.

use axum::Extension;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use plans::Catalog;
use plans::request::Origin;

use super::field_errors::FieldErrors;
use super::fields::Fields;
use super::form_page::{Form, form};
use super::return_url::ReturnUrl;
use crate::error_response::{ErrorResponse, IsPage};
use crate::headers::IsForFrames;
use crate::html_page::HtmlPage;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::receipt_content;
use crate::texts::Texts;

/// The style of every page. A sheet of its own, since the site's content security takes no inline style, and the site's own
/// sheet has another name in each build.
pub const STYLE: &str = include_str!("page.css");

/// The site, seen from the form's page `api/plan-requests`.
const FROM_FORM: &str = "../";

/// A page and its status.
pub struct Page {
    status: StatusCode,
    document: String,
    is_replayed: bool,
    /// In how much time the form is worth sending again.
    retry_after: Option<HeaderValue>,
}

impl Page {
    /// Returns the receipt for a stored request, as HTML; where `is_again`, for one that was stored before.
    pub fn receipt(catalog: &Catalog, is_again: bool, receipt: &Receipt, back: &ReturnUrl) -> String {
        let texts = texts_of(catalog);
        let content = receipt_content::content(catalog, receipt, is_again, FROM_FORM);
        document(catalog, texts, texts.sent_title, &content, back)
    }

    /// Says that a request is stored, by its receipt.
    pub fn sent(document: String) -> Self {
        Self { status: StatusCode::CREATED, document, is_replayed: false, retry_after: None }
    }

    /// Says the same again to the same, sent again under its key.
    pub fn replayed(document: String) -> Self {
        Self { is_replayed: true, ..Self::sent(document) }
    }

    /// Says that a form without a key was sent before, by the receipt that tells when.
    pub fn sent_before(document: String) -> Self {
        Self { status: StatusCode::OK, ..Self::sent(document) }
    }

    /// Returns its HTML.
    #[cfg(test)]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// Shows the form again, with what was written and what is wrong with it.
    pub fn again(
        catalog: &Catalog,
        fields: &Fields,
        problem: &ErrorResponse,
        back: &ReturnUrl,
        origin: &Origin,
        proof_script: Option<&str>,
    ) -> Self {
        let texts = texts_of(catalog);
        let errors = FieldErrors::new(catalog, texts, fields, problem);
        let proof_script = proof_script.map(|name| format!("{FROM_FORM}{name}"));
        let proof_script = proof_script.as_deref();
        let content = form(&Form { catalog, texts, fields, problem, errors: &errors, back, origin, proof_script });
        let document = document(catalog, texts, texts.form_problem, &content, back);
        Self { status: problem.status(), document, is_replayed: false, retry_after: problem.retry_after() }
    }

    /// Shows what became of a form that was not read to its end, so that it cannot be shown again.
    pub fn unread(catalog: &Catalog, problem: &ErrorResponse, back: &ReturnUrl) -> Self {
        let texts = texts_of(catalog);
        let status = problem.status();
        let why = match status {
            StatusCode::PAYLOAD_TOO_LARGE => texts.form_too_large,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => texts.form_busy_unread,
            status if status.is_server_error() => texts.form_failed,
            _ => texts.form_cut_off,
        };
        let content = html! {
            h1 { (texts.form_problem) }
            p role="alert" { (why) }
        };
        let document = document(catalog, texts, texts.form_problem, &content, back);
        Self { status, document, is_replayed: false, retry_after: problem.retry_after() }
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
        response.headers_mut().extend(self.retry_after.map(|retry_after| (RETRY_AFTER, retry_after)));
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

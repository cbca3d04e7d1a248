//! `/receipts/SECRET`: the receipt of a request, found again at its secret address.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::clients::{Asked, Wait};
use crate::error_response::{ErrorResponse, IsPage};
use crate::headers::IsPrivate;
use crate::html_page::HtmlPage;
use crate::plan_requests::recalled::Recalled;
use crate::plan_requests::receipt::Receipt;
use crate::plan_requests::receipt_address::ReceiptAddress;
use crate::plan_requests::receipt_content;
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::table::Stored;
use crate::plan_requests::told::Told;
use crate::state::AppState;
use crate::store::{Store, instant};
use crate::texts::Texts;

/// The site, and the style of its pages, seen from a receipt.
const SITE: &str = "../";
const STYLE: &str = "../api/plan-requests.css";

/// Shows what the requester was told and what was sent, by the catalogue of the page and in its language; what became of the request since
/// is nobody's business here. An address that is too old is as unknown as one that there never was.
pub async fn show(
    State(app): State<Arc<AppState>>,
    Path(secret): Path<String>,
    head: Parts,
) -> Result<Response, ErrorResponse> {
    app.clients.admit(Asked::Receipt, &head.extensions, &head.headers).map_err(Wait::problem)?;
    let address = ReceiptAddress::of_secret(secret);
    let (status, page) = match app.store.by_receipt(&address, Utc::now()).await? {
        Some(request) => (StatusCode::OK, receipt(&app, &request).await?),
        None => (StatusCode::NOT_FOUND, gone(&app, &head.headers)),
    };
    let media_type = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((status, Extension(IsPage), Extension(IsPrivate), media_type, page).into_response())
}

async fn receipt(app: &AppState, request: &StoredRequest) -> Result<String, sqlx::Error> {
    let recalled = Recalled::of(request, &app.catalogs, &app.store).await?;
    let told = Told::of(request, &app.catalogs, &app.store).await?;
    let language = request.page_language.as_deref().unwrap_or_default();
    let (catalog, receipt) = match recalled {
        Some(recalled) => {
            let receipt = Receipt::recalled(&recalled, request);
            (recalled.catalog, receipt)
        }
        None => {
            let served = (*app.catalogs.served().in_place_of(&request.catalog_id)).clone().in_language(language);
            let receipt = Receipt::unchecked(&served, Stored::of(request), language);
            (served, receipt)
        }
    };
    let texts = Texts::in_language(catalog.language());
    let content = html! {
        (receipt_content::content(&catalog, &receipt, false, SITE))
        (sent(texts, request, &told))
    };
    let page = HtmlPage {
        language: catalog.language(),
        title: texts.sent_title,
        site: catalog.text(&catalog.parts().title),
        style: STYLE,
        back: (SITE, texts.form_back),
    };
    Ok(page.around(&content).into_string())
}

/// Builds what was sent: who asks, and the answers.
fn sent(texts: &Texts, request: &StoredRequest, told: &Told) -> Markup {
    let fields = [
        (texts.request_name, Some(&request.name)),
        (texts.request_email, Some(&request.email)),
        (texts.request_company, Some(&request.company)),
        (texts.request_message, request.message.as_ref()),
    ];
    html! {
        h2 { (texts.sent_what) }
        dl {
            @for (label, text) in fields {
                @if let Some(text) = text { dt { (label) } dd class="typed" dir="auto" { (text) } }
            }
        }
        h2 { (texts.sent_answers) }
        @if told.answers.is_empty() {
            p { (texts.sent_no_answers) }
        } @else {
            dl {
                @for (question, answer) in &told.answers { dt { (question) } dd { (answer) } }
            }
        }
    }
}

/// Builds the page for an address at which there is no receipt, in the language that the visitor reads.
fn gone(app: &AppState, headers: &HeaderMap) -> String {
    let (language, texts) = accepted(headers);
    let catalog = app.catalogs.served().first();
    let title = catalog.parts().title.in_language(language);
    let back = (SITE, texts.form_back);
    let page = HtmlPage { language, title: texts.receipt_gone_title, site: title, style: STYLE, back };
    let content = html! {
        h1 { (texts.receipt_gone_title) }
        p { (texts.receipt_gone) }
    };
    page.around(&content).into_string()
}

/// How many languages are looked at of those that a browser asks for.
const MOST_LANGUAGES: usize = 20;

/// Finds the sentences in the first language that a browser asks for, of those that there are; else in English.
fn accepted(headers: &HeaderMap) -> (&'static str, &'static Texts) {
    let asked = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let weighed = |range: &str| {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
        Some((tag.trim().to_owned(), weight))
    };
    let mut ranges: Vec<_> =
        asked.flat_map(|value| value.split(',')).filter_map(weighed).take(MOST_LANGUAGES).collect();
    ranges.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let is_of =
        |tag: &str, language: &str| tag.split('-').next().is_some_and(|base| base.eq_ignore_ascii_case(language));
    let known = ranges.iter().map(|(tag, _)| (tag, Texts::closest(tag)));
    let known = known.into_iter().find(|(tag, (language, _))| is_of(tag, language)).map(|(_, texts)| texts);
    known.unwrap_or_else(|| Texts::closest("en"))
}

impl Store {
    /// Reads the request whose receipt has an address, unless that is too old.
    async fn by_receipt(
        &self,
        address: &ReceiptAddress,
        now: DateTime<Utc>,
    ) -> Result<Option<StoredRequest>, sqlx::Error> {
        let columns = StoredRequest::COLUMNS;
        let select = format!("SELECT {columns} FROM plan_requests WHERE receipt_hash = $1 AND received_at >= $2");
        let select = sqlx::query_as(sqlx::AssertSqlSafe(select)).bind(address.hash());
        select.bind(instant(now - ReceiptAddress::HOLDS)).fetch_optional(&mut self.read().await?).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_reads_the_first_language_that_there_is() {
        for (asked, expected) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.5", "de"),
            ("fr, de;q=0.4, en;q=0.6", "en"),
            ("fr,nl;q=0.5", "en"),
            ("en-GB;q=0.1, DE;q=0.2", "de"),
            ("*;q=x, de", "de"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, asked.parse().expect("a header"));
            assert_eq!(accepted(&headers).0, expected, "{asked}");
        }
    }
}

//! Errors as people get them who open an address: a page. Programs get a [problem](crate::error_response).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;
use plans::Catalog;

use crate::error_response;
use crate::html_page::HtmlPage;
use crate::texts::Texts;

/// What the pages say: the sentences in the own language of the catalogue that is served, and what the site is called.
#[derive(Clone)]
pub struct Words(Arc<dyn Fn() -> Arc<Catalog> + Send + Sync>);

impl Words {
    /// Returns the sentences of a catalogue, which may be another one by the time.
    pub fn new(catalog: impl Fn() -> Arc<Catalog> + Send + Sync + 'static) -> Self {
        Self(Arc::new(catalog))
    }

    /// Returns the page that says an error, with the way to the plans; none for one that no person meets. Addresses in it are
    /// relative, `up` being the start page's, so that they hold behind any prefix of a proxy's.
    fn page(&self, status: StatusCode, up: &str) -> Option<String> {
        let catalog = (self.0)();
        let parts = catalog.parts();
        let (language, title) = (&*parts.language, parts.title.own());
        let texts = Texts::in_language(language);
        let (heading, sentence) = match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
                (texts.form_not_found_title, texts.form_not_found)
            }
            status if status.is_server_error() => (texts.form_failed_title, texts.form_failed),
            _ => return None,
        };
        let style = format!("{up}api/plan-requests.css");
        let back = (up, texts.form_back);
        let page = HtmlPage { language, title: heading, site: title, style: &style, back };
        let content = html! {
            h1 { (heading) }
            p { (sentence) }
        };
        Some(page.around(&content).into_string())
    }
}

/// Puts a page in a problem's place where a person asks: a browser that opens an address says that it takes HTML.
pub async fn for_people(State(words): State<Words>, request: Request, next: Next) -> Response {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    if !is_read || !takes_html(request.headers()) {
        return next.run(request).await;
    }
    let up = up(request.uri().path());
    let response = next.run(request).await;
    let page = if error_response::is_in(&response) { words.page(response.status(), &up) } else { None };
    let Some(page) = page else { return response };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    (parts, page).into_response()
}

fn takes_html(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).iter().any(|types| types.to_str().is_ok_and(|types| types.contains("text/html")))
}

/// Returns the start page's address, relative to a path of this site.
fn up(path: &str) -> String {
    match path.matches('/').count() {
        0 | 1 => "./".to_owned(),
        slashes => "../".repeat(slashes - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_page_is_as_many_folders_up_as_the_path_has() {
        for (path, expected) in [("/", "./"), ("/a", "./"), ("/a/", "../"), ("/a/b/c", "../../"), ("*", "./")] {
            assert_eq!(up(path), expected, "{path}");
        }
    }
}

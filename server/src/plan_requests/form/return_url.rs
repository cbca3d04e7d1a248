//! Where a page's link back leads.

use axum::http::header::{HOST, REFERER};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Uri};

/// The address, on this site, of the page that a form stood in.
#[derive(Debug, PartialEq, Eq)]
pub struct ReturnUrl(String);

impl ReturnUrl {
    /// The field that carries it from the form's page on, whose own address is no page to go back to.
    pub const FIELD: &str = "back";

    /// The start page, seen from the form's page `api/plan-requests`, so that it holds behind any prefix of a proxy's.
    const START: &str = "../";

    /// Finds the page that the browser says it comes from, else the one that the form says; the start page where neither says
    /// one, or one of another site, or this very address, which only takes posts.
    pub fn of(headers: &HeaderMap, said: Option<&str>) -> Self {
        let text = |name| headers.get(name)?.to_str().ok();
        let address = text(HOST).zip(text(REFERER)).and_then(|(host, from)| address_on(host, from));
        let address = address.or_else(|| address_of(&said?.parse().ok()?));
        Self(address.unwrap_or_else(|| Self::START.to_owned()))
    }

    /// Writes the address: a path, and a query where there is one; or the start page's, relative to the form's page.
    pub fn address(&self) -> &str {
        &self.0
    }
}

fn address_on(host: &str, from: &str) -> Option<String> {
    let from: Uri = from.parse().ok()?;
    let is_here = from.authority()?.as_str().eq_ignore_ascii_case(host);
    is_here.then_some(from.path_and_query()?).and_then(address_of)
}

/// Reads the address of a page on this site.
fn address_of(place: &PathAndQuery) -> Option<String> {
    let address = place.as_str();
    // A browser reads `//name` and `/\name` as another site.
    let leads_here = address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\");
    let is_page = !place.path().ends_with("/api/plan-requests");
    (leads_here && is_page).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_leads_to_where_the_form_stood_on_this_site_alone() {
        for (from, expected) in [
            ("http://plans.example/offer?lang=de", "/offer?lang=de"),
            ("https://PLANS.example/", "/"),
            ("https://plans.example", "/"),
            ("https://plans.example:8443/offer", "../"),
            ("https://elsewhere.example/offer", "../"),
            ("https://plans.example@elsewhere.example/offer", "../"),
            ("https://plans.example//elsewhere.example", "../"),
            ("https://plans.example/\\elsewhere.example", "../"),
            ("https://plans.example/api/plan-requests", "../"),
            ("/offer", "../"),
            ("about:blank", "../"),
            ("", "../"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "plans.example".parse().expect("a host"));
            assert_eq!(ReturnUrl::of(&headers, None).address(), "../");
            headers.insert(REFERER, from.parse().expect("a header"));
            assert_eq!(ReturnUrl::of(&headers, None).address(), expected, "{from}");
        }
    }

    #[test]
    fn a_form_that_was_put_right_leads_back_to_where_the_first_stood() {
        for (said, expected) in [
            ("/offer?lang=de", "/offer?lang=de"),
            ("/offer#request", "/offer"),
            ("/", "/"),
            ("offer", "../"),
            ("//elsewhere.example", "../"),
            ("/\\elsewhere.example", "../"),
            ("/\t/elsewhere.example", "../"),
            ("\n//elsewhere.example", "../"),
            ("https://elsewhere.example/offer", "../"),
            ("javascript:alert(1)", "../"),
            ("/api/plan-requests", "../"),
            ("*", "../"),
            ("", "../"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "plans.example".parse().expect("a host"));
            headers.insert(REFERER, "https://plans.example/api/plan-requests".parse().expect("a header"));
            assert_eq!(ReturnUrl::of(&headers, Some(said)).address(), expected, "{said}");
            headers.insert(REFERER, "https://plans.example/here".parse().expect("a header"));
            assert_eq!(ReturnUrl::of(&headers, Some(said)).address(), "/here", "what the browser says comes first");
        }
    }
}

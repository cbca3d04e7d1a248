//! Where a page's link back leads.

use axum::http::header::{HOST, REFERER};
use axum::http::{HeaderMap, Uri};

/// The address, on this site, of the page that a form stood in.
#[derive(Debug, PartialEq, Eq)]
pub struct Back(String);

impl Back {
    /// The page that the browser says it comes from; the start page where it says none, or one of another site, or this
    /// very address, which only takes posts.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name)?.to_str().ok();
        let address = text(HOST).zip(text(REFERER)).and_then(|(host, from)| address_on(host, from));
        Self(address.unwrap_or_else(|| "/".to_owned()))
    }

    /// The address: a path, and a query where there is one.
    pub fn address(&self) -> &str {
        &self.0
    }
}

fn address_on(host: &str, from: &str) -> Option<String> {
    let from: Uri = from.parse().ok()?;
    let is_here = from.authority()?.as_str().eq_ignore_ascii_case(host);
    let address = from.path_and_query()?.as_str();
    // A browser reads `//name` and `/\name` as another site.
    let leads_here = address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\");
    let is_page = !from.path().ends_with("/api/plan-requests");
    (is_here && leads_here && is_page).then(|| address.to_owned())
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
            ("https://plans.example:8443/offer", "/"),
            ("https://elsewhere.example/offer", "/"),
            ("https://plans.example@elsewhere.example/offer", "/"),
            ("https://plans.example//elsewhere.example", "/"),
            ("https://plans.example/\\elsewhere.example", "/"),
            ("https://plans.example/api/plan-requests", "/"),
            ("/offer", "/"),
            ("about:blank", "/"),
            ("", "/"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "plans.example".parse().expect("a host"));
            assert_eq!(Back::of(&headers).address(), "/");
            headers.insert(REFERER, from.parse().expect("a header"));
            assert_eq!(Back::of(&headers).address(), expected, "{from}");
        }
    }
}

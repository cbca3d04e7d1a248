//! What tells a form of the inbox from one that another site sends in its user's name.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use subtle::ConstantTimeEq;
use url::Url;

/// Tells whether two secrets are the same, in a time that does not tell where they differ.
pub fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty() && bool::from(one.as_bytes().ct_eq(other.as_bytes()))
}

/// Tells whether a post may come from a page of this site, by what the browser says. Browsers say it by `Sec-Fetch-Site`, older ones by
/// `Origin`; of a client that says neither, the token of the form is all there is.
pub fn may_be_of_this_site(headers: &HeaderMap) -> bool {
    let text =
        |value: Option<&axum::http::HeaderValue>| value.map(|value| value.to_str().unwrap_or_default().to_owned());
    if let Some(site) = text(headers.get("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    let (Some(origin), Some(host)) = (text(headers.get(ORIGIN)), text(headers.get(HOST))) else { return true };
    Url::parse(&origin).is_ok_and(|origin| is_of(&origin, &host))
}

/// Tells whether an origin is of a host, which may name the port that goes without saying.
fn is_of(origin: &Url, host: &str) -> bool {
    let Ok(host) = Url::parse(&format!("{}://{host}", origin.scheme())) else { return false };
    origin.host_str().is_some() && origin.host() == host.host() && origin.port() == host.port()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_the_same_or_not() {
        assert!(is_same("a", "a"));
        for (one, other) in [("a", "b"), ("a", "ab"), ("a", ""), ("", "")] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_post_of_another_site_is_known_by_what_the_browser_says() {
        for (site, origin, expected) in [
            (None, None, true),
            (Some("same-origin"), None, true),
            (Some("none"), None, true),
            (Some("same-site"), None, false),
            (Some("cross-site"), Some("https://plans.example"), false),
            (Some("same-origin"), Some("https://behind-a-proxy.example"), true),
            (None, Some("https://plans.example"), true),
            (None, Some("http://PLANS.example:80"), true),
            (None, Some("https://plans.example:8443"), false),
            (None, Some("https://elsewhere.example"), false),
            (None, Some("https://plans.example.elsewhere.example"), false),
            (None, Some("null"), false),
            (None, Some(""), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "plans.example".parse().expect("a host"));
            if let Some(site) = site {
                headers.insert("sec-fetch-site", site.parse().expect("a header"));
            }
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().expect("a header"));
            }
            assert_eq!(may_be_of_this_site(&headers), expected, "{site:?} {origin:?}");
        }
    }
}

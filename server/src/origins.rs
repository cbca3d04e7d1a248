//! Which other sites may embed the element, and the headers that tell browsers so.
//!
//! No cookies and no sessions are here to be protected: any program may send what a page may. What an operator restricts is
//! on whose pages a browser lets the element work.

use std::fmt;
use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Method};
use plans::json::Quoted;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};
use url::Url;

use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::proof_of_work::names::PROOF_HEADER;
use crate::request_id::RequestId;

/// For how long a browser need not ask again what it may send; none believes more than that.
const ASKED_FOR: Duration = Duration::from_secs(2 * 60 * 60);

/// An origin as browsers write one, or `*` for any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed(String);

impl Allowed {
    const ANY: &str = "*";

    /// Reads what an operator wrote.
    pub fn parse(text: &str) -> Result<Self, NoOrigin> {
        if text == Self::ANY {
            return Ok(Self(text.to_owned()));
        }
        // Browsers compare letter by letter, so that another way to write it would never be met.
        match origin_of(text) {
            Some(origin) if origin == text => Ok(Self(origin)),
            meant => Err(NoOrigin { text: text.to_owned(), meant }),
        }
    }
}

/// Returns the origin of an address, as browsers write it.
fn origin_of(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let origin = url.origin().ascii_serialization();
    // A URL's name may hold what a header reads as a pattern or as its own punctuation.
    let is_plain = origin.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:/[]".contains(&byte));
    is_plain.then_some(origin)
}

/// What is said of a text that is no origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoOrigin {
    text: String,
    /// The origin of the address that was written instead of one.
    meant: Option<String>,
}

impl fmt::Display for NoOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not an origin; ", Quoted(&self.text))?;
        match &self.meant {
            Some(origin) => write!(f, "did you mean {}?", Quoted(origin)),
            None => f.write_str("write one such as \"https://www.example.com\", or * for any"),
        }
    }
}

impl std::error::Error for NoOrigin {}

/// The sites whose pages may embed the element.
#[derive(Clone, Debug)]
pub struct Origins(Vec<Allowed>);

impl Origins {
    /// Takes the origins that an operator allows.
    pub fn new(allowed: Vec<Allowed>) -> Self {
        Self(allowed)
    }

    fn are_all(&self) -> bool {
        self.0.iter().any(|allowed| allowed.0 == Allowed::ANY)
    }

    /// Lets scripts of their pages send plan requests, without credentials.
    pub fn may_send(&self) -> CorsLayer {
        let read = [RETRY_AFTER, IdempotencyKey::REPLAYED, RequestId::HEADER, PROOF_HEADER];
        self.allow(with_any_header(Method::POST).expose_headers(read))
    }

    /// Lets scripts of their pages ask what a plan request needs.
    pub fn may_ask(&self) -> CorsLayer {
        self.allow(with_any_header(Method::GET).expose_headers([RETRY_AFTER, RequestId::HEADER]))
    }

    fn allow(&self, cors: CorsLayer) -> CorsLayer {
        if self.are_all() {
            return cors.allow_origin(Any);
        }
        let origins = self.0.iter().map(|allowed| {
            HeaderValue::from_str(&allowed.0).expect("an origin is written in ASCII without control characters")
        });
        cors.allow_origin(origins.collect::<Vec<_>>())
    }

    /// Writes the sources of `frame-ancestors`.
    pub fn frame_ancestors(&self) -> String {
        if self.are_all() {
            return Allowed::ANY.to_owned();
        }
        self.0.iter().fold("'self'".to_owned(), |sources, allowed| sources + " " + &allowed.0)
    }
}

/// Lets every site read the element's files, which hold nothing that is not public.
pub fn may_read() -> CorsLayer {
    // The answer is the same for all, so that caches need not keep one for each origin.
    with_any_header(Method::GET).allow_origin(Any).vary([])
}

/// Lets requests of a method carry any header: what watches a page adds its own to each (`traceparent`, `sentry-trace`, `baggage`).
/// Nothing here is protected by a header. `*` would not be all of them, since it leaves `Authorization` out.
fn with_any_header(method: Method) -> CorsLayer {
    CorsLayer::new().allow_methods([method]).allow_headers(AllowHeaders::mirror_request()).max_age(ASKED_FOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_browsers_send_and_nothing_else() {
        for origin in
            ["*", "https://a.example", "http://127.0.0.1:8080", "https://[::1]:9", "https://xn--bcher-kva.example"]
        {
            assert_eq!(Allowed::parse(origin), Ok(Allowed(origin.to_owned())));
        }
        let way_out = "write one such as \"https://www.example.com\", or * for any";
        for (text, expected) in [
            ("https://A.example", "did you mean \"https://a.example\"?"),
            ("https://a.example/", "did you mean \"https://a.example\"?"),
            ("https://a.example/plans?b#c", "did you mean \"https://a.example\"?"),
            ("https://user@a.example", "did you mean \"https://a.example\"?"),
            ("https://a.example:443", "did you mean \"https://a.example\"?"),
            ("http://bücher.example", "did you mean \"http://xn--bcher-kva.example\"?"),
            (" https://a.example", "did you mean \"https://a.example\"?"),
            ("a.example", way_out),
            ("a.example:80", way_out),
            ("https://*.example", way_out),
            ("https://a;b.example", way_out),
            ("ftp://a.example", way_out),
            ("file:///a", way_out),
            ("null", way_out),
            ("**", way_out),
            ("https://", way_out),
            ("", way_out),
        ] {
            let refused = Allowed::parse(text).map_err(|refused| refused.to_string());
            assert_eq!(refused, Err(format!("{} is not an origin; {expected}", Quoted(text))));
        }
    }

    #[test]
    fn frames_of_the_site_itself_are_always_allowed() {
        let ancestors = |list: &[&str]| {
            Origins::new(list.iter().map(|text| Allowed::parse(text).expect("an origin")).collect()).frame_ancestors()
        };
        assert_eq!(ancestors(&["*"]), "*");
        assert_eq!(ancestors(&["https://a.example", "*"]), "*");
        assert_eq!(
            ancestors(&["https://a.example", "http://b.example:81"]),
            "'self' https://a.example http://b.example:81"
        );
    }
}

//! Headers that responses carry, whoever makes them.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;

use crate::origins::Origins;

/// What a page may load and do; whose frames may show it comes after. WebAssembly needs its own permission to compile, and is
/// given no other `eval`.
const CONTENT_SECURITY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors";

/// Marks a response that is a page for frames on the sites that may embed the element.
#[derive(Clone, Copy, Debug)]
pub struct IsForFrames;

/// The security headers.
#[derive(Clone)]
pub struct Security {
    content: HeaderValue,
    content_for_frames: HeaderValue,
}

impl Security {
    /// Headers that let the site itself frame every page, and these origins frame the pages for frames.
    pub fn new(origins: &Origins) -> Self {
        let content = |ancestors: &str| {
            let policy = format!("{CONTENT_SECURITY} {ancestors}");
            HeaderValue::try_from(policy).expect("origins are written in ASCII without control characters")
        };
        Self { content: content("'self'"), content_for_frames: content(&origins.frame_ancestors()) }
    }
}

/// Adds the security headers.
pub async fn secure(State(security): State<Security>, mut response: Response) -> Response {
    let is_for_frames = response.extensions().get::<IsForFrames>().is_some();
    let content = if is_for_frames { security.content_for_frames } else { security.content };
    response.headers_mut().extend([
        (CONTENT_SECURITY_POLICY, content),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    ]);
    response
}

/// Keeps a response out of every cache.
pub async fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

//! Headers that responses carry, whoever makes them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::origins::Origins;

/// Lets pages that are isolated from other origins load a response. Nothing is served that is not public, and no credentials are used.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Lets such pages show a response in a frame: it loads nothing that they might not.
const EMBEDDER_POLICY: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");

/// Marks a response that is a page for frames on the sites that may embed the element.
#[derive(Clone, Copy, Debug)]
pub struct IsForFrames;

/// Marks a response that is for whoever knows its address alone: no search engine lists it, and no other site learns where it is.
#[derive(Clone, Copy, Debug)]
pub struct IsPrivate;

/// Keeps a page out of search engines.
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Marks a response that is for the operator's own people: it loads and runs nothing of others, no page frames it or loads it from another
/// site, and no other site learns its address.
#[derive(Clone, Copy, Debug)]
pub struct IsConfidential;

/// The content security policy of such a response. It has no script at all.
const CONFIDENTIAL: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// Marks a response that is a page with style sheets and scripts in it: what lets the page apply and run them, for its policy's
/// `style-src` and `script-src`.
#[derive(Clone, Debug, Default)]
pub struct InlineHashes {
    styles: String,
    scripts: String,
}

impl InlineHashes {
    /// Returns those of these style sheets and scripts, each `sha256-` and base64.
    pub fn new(styles: &[String], scripts: &[String]) -> Self {
        let sources = |hashes: &[String]| hashes.iter().map(|hash| format!(" '{hash}'")).collect();
        Self { styles: sources(styles), scripts: sources(scripts) }
    }

    /// Hashes the inline sheets and scripts in the text of a page, each as `<style>`, its rules, `</style>`, or `<script
    /// type="module">`, its text, `</script>`.
    pub fn of(page: &str) -> Self {
        Self {
            styles: sources(page, "<style>", "</style>"),
            scripts: sources(page, "<script type=\"module\">", "</script>"),
        }
    }
}

/// Returns the hash of each text of a page that stands between the two.
fn sources(page: &str, start: &str, end: &str) -> String {
    let texts = page.split(start).skip(1).filter_map(|rest| rest.split_once(end));
    texts.map(|(text, _)| format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))).collect()
}

/// What responses are secured by: which other sites may frame a page for frames.
#[derive(Clone)]
pub struct Security {
    ancestors: Arc<str>,
    /// The policy of a response that is not marked.
    plain: HeaderValue,
}

impl Security {
    /// Makes headers that let the site itself frame every page, and these origins frame the pages for frames.
    pub fn new(origins: &Origins) -> Self {
        Self { ancestors: origins.frame_ancestors().into(), plain: policy(&InlineHashes::default(), "'self'") }
    }

    /// Returns the content security policy of a response.
    fn policy(&self, response: &Response) -> HeaderValue {
        let extensions = response.extensions();
        if extensions.get::<IsConfidential>().is_some() {
            return CONFIDENTIAL;
        }
        match (extensions.get::<InlineHashes>(), extensions.get::<IsForFrames>()) {
            (None, None) => self.plain.clone(),
            (Some(hashes), None) => policy(hashes, "'self'"),
            (hashes, Some(IsForFrames)) => policy(hashes.unwrap_or(&InlineHashes::default()), &self.ancestors),
        }
    }
}

/// Writes a content security policy. WebAssembly needs its own permission to compile, and is given no other `eval`.
fn policy(InlineHashes { styles, scripts }: &InlineHashes, ancestors: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    );
    HeaderValue::try_from(policy).expect("origins are written in ASCII without control characters")
}

/// Adds the security headers.
pub async fn secure(State(security): State<Security>, mut response: Response) -> Response {
    let policy = security.policy(&response);
    if response.extensions().get::<IsForFrames>().is_some() {
        response.headers_mut().insert(EMBEDDER_POLICY, HeaderValue::from_static("require-corp"));
    }
    // A page's own origin is what tells its forms from those of other sites: without any referrer browsers would not say it.
    let (resource, referrer) = match response.extensions().get::<IsConfidential>() {
        Some(IsConfidential) => ("same-origin", "same-origin"),
        None => ("cross-origin", "strict-origin-when-cross-origin"),
    };
    response.headers_mut().extend([
        (CONTENT_SECURITY_POLICY, policy),
        (RESOURCE_POLICY, HeaderValue::from_static(resource)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static(referrer)),
    ]);
    if response.extensions().get::<IsPrivate>().is_some() {
        for (name, value) in
            [(REFERRER_POLICY, "no-referrer"), (CACHE_CONTROL, "no-store"), (ROBOTS, "noindex, nofollow")]
        {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// Marks a response as confidential, and keeps it out of every cache and every index of a search engine.
pub async fn confidential(mut response: Response) -> Response {
    response.extensions_mut().insert(IsConfidential);
    response.headers_mut().extend([
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (ROBOTS, HeaderValue::from_static("noindex, nofollow")),
    ]);
    response
}

/// Keeps a response out of every cache.
pub async fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

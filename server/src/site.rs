//! The site: the page with its files.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, LINK, LOCATION, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bundle::Encoding;

use crate::catalogs::Served;
use crate::error_response::ErrorResponse;
use crate::headers::IsForFrames;
use crate::state::AppState;

mod built;
pub mod bundle_list;
pub mod bundles;
mod carried;
mod encoding;
mod files;
pub mod hashed;
mod media_type;
mod misread_link;
mod precondition;
pub mod source;

use files::{File, Found};
use hashed::is_hashed;
use precondition::{Selected, selected};
use source::Site;

/// What caches may do with a file that is named by its content, as it never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// What caches may do with all else: keep it, and ask whether it has changed before each use.
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// The product page.
const PAGE: &str = "index.html";

/// The service worker, which makes the product page work without network.
const WORKER: &str = "/plan-configurator-worker.js";

/// Handles every path that is not the API's.
pub async fn file(State(app): State<Arc<AppState>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let answer = match method {
        Method::GET | Method::HEAD if !app.works_offline && uri.path().ends_with(WORKER) => Ok(no_worker()),
        Method::GET | Method::HEAD => answer(&app, &uri, &headers).await,
        _ => Ok((StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET,HEAD")]).into_response()),
    };
    let mut response = answer.unwrap_or_else(|error| ErrorResponse::internal(error).into_response());
    response.headers_mut().entry(CACHE_CONTROL).or_insert(ASK_EACH_TIME);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
    response
}

async fn answer(app: &AppState, uri: &Uri, headers: &HeaderMap) -> io::Result<Response> {
    // What is served may change while this request is answered.
    let served = app.catalogs.served();
    let Some(site) = &app.site else { return Ok(ErrorResponse::not_found().into_response()) };
    match site.at(uri.path(), &served).await? {
        Found::File(name, file) => {
            if name == PAGE
                && let Some(bundles) = &app.bundles
            {
                bundles.see(&file.tag, site, &served);
            }
            send(site, &served, &name, &file, headers).await
        }
        Found::Folder => Ok((StatusCode::TEMPORARY_REDIRECT, [(LOCATION, with_slash(uri))]).into_response()),
        Found::Nothing => match misread_link::meant(uri) {
            Some(meant) => Ok((StatusCode::TEMPORARY_REDIRECT, [(LOCATION, meant)]).into_response()),
            None => from_before(app, &served, uri, headers).await,
        },
    }
}

/// Answers with a file of a bundle that was served before, for pages that are open since.
async fn from_before(app: &AppState, served: &Arc<Served>, uri: &Uri, headers: &HeaderMap) -> io::Result<Response> {
    if let Some(bundles) = &app.bundles
        && is_hashed(uri.path())
        && let files = bundles.files()
        && let Found::File(name, file) = files.at(uri.path()).await?
    {
        return send(&Site::Folder(files.clone()), served, &name, &file, headers).await;
    }
    Ok(ErrorResponse::not_found().into_response())
}

/// Answers in the service worker's place where it is switched off.
fn no_worker() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../scripts/page/worker_off.js"))
        .into_response()
}

/// Returns the address of a folder, relative to the one without its last slash, so that it holds behind any prefix of a
/// proxy's.
fn with_slash(uri: &Uri) -> String {
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("./{name}/{query}")
}

/// Answers with a file, or says why not.
async fn send(
    site: &Site,
    served: &Arc<Served>,
    name: &str,
    plain: &Arc<File>,
    headers: &HeaderMap,
) -> io::Result<Response> {
    let (file, encoding) = encoded(site, served, name, plain, headers).await?;
    let content = &file.content;
    let mut response = match selected(headers, file.tag.to_str().unwrap_or_default(), content.len()) {
        Selected::Whole => (StatusCode::OK, content.clone()).into_response(),
        Selected::Part(bytes) => {
            let range = format!("bytes {}-{}/{}", bytes.start(), bytes.end(), content.len());
            (StatusCode::PARTIAL_CONTENT, [(CONTENT_RANGE, range)], content.slice(bytes)).into_response()
        }
        Selected::NotModified => (StatusCode::NOT_MODIFIED, Body::empty()).into_response(),
        Selected::PreconditionFailed => return Ok(StatusCode::PRECONDITION_FAILED.into_response()),
        Selected::NoSuchPart => {
            let range = format!("bytes */{}", content.len());
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, range)]).into_response());
        }
    };
    let caching = if is_hashed(name) { FOR_EVER } else { ASK_EACH_TIME };
    let own = response.headers_mut();
    own.insert(ETAG, file.tag.clone());
    own.insert(CACHE_CONTROL, caching);
    own.extend(plain.preloads.clone().map(|links| (LINK, links)));
    if response.status() != StatusCode::NOT_MODIFIED {
        let own = response.headers_mut();
        own.insert(CONTENT_TYPE, media_type::of(name));
        own.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        own.extend(encoding.map(|encoding| (CONTENT_ENCODING, HeaderValue::from_static(encoding.name()))));
    }
    response.extensions_mut().insert(plain.holds.clone());
    if plain.is_for_frames {
        response.extensions_mut().insert(IsForFrames);
    }
    Ok(response)
}

/// Returns the file in the best encoding that is there and that the client accepts.
async fn encoded(
    site: &Site,
    served: &Arc<Served>,
    name: &str,
    plain: &Arc<File>,
    headers: &HeaderMap,
) -> io::Result<(Arc<File>, Option<Encoding>)> {
    for encoding in encoding::accepted(headers) {
        if let Some(file) = site.encoded(name, encoding, served).await? {
            return Ok((file, Some(encoding)));
        }
    }
    Ok((plain.clone(), None))
}

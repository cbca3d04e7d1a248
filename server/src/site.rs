//! The files of the page.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, LINK, LOCATION, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::headers::IsForFrames;
use crate::problem::Problem;
use crate::state::AppState;

pub mod bundles;
mod encoding;
pub mod files;
mod media_type;
mod misread_link;
mod precondition;

use encoding::Encoding;
use files::{File, Files, Found};
use precondition::{Selected, selected};

/// What caches may do with a file that is named by its content, as it never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// What caches may do with all else: keep it, and ask whether it has changed before each use.
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// The product page.
const PAGE: &str = "index.html";

/// The service worker, which makes the product page work without network.
const WORKER: &str = "/plan-configurator-worker.js";

/// The page that other sites put into a frame.
const FOR_FRAMES: &str = "embed.html";

/// How long a hash of a file's content is, in hex digits.
const HASH_LENGTH: usize = 16;

/// Handles every path that is not the API's.
pub async fn file(State(app): State<Arc<AppState>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let answer = match method {
        Method::GET | Method::HEAD if !app.works_offline && uri.path().ends_with(WORKER) => Ok(no_worker()),
        Method::GET | Method::HEAD => answer(&app, &uri, &headers).await,
        _ => Ok((StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET,HEAD")]).into_response()),
    };
    let mut response = answer.unwrap_or_else(|error| Problem::internal(error).into_response());
    response.headers_mut().entry(CACHE_CONTROL).or_insert(ASK_EACH_TIME);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
    response
}

async fn answer(app: &AppState, uri: &Uri, headers: &HeaderMap) -> io::Result<Response> {
    let site = &app.site;
    match site.at(uri.path()).await? {
        Found::File(name, file) => {
            if name == PAGE {
                app.bundles.see(&file.tag);
            }
            send(site, &name, &file, headers).await
        }
        Found::Folder => Ok((StatusCode::TEMPORARY_REDIRECT, [(LOCATION, with_slash(uri))]).into_response()),
        Found::Nothing => match misread_link::meant(uri) {
            Some(meant) => Ok((StatusCode::TEMPORARY_REDIRECT, [(LOCATION, meant)]).into_response()),
            None => from_before(app, uri, headers).await,
        },
    }
}

/// Answers with a file of a bundle that was served before, for pages that are open since.
async fn from_before(app: &AppState, uri: &Uri, headers: &HeaderMap) -> io::Result<Response> {
    let files = app.bundles.files();
    if is_hashed(uri.path())
        && let Found::File(name, file) = files.at(uri.path()).await?
    {
        return send(files, &name, &file, headers).await;
    }
    Ok(Problem::not_found().into_response())
}

/// What stands in the service worker's place where it is switched off.
fn no_worker() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../scripts/page/worker_off.js"))
        .into_response()
}

/// The address of a folder, relative to the one without its last slash, so that it holds behind any prefix of a proxy's.
fn with_slash(uri: &Uri) -> String {
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("./{name}/{query}")
}

/// Answers with a file, or says why not.
async fn send(site: &Arc<Files>, name: &str, plain: &Arc<File>, headers: &HeaderMap) -> io::Result<Response> {
    let (file, encoding) = encoded(site, name, plain, headers).await?;
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
    let loads_app = [PAGE, FOR_FRAMES].contains(&name);
    let own = response.headers_mut();
    own.insert(ETAG, file.tag.clone());
    own.insert(CACHE_CONTROL, caching);
    own.extend(plain.preloads.clone().filter(|_| loads_app).map(|links| (LINK, links)));
    if response.status() != StatusCode::NOT_MODIFIED {
        let own = response.headers_mut();
        own.insert(CONTENT_TYPE, media_type::of(name));
        own.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        own.extend(encoding.map(|encoding| (CONTENT_ENCODING, HeaderValue::from_static(encoding.name()))));
    }
    response.extensions_mut().insert(plain.holds.clone());
    if name == FOR_FRAMES {
        response.extensions_mut().insert(IsForFrames);
    }
    Ok(response)
}

/// The file in the best encoding that is there and that the client accepts.
async fn encoded(
    site: &Arc<Files>,
    name: &str,
    plain: &Arc<File>,
    headers: &HeaderMap,
) -> io::Result<(Arc<File>, Option<Encoding>)> {
    for encoding in Encoding::accepted(headers) {
        if let Some(file) = site.named(&format!("{name}{}", encoding.suffix())).await? {
            return Ok((file, Some(encoding)));
        }
    }
    Ok((plain.clone(), None))
}

/// Whether a file is named by its content: `-`, 16 hex digits and an extension.
fn is_hashed(path: &str) -> bool {
    let Some((_, end)) = path.rsplit_once('-') else { return false };
    let Some((hash, rest)) = end.split_at_checked(HASH_LENGTH) else { return false };
    let extension = rest.strip_prefix('.');
    let is_plain = |extension: &str| !extension.is_empty() && !extension.contains('/');
    hash.bytes().all(|c| c.is_ascii_hexdigit()) && extension.is_some_and(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_content_is_kept_for_ever() {
        for (path, hashed) in [
            ("plan-configurator-0123456789abcdef.js", true),
            ("plan-configurator-0123456789abcdef.wasm", true),
            ("/fonts/a-0123456789abcdef.css.map", true),
            ("/", false),
            ("/index.html", false),
            ("plan-configurator.js", false),
            ("plan-configurator-0123456789abcde.js", false),
            ("plan-configurator-0123456789abcdef0.js", false),
            ("plan-configurator-0123456789abcdeg.js", false),
            ("plan-configurator-0123456789abcdef", false),
            ("plan-configurator-0123456789abcdef.", false),
            ("/app-0123456789abcdef.d/index.html", false),
            ("/0123456789abcdef.js", false),
            ("/a-ä0123456789abcdef.js", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }
}

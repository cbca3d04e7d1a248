//! The files of the page.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, LINK, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::fs;
use tower_http::services::ServeDir;

use crate::app::App;
use crate::headers::{Holds, IsForFrames};
use crate::preloads;
use crate::problem::Problem;

/// What caches may do with a file that is named by its content, as it never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// What caches may do with all else: keep it, and ask whether it has changed before each use.
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// The page that other sites put into a frame.
const FOR_FRAMES: &str = "/embed.html";

/// How long a hash of a file's content is, in hex digits.
const HASH_LENGTH: usize = 16;

/// The folder of the site.
pub struct Site {
    files: ServeDir,
    index: PathBuf,
}

impl Site {
    /// The files of a folder, sent as brotli or gzip where the build has left such a file beside them.
    pub fn new(folder: &Path) -> Self {
        let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
        Self { files, index: folder.join("index.html") }
    }

    /// The text of the product page; empty where there is none. Read for each page that is sent, since a new site may take the
    /// folder's place at any time.
    async fn page(&self) -> String {
        fs::read_to_string(&self.index).await.unwrap_or_default()
    }
}

/// Handles every path that is not the API's.
pub async fn file(State(app): State<Arc<App>>, request: Request) -> Response {
    let path = request.uri().path();
    let is_hashed = is_hashed(path);
    let is_for_frames = path == FOR_FRAMES;
    let is_page = path.ends_with('/') || path.ends_with(".html");
    // The page for frames is made of the product page, and loads the same.
    let loads_app = is_for_frames || ["/", "/index.html"].contains(&path);
    let mut response = match app.site.files.clone().try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(error) => problem(error).into_response(),
    };
    let is_file = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let caching = if is_hashed && is_file { FOR_EVER } else { ASK_EACH_TIME };
    response.headers_mut().insert(CACHE_CONTROL, caching);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
    if is_for_frames {
        response.extensions_mut().insert(IsForFrames);
    }
    if is_page {
        let page = app.site.page().await;
        response.extensions_mut().insert(Holds::of(&page));
        response.headers_mut().extend(preloads::header(&page).filter(|_| loads_app).map(|links| (LINK, links)));
    }
    response
}

/// A path that leads to no file, for whatever reason of the file system's, is not found; all else is a fault of ours.
fn problem(error: io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::PermissionDenied
        | ErrorKind::InvalidFilename
        | ErrorKind::InvalidInput => Problem::not_found(),
        _ => Problem::internal(error),
    }
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
            ("/plan-configurator-0123456789abcdef.js", true),
            ("/plan-configurator-0123456789abcdef.wasm", true),
            ("/fonts/a-0123456789abcdef.css.map", true),
            ("/", false),
            ("/index.html", false),
            ("/plan-configurator.js", false),
            ("/plan-configurator-0123456789abcde.js", false),
            ("/plan-configurator-0123456789abcdef0.js", false),
            ("/plan-configurator-0123456789abcdeg.js", false),
            ("/plan-configurator-0123456789abcdef", false),
            ("/plan-configurator-0123456789abcdef.", false),
            ("/app-0123456789abcdef.d/index.html", false),
            ("/0123456789abcdef.js", false),
            ("/a-ä0123456789abcdef.js", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }
}

//! Which address leads to which handler, and what holds for all of them.

use std::any::Any;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use plans::Catalog;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::services::ServeDir;

use crate::problem::{self, Problem};
use crate::store::Store;
use crate::{handler, headers, site};

/// What the handlers share.
pub struct App {
    /// What plan requests are checked against and advised by.
    pub catalog: Catalog,
    /// Where plan requests are kept.
    pub store: Store,
    /// The files of the site.
    pub site: ServeDir,
}

impl App {
    /// The app that serves the files of a folder.
    pub fn new(catalog: Catalog, store: Store, site: &Path) -> Self {
        Self { catalog, store, site: site::files_of(site) }
    }
}

/// The whole server as a service.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .route("/health", get(handler::health::show))
        .route("/plan-requests", post(handler::plan_requests::create))
        .route("/plan-requests.css", get(handler::form_posts::style))
        .fallback(|| async { Problem::not_found() })
        .layer(map_response(headers::no_store));
    let routes = Router::new().nest("/api", api).fallback(site::file).with_state(Arc::new(app));
    for_all(routes)
}

/// What holds for every response, the outermost last.
fn for_all(routes: Router) -> Router {
    routes
        .layer(map_response(problem::in_one_form))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(map_response(headers::secure))
}

/// A panic is a fault of ours that the panic hook has logged.
fn after_panic(_: Box<dyn Any + Send>) -> Response {
    Problem::already_logged().into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing_of_the_inside() {
        async fn panics() {
            panic!("with a secret");
        }
        let routes = for_all(Router::new().route("/", get(panics)));

        let response = routes.oneshot(Request::new(Body::empty())).await.expect("a router does not fail");

        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        let body = to_bytes(response.into_body(), 1024).await.expect("a short body");
        let detail = r#""detail":"something failed on our side; try again later""#;
        assert_eq!(
            String::from_utf8_lossy(&body),
            format!(r#"{{"type":"about:blank","title":"Internal Server Error","status":500,{detail},"errors":[]}}"#)
        );
    }
}
